import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { DeliveryOutcome } from 'backstage-plugin-flux-delivery-common';
import type { PropsWithChildren } from 'react';
import type { DeliveriesQuery } from '../../api/DeliveryHistoryApi';
import { fluxDeliveryTranslationRef } from '../../translation';

const OUTCOMES: DeliveryOutcome[] = [
  'inProgress',
  'succeeded',
  'failed',
  'superseded',
  'unknown',
];
const ALL = 'all';

const useStyles = makeStyles(
  theme => ({
    bar: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(1, 1.5),
      alignItems: 'center',
      marginBottom: theme.spacing(1.5),
    },
    choice: { minWidth: 170 },
    label: { fontSize: 13 },
    rest: { marginLeft: 'auto', display: 'flex', gap: theme.spacing(1) },
  }),
  { name: 'FluxDeliveryTimelineFilters' },
);

/** Which deliveries are listed. */
export function TimelineFilters({
  query,
  environments,
  onChange,
  children,
}: PropsWithChildren<{
  query: DeliveriesQuery;
  environments: readonly string[];
  onChange: (query: DeliveriesQuery) => void;
}>) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const known = query.environment
    ? [...new Set([...environments, query.environment])]
    : environments;
  return (
    <div
      role="search"
      aria-label={t('historyFilter.label')}
      className={classes.bar}
    >
      <TextField
        select
        size="small"
        variant="outlined"
        id="flux-delivery-history-environment"
        label={t('historyFilter.environment')}
        className={classes.choice}
        value={query.environment ?? ALL}
        onChange={({ target }) =>
          onChange({
            ...query,
            environment: target.value === ALL ? undefined : target.value,
          })
        }
      >
        <MenuItem value={ALL}>{t('historyFilter.allEnvironments')}</MenuItem>
        {known.map(name => (
          <MenuItem key={name} value={name}>
            {name}
          </MenuItem>
        ))}
      </TextField>
      <TextField
        select
        size="small"
        variant="outlined"
        id="flux-delivery-history-outcome"
        label={t('historyFilter.outcome')}
        className={classes.choice}
        value={query.outcome ?? ALL}
        onChange={({ target }) =>
          onChange({
            ...query,
            outcome: OUTCOMES.find(each => each === target.value),
          })
        }
      >
        <MenuItem value={ALL}>{t('historyFilter.allOutcomes')}</MenuItem>
        {OUTCOMES.map(outcome => (
          <MenuItem key={outcome} value={outcome}>
            {t(`outcome.${outcome}`)}
          </MenuItem>
        ))}
      </TextField>
      <FormControlLabel
        title={t('historyFilter.allHint')}
        classes={{ label: classes.label }}
        label={t('historyFilter.all')}
        control={
          <Checkbox
            size="small"
            color="primary"
            checked={query.all ?? false}
            onChange={({ target }) =>
              onChange({ ...query, all: target.checked || undefined })
            }
          />
        }
      />
      <div className={classes.rest}>{children}</div>
    </div>
  );
}

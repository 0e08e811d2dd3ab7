import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Verdict } from 'backstage-plugin-flux-delivery-common';
import type { PathFilter } from '../../model/pathLayout';
import { quietInk } from '../../model/toneColors';
import { fluxDeliveryTranslationRef } from '../../translation';

const useStyles = makeStyles(
  theme => ({
    bar: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(1.5),
      alignItems: 'center',
      marginBottom: theme.spacing(1.5),
    },
    state: { minWidth: 220 },
    shown: { fontSize: 12, color: quietInk(theme) },
  }),
  { name: 'FluxDeliveryFilter' },
);

/** For services with more targets than fit on a screen. */
export function TargetFilter({
  filter,
  states,
  shown,
  total,
  onChange,
}: {
  filter: PathFilter;
  states: { verdict: Verdict; count: number }[];
  shown: number;
  total: number;
  onChange: (filter: PathFilter) => void;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  return (
    <div role="search" aria-label={t('filter.label')} className={classes.bar}>
      <TextField
        size="small"
        variant="outlined"
        id="flux-delivery-cluster"
        label={t('filter.cluster')}
        value={filter.text}
        onChange={event => onChange({ ...filter, text: event.target.value })}
      />
      <TextField
        select
        size="small"
        variant="outlined"
        id="flux-delivery-state"
        label={t('filter.state')}
        className={classes.state}
        value={filter.verdict}
        onChange={event =>
          onChange({
            ...filter,
            verdict: event.target.value as PathFilter['verdict'],
          })
        }
      >
        <MenuItem value="all">{t('filter.all')}</MenuItem>
        {states.map(({ verdict, count }) => (
          <MenuItem key={verdict} value={verdict}>
            {t('grid.states', {
              n: String(count),
              verdict: t(`verdict.${verdict}`),
            })}
          </MenuItem>
        ))}
      </TextField>
      <span role="status" className={classes.shown}>
        {t('filter.shown', { shown: String(shown), total: String(total) })}
      </span>
    </div>
  );
}

import Paper from '@material-ui/core/Paper';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type {
  FleetDto,
  FleetFacets,
  FleetFilter,
} from 'backstage-plugin-flux-delivery-common';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { entityName } from '../../model/fleetRow';
import { MINE, isUnfiltered, withValues } from '../../model/fleetUrl';
import { fluxDeliveryTranslationRef } from '../../translation';
import { PlainButton } from '../PlainButton';
import { FilterMenu } from './FilterMenu';
import { StateChips } from './StateChips';

export type FilterDimension = keyof FleetFacets;

/** Of the text: so that not each letter is a question. */
const AFTER_TYPING = 300;

const useStyles = makeStyles(
  theme => ({
    bar: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(1, 2),
      alignItems: 'center',
      justifyContent: 'space-between',
      padding: theme.spacing(1.25, 1.5),
      marginBottom: theme.spacing(2),
    },
    menus: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(0.75),
      alignItems: 'center',
    },
    text: { width: 190 },
    input: {
      padding: theme.spacing(0.75, 1.25),
      fontFamily: 'inherit',
      fontSize: 13,
    },
  }),
  { name: 'FluxDeliveryFilterBar' },
);

/** States with their numbers, and what else one may filter by; all of it goes to the address. */
export function FilterBar({
  filter,
  dimensions,
  fleet,
  onChange,
  onClear,
  children,
}: {
  filter: FleetFilter;
  dimensions: readonly FilterDimension[];
  /** Undefined before the first answer, and where states do not matter. */
  fleet: Pick<FleetDto, 'facets'> & { counts?: FleetDto['counts'] };
  onChange: (filter: FleetFilter, options?: { inPlace?: boolean }) => void;
  onClear: () => void;
  children?: ReactNode;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const nameOf = (value: string) =>
    value === MINE ? t('fleet.scope.mine') : entityName(value);
  return (
    <Paper
      variant="outlined"
      role="search"
      aria-label={t('fleet.filter.label')}
      className={classes.bar}
    >
      {fleet.counts && (
        <StateChips
          counts={fleet.counts}
          chosen={filter.states ?? []}
          onChange={states => onChange(withValues(filter, 'states', states))}
        />
      )}
      <div className={classes.menus}>
        {dimensions.map(dimension => (
          <FilterMenu
            key={dimension}
            what={t(`fleet.filter.${dimension}`)}
            facets={fleet.facets[dimension]}
            chosen={filter[dimension] ?? []}
            nameOf={
              dimension === 'owners' || dimension === 'systems'
                ? nameOf
                : undefined
            }
            onChange={values => onChange(withValues(filter, dimension, values))}
          />
        ))}
        <TextFilter
          text={filter.text ?? ''}
          onChange={text =>
            onChange({ ...filter, text: text || undefined }, { inPlace: true })
          }
        />
        {!isUnfiltered(filter) && (
          <PlainButton onClick={onClear}>{t('fleet.filter.clear')}</PlainButton>
        )}
        {children}
      </div>
    </Paper>
  );
}

function TextFilter({
  text,
  onChange,
}: {
  text: string;
  onChange: (text: string) => void;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const [typed, setTyped] = useState(text);
  useEffect(() => setTyped(text), [text]);
  useEffect(() => {
    if (typed === text) {
      return undefined;
    }
    const timer = setTimeout(() => onChange(typed), AFTER_TYPING);
    return () => clearTimeout(timer);
    // The address that changes meanwhile is not what was typed.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [typed]);
  return (
    <TextField
      size="small"
      variant="outlined"
      type="search"
      className={classes.text}
      placeholder={t('fleet.filter.text')}
      inputProps={{
        'aria-label': t('fleet.filter.text'),
        maxLength: 200,
        className: classes.input,
      }}
      value={typed}
      onChange={({ target }) => setTyped(target.value)}
    />
  );
}

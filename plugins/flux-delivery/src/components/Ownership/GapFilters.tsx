import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { OwnershipGapsDto } from 'backstage-plugin-flux-delivery-common';
import type { OwnershipGapsQuery } from '../../api/OwnershipApi';
import { fluxDeliveryTranslationRef } from '../../translation';
import { Pill } from '../Fleet/Pill';

const KINDS = [undefined, 'unowned', 'doublyOwned'] as const;
export const FILTERS = ['cluster', 'namespace', 'kind'] as const;
const FACETS = {
  cluster: 'clusters',
  namespace: 'namespaces',
  kind: 'kinds',
} as const;

const useStyles = makeStyles(
  theme => ({
    bar: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(1),
      alignItems: 'center',
      margin: theme.spacing(1, 0, 2),
    },
    select: { minWidth: 130, flex: '0 1 180px' },
  }),
  { name: 'FluxDeliveryGapFilters' },
);

export type GapFilter = Pick<
  OwnershipGapsQuery,
  'gap' | (typeof FILTERS)[number]
>;

/** Which gaps are shown; numbers and options are of what the reader may see. */
export function GapFilters({
  gaps,
  filter,
  onChoose,
}: {
  gaps: OwnershipGapsDto;
  filter: GapFilter;
  onChoose: (name: keyof GapFilter, value: string | undefined) => void;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { counts, facets } = gaps;
  const numbers = [
    counts.unowned + counts.doublyOwned,
    counts.unowned,
    counts.doublyOwned,
  ];
  return (
    <div
      className={classes.bar}
      role="group"
      aria-label={t('ownership.lists.filter')}
    >
      {KINDS.map((each, at) => (
        <Pill
          key={each ?? 'all'}
          isOn={filter.gap === each}
          onClick={() => onChoose('gap', each)}
        >
          {t(`ownership.lists.${each ?? 'all'}`)} {String(numbers[at])}
        </Pill>
      ))}
      {FILTERS.map(name => (
        <TextField
          key={name}
          select
          size="small"
          variant="outlined"
          id={`flux-delivery-gaps-${name}`}
          className={classes.select}
          label={t(`ownership.lists.${name}`)}
          value={filter[name] ?? ''}
          onChange={({ target }) => onChoose(name, target.value || undefined)}
        >
          <MenuItem value="">{t('ownership.lists.any')}</MenuItem>
          {optionsOf(facets[FACETS[name]], filter[name]).map(value => (
            <MenuItem key={value} value={value}>
              {value}
            </MenuItem>
          ))}
        </TextField>
      ))}
    </div>
  );
}

/** What the address asks for is an option, whether there is something of it or not. */
function optionsOf(values: readonly string[], chosen?: string): string[] {
  return chosen && !values.includes(chosen) ? [chosen, ...values] : [...values];
}

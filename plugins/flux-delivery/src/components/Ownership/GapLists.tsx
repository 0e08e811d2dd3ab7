import MenuItem from '@material-ui/core/MenuItem';
import Paper from '@material-ui/core/Paper';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type {
  OwnershipGap,
  OwnershipGapsDto,
} from 'backstage-plugin-flux-delivery-common';
import { useCallback, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { fluxDeliveryApiRef } from '../../api/FluxDeliveryApi';
import type { OwnershipGapsQuery } from '../../api/OwnershipApi';
import { useRefreshed } from '../../hooks/useRefreshed';
import { readGaps } from '../../model/readGaps';
import { quietInk, toneColors } from '../../model/toneColors';
import { fluxDeliveryTranslationRef } from '../../translation';
import { Pill } from '../Fleet/Pill';
import { MessagePanel } from '../MessagePanel';
import { PlainButton } from '../PlainButton';
import { Ago } from '../Ticking';
import { GapView } from './GapView';
import { OwnershipStates } from './OwnershipStates';

const ON_A_PAGE = 25;
const KINDS = [undefined, 'unowned', 'doublyOwned'] as const;
const FILTERS = ['cluster', 'namespace', 'kind'] as const;
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
    list: { margin: 0, padding: 0, listStyle: 'none' },
    item: { padding: theme.spacing(1.5, 2), marginBottom: theme.spacing(1.5) },
    quiet: { color: quietInk(theme), fontSize: 12 },
    loud: { color: toneColors(theme, 'held').ink, fontWeight: 600 },
  }),
  { name: 'FluxDeliveryGaps' },
);

type Filter = Pick<OwnershipGapsQuery, 'gap' | (typeof FILTERS)[number]>;

/** What nobody owns and what several do, with the words that mend it. The filter is in the address. */
export function GapLists() {
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const api = useApi(fluxDeliveryApiRef);
  const [params, setParams] = useSearchParams();
  const [count, setCount] = useState(ON_A_PAGE);
  const [gap, cluster, namespace, kind] = ['gap', ...FILTERS].map(
    name => params.get(name) ?? undefined,
  );
  const load = useCallback(
    (signal: AbortSignal) =>
      readGaps(
        query => api.getOwnershipGaps(query, { signal }),
        { gap: gapOf(gap), cluster, namespace, kind },
        count,
      ),
    [api, gap, cluster, namespace, kind, count],
  );
  const { state, refresh } = useRefreshed('', load);
  const choose = (name: keyof Filter, value: string | undefined) => {
    setCount(ON_A_PAGE);
    setParams(previous => {
      const next = new URLSearchParams(previous);
      if (value) {
        next.set(name, value);
      } else {
        next.delete(name);
      }
      return next;
    });
  };
  const filter = { gap: gapOf(gap), cluster, namespace, kind };
  return (
    <section aria-label={t('ownership.lists.label')}>
      <h2>{t('ownership.lists.label')}</h2>
      <p>{t('ownership.lists.intro')}</p>
      <OwnershipStates
        state={state}
        loading={t('ownership.lists.loading')}
        failed={t('ownership.lists.failed')}
        onRetry={refresh}
      >
        {gaps => (
          <>
            <GapFilters gaps={gaps} filter={filter} onChoose={choose} />
            <GapItems
              gaps={gaps}
              isFiltered={Object.values(filter).some(Boolean)}
              onMore={() => setCount(count + ON_A_PAGE)}
            />
          </>
        )}
      </OwnershipStates>
    </section>
  );
}

function gapOf(text: string | undefined): OwnershipGap['gap'] | undefined {
  return text === 'unowned' || text === 'doublyOwned' ? text : undefined;
}

function GapFilters({
  gaps,
  filter,
  onChoose,
}: {
  gaps: OwnershipGapsDto;
  filter: Filter;
  onChoose: (name: keyof Filter, value: string | undefined) => void;
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

function GapItems({
  gaps,
  isFiltered,
  onMore,
}: {
  gaps: OwnershipGapsDto;
  isFiltered: boolean;
  onMore: () => void;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { items, total, complete, clusters, surveyedAt, nextCursor } = gaps;
  return (
    <>
      {!complete && items.length > 0 && (
        <p className={classes.loud}>
          {t('ownership.lists.incomplete')}
          <NotInSync names={clusters.map(({ name }) => name)} />
        </p>
      )}
      {items.length === 0 && <NoGaps gaps={gaps} isFiltered={isFiltered} />}
      <ul className={classes.list}>
        {items.map(gap => (
          <li key={gap.id}>
            <Paper variant="outlined" className={classes.item}>
              <GapView gap={gap} withCluster />
            </Paper>
          </li>
        ))}
      </ul>
      <p className={classes.quiet} role="status">
        {t('ownership.lists.shown', {
          shown: String(items.length),
          total: String(total),
        })}{' '}
        · {t('ownership.lists.asOf')} <Ago at={surveyedAt} />
      </p>
      {nextCursor && (
        <PlainButton variant="outlined" onClick={onMore}>
          {t('ownership.lists.more')}
        </PlainButton>
      )}
    </>
  );
}

function NoGaps({
  gaps: { complete, clusters },
  isFiltered,
}: {
  gaps: OwnershipGapsDto;
  isFiltered: boolean;
}) {
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  if (!complete) {
    return (
      <MessagePanel
        verdict="unknown"
        title={t('ownership.lists.noneIncomplete')}
      >
        <NotInSync names={clusters.map(({ name }) => name)} />
      </MessagePanel>
    );
  }
  return (
    <MessagePanel
      verdict="notObserved"
      title={t(
        isFiltered ? 'ownership.lists.noneFiltered' : 'ownership.lists.none',
      )}
    />
  );
}

function NotInSync({ names }: { names: readonly string[] }) {
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  return names.length > 0 ? (
    <> {t('ownership.lists.notInSync', { clusters: names.join(', ') })}.</>
  ) : null;
}

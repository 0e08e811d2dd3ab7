import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { OwnershipGap } from 'backstage-plugin-flux-delivery-common';
import { useCallback, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { fluxDeliveryApiRef } from '../../api/FluxDeliveryApi';
import { useRefreshed } from '../../hooks/useRefreshed';
import { readGaps } from '../../model/readGaps';
import { fluxDeliveryTranslationRef } from '../../translation';
import { FILTERS, type GapFilter, GapFilters } from './GapFilters';
import { GapItems } from './GapItems';
import { OwnershipStates } from './OwnershipStates';

const ON_A_PAGE = 25;
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
  const choose = (name: keyof GapFilter, value: string | undefined) => {
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

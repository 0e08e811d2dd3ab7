import { fluxDeliveryApiRef } from '../src/api/FluxDeliveryApi';
import { FluxDeliveryClient } from '../src/api/FluxDeliveryClient';
import { DeliveryCard } from '../src/components/DeliveryCard/DeliveryCard';
import { DeliveryTab } from '../src/components/DeliveryTab/DeliveryTab';
import { ClustersContent } from '../src/components/ClustersPage/ClustersContent';
import { ClockContext } from '../src/hooks/useClock';
import { ENTITY_REF, NOW } from '../src/__fixtures__/scenarios';
import { TestApiProvider, mockApis } from '@backstage/test-utils';
import { configApiRef, errorApiRef } from '@backstage/core-plugin-api';
import { translationApiRef } from '@backstage/core-plugin-api/alpha';
import { routeResolutionApiRef } from '@backstage/frontend-plugin-api';
import { UnifiedThemeProvider, themes } from '@backstage/theme';
import CssBaseline from '@material-ui/core/CssBaseline';
import { useMemo } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter, useSearchParams } from 'react-router-dom';
import { scenarios } from './scenarios';

/** The one route that the components link to: the page of an entity. */
const entityPath = (params: object = {}) =>
  `/catalog/${Object.values(params).join('/')}`;

/**
 * Every situation of every component, without a backend: `?scenario=diverged&theme=dark&view=tab`. With
 * `&backend=http://…/api/flux-delivery&entity=component:default/x` it shows what a real one answers instead.
 */
function Harness() {
  const [params, setParams] = useSearchParams();
  const name = params.get('scenario') ?? 'diverged';
  const theme = params.get('theme') === 'dark' ? themes.dark : themes.light;
  const view = params.get('view') ?? 'tab';
  const backend = params.get('backend');
  const entityRef = params.get('entity') ?? ENTITY_REF;
  const api = useMemo(
    () =>
      backend
        ? new FluxDeliveryClient({
            discoveryApi: { getBaseUrl: async () => backend },
            fetchApi: { fetch: (input, init) => fetch(input, init) },
          })
        : (scenarios[name] ?? scenarios.diverged)(),
    [name, backend],
  );
  const clock = useMemo(() => {
    const loaded = Date.now();
    return {
      now: () => (backend ? Date.now() : NOW + (Date.now() - loaded)),
    };
  }, [backend]);
  return (
    <UnifiedThemeProvider theme={theme}>
      <CssBaseline />
      <TestApiProvider
        apis={[
          [fluxDeliveryApiRef, api],
          [configApiRef, mockApis.config()],
          [translationApiRef, mockApis.translation()],
          [
            routeResolutionApiRef,
            {
              resolve:
                () =>
                (...args) =>
                  entityPath(args[0]),
            },
          ],
          [
            errorApiRef,
            {
              post: () => {},
              error$: () => {
                throw new Error('not used');
              },
            },
          ],
        ]}
      >
        <ClockContext.Provider value={clock}>
          <div style={{ padding: 16, maxWidth: 1240 }}>
            {!params.has('bare') && (
              <select
                aria-label="Scenario"
                value={name}
                onChange={event => setParams({ scenario: event.target.value })}
              >
                {Object.keys(scenarios).map(each => (
                  <option key={each}>{each}</option>
                ))}
              </select>
            )}
            {view === 'tab' && <DeliveryTab key={name} entityRef={entityRef} />}
            {view === 'card' && (
              <DeliveryCard key={name} entityRef={entityRef} tabLink="/" />
            )}
            {view === 'clusters' && <ClustersContent />}
          </div>
        </ClockContext.Provider>
      </TestApiProvider>
    </UnifiedThemeProvider>
  );
}

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <BrowserRouter>
      <Harness />
    </BrowserRouter>,
  );
}

import { TestDatabases } from '@backstage/backend-test-utils';
import { type PolicyDecision } from '@backstage/plugin-permission-common';
import { loadFixture } from 'backstage-plugin-flux-delivery-common/testUtils';
import { callsOf } from '../__testUtils__/callsOf';
import { headerOf, readers } from '../__testUtils__/readers';
import {
  EXPLAIN,
  PUT_POINT,
  readsOfEntity,
  type Route,
} from '../__testUtils__/routes';
import {
  type Portal,
  settled,
  startPortal,
} from '../__testUtils__/startPortal';
import { until } from '../__testUtils__/until';

jest.setTimeout(180_000);

const HIDDEN = 'catalog';
/** As long, so that no length differs. */
const MISSING = 'missing';
const PATHS = /^flux-delivery\.(path|history|ownership)\.read$/;

const databases = TestDatabases.create({
  ids: ['SQLITE_3'],
  disableDocker: true,
});

/*
 * Whoever measures how long an answer takes learns what work was done for it. No clock is read here: that of a test tells nothing. An
 * entity that may not be seen and one that is missing make the plugin ask the same of everything that takes time.
 */
describe('A3: what is hidden takes the same as what is missing', () => {
  const READERS = readers();
  const nameOf = (user: string) => user.slice(user.lastIndexOf('/') + 1);
  let portal: Portal;
  let calls: ReturnType<typeof callsOf>;
  let made = 0;

  async function ask(
    { method = 'get', path, body }: Route,
    reader: string,
    name: string,
  ) {
    const renamed = (text: string) =>
      text
        .replace('/default/catalog', `/default/${name}`)
        .replace('default/catalog"', `default/${name}"`);
    const trace = calls.trace(String((made += 1)));
    const request = portal[method](renamed(path))
      .set('Authorization', headerOf(reader))
      .set(...trace.header);
    const { status, text, headers } = await (body
      ? request.send(JSON.parse(renamed(JSON.stringify(body))))
      : request);
    const neutral = (said: string) =>
      said.replaceAll(`default/${name}`, 'default/it');
    return {
      status,
      text: neutral(text),
      // A hash of the text, which names it.
      headers: { ...headers, date: '', etag: '' },
      calls: trace.calls.map(neutral),
    };
  }

  beforeAll(async () => {
    const entity = {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: {
        name: HIDDEN,
        namespace: 'default',
        annotations: { 'backstage.io/kubernetes-id': HIDDEN },
      },
      spec: { type: 'service', owner: 'group:default/shop' },
    };
    calls = callsOf({
      entities: [entity],
      knex: await databases.init('SQLITE_3'),
      decide: (user, permission): PolicyDecision | undefined =>
        PATHS.test(permission) ? READERS[nameOf(user)] : undefined,
    });
    portal = await startPortal({
      clusters: { staging: loadFixture('healthy-git-kustomization.yaml') },
      entities: [],
      config: { permission: { enabled: true } },
      catalog: false,
      features: calls.features,
    });
    await settled(portal);
    await until(
      async () =>
        (
          await portal
            .get(`/entities/component/default/${HIDDEN}/deliveries?include=all`)
            .set('Authorization', headerOf('owner'))
        ).body.items?.length ?? 0,
      items => items > 0,
    );
  });
  afterAll(() => portal.stop());

  const ROUTES = [
    ...readsOfEntity(),
    ['explain', EXPLAIN],
    ['divergence point', PUT_POINT],
  ] as [string, Route][];

  it.each(ROUTES)('%s', async (_, route) => {
    const shown = await ask(route, 'owner', HIDDEN);
    expect(shown.calls.length).toBeGreaterThan(0);
    for (const reader of ['denied', 'stranger', 'elsewhere']) {
      const hidden = await ask(route, reader, HIDDEN);
      const missing = await ask(route, reader, MISSING);
      expect(missing.status).toBe(404);
      expect({ reader, ...hidden }).toEqual({ reader, ...missing });
    }
  });
});

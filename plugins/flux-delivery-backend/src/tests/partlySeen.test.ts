import { mockCredentials } from '@backstage/backend-test-utils';
import { aDeployment } from 'backstage-plugin-flux-delivery-common/testUtils';
import {
  ownershipConfig,
  ownershipEntities,
  ownershipEstate,
  resolved,
} from '../__testUtils__/ownershipEstate';
import { type Portal, startPortal } from '../__testUtils__/startPortal';
import { until } from '../__testUtils__/until';

const ANN = mockCredentials.user.header('user:default/ann');
const LIMITS = '/entities/component/default/limits';

jest.setTimeout(180_000);

let portal: Portal;

beforeAll(async () => {
  portal = await startPortal({
    clusters: ownershipEstate(),
    entities: ownershipEntities(),
    fluxDelivery: {
      ...ownershipConfig(),
      ownership: { platformGroup: 'group:default/acme' },
    },
  });
  await resolved(portal);
});
afterAll(() => portal.stop());

const get = async (path: string) =>
  (await portal.get(path).set('Authorization', ANN)).body;
const partlySeen = async () =>
  (await get(`${LIMITS}/ownership`)).targets[0].partlySeen;
const notes = async (): Promise<string[]> => {
  const { environments } = await get(`${LIMITS}/path`);
  return environments[0].targets[0].notes
    .filter((note: any) => note.class === 'partial-observability')
    .map((note: any) => note.summary);
};

const SAYS = 'pods of Deployment/risk/limits could not be listed';
const isFlagged = (each: unknown) => JSON.stringify(each).includes(SAYS);

it('flags what neither of two owners can tell once pods are forbidden, and no longer than that', async () => {
  expect(isFlagged(await partlySeen())).toBe(false);

  const server = portal.apiServers.get('prod-eu')!;
  server.forbid('', 'pods');
  const { status, ...limits } = aDeployment('risk', 'limits');
  const put = (object: object) =>
    server.apply('apps', 'deployments', object as never);
  put({
    ...limits,
    status: { ...status, readyReplicas: 0, availableReplicas: 0 },
  });
  const [found] = await until<any>(partlySeen, isFlagged);
  expect(found.sides).toMatchObject([
    {
      owner: 'group:default/risk',
      unseen: expect.arrayContaining([
        expect.objectContaining({
          segments: ['rollout'],
          reason: 'podsNotSeen',
          because: SAYS,
          by: expect.objectContaining({ owner: 'group:default/acme' }),
        }),
      ]),
    },
    { owner: 'group:default/acme' },
  ]);
  expect(found.untold).toContain(
    'No delivery contract of it names alerts or a runbook.',
  );
  expect(await notes()).toEqual([found.summary]);

  server.allow('', 'pods');
  put({ ...limits, status });
  await until(partlySeen, each => !isFlagged(each));
});

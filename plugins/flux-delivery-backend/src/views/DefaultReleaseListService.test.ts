import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import { row } from '../history/__testUtils__/rows';
import { MemoryDeliveryLedger } from '../history/MemoryDeliveryLedger';
import { MemoryPromotionStore } from '../promotions/MemoryPromotionStore';
import { DefaultReleaseListService } from './DefaultReleaseListService';

const credentials = mockCredentials.service();
const refOf = (name: string) => `component:default/${name}`;

async function setUp(
  names: string[],
  decision: PolicyDecision = { result: AuthorizeResult.ALLOW },
  catalog: PolicyDecision = { result: AuthorizeResult.ALLOW },
) {
  const history = new MemoryDeliveryLedger();
  const promotions = new MemoryPromotionStore();
  for (const name of names) {
    const unit = {
      entityRef: refOf(name),
      targetId: 'prod-eu~kustomization~shop~of-tests',
    };
    await history.write(unit, [
      {
        type: 'append',
        row: row(1, {
          ...unit,
          kind: 'baseline',
          outcome: 'unknown',
          revisions: { commit: 'a'.repeat(40), raw: 'main@sha1:aaaa' },
          images: [
            {
              workload: 'Deployment/api',
              container: 'api',
              declared: `registry.example.com/${name}:1.8.3`,
              running: `sha256:${'b'.repeat(64)}`,
            },
          ],
        }),
      },
    ]);
  }
  const service = new DefaultReleaseListService({
    permissions: mockServices.permissions.mock({
      authorizeConditional: async queries =>
        queries.map(({ permission }) =>
          permission.name === 'catalog.entity.read' ? catalog : decision,
        ),
    }),
    history,
    promotions,
    options: { links: { git: [], dashboards: [] } },
    now: () => new Date('2026-11-21T06:00:00Z'),
  });
  const list = (cursor?: string, as: BackstageCredentials = credentials) =>
    service.list({ credentials: as, cursor });
  return { history, promotions, list };
}

describe('DefaultReleaseListService', () => {
  it('tells every name of a release, and nothing of where it runs', async () => {
    const { list, promotions } = await setUp(['orders']);
    await promotions.record(
      {
        id: 'release-4812',
        entityRef: refOf('orders'),
        environment: 'prod',
        version: { commit: 'a'.repeat(40) },
        actor: { name: 'd.khan', type: 'human', trust: 'verified' },
        pipeline: { id: '4812' },
        occurredAt: '2026-11-21T05:00:30Z',
        recordedAt: '2026-11-21T05:00:30Z',
        feed: 'api',
      },
      'f',
    );
    const { items } = await list();
    expect(items).toEqual([
      {
        entityRef: refOf('orders'),
        key: 'a'.repeat(40),
        title: '1.8.3',
        names: expect.arrayContaining([
          'a'.repeat(40),
          'registry.example.com/orders:1.8.3',
          `sha256:${'b'.repeat(64)}`,
          '1.8.3',
          'release-4812',
          '4812',
        ]),
        firstSeenAt: '2026-11-21T05:00:30Z',
      },
    ]);
    expect(items[0].names.join(' ')).not.toMatch(/prod|deployment/);
    expect(new Set(items[0].names).size).toBe(items[0].names.length);
  });

  it('goes from service to service, each once, a bounded number at a time', async () => {
    const names = Array.from(
      { length: 23 },
      (_, place) => `s${String(place).padStart(2, '0')}`,
    );
    const { list } = await setUp(names);
    const pages: string[][] = [];
    let cursor: string | undefined;
    do {
      const page = await list(cursor);
      pages.push(page.items.map(({ entityRef }) => entityRef));
      cursor = page.nextCursor;
    } while (cursor);
    expect(pages.flat()).toEqual(names.map(refOf));
    expect(Math.max(...pages.map(({ length }) => length))).toBe(10);
  });

  it.each<PolicyDecision>([
    { result: AuthorizeResult.DENY },
    {
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'flux-delivery',
      resourceType: 'flux-delivery-path',
      conditions: { rule: 'X', resourceType: 'flux-delivery-path' },
    },
  ])('refuses who may not read everything: $result', async decision => {
    const { list } = await setUp(['orders'], decision);
    await expect(list()).rejects.toMatchObject({ name: 'NotAllowedError' });
  });

  it('refuses a person from whom the catalog may hide something', async () => {
    const { list } = await setUp(['orders'], undefined, {
      result: AuthorizeResult.DENY,
    });
    await expect(list(undefined, mockCredentials.user())).rejects.toMatchObject(
      { name: 'NotAllowedError' },
    );
  });

  it('refuses a cursor of another list, and says that the database does not answer', async () => {
    const { list, history } = await setUp(['orders']);
    for (const cursor of ['x', Buffer.from('[1]').toString('base64url')]) {
      await expect(list(cursor)).rejects.toMatchObject({ name: 'InputError' });
    }
    jest.spyOn(history, 'page').mockRejectedValue(new Error('down'));
    await expect(list()).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
  });
});

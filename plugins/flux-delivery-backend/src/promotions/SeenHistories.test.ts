import { fluxDeliveryPathConditions as conditions } from 'backstage-plugin-flux-delivery-node';
import { mockCredentials } from '@backstage/backend-test-utils';
import { NotFoundError } from '@backstage/errors';
import { when } from '../access/__testUtils__/accessThat';
import { row, UNIT } from '../history/__testUtils__/rows';
import { MemoryDeliveryLedger } from '../history/MemoryDeliveryLedger';
import { aPromotion } from './__testUtils__/aPromotion';
import { seenHistoriesOf } from './__testUtils__/seenHistoriesOf';
import { MemoryPromotionStore } from './MemoryPromotionStore';

const { entityRef } = UNIT;
const credentials = mockCredentials.user();
const entity = {
  entityRef,
  owner: 'group:default/payments',
  annotations: {},
};
const GONE = { entityRef, targetId: 'staging~kustomization~flux-system~old' };

/** A target of now in prod, whose rows say that it was in staging before; and one in staging that is gone. */
async function setUp(
  condition: any,
  name = 'flux-delivery.history.read',
  history = new MemoryDeliveryLedger(),
) {
  await history.write(UNIT, [
    { type: 'append', row: row(1, { environment: 'staging' }) },
    {
      type: 'append',
      row: row(2, {
        outcome: 'failed',
        segment: 'rollout',
        class: 'crash-loop',
        message: 'it crashed',
      }),
    },
  ]);
  const { applier } = row(1).delivery;
  await history.write(GONE, [
    {
      type: 'append',
      row: row(1, {
        ...GONE,
        environment: 'staging',
        cluster: 'staging',
        applier: { ...applier!, namespace: 'flux-system' },
      }),
    },
  ]);
  const promotions = new MemoryPromotionStore();
  for (const environment of ['staging', 'prod']) {
    await promotions.record(
      aPromotion({ id: `to-${environment}`, entityRef, environment }),
      'f',
    );
  }
  const now = {
    id: UNIT.targetId,
    cluster: 'prod-eu',
    environment: 'prod',
    applierRef: { ...applier!, cluster: 'prod-eu' },
    workloads: [],
    sources: [],
    segments: [{ segment: 'rollout', evidence: [] }],
  };
  const seen = seenHistoriesOf(
    {
      entity,
      resolved: { targets: [now] } as any,
      judged: [now] as any,
    },
    {
      history,
      promotions,
      environments: [
        { name: 'staging', match: [] },
        { name: 'prod', match: [] },
      ],
      decisions: { [name]: when(condition) },
    },
  );
  return async (likePath = false) => {
    const told = await seen.of(entityRef, { credentials, likePath });
    const { items } = await told.history.page(
      { entityRef, all: true },
      { limit: 10 },
    );
    const records = await told.promotions.page(told.subject, {}, { limit: 10 });
    return {
      told,
      rows: items
        .map(({ cluster, sequence }) => `${cluster} ${sequence}`)
        .sort(),
      items,
      promotions: records.items.map(({ id }) => id).sort(),
    };
  };
}

describe('what one may see of the past', () => {
  const ALL_ROWS = ['prod-eu 1', 'prod-eu 2', 'staging 1'];

  it.each([
    [
      'the owner: all of it, whoever owned it before',
      conditions.isEntityOwner({ claims: ['group:default/payments'] }),
      ALL_ROWS,
      ['to-prod', 'to-staging'],
    ],
    [
      'one cluster: its targets, and promotions to where they are',
      conditions.inCluster({ clusters: ['prod-*'] }),
      ['prod-eu 1', 'prod-eu 2'],
      ['to-prod'],
    ],
    [
      'one environment: what is there now, also before it was, and what is gone from there',
      conditions.inEnvironment({ environments: ['staging'] }),
      ['staging 1'],
      ['to-staging'],
    ],
    [
      'everywhere but one cluster: no promotions that may be into it',
      { not: conditions.inCluster({ clusters: ['prod-*'] }) },
      ['staging 1'],
      ['to-staging'],
    ],
    [
      'everywhere but one namespace: not what is gone, of which nobody knows where it ran',
      { not: conditions.inNamespace({ namespaces: ['secret'] }) },
      ['prod-eu 1', 'prod-eu 2'],
      ['to-prod'],
    ],
  ])('is for %s', async (_, condition, rows, promotions) => {
    const seen = await (await setUp(condition))();
    expect(seen.rows).toEqual(rows);
    expect(seen.promotions).toEqual(promotions);
  });

  it('is nothing for others, like for an entity that is not there', async () => {
    for (const condition of [
      conditions.isEntityOwner({ claims: ['group:default/risk'] }),
      conditions.inCluster({ clusters: ['elsewhere'] }),
    ]) {
      await expect((await setUp(condition))()).rejects.toMatchObject({
        name: 'NotFoundError',
        message: `No entity ${entityRef}`,
      });
    }
  });

  it('tells that a delivery failed, and not in a segment that may not be seen', async () => {
    const { items } = await (
      await setUp(conditions.ofSegment({ segments: ['source'] }))
    )();
    expect(items.find(({ sequence }) => sequence === 2)).toMatchObject({
      outcome: 'failed',
    });
    expect(JSON.stringify(items)).not.toMatch(/rollout|crash/);
  });

  it('is what both permissions allow where it tells as much as a path', async () => {
    const see = await setUp(
      conditions.inCluster({ clusters: ['staging'] }),
      'flux-delivery.path.read',
    );
    expect((await see()).rows).toEqual(ALL_ROWS);
    expect((await see(true)).rows).toEqual(['staging 1']);
    const { told } = await see();
    expect(told.present).toEqual([]);
    expect(told.isPresentTold).toBe(false);
  });
});

describe('what one may see of the past while the database does not answer', () => {
  const UP = 'flux-delivery.history.read';

  async function whileDown(condition: any) {
    const history = new MemoryDeliveryLedger();
    const ask = await setUp(condition, UP, history);
    const { told } = await ask().catch(() => ({ told: undefined }));
    jest.spyOn(history, 'targets').mockRejectedValue(new Error('down'));
    return { before: told, ask };
  }

  const prodRow = row(2).delivery;
  const goneRow = row(1, {
    ...GONE,
    environment: 'staging',
    cluster: 'staging',
  }).delivery;

  it('is what is held of the targets of now, by the same decision as with a database', async () => {
    const { before, ask } = await whileDown(
      conditions.inCluster({ clusters: ['prod-*'] }),
    );
    const { told } = await ask();
    expect(told.present).toEqual(before!.present);
    expect(told.present).toHaveLength(1);
    expect(told.told([prodRow, goneRow])).toEqual([prodRow]);
  });

  it('is nothing of a target that is gone, whatever one row of it says: others may say that it was elsewhere', async () => {
    const { before, ask } = await whileDown(
      conditions.inEnvironment({ environments: ['staging', 'prod'] }),
    );
    const { told } = await ask();
    expect(before!.told([prodRow, goneRow])).toEqual([prodRow, goneRow]);
    expect(told.told([prodRow, goneRow])).toEqual([prodRow]);
  });

  it('tells no segment that may not be seen', async () => {
    const { ask } = await whileDown(
      conditions.ofSegment({ segments: ['source'] }),
    );
    const failed = {
      ...prodRow,
      segment: 'rollout' as const,
      message: 'it crashed',
    };
    const [told] = (await ask()).told.told([failed]);
    expect(told).not.toHaveProperty('message');
  });

  it.each([
    [
      'a target that is gone',
      conditions.inEnvironment({ environments: ['staging'] }),
    ],
    ['nothing at all', conditions.inCluster({ clusters: ['elsewhere'] })],
  ])('cannot be told to whoever sees %s', async (_, condition) => {
    const { ask } = await whileDown(condition);
    await expect(ask()).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
  });

  it('cannot be told of an entity that is missing either: of one of which nothing is seen it says the same', async () => {
    const history = new MemoryDeliveryLedger();
    jest.spyOn(history, 'targets').mockRejectedValue(new Error('down'));
    const missing = (condition: any) =>
      seenHistoriesOf(
        async () => {
          throw new NotFoundError(`No entity ${entityRef}`);
        },
        {
          history,
          promotions: new MemoryPromotionStore(),
          decisions: { [UP]: when(condition) },
        },
      ).of(entityRef, { credentials });
    await expect(
      missing(conditions.inCluster({ clusters: ['elsewhere'] })),
    ).rejects.toMatchObject({ name: 'ServiceUnavailableError' });
    // The database is not asked about owners.
    await expect(
      missing(conditions.isEntityOwner({ claims: ['group:default/risk'] })),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
  });
});

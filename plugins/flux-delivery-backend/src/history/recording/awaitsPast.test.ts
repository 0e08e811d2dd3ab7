import {
  groupOf,
  kindOf,
  type KubeObject,
  type PodSample,
  projectObject,
  type ReplicaSet,
} from 'backstage-plugin-flux-delivery-common';
import { loadFixture } from 'backstage-plugin-flux-delivery-common/testUtils';
import { RecordingBench } from '../__testUtils__/RecordingBench';
import type { DeliveryLedger } from '../DeliveryLedger';
import { MemoryDeliveryLedger } from '../MemoryDeliveryLedger';

const ENTITY = {
  entityRef: 'component:default/catalog',
  owner: 'group:default/shop',
  annotations: {},
};
const OBJECTS = loadFixture('healthy-git-kustomization.yaml').map(object =>
  object.kind === 'Kustomization' && object.metadata.name === 'catalog'
    ? {
        ...object,
        metadata: {
          ...object.metadata,
          annotations: { 'flux-delivery/entity': ENTITY.entityRef },
        },
      }
    : object,
);
const DEPLOYMENT = {
  cluster: 'prod',
  group: 'apps',
  kind: 'Deployment',
  namespace: 'shop',
  name: 'catalog',
};
const SAMPLE: PodSample = {
  observedAt: '2026-11-21T06:00:00Z',
  pods: [],
  replicaSets: OBJECTS.filter(({ kind }) => kind === 'ReplicaSet').flatMap(
    object => projected<ReplicaSet>(object) ?? [],
  ),
  truncated: false,
};

function projected<T>(object: KubeObject): T | undefined {
  const known = kindOf(groupOf(object.apiVersion), object.kind)!;
  return projectObject(object, known) as T | undefined;
}

function portal(ledger: DeliveryLedger = new MemoryDeliveryLedger()) {
  const bench = new RecordingBench(ledger, {
    entities: [ENTITY],
    replicaSetsWithin: 30_000,
  });
  bench.list('prod', OBJECTS);
  const rows = async () =>
    (await bench.rows(ENTITY.entityRef)).map(({ kind, images }) =>
      [kind, ...images.map(({ declared }) => declared.split(':')[1])].join(' '),
    );
  return { bench, rows };
}

describe('the first sight of a unit', () => {
  it('waits for the ReplicaSets of its Deployments', async () => {
    const { bench, rows } = portal();
    await bench.wait(5);
    expect(await rows()).toEqual([]);
    bench.store.setPods(DEPLOYMENT, SAMPLE);
    await bench.wait(3);
    bench.stop();
    expect(await rows()).toEqual(['forward 1.0.0', 'baseline 1.1.0']);
  });

  it('waits no longer than it may, and what comes later adds nothing', async () => {
    const { bench, rows } = portal();
    await bench.wait(29);
    expect(await rows()).toEqual([]);
    await bench.wait(5);
    expect(await rows()).toEqual(['forward', 'baseline 1.1.0']);
    bench.store.setPods(DEPLOYMENT, SAMPLE);
    await bench.wait(5);
    bench.stop();
    expect(await rows()).toEqual(['forward', 'baseline 1.1.0']);
  });

  it('is not waited for where the ledger has it, nor told twice by a replica that has no ReplicaSets', async () => {
    const ledger = new MemoryDeliveryLedger();
    const first = portal(ledger);
    const late = portal(ledger);
    await late.bench.wait(5);
    first.bench.store.setPods(DEPLOYMENT, SAMPLE);
    await first.bench.wait(5);
    await late.bench.wait(40);
    const again = portal(ledger);
    await again.bench.wait(2);
    [first, late, again].forEach(({ bench }) => bench.stop());
    expect(await again.rows()).toEqual(['forward 1.0.0', 'baseline 1.1.0']);
  });
});

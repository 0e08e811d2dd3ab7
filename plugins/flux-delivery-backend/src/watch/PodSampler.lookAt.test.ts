import type { KubeObject } from 'backstage-plugin-flux-delivery-common';
import { InventoryStore } from '../inventory/InventoryStore';
import { PodSampler } from './PodSampler';

const CLUSTER = 'prod-eu';
const APPLIER = {
  cluster: CLUSTER,
  group: 'kustomize.toolkit.fluxcd.io',
  kind: 'Kustomization',
  namespace: 'shop',
  name: 'api',
};
const FLUX = {
  'kustomize.toolkit.fluxcd.io/name': 'api',
  'kustomize.toolkit.fluxcd.io/namespace': 'shop',
};

function setUp() {
  const inventory = new InventoryStore();
  inventory.clusterSeen(
    {
      name: CLUSTER,
      authProvider: 'serviceAccount',
      access: 'server',
    } as never,
    0,
  );
  const put = (group: string, object: KubeObject) =>
    inventory.upsert(
      { cluster: CLUSTER, group, kind: object.kind! },
      object,
      0,
    );
  put('apps', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { namespace: 'shop', name: 'web', uid: 'd1', labels: FLUX },
    spec: { replicas: 1, selector: { matchLabels: { app: 'web' } } },
  });
  put(APPLIER.group, {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { namespace: 'shop', name: 'api', uid: 'k1' },
    status: {
      inventory: { entries: [{ id: 'shop_web_apps_Deployment', v: 'v1' }] },
    },
  });
  const list = jest.fn(async (..._args: unknown[]) => ({
    items: [],
    resourceVersion: '1',
  }));
  const sampler = new PodSampler({ client: { list } as never, inventory });
  return { inventory, list, sampler };
}

async function until(holds: () => boolean) {
  for (let tries = 0; tries < 50 && !holds(); tries += 1) {
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}

describe('PodSampler.lookAt', () => {
  it('asks for the ReplicaSets and pods of what an applier delivers, although nothing changed that the watch has seen', async () => {
    const { list, sampler } = setUp();
    sampler.lookAt(APPLIER);
    await until(() => list.mock.calls.length > 0);
    await sampler.stop();
    expect(list.mock.calls[0]).toEqual([
      CLUSTER,
      expect.objectContaining({ plural: 'replicasets', namespace: 'shop' }),
      expect.objectContaining({ labelSelector: 'app=web' }),
    ]);
  });

  it('does nothing for an applier that is not there', async () => {
    const { list, sampler } = setUp();
    sampler.lookAt({ ...APPLIER, name: 'other' });
    sampler.lookAt({ ...APPLIER, cluster: 'prod-us' });
    await new Promise(resolve => setTimeout(resolve, 50));
    await sampler.stop();
    expect(list).not.toHaveBeenCalled();
  });

  it('gives its calls up when the cluster is told out of reach', async () => {
    const { inventory, list, sampler } = setUp();
    sampler.start();
    list.mockImplementation(
      (_cluster, _resource, options) =>
        new Promise((_, reject) =>
          (options as { signal: AbortSignal }).signal.addEventListener(
            'abort',
            reject,
          ),
        ),
    );
    sampler.lookAt(APPLIER);
    await until(() => list.mock.calls.length > 0);
    const { signal } = list.mock.calls[0][2] as { signal: AbortSignal };
    expect(signal.aborted).toBe(false);

    const outage = { reason: 'unreachable' as const, error: 'down', since: 0 };
    inventory.clusterReach(CLUSTER, outage, 0);
    await until(() => signal.aborted);
    expect(signal.aborted).toBe(true);
    await sampler.stop();
    expect(list).toHaveBeenCalledTimes(1);
  });
});

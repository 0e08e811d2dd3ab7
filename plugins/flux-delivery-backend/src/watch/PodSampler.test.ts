/* eslint-disable jest/no-standalone-expect -- Every test must leave nothing running. */
import {
  kindOf,
  type WatchedKind,
} from 'backstage-plugin-flux-delivery-common';
import {
  FakeApiServer,
  FakeClusterClient,
} from 'backstage-plugin-flux-delivery-node/testUtils';
import { InventoryStore } from '../inventory/InventoryStore';
import { VirtualClock } from '../testUtils/VirtualClock';
import { FleetWatcher } from './FleetWatcher';
import { PodSampler } from './PodSampler';

const RESOURCES = [
  { group: 'apps', version: 'v1', kind: 'Deployment', plural: 'deployments' },
  { group: 'apps', version: 'v1', kind: 'ReplicaSet', plural: 'replicasets' },
  { group: '', version: 'v1', kind: 'Service', plural: 'services' },
  { group: '', version: 'v1', kind: 'Pod', plural: 'pods' },
  { group: '', version: 'v1', kind: 'Event', plural: 'events' },
  {
    group: '',
    version: 'v1',
    kind: 'ReplicationController',
    plural: 'replicationcontrollers',
  },
  {
    group: 'kustomize.toolkit.fluxcd.io',
    version: 'v1',
    kind: 'Kustomization',
    plural: 'kustomizations',
  },
  {
    group: 'discovery.k8s.io',
    version: 'v1',
    kind: 'EndpointSlice',
    plural: 'endpointslices',
  },
];
const KINDS = [
  ['apps', 'Deployment'],
  ['', 'Service'],
  ['discovery.k8s.io', 'EndpointSlice'],
  ['kustomize.toolkit.fluxcd.io', 'Kustomization'],
];
const FLUX = {
  'kustomize.toolkit.fluxcd.io/name': 'shop',
  'kustomize.toolkit.fluxcd.io/namespace': 'flux-system',
};
const READY = {
  phase: 'Running',
  conditions: [{ type: 'Ready', status: 'True' }],
};
const CRASHING = {
  phase: 'Running',
  conditions: [{ type: 'Ready', status: 'False' }],
  containerStatuses: [
    { name: 'app', state: { waiting: { reason: 'CrashLoopBackOff' } } },
  ],
};

function controller(kind: string, name: string, uid: string) {
  return [{ apiVersion: 'apps/v1', kind, name, uid, controller: true }];
}

function setUp() {
  const clock = new VirtualClock();
  const server = new FakeApiServer(RESOURCES);
  const info = {
    name: 'alpha',
    authProvider: 'serviceAccount',
    access: 'server' as const,
  };
  const client = new FakeClusterClient([{ info, server }]);
  const store = new InventoryStore({ freeze: true });
  const sampler = new PodSampler({
    client,
    inventory: store,
    clock,
    random: () => 0,
  });
  const quiet = () => {};
  const fleet = new FleetWatcher({
    client,
    sink: store,
    clock,
    random: () => 0.5,
    logger: { info: quiet, warn: quiet },
    kinds: KINDS.map(([group, kind]) => kindOf(group, kind) as WatchedKind),
  });
  const deploy = (
    name: string,
    options: {
      labels?: Record<string, string>;
      status?: unknown;
      namespace?: string;
      role?: string;
    } = {},
  ) => {
    const {
      labels = FLUX,
      status = { readyReplicas: 1 },
      namespace = 'shop',
      role = name,
    } = options;
    const app = { app: name };
    const { metadata } = server.apply('apps', 'deployments', {
      metadata: { namespace, name, labels },
      spec: {
        selector: { matchLabels: app },
        template: { metadata: { labels: { ...app, role } } },
      },
      status,
    });
    server.apply('apps', 'replicasets', {
      metadata: {
        namespace,
        name: `${name}-1`,
        uid: `rs-${name}`,
        labels: app,
        ownerReferences: controller('Deployment', name, metadata.uid!),
      },
      spec: { replicas: 1 },
    });
    return {
      namespace,
      name,
      cluster: 'alpha',
      group: 'apps',
      kind: 'Deployment',
    };
  };
  const pod = (
    app: string,
    name = `${app}-1-x`,
    status: unknown = READY,
    owner = `rs-${app}`,
  ) =>
    server.apply('', 'pods', {
      metadata: {
        namespace: 'shop',
        name,
        labels: { app },
        ownerReferences: controller('ReplicaSet', `${app}-1`, owner),
      },
      status,
    });
  const lists = () =>
    server.requests.filter(path => /\/(pods|replicasets)/.test(path));
  return { clock, server, client, store, sampler, fleet, deploy, pod, lists };
}

describe('PodSampler', () => {
  let rig: ReturnType<typeof setUp>;

  beforeEach(() => {
    rig = setUp();
    rig.sampler.start();
    rig.fleet.start();
  });

  afterEach(async () => {
    await Promise.all([rig.sampler.stop(), rig.fleet.stop()]);
    expect(rig.clock.pending).toBe(0);
  });

  it('lists the pods of a workload that Flux delivers, and of no other', async () => {
    const { clock, deploy, pod, store, lists } = rig;
    const ours = deploy('ours');
    const other = deploy('other', { labels: {} });
    pod('ours');
    pod('ours', 'stranger', READY, 'rs-of-another-deployment');
    pod('other');
    await clock.advance(2_000);
    expect(
      store.podsOf(ours)?.pods.map(({ metadata }) => metadata.name),
    ).toEqual(['ours-1-x']);
    expect(
      store.podsOf(ours)?.replicaSets.map(({ metadata }) => metadata.name),
    ).toEqual(['ours-1']);
    expect(store.podsOf(other)).toBeUndefined();
    expect(lists()).toHaveLength(2);
  });

  it('lists the pods of a stranger that a Service selects together with ours', async () => {
    const { clock, deploy, pod, store, server } = rig;
    deploy('ours');
    const stranger = deploy('stranger', { labels: {} });
    pod('stranger');
    server.apply('', 'services', {
      metadata: { namespace: 'shop', name: 'api' },
      spec: { selector: { role: 'api' } },
    });
    await clock.advance(2_000);
    expect(store.podsOf(stranger)).toBeUndefined();

    for (const name of ['ours', 'stranger']) {
      server.apply('apps', 'deployments', {
        metadata: {
          namespace: 'shop',
          name,
          labels: name === 'ours' ? FLUX : {},
        },
        spec: {
          selector: { matchLabels: { app: name } },
          template: { metadata: { labels: { app: name, role: 'api' } } },
        },
        status: { readyReplicas: 2 },
      });
    }
    await clock.advance(2_000);
    expect(store.podsOf(stranger)?.observedAt).toBeDefined();
  });

  it.each([
    ['the Service', ['stranger', 'slice', 'ours', 'service']],
    ['our workload', ['stranger', 'service', 'slice', 'ours']],
  ])(
    'finds a stranger behind our Service where %s came into sight last',
    async (_, order) => {
      const { clock, deploy, pod, store, server } = rig;
      const bring = (name: string, labels: Record<string, string>) => {
        pod(name);
        return deploy(name, { labels, role: 'api' });
      };
      const come: Record<string, () => unknown> = {
        stranger: () => bring('stranger', {}),
        ours: () => bring('ours', FLUX),
        service: () =>
          server.apply('', 'services', {
            metadata: { namespace: 'shop', name: 'api' },
            spec: { selector: { role: 'api' } },
          }),
        slice: () =>
          server.apply('discovery.k8s.io', 'endpointslices', {
            metadata: {
              namespace: 'shop',
              name: 'api-1',
              labels: { 'kubernetes.io/service-name': 'api' },
            },
            endpoints: [],
          }),
      };
      for (const what of order) {
        come[what]();
        await clock.advance(2_000);
      }
      const of = (name: string) =>
        store.podsOf({
          cluster: 'alpha',
          group: 'apps',
          kind: 'Deployment',
          namespace: 'shop',
          name,
        })?.pods.length;
      expect([of('ours'), of('stranger')]).toEqual([1, 1]);
    },
  );

  it('leaves a settled workload alone, whatever its heartbeats say', async () => {
    const { clock, deploy, pod, lists } = rig;
    pod('ours');
    deploy('ours', {
      status: {
        readyReplicas: 1,
        conditions: [
          { type: 'Available', status: 'True', lastUpdateTime: 'a' },
        ],
      },
    });
    await clock.advance(2_000);
    const before = lists().length;
    deploy('ours', {
      status: {
        readyReplicas: 1,
        conditions: [
          { type: 'Available', status: 'True', lastUpdateTime: 'b' },
        ],
      },
    });
    await clock.advance(3_600_000);
    expect(lists()).toHaveLength(before);
  });

  it('asks for warnings only where pods are missing or do not say why they do not come up', async () => {
    const { clock, deploy, pod, store, server } = rig;
    const asked = () =>
      server.requests.filter(path => path.includes('/events')).length;
    server.apply('', 'events', {
      metadata: { namespace: 'shop', name: 'e1' },
      type: 'Warning',
      reason: 'FailedCreate',
      message: 'pods "none-1-x" is forbidden: exceeded quota: small',
      involvedObject: { kind: 'ReplicaSet', name: 'none-1' },
    } as never);
    pod('fine');
    pod('crashing', 'crashing-1-x', CRASHING);
    const fine = deploy('fine');
    const crashing = deploy('crashing');
    await clock.advance(2_000);
    expect(asked()).toBe(0);

    const none = deploy('none');
    await clock.advance(2_000);
    expect(asked()).toBe(1);
    expect(store.podsOf(none)?.events).toEqual([
      expect.objectContaining({ reason: 'FailedCreate', name: 'none-1' }),
    ]);
    expect(store.podsOf(fine)?.events).toBeUndefined();
    expect(store.podsOf(crashing)?.events).toBeUndefined();
  });

  describe('warnings', () => {
    const warn = (name: string, about: string, at = '') =>
      rig.server.apply('', 'events', {
        metadata: { namespace: 'shop', name },
        type: 'Warning',
        reason: 'FailedCreate',
        message: 'exceeded quota: small',
        lastTimestamp: at || undefined,
        involvedObject: { kind: 'ReplicaSet', name: about },
      } as never);
    const pagesAsked = () =>
      rig.server.requests.filter(path => path.includes('/events')).length;

    it('are found behind more than a page of others', async () => {
      const { clock, deploy, store } = rig;
      for (let at = 0; at < 1_200; at += 1) {
        warn(`a${String(at).padStart(4, '0')}`, 'another');
      }
      warn('z', 'none-1');
      const none = deploy('none');
      await clock.advance(2_000);

      expect(pagesAsked()).toBe(3);
      expect(store.podsOf(none)?.events).toEqual([
        expect.objectContaining({ name: 'none-1', reason: 'FailedCreate' }),
      ]);
      expect(store.podsOf(none)).not.toHaveProperty('eventsError');
    });

    it('are said to be too many where they are', async () => {
      const { clock, deploy, store } = rig;
      warn('a', 'none-1');
      for (let at = 0; at < 5_000; at += 1) {
        warn(`b${at}`, 'another');
      }
      const none = deploy('none');
      await clock.advance(3_000);

      expect(pagesAsked()).toBe(10);
      expect(store.podsOf(none)).toMatchObject({
        events: [{ name: 'none-1' }],
        eventsError:
          'There are more than 5000 in namespace shop; only the first were read',
      });
    });

    it('are said to be unread, and what right is missing, where they may not be listed', async () => {
      const { clock, deploy, store, server } = rig;
      server.forbid('', 'events');
      warn('a', 'none-1');
      const none = deploy('none');
      await clock.advance(2_000);

      expect(store.podsOf(none)).toMatchObject({
        events: [],
        eventsError: expect.stringMatching(
          /^events is forbidden. Allow get and list of .*events: .*rbac.yaml/,
        ),
      });
      expect(store.podsOf(none)?.error).toBeUndefined();

      server.allow('', 'events');
      await clock.advance(16_000);
      expect(store.podsOf(none)).not.toHaveProperty('eventsError');
      expect(store.podsOf(none)?.events).toHaveLength(1);
    });
  });

  it('asks how far a pod got since it was warned about, and not where no pod is', async () => {
    const { clock, deploy, store, server } = rig;
    const asked = () =>
      server.requests.filter(path => /reason%3DPulling/.test(path)).length;
    const say = (name: string, reason: string, about: string, at: string) =>
      server.apply('', 'events', {
        metadata: { namespace: 'shop', name },
        type: reason === 'Pulling' ? 'Normal' : 'Warning',
        reason,
        message: reason,
        firstTimestamp: at,
        lastTimestamp: at,
        involvedObject: { kind: 'Pod', name: about },
      } as never);
    const slow = deploy('slow');
    server.apply('', 'pods', {
      metadata: {
        namespace: 'shop',
        name: 'slow-1-x',
        labels: { app: 'slow' },
        creationTimestamp: new Date(clock.now()).toISOString(),
      },
      status: {
        phase: 'Pending',
        containerStatuses: [
          { name: 'app', state: { waiting: { reason: 'ContainerCreating' } } },
        ],
      },
    });
    await clock.advance(40_000);
    expect(store.podsOf(slow)).toMatchObject({ events: [] });
    expect(asked()).toBe(0);

    say('e1', 'FailedMount', 'slow-1-x', '2026-01-01T00:00:01Z');
    say('e2', 'Pulling', 'slow-1-x', '2026-01-01T00:00:03Z');
    say('e3', 'Pulling', 'another', '2026-01-01T00:00:03Z');
    await clock.advance(30_000);
    expect(asked()).toBeGreaterThan(0);
    expect(store.podsOf(slow)?.progress).toEqual([
      expect.objectContaining({
        name: 'slow-1-x',
        reason: 'Pulling',
        firstAt: '2026-01-01T00:00:03Z',
      }),
    ]);
  });

  describe('of what appliers list and nobody watches', () => {
    const ref = (kind: string, name: string, group = '') => ({
      cluster: 'alpha',
      group,
      kind,
      namespace: 'shop',
      name,
    });
    const tool = ref('Pod', 'tool');
    const apply = (...ids: string[]) =>
      rig.server.apply('kustomize.toolkit.fluxcd.io', 'kustomizations', {
        metadata: { namespace: 'flux-system', name: 'shop' },
        status: { inventory: { entries: ids.map(id => ({ id, v: 'v1' })) } },
      });
    const toolIs = (status: unknown) =>
      rig.server.apply('', 'pods', {
        metadata: { namespace: 'shop', name: 'tool' },
        status,
      });
    const phaseOf = () =>
      rig.store.podsOf(tool)?.pods.map(({ status }) => status?.phase);

    it('looks at a Pod, and again each minute', async () => {
      const { clock, store } = rig;
      toolIs(READY);
      apply('shop_tool__Pod');
      await clock.advance(2_000);
      expect(store.get(tool)?.object.metadata.name).toBe('tool');
      expect(phaseOf()).toEqual(['Running']);

      toolIs({ phase: 'Failed' });
      await clock.advance(61_000);
      expect(phaseOf()).toEqual(['Failed']);
    });

    it('says so where it is not there, and notices when it comes', async () => {
      const { clock, store } = rig;
      apply('shop_tool__Pod');
      await clock.advance(2_000);
      expect([store.get(tool), store.podsOf(tool)?.pods]).toEqual([
        undefined,
        [],
      ]);

      toolIs(READY);
      await clock.advance(20_000);
      expect(phaseOf()).toEqual(['Running']);
    });

    it.each([
      ['ReplicaSet', 'apps', 'replicasets', { matchLabels: { app: 'old' } }],
      ['ReplicationController', '', 'replicationcontrollers', { app: 'old' }],
    ])('looks at a %s and its pods', async (kind, group, plural, selector) => {
      const { clock, server, store } = rig;
      const set = server.apply(group, plural, {
        metadata: { namespace: 'shop', name: 'old' },
        spec: { replicas: 1, selector },
      });
      server.apply('', 'pods', {
        metadata: {
          namespace: 'shop',
          name: 'old-x',
          labels: { app: 'old' },
          ownerReferences: controller(kind, 'old', set.metadata.uid!),
        },
        status: READY,
      });
      apply(`shop_old_${group}_${kind}`);
      await clock.advance(2_000);
      const sample = store.podsOf(ref(kind, 'old', group))!;
      expect(sample.self?.metadata.name).toBe('old');
      expect(sample.pods.map(({ metadata }) => metadata.name)).toEqual([
        'old-x',
      ]);
    });

    it('leaves it when no inventory lists it any more', async () => {
      const { clock, store, server } = rig;
      toolIs(READY);
      apply('shop_tool__Pod');
      await clock.advance(2_000);
      apply();
      await clock.advance(2_000);
      expect([store.get(tool), store.podsOf(tool)]).toEqual([
        undefined,
        undefined,
      ]);
      const before = server.requests.length;
      await clock.advance(600_000);
      expect(
        server.requests.slice(before).filter(path => /\/pods/.test(path)),
      ).toEqual([]);
    });
  });

  it('looks again when the rollout moves, once for a burst, within two seconds', async () => {
    const { clock, deploy, pod, store, lists } = rig;
    const ours = deploy('ours');
    await clock.advance(2_000);
    const before = lists().length;
    pod('ours');
    for (let ready = 2; ready < 8; ready += 1) {
      deploy('ours', { status: { readyReplicas: ready } });
      await clock.advance(50);
    }
    await clock.advance(1_500);
    expect(store.podsOf(ours)?.pods).toHaveLength(1);
    expect(lists().length - before).toBe(2);
  });

  it('looks again when the endpoints behind its Service change', async () => {
    const { clock, server, deploy, lists } = rig;
    deploy('ours');
    server.apply('', 'services', {
      metadata: { namespace: 'shop', name: 'web' },
      spec: { selector: { app: 'ours' } },
    });
    await clock.advance(2_000);
    const before = lists().length;
    server.apply('discovery.k8s.io', 'endpointslices', {
      metadata: {
        namespace: 'shop',
        name: 'web-1',
        labels: { 'kubernetes.io/service-name': 'web' },
      },
      endpoints: [],
    });
    await clock.advance(2_000);
    expect(lists().length - before).toBe(2);
  });

  it('looks again every 10 to 15 s while a pod does not come up, later less often', async () => {
    const { clock, deploy, pod, store, lists } = rig;
    const ours = deploy('ours');
    pod('ours', 'ours-1-x', CRASHING);
    await clock.advance(61_000);
    expect(lists().length / 2).toBe(7);
    await clock.advance(20 * 60_000);
    const late = lists().length;
    await clock.advance(60_000);
    expect((lists().length - late) / 2).toBeLessThanOrEqual(2);
    pod('ours', 'ours-1-x', READY);
    await clock.advance(60_000);
    const settled = lists().length;
    await clock.advance(3_600_000);
    expect(lists()).toHaveLength(settled);
    expect(store.podsOf(ours)?.pods[0].status?.phase).toBe('Running');
  });

  it('lists a namespace once for many workloads in it', async () => {
    const { clock, deploy, pod, store, lists } = rig;
    const refs = ['a', 'b', 'c', 'd'].map(name => {
      pod(name);
      return deploy(name);
    });
    await clock.advance(2_000);
    expect(lists()).toHaveLength(2);
    expect(lists().join()).not.toContain('labelSelector');
    expect(
      refs.map(ref =>
        store.podsOf(ref)?.pods.map(({ metadata }) => metadata.name),
      ),
    ).toEqual(['a', 'b', 'c', 'd'].map(name => [`${name}-1-x`]));
  });

  it('keeps 50 pods, those in trouble first, and says that there are more', async () => {
    const { clock, deploy, pod, store } = rig;
    const ours = deploy('ours');
    for (let at = 0; at < 60; at += 1) {
      pod(
        'ours',
        `p${String(at).padStart(2, '0')}`,
        at === 59 ? CRASHING : READY,
      );
    }
    await clock.advance(1_000);
    const sample = store.podsOf(ours)!;
    expect([
      sample.pods.length,
      sample.truncated,
      sample.pods[0].metadata.name,
    ]).toEqual([50, true, 'p59']);
  });

  it('says in words that pods may not be listed, tries again, and keeps to its rate', async () => {
    const { clock, server, deploy, pod, store, lists } = rig;
    const ours = deploy('ours');
    pod('ours');
    server.forbid('', 'pods');
    await clock.advance(2_000);
    expect(store.podsOf(ours)).toMatchObject({
      pods: [],
      error: expect.stringContaining('Allow get and list of pods'),
    });
    await clock.advance(60_000);
    const before = lists().length;
    await clock.advance(600_000);
    expect(lists().length - before).toBeLessThanOrEqual(20);
    server.allow('', 'pods');
    await clock.advance(61_000);
    expect(store.podsOf(ours)?.pods).toHaveLength(1);
    expect(store.podsOf(ours)?.error).toBeUndefined();
  });

  it('asks soon again after a refusal that passes, as when an API server has just started', async () => {
    const { clock, server, deploy, pod, store } = rig;
    const ours = deploy('ours');
    pod('ours');
    server.forbid('', 'pods');
    await clock.advance(2_000);
    server.allow('', 'pods');
    await clock.advance(5_000);
    expect(store.podsOf(ours)?.error).toBeUndefined();
    expect(store.podsOf(ours)?.pods).toHaveLength(1);
  });

  describe('while 300 others wait after an outage', () => {
    const turn = (
      status: Record<string, unknown>,
      observedGeneration?: number,
    ) =>
      rig.deploy('ours', {
        namespace: 'n0',
        status: { observedGeneration, replicas: 3, ...status },
      });
    /** Milliseconds until the pods of a workload are listed anew. */
    const untilSampled = async (ref: ReturnType<typeof turn>) => {
      const from = rig.clock.now();
      while (
        !(Date.parse(rig.store.podsOf(ref)?.observedAt ?? '') >= from) &&
        rig.clock.now() - from < 120_000
      ) {
        await rig.clock.advance(100);
      }
      return rig.clock.now() - from;
    };

    beforeEach(async () => {
      const { clock, deploy, server } = rig;
      const all = (status: unknown) => {
        for (let at = 0; at <= 300; at += 1) {
          const name = at === 0 ? 'ours' : `other-${at}`;
          deploy(name, { namespace: `n${at}`, status });
        }
      };
      all({ replicas: 3, updatedReplicas: 3, readyReplicas: 3 });
      await clock.advance(120_000);
      server.answerAll = { error: new Error('down') };
      server.breakWatches();
      await clock.advance(60_000);
      all({ replicas: 3, updatedReplicas: 3, readyReplicas: 2 });
      server.answerAll = undefined;
      await clock.advance(40_000);
    });

    it('lists the pods of one that turns within two seconds, from its first step to its last', async () => {
      const first = turn({ updatedReplicas: 1, readyReplicas: 3 });
      expect(await untilSampled(first)).toBeLessThanOrEqual(2_000);
      const last = turn({ updatedReplicas: 3, readyReplicas: 3 });
      expect(await untilSampled(last)).toBeLessThanOrEqual(2_000);
    });
  });

  it('makes no call to a cluster that is out of reach', async () => {
    const { clock, server, deploy, lists } = rig;
    deploy('ours');
    await clock.advance(2_000);
    server.answerAll = { error: new Error('down') };
    server.breakWatches();
    await clock.advance(20_000);
    const before = lists().length;
    await clock.advance(300_000);
    expect(lists()).toHaveLength(before);
  });
});

/* eslint-disable jest/no-standalone-expect -- Every test must leave nothing running. */
import type { ObjectRef } from 'backstage-plugin-flux-delivery-common';
import {
  ClusterCallError,
  type ListOptions,
  type ResourcePath,
} from 'backstage-plugin-flux-delivery-node';
import { InventoryStore } from '../inventory/InventoryStore';
import { VirtualClock } from '../testUtils/VirtualClock';
import { ClusterSampler } from './ClusterSampler';

const CLUSTER = 'alpha';
const DEPLOYMENTS = { cluster: CLUSTER, group: 'apps', kind: 'Deployment' };
const OUTAGE = { reason: 'unreachable' as const, error: 'down', since: 0 };
/** As the client of the portal gives a call up. */
const CALL_TIMEOUT_MS = 60_000;

const NO_ANSWER = new ClusterCallError('unreachable', 'no answer in time');

type Answer = 'pods' | 'never' | Error;

/** An API server that answers after a moment, never, or with an error, as a test says for the time being. */
function serverOf(clock: VirtualClock) {
  const asked: { at: number; namespace: string }[] = [];
  const server = {
    answer: 'pods' as Answer,
    latencyMs: 20,
    inFlight: 0,
    mostInFlight: 0,
    asked,
    list: (_: string, resource: ResourcePath, { signal }: ListOptions) => {
      const { answer, latencyMs } = server;
      asked.push({ at: clock.now(), namespace: resource.namespace ?? '' });
      server.inFlight += 1;
      server.mostInFlight = Math.max(server.mostInFlight, server.inFlight);
      return new Promise<any>((resolve, reject) => {
        let cancel = () => {};
        let ended = false;
        const end = (settle: () => void) => {
          if (!ended) {
            ended = true;
            server.inFlight -= 1;
            cancel();
            settle();
          }
        };
        const fail = (error: Error) => end(() => reject(error));
        const onAbort = () =>
          fail(new ClusterCallError('aborted', 'The call was ended'));
        if (signal?.aborted) {
          onAbort();
          return;
        }
        signal?.addEventListener('abort', onAbort);
        cancel = clock.after(
          answer === 'never' ? CALL_TIMEOUT_MS : latencyMs,
          () => {
            if (answer === 'pods') {
              end(() => resolve({ metadata: {}, items: [] }));
            } else {
              fail(answer === 'never' ? NO_ANSWER : answer);
            }
          },
        );
      });
    },
  };
  return server;
}

function setUp() {
  const clock = new VirtualClock();
  const inventory = new InventoryStore();
  const info = { name: CLUSTER, authProvider: 'serviceAccount' };
  inventory.clusterSeen({ ...info, access: 'server' }, clock.now());
  const server = serverOf(clock);
  const abort = new AbortController();
  const sampler = new ClusterSampler(
    {
      client: server,
      inventory,
      clock,
      random: () => 0,
      listsPerSecond: 10,
    },
    CLUSTER,
    abort.signal,
  );
  inventory.subscribe(({ clusters }) =>
    clusters.forEach(() => sampler.reachMayHaveChanged()),
  );
  /** A workload that is meant to have no pods: what is sampled once is settled. */
  const deploy = (name: string, namespace = name): ObjectRef => {
    inventory.upsert(
      DEPLOYMENTS,
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { namespace, name, uid: `uid-${name}` },
        spec: { replicas: 0, selector: { matchLabels: { app: name } } },
      } as never,
      clock.now(),
    );
    return { ...DEPLOYMENTS, namespace, name };
  };
  const others = (count: number) =>
    Array.from({ length: count }, (_, at) => deploy(`other-${at}`));
  /** Milliseconds until the pods of a workload are known anew, without an error. */
  const untilSampled = async (ref: ObjectRef) => {
    const from = clock.now();
    const isNew = () => {
      const { observedAt, error } = inventory.podsOf(ref) ?? {};
      return !error && Date.parse(observedAt ?? '') >= from;
    };
    while (!isNew() && clock.now() - from < 300_000) {
      await clock.advance(50);
    }
    return clock.now() - from;
  };
  const reach = (outage?: typeof OUTAGE) =>
    inventory.clusterReach(CLUSTER, outage, clock.now());
  return {
    abort,
    clock,
    deploy,
    inventory,
    others,
    reach,
    sampler,
    server,
    untilSampled,
  };
}

describe('ClusterSampler', () => {
  let rig: ReturnType<typeof setUp>;

  beforeEach(() => {
    rig = setUp();
  });

  afterEach(async () => {
    rig.abort.abort();
    await rig.sampler.settled();
    await rig.clock.settle();
    expect([rig.clock.pending, rig.server.inFlight]).toEqual([0, 0]);
  });

  describe('while calls hang', () => {
    beforeEach(async () => {
      const { clock, others, sampler, server } = rig;
      server.answer = 'never';
      others(5).forEach(ref => sampler.request(ref));
      await clock.advance(2_000);
      expect(server.inFlight).toBe(2);
      server.answer = 'pods';
    });

    it('lists the pods of one that turns within a second', async () => {
      const { deploy, sampler, untilSampled } = rig;
      const web = deploy('web');
      sampler.request(web, true);
      expect(await untilSampled(web)).toBeLessThanOrEqual(1_000);
    });

    it('makes one more call for what turns, never two', async () => {
      const { clock, deploy, sampler, server } = rig;
      server.answer = 'never';
      ['a', 'b', 'c'].forEach(name => sampler.request(deploy(name), true));
      await clock.advance(5_000);
      expect([server.inFlight, server.mostInFlight]).toEqual([3, 3]);
    });

    it('ends them when the cluster is told out of reach, and none of them counts as a failure', async () => {
      const { clock, inventory, reach, server, untilSampled, others } = rig;
      reach(OUTAGE);
      await clock.settle();
      expect(server.inFlight).toBe(0);
      const before = server.asked.length;
      await clock.advance(60_000);
      expect(server.asked).toHaveLength(before);
      reach();
      const [first] = others(5);
      expect(inventory.podsOf(first)).toBeUndefined();
      expect(await untilSampled(first)).toBeLessThanOrEqual(6_000);
    });
  });

  it('does not let a call that hung speak after one that was made later', async () => {
    const { clock, deploy, inventory, sampler, server } = rig;
    const web = deploy('web');
    server.answer = 'never';
    sampler.request(web);
    await clock.advance(1_000);
    server.answer = 'pods';
    sampler.request(web, true);
    await clock.advance(1_000);
    const fresh = inventory.podsOf(web);
    expect(fresh).toMatchObject({ pods: [], truncated: false });
    await clock.advance(CALL_TIMEOUT_MS);
    expect(inventory.podsOf(web)).toBe(fresh);
  });

  it('does not let an answer that came late overwrite one that was asked for later', async () => {
    const { clock, deploy, inventory, sampler, server } = rig;
    const web = deploy('web');
    server.latencyMs = 10_000;
    sampler.request(web);
    await clock.advance(1_000);
    server.latencyMs = 20;
    sampler.request(web, true);
    await clock.advance(1_000);
    const fresh = inventory.podsOf(web);
    expect(fresh).toBeDefined();
    server.latencyMs = 10_000;
    await clock.advance(30_000);
    expect(inventory.podsOf(web)).toBe(fresh);
  });

  it('lists one that turns within two seconds while hundreds wait and the rate is used up', async () => {
    const { clock, deploy, others, sampler, server, untilSampled } = rig;
    others(300).forEach(ref => sampler.request(ref));
    await clock.advance(10_000);
    const web = deploy('web');
    sampler.request(web, true);
    expect(await untilSampled(web)).toBeLessThanOrEqual(2_000);
    await clock.advance(20_000);
    expect(mostWithin(server.asked, 5_000)).toBeLessThanOrEqual(20 + 5 * 10);
  });

  it('takes those of its namespace that turn alone, not all that wait there', async () => {
    const { clock, deploy, inventory, sampler, server } = rig;
    const waiting = ['a', 'b', 'c', 'd'].map(name => deploy(name, 'shop'));
    const web = deploy('web', 'shop');
    waiting.forEach(ref => sampler.request(ref));
    sampler.request(web, true);
    server.latencyMs = 300;
    await clock.advance(500);
    await clock.advance(700);
    expect(inventory.podsOf(web)).toBeDefined();
    expect(server.asked).toHaveLength(4);
  });

  it.each([
    ['an error', new ClusterCallError('unreachable', 'reset')],
    ['a refusal', new ClusterCallError('forbidden', 'not yet')],
  ])(
    'starts to count failures anew where a workload turns: %s',
    async (_, error) => {
      const { clock, deploy, sampler, server, untilSampled } = rig;
      const web = deploy('web');
      server.answer = error;
      sampler.request(web);
      await clock.advance(60_000);
      sampler.request(web, true);
      await clock.advance(600);
      server.answer = 'pods';
      expect(await untilSampled(web)).toBeLessThanOrEqual(1_700);
    },
  );

  it('does not let one that turns wait for the end of what its failures before asked for', async () => {
    const { clock, deploy, sampler, server, untilSampled } = rig;
    const web = deploy('web');
    server.answer = new ClusterCallError('throttled', 'busy', {
      retryAfterSeconds: 300,
    });
    sampler.request(web);
    await clock.advance(2_000);
    server.answer = 'pods';
    sampler.request(web, true);
    expect(await untilSampled(web)).toBeLessThanOrEqual(1_000);
  });

  it('asks at once for what turned as the cluster went away, when it is back', async () => {
    const { clock, deploy, reach, sampler, server, untilSampled } = rig;
    const web = deploy('web');
    sampler.request(web, true);
    await clock.advance(100);
    reach(OUTAGE);
    await clock.advance(6_100);
    expect(server.asked).toEqual([]);
    reach();
    expect(await untilSampled(web)).toBeLessThanOrEqual(500);
  });
});

/** The largest number of calls in any stretch of so many milliseconds. */
function mostWithin(calls: readonly { at: number }[], ms: number): number {
  return Math.max(
    ...calls.map(
      first =>
        calls.filter(({ at }) => at >= first.at && at < first.at + ms).length,
    ),
  );
}

/* eslint-disable jest/no-standalone-expect -- Every test must leave nothing running. */
import {
  kindOf,
  type WatchedKind,
} from 'backstage-plugin-flux-delivery-common';
import {
  FakeApiServer,
  FakeClusterClient,
  statusBody,
} from 'backstage-plugin-flux-delivery-node/testUtils';
import { InventoryStore } from '../inventory/InventoryStore';
import { VirtualClock } from '../testUtils/VirtualClock';
import { FleetWatcher } from './FleetWatcher';

const deployment = kindOf('apps', 'Deployment') as WatchedKind;
const service = kindOf('', 'Service') as WatchedKind;
const alert = kindOf('notification.toolkit.fluxcd.io', 'Alert') as WatchedKind;
const receiver = kindOf(
  'notification.toolkit.fluxcd.io',
  'Receiver',
) as WatchedKind;
const rollout = kindOf('argoproj.io', 'Rollout') as WatchedKind;

const RESOURCES = [
  { group: 'apps', version: 'v1', kind: 'Deployment', plural: 'deployments' },
  { group: '', version: 'v1', kind: 'Service', plural: 'services' },
  { group: alert.group, version: 'v1', kind: 'Receiver', plural: 'receivers' },
  { group: alert.group, version: 'v1beta3', kind: 'Alert', plural: 'alerts' },
];
const SCOPE = { cluster: 'alpha', group: 'apps', kind: 'Deployment' };

function setUp(names = ['alpha']) {
  const clock = new VirtualClock();
  const servers = names.map(() => new FakeApiServer(RESOURCES));
  const client = new FakeClusterClient(
    names.map((name, at) => ({
      info: { name, authProvider: 'serviceAccount', access: 'server' as const },
      server: servers[at],
    })),
  );
  const store = new InventoryStore({ freeze: true });
  const words: string[] = [];
  const note = (text: string) => words.push(text);
  const fleet = new FleetWatcher({
    client,
    sink: store,
    clock,
    logger: { info: note, warn: note },
    random: () => 0.5,
    kinds: [deployment, service, alert, receiver, rollout],
  });
  const names_ = (cluster = 'alpha') =>
    [...store.objectsOf({ ...SCOPE, cluster })]
      .map(({ ref }) => ref.name)
      .sort();
  const count = (
    name:
      | 'lists'
      | 'watches'
      | 'silent'
      | 'expired'
      | 'malformed'
      | 'backwards',
  ) => fleet.counters.get(SCOPE)?.[name] ?? 0;
  const state = (cluster = 'alpha', group = 'apps', kind = 'Deployment') =>
    store.freshness(cluster, group, kind).state;
  const deploy = (name: string, at = 0) =>
    servers[at].apply('apps', 'deployments', {
      metadata: { namespace: 'shop', name },
    });
  return {
    clock,
    servers,
    server: servers[0],
    client,
    store,
    fleet,
    names: names_,
    count,
    state,
    deploy,
    words,
  };
}

type Rig = ReturnType<typeof setUp>;

describe('FleetWatcher', () => {
  let rig: Rig;
  const start = async (names?: string[]) => {
    rig = setUp(names);
    rig.deploy('a');
    rig.deploy('b');
    rig.fleet.start();
    await rig.clock.advance(1_000);
    return rig;
  };

  afterEach(async () => {
    await rig.fleet.stop();
    await rig.clock.settle();
    expect(rig.clock.pending).toBe(0);
    rig.servers.forEach(server => expect(server.watches.size).toBe(0));
  });

  it('mirrors what is there and what happens, in the version that serves each kind', async () => {
    const { names, deploy, server, clock, store, state } = await start();
    expect(names()).toEqual(['a', 'b']);
    deploy('c');
    server.delete('apps', 'deployments', 'a', 'shop');
    await clock.settle();
    expect(names()).toEqual(['b', 'c']);
    expect([
      state('alpha', alert.group, 'Alert'),
      state('alpha', alert.group, 'Receiver'),
    ]).toEqual(['synced', 'synced']);
    const kinds = store.clusterStatus(clock.now()).clusters[0].kinds;
    expect(
      kinds
        .filter(({ group }) => group === alert.group)
        .map(({ kind, version }) => [kind, version]),
    ).toEqual(
      expect.arrayContaining([
        ['Alert', 'v1beta3'],
        ['Receiver', 'v1'],
      ]),
    );
    expect(
      server.openedWatches.every(
        query => Number(query.get('timeoutSeconds')) >= 300,
      ),
    ).toBe(true);
  });

  it('reads long lists in pages', async () => {
    rig = setUp();
    for (let at = 0; at < 1_201; at += 1) {
      rig.deploy(`d${at}`);
    }
    rig.fleet.start();
    await rig.clock.advance(2_000);
    expect(rig.names()).toHaveLength(1_201);
    expect(rig.fleet.counters.get(SCOPE)).toMatchObject({ lists: 1, pages: 3 });
  });

  it('goes on from the last version after a clean close, without a list', async () => {
    const { server, clock, deploy, names, count } = await start();
    await clock.advance(60_000);
    server.bookmark();
    await clock.settle();
    server.closeWatches();
    deploy('c');
    await clock.advance(100);
    expect(names()).toEqual(['a', 'b', 'c']);
    expect([count('lists'), count('watches')]).toEqual([1, 2]);
  });

  it('does not hurry where watches are closed every few seconds', async () => {
    const { server, clock, count } = await start();
    for (let at = 0; at < 60; at += 1) {
      await clock.advance(5_000);
      server.bookmark();
      await clock.settle();
      server.closeWatches();
    }
    expect(count('watches')).toBeLessThan(70);
    expect(count('lists')).toBe(1);
  });

  it('lists again after 410 as a frame, as an answer and within a list', async () => {
    const { server, clock, deploy, names, count } = await start();
    const gone = statusBody(410, 'Expired', 'too old resource version');
    server.watches.forEach(watch =>
      watch.send({ type: 'ERROR', object: gone }),
    );
    server.delete('apps', 'deployments', 'a', 'shop');
    await clock.advance(10_000);
    expect(names()).toEqual(['b']);
    expect(count('expired')).toBe(1);

    server.answers.set('apps/deployments', { status: 410, body: gone });
    server.closeWatches();
    await clock.advance(3_000);
    expect(count('expired')).toBeGreaterThan(1);
    deploy('c');
    server.answers.clear();
    await clock.advance(60_000);
    expect(names()).toEqual(['b', 'c']);
  });

  it('starts a paged list afresh when its token expired', async () => {
    rig = setUp();
    for (let at = 0; at < 700; at += 1) {
      rig.deploy(`d${at}`);
    }
    const handle = rig.server.handle.bind(rig.server);
    let compacted = false;
    rig.server.handle = path => {
      if (path.includes('continue=') && !compacted) {
        compacted = true;
        rig.server.compact();
      }
      return handle(path);
    };
    rig.fleet.start();
    await rig.clock.advance(10_000);
    expect(rig.names()).toHaveLength(700);
    expect(rig.count('expired')).toBe(1);
  });

  it.each([
    [
      'a line that is no JSON',
      (server: FakeApiServer) =>
        server.watches.forEach(watch => watch.line('{"type":')),
    ],
    [
      'a frame that is no object',
      (server: FakeApiServer) =>
        server.watches.forEach(watch =>
          watch.send({ type: 'ADDED', object: {} }),
        ),
    ],
    [
      'another error frame',
      (server: FakeApiServer) =>
        server.watches.forEach(watch =>
          watch.send({
            type: 'ERROR',
            object: statusBody(500, 'InternalError', 'x'),
          }),
        ),
    ],
  ])('lists again after %s', async (_, disturb) => {
    const { server, clock, names, count } = await start();
    disturb(server);
    server.delete('apps', 'deployments', 'a', 'shop');
    await clock.advance(40_000);
    expect(names()).toEqual(['b']);
    expect(count('lists')).toBe(2);
  });

  it('takes up a stream that broke where it broke', async () => {
    const { server, clock, deploy, names, count } = await start();
    deploy('c');
    await clock.settle();
    server.breakWatches();
    deploy('d');
    await clock.advance(5_000);
    expect(names()).toEqual(['a', 'b', 'c', 'd']);
    expect(count('lists')).toBe(1);
  });

  it('dials again when a connection is silent for 90 s', async () => {
    const { server, clock, deploy, names, count } = await start();
    server.bookmark();
    server.silent = true;
    deploy('c');
    await clock.advance(85_000);
    expect(names()).toEqual(['a', 'b']);
    server.silent = false;
    await clock.advance(10_000);
    expect(names()).toEqual(['a', 'b', 'c']);
    expect([count('silent'), count('lists')]).toEqual([1, 1]);
  });

  it('finds out by a list when versions start lower again', async () => {
    const { server, clock, count } = await start();
    server.rewind(10);
    server.apply('apps', 'deployments', {
      metadata: { namespace: 'shop', name: 'a', labels: { restored: 'yes' } },
    });
    await clock.advance(10_000);
    expect(count('backwards')).toBe(1);
    const [restored] = [...rig.store.objectsOf(SCOPE)].filter(
      ({ ref }) => ref.name === 'a',
    );
    expect(restored.object.metadata).toMatchObject({
      resourceVersion: '11',
      labels: { restored: 'yes' },
    });
  });

  it('keeps a recreated object when the deletion of the old one comes late', async () => {
    const { server, clock, names } = await start();
    const old = server.apply('apps', 'deployments', {
      metadata: { namespace: 'shop', name: 'a' },
    });
    server.apply('apps', 'deployments', {
      metadata: { namespace: 'shop', name: 'a', uid: 'new' },
    });
    server.watches.forEach(
      watch =>
        watch.resource === 'apps/deployments' &&
        watch.send({ type: 'DELETED', object: old }),
    );
    server.watches.forEach(
      watch =>
        watch.resource === 'apps/deployments' &&
        watch.send({
          type: 'DELETED',
          object: {
            metadata: { namespace: 'shop', name: 'never-seen', uid: 'x' },
          },
        }),
    );
    await clock.settle();
    expect(names()).toEqual(['a', 'b']);
  });

  it('makes a forbidden kind a state of that kind, with what to allow, and recovers', async () => {
    rig = setUp();
    const { server, clock, store, fleet, state, deploy } = rig;
    deploy('a');
    server.forbid('apps', 'deployments');
    fleet.start();
    await clock.advance(5_000);
    expect([
      state(),
      state('alpha', '', 'Service'),
      store.clusters()[0].state,
    ]).toEqual(['forbidden', 'synced', 'synced']);
    const [status] = store.clusterStatus(clock.now()).clusters;
    expect(status.advice).toContain('may not read Deployment');
    expect(
      status.kinds.find(({ kind }) => kind === 'Deployment')?.advice,
    ).toContain('apiGroups: ["apps"], resources: ["deployments"]');
    const asked = server.requests.filter(path =>
      path.includes('deployments'),
    ).length;
    await clock.advance(600_000);
    expect(
      server.requests.filter(path => path.includes('deployments')).length -
        asked,
    ).toBeLessThanOrEqual(14);
    server.allow('apps', 'deployments');
    await clock.advance(80_000);
    expect(state()).toBe('synced');
  });

  it('watches a kind once it is installed, and forgets it when it is gone', async () => {
    const { server, clock, state, store } = await start();
    expect(state('alpha', 'argoproj.io', 'Rollout')).toBe('absent');
    server.install({
      group: 'argoproj.io',
      version: 'v1alpha1',
      kind: 'Rollout',
      plural: 'rollouts',
    });
    server.apply('argoproj.io', 'rollouts', {
      metadata: { namespace: 'shop', name: 'r' },
    });
    await clock.advance(80_000);
    expect(state('alpha', 'argoproj.io', 'Rollout')).toBe('synced');
    expect([
      ...store.objectsOf({
        cluster: 'alpha',
        group: 'argoproj.io',
        kind: 'Rollout',
      }),
    ]).toHaveLength(1);
    server.uninstall('argoproj.io', 'rollouts');
    server.closeWatches();
    await clock.advance(80_000);
    expect(state('alpha', 'argoproj.io', 'Rollout')).toBe('absent');
    expect([
      ...store.objectsOf({
        cluster: 'alpha',
        group: 'argoproj.io',
        kind: 'Rollout',
      }),
    ]).toEqual([]);
  });

  it('keeps what was known through an outage, dates it from the first error, and comes back by itself', async () => {
    const { server, clock, store, state, names, deploy } = await start();
    const at = new Date(clock.now()).toISOString();
    server.answerAll = {
      error: Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }),
    };
    server.breakWatches();
    await clock.advance(10_000);
    expect([state(), store.clusters()[0].state]).toEqual([
      'unreachable',
      'unreachable',
    ]);
    const [view] = store.clusters();
    expect(view.lastError).toContain('the connection is refused');
    expect(Date.parse(view.since!) - Date.parse(at)).toBeLessThan(5_000);
    expect(names()).toEqual(['a', 'b']);
    const asked = server.requests.length;
    await clock.advance(600_000);
    expect(store.clusters()[0].since).toBe(view.since);
    expect(server.requests.length - asked).toBeLessThan(80);
    server.answerAll = undefined;
    deploy('c');
    await clock.advance(35_000);
    expect([state(), store.clusters()[0].state, names()]).toEqual([
      'synced',
      'synced',
      ['a', 'b', 'c'],
    ]);
  });

  it('notices an outage that the proxy hides behind open connections', async () => {
    const { server, clock, store } = await start();
    server.answerAll = {
      error: Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }),
    };
    await clock.advance(20_000);
    expect(store.clusters()[0].state).toBe('unreachable');
  });

  it('tells a refused credential from an outage', async () => {
    const { server, clock, store } = await start();
    server.answerAll = {
      status: 401,
      body: statusBody(401, 'Unauthorized', 'Unauthorized'),
    };
    server.closeWatches();
    await clock.advance(40_000);
    const [status] = store.clusterStatus(clock.now()).clusters;
    expect(status.state).toBe('unreachable');
    expect(status.advice).toContain('does not accept the credential');
  });

  it('does not take one kind that fails for an outage of the cluster', async () => {
    const { server, clock, state, store } = await start();
    server.answers.set('apps/deployments', {
      status: 500,
      body: statusBody(500, 'InternalError', 'etcd'),
    });
    server.closeWatches();
    await clock.advance(30_000);
    expect([
      state(),
      state('alpha', '', 'Service'),
      store.clusters()[0].state,
    ]).toEqual(['unreachable', 'synced', 'notSynced']);
  });

  it('tries a kind that keeps failing ever more rarely', async () => {
    const { server, clock } = await start();
    server.answers.set('apps/deployments', {
      status: 500,
      body: statusBody(500, 'InternalError', 'etcd'),
    });
    server.closeWatches();
    await clock.advance(60_000);
    const asked = () =>
      server.requests.filter(path => path.includes('deployments')).length;
    const before = asked();
    await clock.advance(600_000);
    expect(asked() - before).toBeGreaterThan(30);
    expect(asked() - before).toBeLessThan(50);
  });

  it('waits as long as it is told', async () => {
    const { server, clock, count } = await start();
    server.answers.set('apps/deployments', {
      status: 429,
      headers: { 'retry-after': '120' },
      body: statusBody(429, 'TooManyRequests', 'slow down'),
    });
    server.closeWatches();
    await clock.advance(5_000);
    const [lists, watches] = [count('lists'), count('watches')];
    await clock.advance(100_000);
    expect([count('lists'), count('watches')]).toEqual([lists, watches]);
  });

  it('goes on with the others when one cluster hangs, and follows clusters that come and go', async () => {
    const { servers, clock, client, store, names, deploy, state } = await start(
      ['alpha', 'beta'],
    );
    servers[1].answerAll = { error: new Error('hangs') };
    servers[1].breakWatches();
    await clock.advance(5_000);
    deploy('c');
    await clock.settle();
    expect([names(), state(), state('beta')]).toEqual([
      ['a', 'b', 'c'],
      'synced',
      'unreachable',
    ]);
    client.clusters.splice(1, 1);
    await clock.advance(240_000);
    expect(store.clusters().map(({ name }) => name)).toEqual(['alpha']);
    expect(names('beta')).toEqual([]);
    client.listError = new Error('not ready');
    await clock.advance(240_000);
    expect(store.clusters().map(({ name }) => name)).toEqual(['alpha']);
    expect(rig.fleet.lastRegistryError).toBe('not ready');
  });

  it('lists a cluster that needs a user session, and never calls it', async () => {
    rig = setUp();
    rig.client.clusters.push({
      info: { name: 'zeta', authProvider: 'oidc', access: 'needsUserSession' },
      server: new FakeApiServer([]),
    });
    rig.fleet.start();
    await rig.clock.advance(300_000);
    expect(rig.client.clusters[1].server.requests).toEqual([]);
    const status = rig.store.clusterStatus(rig.clock.now()).clusters[1];
    expect([status.state, rig.state('zeta')]).toEqual([
      'needsUserSession',
      'needsUserSession',
    ]);
    expect(status.advice).toContain("auth provider 'oidc'");
  });
});

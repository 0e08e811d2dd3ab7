import type { SimulatedCluster } from '../SimulatedCluster';
import { ask, configMap, startTestCluster, TestWatch } from './testCluster';

const MAPS = '/api/v1/configmaps';

describe('ApiServer', () => {
  let cluster: SimulatedCluster;
  const watches: TestWatch[] = [];
  const watch = async (query: string) => {
    const opened = await new TestWatch().open(
      cluster,
      `${MAPS}?watch=1&${query}`,
    );
    watches.push(opened);
    return opened;
  };

  beforeEach(async () => {
    cluster = await startTestCluster({ window: 20, bookmarkIntervalMs: 20 });
  });

  afterEach(async () => {
    watches.splice(0).forEach(each => each.close());
    await cluster.api.stop();
  });

  describe('discovery and access', () => {
    it('tells version, groups and resources', async () => {
      expect((await ask(cluster, '/version')).body.gitVersion).toBe('v1.36.4');
      const groups = (await ask(cluster, '/apis')).body.groups.map(
        (group: { name: string }) => group.name,
      );
      expect(groups).toContain('kustomize.toolkit.fluxcd.io');
      const { body } = await ask(
        cluster,
        '/apis/notification.toolkit.fluxcd.io/v1',
      );
      expect(
        body.resources.map((resource: { kind: string }) => resource.kind),
      ).toEqual(['Receiver']);
      expect((await ask(cluster, '/apis/apps')).body.preferredVersion).toEqual({
        groupVersion: 'apps/v1',
        version: 'v1',
      });
    });

    it('answers 404 for a group that the cluster does not have', async () => {
      const { status, body } = await ask(cluster, '/apis/example.com/v1');
      expect([status, body.kind, body.reason]).toEqual([
        404,
        'Status',
        'NotFound',
      ]);
    });

    it('lets nobody in without the token', async () => {
      const { status, body } = await ask(cluster, MAPS, {
        headers: { Authorization: 'Bearer other' },
      });
      expect([status, body.reason]).toEqual([401, 'Unauthorized']);
    });

    it('forbids in the words of Kubernetes, and says so in a review', async () => {
      const { status, body } = await ask(
        cluster,
        '/api/v1/namespaces/default/secrets',
      );
      expect(status).toBe(403);
      expect(body.message).toBe(
        'secrets is forbidden: User "system:serviceaccount:backstage:flux-delivery" cannot list resource "secrets" in API group "" in the namespace "default"',
      );
      const review = (resource: string) =>
        ask(cluster, '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', {
          method: 'POST',
          body: JSON.stringify({
            spec: { resourceAttributes: { verb: 'list', group: '', resource } },
          }),
        });
      expect((await review('secrets')).body.status.allowed).toBe(false);
      expect((await review('pods')).body.status.allowed).toBe(true);
    });
  });

  describe('get and list', () => {
    beforeEach(() => {
      for (let index = 0; index < 5; index++) {
        cluster.store.create(
          configMap(
            `map-${index}`,
            { parity: index % 2 ? 'odd' : 'even' },
            index < 3 ? 'one' : 'two',
          ),
        );
      }
    });
    const names = (body: { items: { metadata: { name: string } }[] }) =>
      body.items.map(item => item.metadata.name);

    it('gets one object, or a Status that names what is missing', async () => {
      expect(
        (await ask(cluster, '/api/v1/namespaces/one/configmaps/map-1')).body
          .metadata.name,
      ).toBe('map-1');
      const { status, body } = await ask(
        cluster,
        '/apis/apps/v1/namespaces/one/deployments/none',
      );
      expect([status, body.message]).toEqual([
        404,
        'deployments.apps "none" not found',
      ]);
    });

    it('lists all namespaces, one namespace, by label and by field', async () => {
      expect(names((await ask(cluster, MAPS)).body)).toHaveLength(5);
      expect(
        names((await ask(cluster, '/api/v1/namespaces/two/configmaps')).body),
      ).toEqual(['map-3', 'map-4']);
      expect(
        names((await ask(cluster, `${MAPS}?labelSelector=parity%3Dodd`)).body),
      ).toEqual(['map-1', 'map-3']);
      expect(
        names(
          (await ask(cluster, `${MAPS}?labelSelector=parity%20notin%20(odd)`))
            .body,
        ),
      ).toEqual(['map-0', 'map-2', 'map-4']);
      expect(
        names(
          (await ask(cluster, `${MAPS}?fieldSelector=metadata.name%3Dmap-2`))
            .body,
        ),
      ).toEqual(['map-2']);
      expect((await ask(cluster, `${MAPS}?labelSelector=%3D%3D`)).status).toBe(
        400,
      );
    });

    it('pages through one version, whatever changes meanwhile', async () => {
      const first = (await ask(cluster, `${MAPS}?limit=2`)).body;
      expect(first.metadata.remainingItemCount).toBe(3);
      cluster.store.remove({
        group: '',
        kind: 'ConfigMap',
        namespace: 'one',
        name: 'map-2',
      });
      const second = (
        await ask(
          cluster,
          `${MAPS}?limit=2&continue=${first.metadata.continue}`,
        )
      ).body;
      const third = (
        await ask(
          cluster,
          `${MAPS}?limit=2&continue=${second.metadata.continue}`,
        )
      ).body;
      expect([...names(first), ...names(second), ...names(third)]).toEqual([
        'map-0',
        'map-1',
        'map-2',
        'map-3',
        'map-4',
      ]);
      expect(third.metadata.continue).toBeUndefined();
      expect(third.metadata.resourceVersion).toBe(
        first.metadata.resourceVersion,
      );
    });

    it('answers 410 to an old token, with one that goes on without the promise', async () => {
      const first = (await ask(cluster, `${MAPS}?limit=2`)).body;
      cluster.api.expire();
      const refused = await ask(
        cluster,
        `${MAPS}?limit=2&continue=${first.metadata.continue}`,
      );
      expect([refused.status, refused.body.reason]).toEqual([410, 'Expired']);
      const rest = await ask(
        cluster,
        `${MAPS}?continue=${refused.body.metadata.continue}`,
      );
      expect(names(rest.body)).toEqual(['map-2', 'map-3', 'map-4']);
    });

    it('ignores the limit with resourceVersion=0, and refuses a version that is still to come', async () => {
      expect(
        names((await ask(cluster, `${MAPS}?limit=2&resourceVersion=0`)).body),
      ).toHaveLength(5);
      const { status, body } = await ask(
        cluster,
        `${MAPS}?resourceVersion=999999`,
      );
      expect([status, body.reason, body.details.causes[0].reason]).toEqual([
        504,
        'Timeout',
        'ResourceVersionTooLarge',
      ]);
    });

    it('gives metadata alone to who asks for it', async () => {
      const { body } = await ask(cluster, MAPS, {
        headers: {
          Accept:
            'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1',
        },
      });
      expect(Object.keys(body.items[0]).sort()).toEqual([
        'apiVersion',
        'kind',
        'metadata',
      ]);
    });
  });

  describe('patch', () => {
    it('merges metadata and spec of a Flux object, and leaves identity and status alone', async () => {
      cluster.store.create({
        apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
        kind: 'Kustomization',
        metadata: {
          name: 'apps',
          namespace: 'flux-system',
          annotations: { a: '1', b: '2' },
        },
        spec: { interval: '10m', path: './' },
        status: { observedGeneration: 1 },
      });
      const { status, body } = await ask(
        cluster,
        '/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/flux-system/kustomizations/apps',
        {
          method: 'PATCH',
          headers: { 'Content-Type': 'application/merge-patch+json' },
          body: JSON.stringify({
            metadata: { name: 'other', annotations: { a: null, c: '3' } },
            spec: { suspend: true },
            status: { observedGeneration: 9 },
          }),
        },
      );
      expect(status).toBe(200);
      expect(body.metadata).toMatchObject({
        name: 'apps',
        generation: 2,
        annotations: { b: '2', c: '3' },
      });
      expect(body.metadata.annotations.a).toBeUndefined();
      expect(body.spec).toEqual({ interval: '10m', path: './', suspend: true });
      expect(body.status).toEqual({ observedGeneration: 1 });
    });

    it('forbids to write what is not Flux', async () => {
      cluster.store.create(configMap('map'));
      const { status } = await ask(
        cluster,
        '/api/v1/namespaces/default/configmaps/map',
        { method: 'PATCH', body: '{}' },
      );
      expect(status).toBe(403);
    });
  });

  describe('watch', () => {
    const label = (name: string, labels: Record<string, string>) =>
      cluster.store.modify(
        { group: '', kind: 'ConfigMap', namespace: 'default', name },
        draft => {
          draft.metadata.labels = labels;
        },
      );

    it('resumes after a version, and tells all changes in order', async () => {
      cluster.store.create(configMap('a'));
      const { version } = cluster.store;
      cluster.store.create(configMap('b'));
      const opened = await watch(`resourceVersion=${version}`);
      label('a', { new: 'label' });
      cluster.store.remove({
        group: '',
        kind: 'ConfigMap',
        namespace: 'default',
        name: 'b',
      });
      expect(await opened.frames(3)).toEqual([
        'ADDED b',
        'MODIFIED a',
        'DELETED b',
      ]);
    });

    it('starts with everything where no version is given', async () => {
      cluster.store.create(configMap('a'));
      expect(await (await watch('')).frames(1)).toEqual(['ADDED a']);
    });

    it('marks the end of the initial events on request', async () => {
      cluster.store.create(configMap('a'));
      const opened = await watch(
        'sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true',
      );
      await opened.frames(2);
      expect(JSON.parse(opened.lines[1]).object.metadata.annotations).toEqual({
        'k8s.io/initial-events-end': 'true',
      });
    });

    it('adds and deletes what comes into the selection and leaves it', async () => {
      cluster.store.create(configMap('a', { app: 'one' }));
      const opened = await watch(
        `resourceVersion=${cluster.store.version}&labelSelector=app%3Dtwo`,
      );
      label('a', { app: 'two' });
      label('a', { app: 'two', more: 'yes' });
      label('a', { app: 'one' });
      expect(await opened.frames(3)).toEqual([
        'ADDED a',
        'MODIFIED a',
        'DELETED a',
      ]);
    });

    it('sends bookmarks with nothing but a version', async () => {
      cluster.store.create(configMap('a'));
      const opened = await watch(
        `resourceVersion=${cluster.store.version}&allowWatchBookmarks=true`,
      );
      await opened.frames(1);
      const { type, object } = JSON.parse(opened.lines[0]);
      expect([type, object.metadata.resourceVersion]).toEqual([
        'BOOKMARK',
        String(cluster.store.version),
      ]);
      expect(object.spec).toBeUndefined();
    });

    it('answers 200 and an ERROR frame where the version is no longer held', async () => {
      for (let index = 0; index < 60; index++) {
        cluster.store.create(configMap(`map-${index}`));
      }
      const opened = await watch('resourceVersion=1001');
      await opened.end();
      const { type, object } = JSON.parse(opened.lines[0]);
      expect([type, object.code, object.reason]).toEqual([
        'ERROR',
        410,
        'Expired',
      ]);
      expect(object.message).toMatch(
        /^too old resource version: 1001 \(\d+\)$/,
      );
    });

    it('ends by itself after timeoutSeconds', async () => {
      const opened = await watch(
        `resourceVersion=${cluster.store.version}&timeoutSeconds=1`,
      );
      await opened.end();
      expect(opened.lines).toEqual([]);
      expect(cluster.api.openWatches).toBe(0);
    });
  });

  describe('faults', () => {
    it('cuts open watches', async () => {
      const opened = await watch(`resourceVersion=${cluster.store.version}`);
      cluster.api.dropWatches('configmaps');
      await opened.end();
      expect(cluster.api.openWatches).toBe(0);
    });

    it('keeps a stream open that says nothing more', async () => {
      const opened = await watch(
        `resourceVersion=${cluster.store.version}&allowWatchBookmarks=true`,
      );
      const mend = cluster.faults.inject({
        type: 'silence',
        resource: 'configmaps',
      });
      cluster.store.create(configMap('unheard'));
      mend();
      cluster.store.create(configMap('heard'));
      const frames = await opened.frames(1);
      expect(frames.filter(frame => frame.startsWith('ADDED'))).not.toContain(
        'ADDED unheard',
      );
    });

    it.each([
      [
        { type: 'throttle', retryAfterSeconds: 3 } as const,
        429,
        'TooManyRequests',
      ],
      [{ type: 'serverError', code: 503 } as const, 503, 'InternalError'],
      [{ type: 'expired' } as const, 410, 'Expired'],
    ])('answers %j once, then as usual', async (fault, code, reason) => {
      cluster.faults.inject({ ...fault, times: 1, resource: 'configmaps' });
      const refused = await ask(cluster, MAPS);
      expect([refused.status, refused.body.reason]).toEqual([code, reason]);
      expect(refused.headers.get('retry-after')).toBe(
        fault.type === 'throttle' ? '3' : null,
      );
      expect((await ask(cluster, MAPS)).status).toBe(200);
    });

    it('expires a watch over HTTP and in the stream', async () => {
      cluster.faults.inject({ type: 'expired', verbs: ['watch'], times: 1 });
      expect(
        (await ask(cluster, `${MAPS}?watch=1&resourceVersion=1`)).status,
      ).toBe(410);
      cluster.faults.inject({
        type: 'expiredFrame',
        verbs: ['watch'],
        times: 1,
      });
      const opened = await watch(`resourceVersion=${cluster.store.version}`);
      expect(await opened.frames(1)).toEqual(['ERROR 410']);
    });

    it('writes a line that is no JSON', async () => {
      cluster.faults.inject({ type: 'garbage', verbs: ['watch'], times: 1 });
      const opened = await watch(`resourceVersion=${cluster.store.version}`);
      await expect(opened.frames(1)).rejects.toThrow(SyntaxError);
    });

    it('hangs up without an answer', async () => {
      cluster.faults.inject({ type: 'hangUp', times: 1 });
      await expect(ask(cluster, MAPS)).rejects.toThrow();
    });

    it('trickles a body', async () => {
      cluster.faults.inject({
        type: 'slow',
        chunkBytes: 16,
        pauseMs: 1,
        times: 1,
      });
      expect((await ask(cluster, MAPS)).body.kind).toBe('ConfigMapList');
    });

    it('counts what it was asked', async () => {
      await ask(cluster, MAPS);
      await ask(cluster, MAPS);
      expect(cluster.api.requests['list configmaps']).toBe(2);
    });
  });

  it('leaves no socket and no watch open after stop', async () => {
    const opened = await watch(`resourceVersion=${cluster.store.version}`);
    await cluster.api.stop();
    await opened.end();
    expect(cluster.api.openWatches).toBe(0);
    await expect(ask(cluster, MAPS)).rejects.toThrow();
  });
});

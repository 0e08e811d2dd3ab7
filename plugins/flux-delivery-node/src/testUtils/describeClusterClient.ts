/* eslint-disable jest/no-export -- A contract suite: test files of each client call it. */
import { ClusterCallError } from '../ClusterClient';
import type { ClusterClient, WatchFrame } from '../ClusterClient';
import { FakeApiServer, statusBody } from './FakeApiServer';

/**
 * What the contract suite needs: a client that reaches `fake` as `alpha`, and knows `session`, which needs a user's session.
 *
 * @public
 */
export interface ClusterClientHarness {
  client: ClusterClient;
  fake: FakeApiServer;
  stop(): Promise<void>;
}

const deployments = { group: 'apps', version: 'v1', plural: 'deployments' };

/**
 * The contract of a `ClusterClient` as a test suite. Call it in a test file with a function that starts the client under test.
 *
 * @public
 */
export function describeClusterClient(
  name: string,
  start: (fake: FakeApiServer) => Promise<ClusterClientHarness>,
) {
  describe(`${name} keeps the contract of a cluster client`, () => {
    let harness: ClusterClientHarness;
    let client: ClusterClient;
    let fake: FakeApiServer;

    beforeEach(async () => {
      fake = new FakeApiServer([
        {
          group: 'apps',
          version: 'v1',
          kind: 'Deployment',
          plural: 'deployments',
        },
      ]);
      for (let index = 0; index < 5; index += 1) {
        fake.apply('apps', 'deployments', {
          metadata: {
            namespace: 'shop',
            name: `d${index}`,
            labels: { n: String(index) },
          },
        });
      }
      harness = await start(fake);
      client = harness.client;
    });

    afterEach(() => harness.stop());

    const failure = async (call: Promise<unknown>) => {
      const error = await call.then(
        () => undefined,
        e => e,
      );
      expect(error).toBeInstanceOf(ClusterCallError);
      expect(error.message).not.toMatch(/https?:|127\.0\.0\.1|Bearer|eyJ/);
      return error as ClusterCallError;
    };
    const watch = (
      signal?: AbortSignal,
      resourceVersion = String(fake.resourceVersion),
    ) =>
      client
        .watch('alpha', deployments, {
          resourceVersion,
          timeoutSeconds: 300,
          signal,
        })
        [Symbol.asyncIterator]();

    it('lists clusters with how they can be reached', async () => {
      const clusters = await client.listClusters();
      expect(clusters.find(cluster => cluster.name === 'alpha')).toMatchObject({
        access: 'server',
      });
      expect(
        clusters.find(cluster => cluster.name === 'session'),
      ).toMatchObject({ access: 'needsUserSession' });
    });

    it('lists in pages, by selector, and reads one object', async () => {
      const first = await client.list(
        'alpha',
        { ...deployments, namespace: 'shop' },
        { limit: 3 },
      );
      expect(first.items).toHaveLength(3);
      const second = await client.list('alpha', deployments, {
        limit: 3,
        continue: first.metadata.continue,
      });
      expect(second.items).toHaveLength(2);
      expect(second.metadata.continue).toBeUndefined();
      expect(
        (await client.list('alpha', deployments, { labelSelector: 'n=4' }))
          .items,
      ).toHaveLength(1);
      expect(
        await client.read('alpha', {
          ...deployments,
          namespace: 'shop',
          name: 'd1',
        }),
      ).toMatchObject({
        kind: 'Deployment',
        metadata: { name: 'd1' },
      });
      expect(await client.get('alpha', '/apis')).toMatchObject({
        groups: [{ name: 'apps' }],
      });
    });

    it('yields each frame as soon as its line is complete, and returns when the server ends the stream', async () => {
      const frames = watch();
      const first = frames.next();
      await until(() => fake.watches.size === 1);
      fake.apply('apps', 'deployments', {
        metadata: { namespace: 'shop', name: 'ünïcode-✓' },
      });
      expect((await first).value).toMatchObject({
        type: 'ADDED',
        object: { metadata: { name: 'ünïcode-✓' } },
      });
      fake.bookmark();
      expect((await frames.next()).value.type).toBe('BOOKMARK');
      fake.closeWatches();
      expect((await frames.next()).done).toBe(true);
    });

    it('always bounds a watch and asks for bookmarks', async () => {
      const next = watch().next();
      await until(() => fake.watches.size === 1);
      fake.closeWatches();
      await next;
      expect(Object.fromEntries(fake.openedWatches[0])).toMatchObject({
        timeoutSeconds: '300',
        allowWatchBookmarks: 'true',
      });
    });

    it('delivers ERROR frames, and throws for a line that is no JSON', async () => {
      const old = fake.resourceVersion;
      fake.compact();
      const frame: IteratorResult<WatchFrame> = await watch(
        undefined,
        String(old),
      ).next();
      expect(frame.value).toMatchObject({
        type: 'ERROR',
        object: { code: 410 },
      });
      const next = watch().next();
      await until(() => fake.watches.size === 1);
      fake.watches.forEach(open => open.line('{"type":"ADDED","obj'));
      expect((await failure(next)).details.malformed).toBe(true);
    });

    it('ends at once when its signal is aborted', async () => {
      const stop = new AbortController();
      const next = watch(stop.signal).next();
      await until(() => fake.watches.size === 1);
      stop.abort();
      expect((await failure(next)).reason).toBe('aborted');
      expect(
        (
          await failure(
            client.list('alpha', deployments, { signal: stop.signal }),
          )
        ).reason,
      ).toBe('aborted');
    });

    it.each([
      [401, 'Unauthorized', 'unauthorized'],
      [403, 'Forbidden', 'forbidden'],
      [404, 'NotFound', 'notFound'],
      [410, 'Expired', 'expired'],
      [429, 'TooManyRequests', 'throttled'],
      [422, 'Invalid', 'refused'],
      [500, 'InternalError', 'unreachable'],
    ])('gives %i %s the reason %s', async (status, reason, expected) => {
      fake.answers.set('apps/deployments', {
        status,
        body: statusBody(status, reason, 'see https://10.0.0.1:6443/x'),
      });
      expect((await failure(client.list('alpha', deployments))).reason).toBe(
        expected,
      );
      expect((await failure(watch().next())).reason).toBe(expected);
    });

    it('honours Retry-After, and takes an HTML page for an outage', async () => {
      fake.answers.set('apps/deployments', {
        status: 503,
        headers: { 'retry-after': '7' },
        body: statusBody(503, 'ServiceUnavailable', 'later'),
      });
      const later = await failure(client.list('alpha', deployments));
      expect([later.reason, later.details.retryAfterSeconds]).toEqual([
        'throttled',
        7,
      ]);
      fake.answers.set('apps/deployments', {
        status: 502,
        body: '<html>Bad gateway</html>',
      });
      expect((await failure(client.list('alpha', deployments))).reason).toBe(
        'unreachable',
      );
    });

    it('does not call a cluster that is unknown, or needs a session', async () => {
      expect((await failure(client.list('nowhere', deployments))).reason).toBe(
        'unknownCluster',
      );
      expect((await failure(client.list('session', deployments))).reason).toBe(
        'needsUserSession',
      );
      expect(fake.requests).toEqual([]);
    });
  });
}

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 500 && !condition(); tries += 1) {
    await new Promise(resolve => setTimeout(resolve, 5));
  }
  expect(condition()).toBe(true);
}

import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { mockServices } from '@backstage/backend-test-utils';
import { loadFixture } from 'backstage-plugin-flux-delivery-common/testUtils';
import {
  type Portal,
  settled,
  startPortal,
} from '../__testUtils__/startPortal';

jest.setTimeout(180_000);

const { deliveries: captured } = JSON.parse(
  readFileSync(
    require.resolve(
      '../../../flux-delivery-common/src/__fixtures__/objects/notifications.json',
    ),
    'utf8',
  ),
) as { deliveries: { body: object; header: Record<string, string[]> }[] };

const [OLD, NEW, OTHER] = ['old-secret', 'new-secret', 'secret-of-prod-eu'];
const OBJECTS = loadFixture('healthy-git-kustomization.yaml');
const APPLIER = OBJECTS.find(
  ({ kind, metadata }) =>
    kind === 'Kustomization' && metadata.namespace === 'shop',
)!;
const { lastAppliedRevision: REVISION } = APPLIER.status as {
  lastAppliedRevision: string;
};

const now = () => new Date().toISOString();
const event = (change: object = {}) => ({
  involvedObject: {
    kind: 'Kustomization',
    namespace: APPLIER.metadata.namespace,
    name: APPLIER.metadata.name,
    uid: APPLIER.metadata.uid,
    apiVersion: APPLIER.apiVersion,
    resourceVersion: '1',
  },
  severity: 'info',
  timestamp: now(),
  message: 'Reconciliation finished in 521ms, next run in 10m0s',
  reason: 'ReconciliationSucceeded',
  metadata: { revision: REVISION, actor: 'd.khan', deploymentID: 'e076e315' },
  reportingController: 'kustomize-controller',
  ...change,
});
const sign = (bytes: string | Buffer, secret = NEW, algorithm = 'sha256') =>
  `${algorithm}=${createHmac(algorithm, secret).update(bytes).digest('hex')}`;

async function start(perMinute = 100_000) {
  const audits = jest.fn();
  const portal = await startPortal({
    clusters: { staging: OBJECTS, 'prod-eu': [] },
    entities: [],
    fluxDelivery: {
      environments: [{ name: 'staging', match: [{ cluster: 'staging' }] }],
      events: {
        clusters: {
          staging: { secrets: [OLD, NEW], perMinute },
          'prod-eu': { secrets: [OTHER], perMinute },
          'arn:aws:eks:eu-1:123:cluster/odd (one)*': { secrets: [OTHER] },
        },
      },
    },
    features: [
      mockServices.auditor.mock({
        createEvent: async options => {
          audits(options.eventId);
          return { success: async () => {}, fail: async () => {} };
        },
      }).factory,
    ],
  });
  await settled(portal);
  return { portal, audits };
}

function sender(portal: Portal) {
  return (
    body: object | string | Buffer,
    headers: Record<string, string> = {},
    cluster = 'staging',
  ) => {
    const bytes =
      typeof body === 'string' || Buffer.isBuffer(body)
        ? body
        : JSON.stringify(body);
    const request = portal
      .post(`/events/${cluster}`)
      .unset('Authorization')
      .set({
        'Content-Type': 'application/json',
        'X-Signature': sign(bytes),
        ...headers,
      });
    request.write(bytes);
    return request;
  };
}

describe('events of Flux over HTTP', () => {
  let portal: Portal;
  let audits: jest.Mock;
  let send: ReturnType<typeof sender>;

  beforeAll(async () => {
    ({ portal, audits } = await start());
    send = sender(portal);
  });
  afterAll(() => portal.stop());

  it('C0: are taken as captured, and add nothing to the watch', async () => {
    for (const { body } of captured) {
      const { status, body: answer } = await send(body);
      expect(status).toBe(202);
      // Two of them are the same event at two Providers.
      expect(['none', 'known']).toContain(answer.hint);
    }
  });

  it('C0: tell who is claimed to have moved a revision, once', async () => {
    const first = await send(event());
    expect(first.status).toBe(202);
    expect(first.body).toEqual({ hint: 'recorded' });
    // A heartbeat: another time and another text, and the same to tell.
    const again = await send(
      event({ timestamp: '2026-11-21T06:00:00Z', message: 'finished in 7ms' }),
    );
    expect(again.body).toEqual({ hint: 'known' });
  });

  it('C0: of a source are heard for those who read it', async () => {
    const source = OBJECTS.find(
      ({ kind, metadata }) =>
        kind === 'GitRepository' && metadata.namespace === 'shop',
    )!;
    const { body } = await send(
      event({
        involvedObject: {
          kind: source.kind,
          apiVersion: source.apiVersion,
          namespace: source.metadata.namespace,
          name: source.metadata.name,
        },
        metadata: { revision: REVISION, 'pipeline-url': 'https://ci.x/1' },
      }),
    );
    expect(body).toEqual({ hint: 'recorded' });
  });

  describe('C1: whose signature', () => {
    const text = JSON.stringify(event());
    const flipped = sign(text).replace(/.$/, digit =>
      digit === '0' ? '1' : '0',
    );
    it.each<[string, string]>([
      ['is empty', ''],
      ['has no algorithm', sign(text).slice(7)],
      ['is of sha1', sign(text, NEW, 'sha1')],
      ['is of md5', sign(text, NEW, 'md5')],
      ['is of an unknown algorithm', 'sha3=00'],
      ['is of another length', sign(text).slice(0, -2)],
      ['is off by one digit', flipped],
      ['is under the secret of another cluster', sign(text, OTHER)],
      ['is under no secret that there is', sign(text, '')],
      ['is over another body', sign(`${text} `)],
      ['is over the packed body', sign(gzipSync(text))],
      ['is sent twice', `${sign(text)}, ${sign(text)}`],
    ])('%s are refused, and told nothing', async (_what, signature) => {
      audits.mockClear();
      const { status, body } = await send(text, { 'X-Signature': signature });
      expect(status).toBe(401);
      expect(body.error.name).toBe('AuthenticationError');
      expect(JSON.stringify(body)).not.toContain(sign(text).slice(7, 20));
      expect(JSON.stringify(body)).not.toContain(NEW);
      expect(audits).toHaveBeenCalledWith('flux-event');
    });

    it('is missing are refused', async () => {
      const request = portal.post('/events/staging');
      const { status } = await request.send(event());
      expect(status).toBe(401);
    });

    it('is in upper case, or of sha512, are taken', async () => {
      const upper = sign(text).replace(/=.*/, hex => hex.toUpperCase());
      expect((await send(text, { 'X-Signature': upper })).status).toBe(202);
      const long = sign(text, NEW, 'sha512');
      expect((await send(text, { 'X-Signature': long })).status).toBe(202);
    });

    it('is over the body before it was packed are taken packed', async () => {
      const { status } = await send(gzipSync(text), {
        'X-Signature': sign(text),
        'Content-Encoding': 'gzip',
      });
      expect(status).toBe(202);
    });

    it('is over what was packed are refused', async () => {
      const packed = gzipSync(text);
      const { status } = await send(packed, {
        'X-Signature': sign(packed),
        'Content-Encoding': 'gzip',
      });
      expect(status).toBe(401);
    });
  });

  it('C1: of a cluster that is not configured are answered as those that are not signed', async () => {
    const unknown = await send(event(), {}, 'nowhere');
    const prototype = await send(event(), {}, 'constructor');
    expect([unknown.status, prototype.status]).toEqual([401, 401]);
  });

  it('C1: of a cluster whose name has signs of its own are taken', async () => {
    const text = JSON.stringify(event());
    const { status } = await send(
      text,
      { 'X-Signature': sign(text, OTHER) },
      encodeURIComponent('arn:aws:eks:eu-1:123:cluster/odd (one)*'),
    );
    expect(status).toBe(202);
  });

  it.each([
    ['at once', 0],
    ['ten minutes later', 600_000],
    ['ten days later', 864_000_000],
  ])('C2: that come again %s do nothing', async (_when, age) => {
    const body = event({
      timestamp: new Date(Date.now() - age).toISOString(),
      metadata: { revision: REVISION, actor: `replayed ${age}` },
    });
    expect((await send(body)).body).toEqual({ hint: 'recorded' });
    for (let times = 0; times < 5; times += 1) {
      expect((await send(body)).body).toEqual({ hint: 'known' });
    }
  });

  it('C3: about an object that another cluster holds are about nothing', async () => {
    const text = JSON.stringify(
      event({ metadata: { revision: 'x', actor: 'a' } }),
    );
    const { status, body } = await send(
      text,
      { 'X-Signature': sign(text, OTHER) },
      'prod-eu',
    );
    expect(status).toBe(202);
    expect(body).toEqual({ hint: 'none' });
  });

  it('C3: about an object of another cluster by its metadata are of the cluster that signed', async () => {
    const text = JSON.stringify(
      event({
        metadata: { revision: REVISION, actor: 'x', cluster: 'staging' },
      }),
    );
    const { body } = await send(
      text,
      { 'X-Signature': sign(text, OTHER) },
      'prod-eu',
    );
    expect(body).toEqual({ hint: 'none' });
  });

  it('C3: about an object of that name which was there before are about nothing', async () => {
    const { body } = await send(
      event({
        involvedObject: { ...event().involvedObject, uid: 'of-yesterday' },
        metadata: { revision: REVISION, actor: 'of-yesterday' },
      }),
    );
    expect(body).toEqual({ hint: 'none' });
  });

  describe('C4: of which the shape', () => {
    it.each<[string, object | string, number, string]>([
      ['is a list', [], 400, 'body must be'],
      ['is no JSON', '{"a":', 400, 'no JSON'],
      ['is nothing', '', 400, 'no JSON'],
      ['is ten thousand levels deep', '['.repeat(10_000), 400, 'nested deeper'],
      [
        'has no object',
        event({ involvedObject: undefined }),
        400,
        'involvedObject',
      ],
      [
        'has a time of 2038',
        event({ timestamp: '2038-01-19T03:14:08Z' }),
        400,
        'timestamp',
      ],
      [
        'has a time of the year 1',
        event({ timestamp: '0001-01-01T00:00:00Z' }),
        400,
        'timestamp',
      ],
      [
        'is 1 MB and one byte',
        `"${'x'.repeat(1024 * 1024 - 1)}"`,
        413,
        'longer',
      ],
    ])('%s are refused, by name', async (_what, body, code, said) => {
      const { status, body: answer } = await send(body);
      expect(status).toBe(code);
      expect(answer.error.name).toMatch(/^(InputError|PayloadTooLargeError)$/);
      expect(answer.error.message).toContain(said);
    });

    it('is a bomb are refused before they are unpacked', async () => {
      const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024));
      const before = process.memoryUsage().arrayBuffers;
      const { status } = await send(bomb, { 'Content-Encoding': 'gzip' });
      expect(status).toBe(413);
      expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(
        50 * 1024 * 1024,
      );
    });

    it.each<[string, string]>([
      [
        'has keys of the prototype',
        JSON.stringify(event()).replace(
          '"actor"',
          '"__proto__":"x","constructor":"y","actor"',
        ),
      ],
      [
        'has a key twice',
        JSON.stringify(event()).replace(
          '"severity"',
          '"severity":"x","severity"',
        ),
      ],
      ['has NUL', JSON.stringify(event({ reason: 'a\u0000b' }))],
      ['has half a surrogate', JSON.stringify(event({ reason: '\ud800' }))],
      [
        'turns the direction of text',
        JSON.stringify(event({ reason: '\u202e' })),
      ],
      [
        'forges a line of a log',
        JSON.stringify(event({ reason: 'a\nERROR b' })),
      ],
      [
        'has an unknown kind',
        JSON.stringify(
          event({ involvedObject: { kind: 'X', name: 'n'.repeat(253) } }),
        ),
      ],
      ['has an unknown severity', JSON.stringify(event({ severity: 'loud' }))],
      [
        'is of a clock ten minutes ahead',
        JSON.stringify(
          event({ timestamp: new Date(Date.now() + 590_000).toISOString() }),
        ),
      ],
    ])('%s are taken, and do no harm', async (_what, text) => {
      expect((await send(text)).status).toBe(202);
      expect({}).not.toHaveProperty('actor');
    });
  });

  it('C5: are taken under both secrets while they are rotated', async () => {
    const text = JSON.stringify(event());
    for (const secret of [OLD, NEW]) {
      const { status } = await send(text, {
        'X-Signature': sign(text, secret),
      });
      expect(status).toBe(202);
    }
  });

  it('do not open the way to other routes', async () => {
    const none = (path: string) =>
      portal.get(path).set('Authorization', 'Bearer mock-none-token');
    expect((await none('/clusters')).status).toBe(401);
  });
});

it('C5: are slowed down cluster by cluster, and told for how long', async () => {
  const { portal } = await start(60);
  const send = sender(portal);
  try {
    // All at once: on a slow machine one after the other would be slow enough.
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, sent) =>
        send(event({ message: `${sent}` })),
      ),
    );
    const refused = answers.filter(({ status }) => status === 429);
    const taken = answers.filter(({ status }) => status === 202);
    expect(taken.length).toBeGreaterThanOrEqual(10);
    expect(refused.length).toBe(answers.length - taken.length);
    expect(refused.length).toBeGreaterThan(0);
    expect(Number(refused[0].headers['retry-after'])).toBeGreaterThanOrEqual(1);

    const text = JSON.stringify(event());
    const other = await send(
      text,
      { 'X-Signature': sign(text, OTHER) },
      'prod-eu',
    );
    expect(other.status).toBe(202);
  } finally {
    await portal.stop();
  }
});

it('C5: that nobody signed are stopped at the door after a while, at that address', async () => {
  const { portal } = await start();
  const send = sender(portal);
  try {
    const answers = await Promise.all(
      Array.from({ length: 300 }, () =>
        send(event(), { 'X-Signature': sign('x') }),
      ),
    );
    const statuses = answers.map(({ status }) => status);
    const denied = statuses.filter(status => status === 401);
    expect(denied.length).toBeGreaterThanOrEqual(100);
    expect(statuses).toContain(429);
    expect(new Set(statuses)).toEqual(new Set([401, 429]));
  } finally {
    await portal.stop();
  }
});

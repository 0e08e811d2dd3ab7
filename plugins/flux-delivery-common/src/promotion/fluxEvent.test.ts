import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FieldFault } from './FieldFault';
import { parseFluxEvent } from './fluxEvent';
import { hintOf } from './fluxHint';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const REVISION = 'main@sha1:ad079ff22adc03c41d1778892d5fd9d3d42f481b';
const { deliveries: captured } = JSON.parse(
  readFileSync(
    join(__dirname, '../__fixtures__/objects/notifications.json'),
    'utf8',
  ),
) as { deliveries: { body: object }[] };

const event = (change: object = {}) => ({
  involvedObject: {
    kind: 'Kustomization',
    namespace: 'shop',
    name: 'api',
    uid: 'u1',
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
  },
  severity: 'info',
  timestamp: '2026-11-21T11:59:00Z',
  message: 'Reconciliation finished in 521.340101ms, next run in 10m0s',
  reason: 'ReconciliationSucceeded',
  metadata: { revision: REVISION },
  ...change,
});
const parse = (change?: object) => parseFluxEvent(event(change), { now: NOW });
const hint = (metadata: object) =>
  hintOf(parse({ metadata: { revision: REVISION, ...metadata } }));

describe('an event of Flux', () => {
  it.each(captured.map(({ body }, at) => [at, body]))(
    'is read as captured: %s',
    (_at, body) => {
      const read = parseFluxEvent(body, { now: NOW });
      expect(read.object.kind).not.toBe('');
      expect(read.object.group).toMatch(/\.toolkit\.fluxcd\.io$/);
      // Nothing in them is a name that the watch does not know.
      expect(hintOf(read)).toBeUndefined();
    },
  );

  it('is the same event when it comes again, and another when anything of it differs', () => {
    expect(parse().key).toBe(parse().key);
    for (const change of [
      { message: 'x' },
      { reason: 'x' },
      { timestamp: '2026-11-21T11:59:01Z' },
      { metadata: {} },
      { involvedObject: { ...event().involvedObject, uid: 'u2' } },
    ]) {
      expect(parse(change).key).not.toBe(parse().key);
    }
  });

  it.each([
    ['a kind that is not known', { involvedObject: { kind: 'X', name: 'n' } }],
    ['a severity that is not known', { severity: 'loud' }],
    ['no metadata', { metadata: undefined }],
    ['metadata that is no text', { metadata: { a: { b: 1 }, c: 7 } }],
    [
      'a name of 253 characters',
      { involvedObject: { kind: 'X', name: 'n'.repeat(253) } },
    ],
    ['a clock ten minutes ahead', { timestamp: '2026-11-21T12:10:00Z' }],
    ['a clock ten minutes behind', { timestamp: '2026-11-21T11:50:00Z' }],
    ['a time ten days ago', { timestamp: '2026-11-11T12:00:00Z' }],
  ])('is taken with %s', (_what, change) => {
    expect(parse(change).key).not.toBe('');
  });

  it.each<[string, object, string]>([
    ['no object', { involvedObject: undefined }, 'involvedObject'],
    ['an object that is a list', { involvedObject: [] }, 'involvedObject'],
    ['no kind', { involvedObject: { name: 'n' } }, 'involvedObject.kind'],
    [
      'a name that is a number',
      { involvedObject: { kind: 'X', name: 7 } },
      'involvedObject.name',
    ],
    [
      'a name that is too long',
      { involvedObject: { kind: 'X', name: 'n'.repeat(254) } },
      'involvedObject.name',
    ],
    ['no time', { timestamp: undefined }, 'timestamp'],
    ['the zero time of Go', { timestamp: '0001-01-01T00:00:00Z' }, 'timestamp'],
    ['the year 2038', { timestamp: '2038-01-19T03:14:08Z' }, 'timestamp'],
    ['metadata that is a list', { metadata: [] }, 'metadata'],
    [
      'too much metadata',
      {
        metadata: Object.fromEntries(
          Array.from({ length: 51 }, (_, at) => [`k${at}`, 'v']),
        ),
      },
      'metadata',
    ],
  ])('is refused with %s, by the name of the field', (_what, change, field) => {
    expect(() => parse(change)).toThrow(FieldFault);
    expect(() => parse(change)).toThrow(
      new RegExp(`^${field.replace('.', '\\.')} `),
    );
  });

  it.each([[null], ['text'], [[]], [7]])('is no %j', body => {
    expect(() => parseFluxEvent(body, { now: NOW })).toThrow(/^body /);
  });

  it('loses what would forge a line of a log, or turn the direction of text, and credentials', () => {
    const { metadata } = parse({
      metadata: {
        note: 'a\nb\u0000c\u202ed\ud800e',
        url: 'https://me:s3cret@git.example.com/x',
      },
    });
    expect(metadata.get('note')).toBe('abcde');
    expect(metadata.get('url')).toBe('https://***@git.example.com/x');
  });

  it('keeps keys of the prototype as what they are: keys', () => {
    const { metadata } = parse({
      metadata: JSON.parse('{"__proto__":"a","constructor":"b"}'),
    });
    expect([...metadata]).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ]);
    expect(Object.prototype).not.toHaveProperty('a');
  });
});

describe('the hint in an event', () => {
  it('is none without a revision, or without a name that the watch does not tell', () => {
    expect(hintOf(parse({ metadata: { actor: 'ann' } }))).toBeUndefined();
    expect(hint({ cluster: 'prod-us', env: 'prod' })).toBeUndefined();
    expect(
      hint({ commit_status: 'update', originRevision: REVISION }),
    ).toBeUndefined();
  });

  it('holds who is claimed to have moved it, and every name of the release', () => {
    expect(
      hint({
        'event.toolkit.fluxcd.io/actor': 'd.khan',
        'event.toolkit.fluxcd.io/deploymentID': 'e076e315',
        commit: 'sha1:AD079FF22ADC03C41D1778892D5FD9D3D42F481B',
        'pipeline-url': 'https://ci.example.com/4812',
        change_request: 'https://git.example.com/pr/7',
        image: 'ghcr.io/acme/api:6.5.0',
        env: 'prod',
      }),
    ).toEqual({
      revision: REVISION,
      actor: { name: 'd.khan', type: 'unknown', trust: 'claimed' },
      identifiers: [
        ['pipeline', 'e076e315'],
        ['commit', 'ad079ff22adc03c41d1778892d5fd9d3d42f481b'],
        ['pipelineUrl', 'https://ci.example.com/4812'],
        ['change', 'https://git.example.com/pr/7'],
        ['repository', 'ghcr.io/acme/api'],
        ['image', 'ghcr.io/acme/api:6.5.0'],
        ['tag', '6.5.0'],
      ].map(([kind, value]) => ({ kind, value, how: 'eventMetadata' })),
      metadata: expect.objectContaining({ env: 'prod', actor: 'd.khan' }),
    });
  });

  it.each([
    ['commit', 'main'],
    ['change_request', 'data:text/html,x'],
    ['pipeline-url', '//evil.example.com'],
    ['image', 'NOT AN IMAGE'],
    ['actor', ''],
  ])('takes no %s that is none: %s', (key, value) => {
    expect(hint({ [key]: value })).toBeUndefined();
  });
});

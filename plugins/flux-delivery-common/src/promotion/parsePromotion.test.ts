import { FieldFault } from './FieldFault';
import { parsePromotion, promotionContent } from './parsePromotion';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const RULES = { environments: ['staging', 'prod'], now: NOW };
const DIGEST = `sha256:${'ab'.repeat(32)}`;

const LEAST = {
  id: 'release-4812',
  entityRef: 'component:default/payments-api',
  environment: 'prod',
  version: { tag: '1.8.3' },
  occurredAt: '2026-11-21T11:59:00Z',
};

const parse = (change: object) =>
  parsePromotion({ ...LEAST, ...change }, RULES);

function faultOf(change: object): FieldFault {
  try {
    parse(change);
  } catch (error) {
    return error as FieldFault;
  }
  throw new Error('It was taken');
}

describe('the body of a promotion', () => {
  it('may be the least', () => {
    expect(parse({})).toEqual(LEAST);
  });

  it('comes into one form', () => {
    expect(
      parse({
        id: ' release-4812 ',
        entityRef: 'Payments-API',
        image: 'nginx:1.27',
        source: 'git@github.com:acme/payments.git',
        from: 'staging',
        version: {
          commit: 'sha1:AD079FF22ADC03C41D1778892D5FD9D3D42F481B',
          digest: DIGEST.toUpperCase().replace('SHA', 'sha'),
          chartVersion: '1.2.3+4cbb4e60ee31',
          image: 'ghcr.io/acme/payments:1.8.3',
        },
        actor: { name: 'd.khan' },
        pipeline: { id: '4812', url: 'https://ci.example.com/4812' },
        change: { url: 'https://git.example.com/pr/7' },
        notes: 'one\ntwo',
        occurredAt: '2026-11-21T12:59:00.123456+01:00',
        kind: 'rollback',
      }),
    ).toEqual({
      id: 'release-4812',
      entityRef: 'component:default/payments-api',
      image: 'docker.io/library/nginx',
      source: 'git@github.com:acme/payments.git',
      environment: 'prod',
      from: 'staging',
      version: {
        commit: 'ad079ff22adc03c41d1778892d5fd9d3d42f481b',
        digest: DIGEST,
        chartVersion: '1.2.3+4cbb4e60ee31',
        image: 'ghcr.io/acme/payments:1.8.3',
      },
      actor: { name: 'd.khan', type: 'unknown' },
      pipeline: { id: '4812', url: 'https://ci.example.com/4812' },
      change: { url: 'https://git.example.com/pr/7' },
      notes: 'one\ntwo',
      occurredAt: '2026-11-21T11:59:00.123Z',
      kind: 'rollback',
    });
  });

  it('needs no environment where it was only published', () => {
    expect(parse({ environment: undefined, kind: 'published' })).toMatchObject({
      environment: '',
      kind: 'published',
    });
  });

  it('loses its credentials before anybody keeps it', () => {
    const parsed = JSON.stringify(
      parse({
        source: 'https://me:s3cretpw@git.example.com/x',
        notes: 'token=abcdefghijkl',
        pipeline: {
          id: '1',
          url: 'https://ci.example.com/1?token=abcdefghijkl',
        },
      }),
    );
    expect(parsed).not.toContain('s3cretpw');
    expect(parsed).not.toContain('abcdefghijkl');
  });

  it.each<[string, object, string]>([
    ['no id', { id: undefined }, 'id'],
    ['an empty id', { id: '  ' }, 'id'],
    ['an id of several words', { id: 'a b' }, 'id'],
    ['an id that is too long', { id: 'x'.repeat(201) }, 'id'],
    ['an id that is a number', { id: 4812 }, 'id'],
    ['an id that events are given', { id: 'cdevents:x' }, 'id'],
    ['an id with NUL', { id: 'a\0b' }, 'id'],
    ['nothing that it is of', { entityRef: undefined }, 'entityRef'],
    ['an entity ref that is none', { entityRef: 'a:b:c' }, 'entityRef'],
    ['an entity ref of the prototype', { entityRef: '__proto__' }, 'entityRef'],
    ['an image that is none', { image: 'UPPER CASE' }, 'image'],
    ['a source that is none', { source: 'x y' }, 'source'],
    ['no environment', { environment: undefined }, 'environment'],
    ['an unknown environment', { environment: 'mars' }, 'environment'],
    [
      'an environment of the prototype',
      { environment: 'constructor' },
      'environment',
    ],
    ['an environment that is a list', { environment: ['prod'] }, 'environment'],
    ['an unknown environment that it came from', { from: 'mars' }, 'from'],
    ['no version', { version: undefined }, 'version'],
    ['an empty version', { version: {} }, 'version'],
    ['a version that is a text', { version: '1.8.3' }, 'version'],
    ['an unknown field in version', { version: { sha: '1' } }, 'version'],
    [
      'a commit that is none',
      { version: { commit: 'main' } },
      'version.commit',
    ],
    [
      'a commit that is too short',
      { version: { commit: 'abc123' } },
      'version.commit',
    ],
    [
      'a digest that is too short',
      { version: { digest: 'sha256:ab' } },
      'version.digest',
    ],
    [
      'a digest of md5',
      { version: { digest: `md5:${'a'.repeat(32)}` } },
      'version.digest',
    ],
    [
      'a tag that is too long',
      { version: { tag: 'x'.repeat(129) } },
      'version.tag',
    ],
    ['a tag of two words', { version: { tag: 'a b' } }, 'version.tag'],
    [
      'an image reference that is none',
      { version: { image: '??' } },
      'version.image',
    ],
    ['an actor without a name', { actor: {} }, 'actor.name'],
    [
      'an actor of a type that is none',
      { actor: { name: 'a', type: 'robot' } },
      'actor.type',
    ],
    [
      'an actor who writes backwards',
      { actor: { name: 'a\u202eb' } },
      'actor.name',
    ],
    [
      'an actor that says it is verified',
      { actor: { name: 'a', trust: 'verified' } },
      'actor',
    ],
    [
      'a pipeline without an id',
      { pipeline: { url: 'https://x.y' } },
      'pipeline.id',
    ],
    [
      'a URL that is a page itself',
      { pipeline: { id: '1', url: 'data:text/html,x' } },
      'pipeline.url',
    ],
    [
      'a URL with credentials',
      { change: { url: 'https://a:b@x.y/' } },
      'change.url',
    ],
    [
      'a URL without a protocol',
      { change: { url: '//evil.example.com' } },
      'change.url',
    ],
    ['no URL of the change', { change: {} }, 'change.url'],
    ['notes that are too long', { notes: 'x'.repeat(4001) }, 'notes'],
    ['notes with half a surrogate', { notes: 'a\ud800b' }, 'notes'],
    ['no time', { occurredAt: undefined }, 'occurredAt'],
    ['a time that is none', { occurredAt: 'yesterday' }, 'occurredAt'],
    ['a time that is a number', { occurredAt: 1 }, 'occurredAt'],
    [
      'the zero time of Go',
      { occurredAt: '0001-01-01T00:00:00Z' },
      'occurredAt',
    ],
    [
      'a time eleven minutes ahead',
      { occurredAt: '2026-11-21T12:11:00Z' },
      'occurredAt',
    ],
    ['the year 2038', { occurredAt: '2038-01-19T03:14:08Z' }, 'occurredAt'],
    ['a kind that is none', { kind: 'teleport' }, 'kind'],
    ['an unknown field', { verified: true }, 'body'],
    ['the constructor', { constructor: 1 }, 'body'],
  ])('is refused with %s, by the name of the field', (_what, change, field) => {
    const fault = faultOf(change);
    expect(fault).toBeInstanceOf(FieldFault);
    expect(fault.field).toBe(field);
    expect(fault.message).toMatch(new RegExp(`^${field} `));
  });

  it('is refused with a key of the prototype', () => {
    const text = JSON.stringify(LEAST).replace('{', '{"__proto__":{"a":1},');
    expect(() => parsePromotion(JSON.parse(text), RULES)).toThrow('__proto__');
    const inside = text.replace('"tag"', '"__proto__":{},"tag"');
    expect(() => parsePromotion(JSON.parse(inside), RULES)).toThrow(
      '__proto__',
    );
  });

  it.each([[null], [[]], ['text'], [7], [undefined]])('is no %j', body => {
    expect(() => parsePromotion(body, RULES)).toThrow('body must be an object');
  });

  it('is taken from a clock that is a little ahead', () => {
    expect(parse({ occurredAt: '2026-11-21T12:10:00Z' }).occurredAt).toBe(
      '2026-11-21T12:10:00Z',
    );
  });

  it('has the same content whatever the order of its fields is', () => {
    const { id, ...rest } = LEAST;
    expect(promotionContent(parsePromotion({ ...rest, id }, RULES))).toBe(
      promotionContent(parse({})),
    );
    expect(promotionContent(parse({ notes: 'x' }))).not.toBe(
      promotionContent(parse({})),
    );
  });
});

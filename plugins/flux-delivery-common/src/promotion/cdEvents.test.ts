import {
  binaryCloudEvent,
  cdEventKind,
  promotionFromCdEvent,
  readCloudEvent,
  structuredCloudEvent,
  typeOfCloudEvent,
} from './cdEvents';

const RULES = {
  environments: ['staging', 'prod'],
  now: Date.parse('2026-11-21T12:00:00Z'),
};
const DIGEST = `sha256:${'0b31b1c02ff458ad'.repeat(4)}`;
const PURL = `pkg:oci/myapp@${encodeURIComponent(
  DIGEST,
)}?repository_url=ghcr.io/acme/myapp&tag=1.8.3`;

interface Change {
  context?: object;
  subject?: object;
  content?: object;
  customData?: unknown;
}

/** As the CDEvents of the specification look like. */
const cdEvent = ({ context, subject, content, customData }: Change = {}) => ({
  context: {
    version: '0.4.0',
    id: '271069a8-fc18-44f1-b38f-9d70a1695819',
    source: '/tekton/staging',
    type: 'dev.cdevents.service.deployed.0.2.0',
    timestamp: '2026-11-21T11:27:05.315384Z',
    ...context,
  },
  subject: {
    id: 'service/myapp',
    type: 'service',
    content: { environment: { id: 'prod' }, artifactId: PURL, ...content },
    ...subject,
  },
  ...(customData !== undefined && { customData }),
});

const read = (change?: Change) =>
  promotionFromCdEvent({ attributes: {}, data: cdEvent(change) }, RULES);

describe('a CDEvent', () => {
  it('tells of a promotion', () => {
    expect(read()).toEqual({
      id: expect.stringMatching(
        /^cdevents:\/tekton\/staging#271069a8-fc18-44f1-b38f-9d70a1695819~[0-9a-f]{32}$/,
      ),
      image: 'ghcr.io/acme/myapp',
      environment: 'prod',
      version: { digest: DIGEST, tag: '1.8.3' },
      occurredAt: '2026-11-21T11:27:05.315Z',
    });
  });

  it.each([
    ['service.deployed', '0.1.0', 'promotion'],
    ['service.deployed', '0.1.1', 'promotion'],
    ['service.upgraded', '0.2.0', 'promotion'],
    ['service.upgraded', '0.3.0-draft', 'promotion'],
    ['service.rolledback', '0.1.0', 'rollback'],
    ['service.published', '0.2.0', 'published'],
    ['artifact.published', '0.1.1', 'published'],
    ['artifact.published', '0.3.0-draft', 'published'],
    ['artifact.packaged', '0.1.0', undefined],
    ['service.removed', '0.2.0', undefined],
    ['environment.created', '0.2.0', undefined],
    ['service.deployed', '1.0.0', undefined],
    ['artifact.deployed', '0.1.0', undefined],
  ])('%s of version %s is %s', (type, version, kind) => {
    expect(cdEventKind(`dev.cdevents.${type}.${version}`)).toBe(kind);
  });

  it('is no promotion where it is of another kind', () => {
    expect(cdEventKind(undefined)).toBeUndefined();
    expect(() =>
      read({ context: { type: 'dev.cdevents.build.started.0.2.0' } }),
    ).toThrow('type is none that tells of a promotion');
  });

  it('of a rollback says so', () => {
    expect(
      read({ context: { type: 'dev.cdevents.service.rolledback.0.1.1' } }).kind,
    ).toBe('rollback');
  });

  it('of what was published names the artifact by its subject, and no environment', () => {
    expect(
      promotionFromCdEvent(
        {
          attributes: {},
          data: {
            context: {
              id: '1',
              source: '/ci',
              type: 'dev.cdevents.artifact.published.0.2.0',
              timestamp: '2026-11-21T11:00:00Z',
            },
            subject: {
              id: 'pkg:github/acme/myapp@234fd47e07d1004f0aed9c',
              type: 'artifact',
              content: { user: 'mybot-myapp' },
            },
          },
        },
        RULES,
      ),
    ).toEqual({
      id: expect.stringMatching(/^cdevents:\/ci#1~/),
      source: 'https://github.com/acme/myapp',
      environment: '',
      version: { commit: '234fd47e07d1004f0aed9c' },
      actor: { name: 'mybot-myapp', type: 'unknown' },
      occurredAt: '2026-11-21T11:00:00Z',
      kind: 'published',
    });
  });

  it('names the entity as its subject, or beside what the event has fields for', () => {
    const entityRef = 'component:default/payments-api';
    expect(read({ subject: { id: entityRef } }).entityRef).toBe(entityRef);
    expect(
      read({
        customData: {
          entityRef: 'payments-api',
          from: 'staging',
          version: { commit: 'ABCDEF1' },
          actor: { name: 'd.khan', type: 'human' },
          pipeline: { id: '4812', url: 'https://ci.example.com/4812' },
          ours: { more: 'things' },
        },
      }),
    ).toMatchObject({
      entityRef,
      from: 'staging',
      version: { commit: 'abcdef1', digest: DIGEST },
      actor: { name: 'd.khan', type: 'human' },
      pipeline: { id: '4812' },
    });
  });

  it.each([
    ['text', 'x'],
    ['a list', [1]],
    ['null', null],
    ['packed', 'YQ=='],
  ])('may carry data of others that is %s', (_what, customData) => {
    expect(read({ customData }).environment).toBe('prod');
  });

  it('takes the name of the environment before its id', () => {
    expect(
      read({ content: { environment: { id: 'e-17', name: 'staging' } } })
        .environment,
    ).toBe('staging');
  });

  it('twice has one id; another source or event has another', () => {
    expect(read().id).toBe(read().id);
    expect(read({ context: { id: 'other' } }).id).not.toBe(read().id);
    expect(read({ context: { source: '/other' } }).id).not.toBe(read().id);
    const long = (end: string) =>
      read({ context: { source: '/s'.repeat(300), id: `x${end}` } }).id;
    expect(long('1')).not.toBe(long('2'));
    expect(long('1').length).toBeLessThanOrEqual(200);
  });

  const idOf = (source: string, id: string) =>
    read({ context: { source, id } }).id;

  it.each<[string, [string, string], [string, string]]>([
    ['where one ends and the other begins', ['/a#b', 'c'], ['/a', 'b#c']],
    [
      'a secret of the source',
      ['https://h/x?token=aaaaaaaa', '1'],
      ['https://h/x?token=bbbbbbbb', '1'],
    ],
    [
      'the middle of a long source',
      [`/${'s'.repeat(400)}1${'s'.repeat(400)}`, '1'],
      [`/${'s'.repeat(400)}2${'s'.repeat(400)}`, '1'],
    ],
    ['a space', ['/a', 'b c'], ['/a', 'b_c']],
  ])('has another id where it differs in %s', (_what, one, other) => {
    expect(idOf(...one)).not.toBe(idOf(...other));
  });

  it('has an id that is one word, without credentials and halves of characters', () => {
    expect(idOf('https://u:p@h/x?token=abcdefgh', 'a b')).toMatch(
      /^cdevents:https:\/\/h\/x\?token=\*\*\*#a_b~[0-9a-f]{32}$/,
    );
    expect(idOf('https://u:p@h/x', '1')).toBe(idOf('https://h/x', '1'));
    for (let pad = 0; pad < 2; pad += 1) {
      const id = idOf(`/${'x'.repeat(pad)}${'🙈'.repeat(300)}`, '1');
      expect(id).not.toMatch(/\p{Surrogate}/u);
      expect(id).toMatch(/^\S{1,200}$/);
    }
  });

  it.each([
    ['a NUL in its id', { id: 'a\0b' }, 'id'],
    ['a line feed in its id', { id: 'a\nb' }, 'id'],
    ['a NUL in its source', { source: '/a\0' }, 'source'],
    ['half a character in its source', { source: '/\ud83d' }, 'source'],
    ['an id that is too long', { id: 'x'.repeat(257) }, 'id'],
    ['a source that is too long', { source: 'x'.repeat(1025) }, 'source'],
  ])('is refused with %s, in either place', (_what, change, field) => {
    expect(() => read({ context: change })).toThrow(
      new RegExp(`^data\\.context\\.${field} must`),
    );
    const data = cdEvent({ context: { [field]: undefined } });
    expect(() =>
      promotionFromCdEvent(
        { attributes: { id: '1', source: '/ci', ...change }, data },
        RULES,
      ),
    ).toThrow(new RegExp(`^${field} must`));
  });

  it.each<[string, Change, string]>([
    [
      'an unknown environment',
      { content: { environment: { id: 'mars' } } },
      'environment',
    ],
    ['no environment', { content: { environment: undefined } }, 'environment'],
    [
      'an artifact without a version',
      { content: { artifactId: 'pkg:oci/x' }, customData: { entityRef: 'x' } },
      'version',
    ],
    [
      'nothing that it is of',
      { content: { artifactId: `pkg:oci/x@${DIGEST}` } },
      'entityRef',
    ],
    ['no time', { context: { timestamp: undefined } }, 'occurredAt'],
    [
      'a time far ahead',
      { context: { timestamp: '2038-01-01T00:00:00Z' } },
      'occurredAt',
    ],
    ['no id', { context: { id: undefined } }, 'id'],
    ['no source', { context: { source: '' } }, 'source'],
    ['an id that is a number', { context: { id: 7 } }, 'data.context.id'],
    ['a bad entity ref', { customData: { entityRef: 7 } }, 'entityRef'],
    [
      'a link that is a page itself',
      { customData: { change: { url: 'data:x' } } },
      'change.url',
    ],
    ['no subject', { subject: { id: undefined } }, 'data.subject.id'],
  ])('is refused with %s, by the name of the field', (_what, change, field) => {
    expect(() => read(change)).toThrow(
      new RegExp(`^${field.replaceAll('.', '\\.')} `),
    );
  });

  it.each([[null], ['text'], [[]], [{}], [{ context: [] }]])(
    'is refused as %j',
    data => {
      expect(() =>
        promotionFromCdEvent({ attributes: {}, data }, RULES),
      ).toThrow(/^data/);
    },
  );
});

describe('a CloudEvent', () => {
  it('comes in structured mode', () => {
    const event = structuredCloudEvent({
      specversion: '1.0',
      id: '1',
      source: '/ci',
      type: 'dev.cdevents.service.deployed.0.2.0',
      time: '2026-11-21T11:00:00Z',
      datacontenttype: 'application/json',
      data: cdEvent({ context: { id: undefined, timestamp: undefined } }),
    });
    expect(promotionFromCdEvent(event, RULES)).toMatchObject({
      id: expect.stringMatching(/^cdevents:\/tekton\/staging#1~/),
      occurredAt: '2026-11-21T11:00:00Z',
    });
  });

  it('comes in binary mode', () => {
    const event = binaryCloudEvent(
      {
        'content-type': 'application/json',
        'ce-specversion': '1.0',
        'ce-id': '1',
        'Ce-Source': '/ci',
        'ce-type': 'dev.cdevents.service.deployed.0.2.0',
        'ce-__proto__': 'x',
        'ce-list': ['a', 'b'],
      },
      cdEvent(),
    );
    expect(event.attributes).toEqual({
      specversion: '1.0',
      id: '1',
      source: '/ci',
      type: 'dev.cdevents.service.deployed.0.2.0',
    });
  });

  it('is read in either mode, and so is a CDEvent without an envelope', () => {
    const bare = cdEvent();
    expect(readCloudEvent({}, bare)).toEqual({ attributes: {}, data: bare });
    expect(readCloudEvent({ 'ce-type': 't' }, bare)).toEqual({
      attributes: { type: 't' },
      data: bare,
    });
    expect(
      readCloudEvent({}, { specversion: '1.0', type: 't', data: bare }),
    ).toEqual({ attributes: { specversion: '1.0', type: 't' }, data: bare });
  });

  it('tells its type, also where only the CDEvent in it does', () => {
    expect(typeOfCloudEvent(readCloudEvent({}, cdEvent()))).toBe(
      'dev.cdevents.service.deployed.0.2.0',
    );
    expect(
      typeOfCloudEvent({ attributes: { type: 't' }, data: undefined }),
    ).toBe('t');
    expect(typeOfCloudEvent({ attributes: {}, data: [] })).toBeUndefined();
  });

  it('is refused where its data is packed, and where it is none', () => {
    expect(() => structuredCloudEvent({ data_base64: 'e30=' })).toThrow(
      /^data_base64 /,
    );
    expect(() => structuredCloudEvent([])).toThrow(/^body /);
  });
});

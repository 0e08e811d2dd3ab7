import { NotAllowedError } from '@backstage/errors';
import { ContractFiles } from './ContractFiles';
import { contractText, FakeReader } from './__testUtils__/FakeReader';

const URL_ = 'https://git.example.com/x/contract.yaml';
const ENTITY = 'component:default/api';
const START = Date.parse('2026-11-21T06:00:00Z');
const MINUTE = 60_000;

function setUp() {
  const reader = new FakeReader();
  const changed: string[][] = [];
  let now = START;
  const files = new ContractFiles({
    reader,
    now: () => now,
    random: () => 0.5,
    onChanged: refs => changed.push(refs),
  });
  return {
    reader,
    files,
    changed,
    after: async (ms: number) => {
      now += ms;
      await files.refresh();
    },
    known: (entityRef = ENTITY) => files.known(URL_, entityRef),
  };
}

it('reads a file when it is first asked for, and gives owners the namespace of who asks', async () => {
  const { reader, files, known } = setUp();
  reader.files[URL_] = contractText('fix: team\n');
  expect(known()).toEqual({});
  await files.firstRead(URL_);

  expect(known()).toMatchObject({
    parsed: { content: { fix: 'group:default/team' }, problems: [] },
    readAt: '2026-11-21T06:00:00.000Z',
  });
  expect(known('component:retail/api').parsed?.content?.fix).toBe(
    'group:retail/team',
  );
  expect(reader.asked).toHaveLength(1);
});

it('reads again every five minutes, and tells of news alone', async () => {
  const { reader, files, known, after, changed } = setUp();
  reader.files[URL_] = contractText('fix: one\n');
  known();
  await files.firstRead(URL_);
  await after(MINUTE);
  expect(reader.asked).toHaveLength(1);

  await after(5 * MINUTE);
  expect(reader.asked).toHaveLength(2);
  expect(changed).toEqual([[ENTITY]]);

  reader.files[URL_] = contractText('fix: two\n');
  await after(5 * MINUTE);
  expect(changed).toEqual([[ENTITY], [ENTITY]]);
  expect(known().parsed?.content?.fix).toBe('group:default/two');
});

it.each<[string, string | Error | undefined, RegExp]>([
  ['is gone', undefined, /not there/],
  ['may not be read', new NotAllowedError('no'), /backend\.reading\.allow/],
  [
    'is refused by its host',
    new Error('could not read https://x, 503 secret words of the host'),
    /^its host answers 503$/,
  ],
  ['cannot be reached', new TypeError('fetch failed'), /does not answer/],
  ['is too large', contractText(`# ${'x'.repeat(70_000)}`), /64 KiB/],
  ['is no YAML now', 'fix: [', /no contract now/],
  ['is another file now', 'a: 1', /no contract now/],
])(
  'keeps what a file said that %s, with its age, until it is mended',
  async (_, broken, words) => {
    const { reader, files, known, after } = setUp();
    reader.files[URL_] = contractText('fix: one\n');
    known();
    await files.firstRead(URL_);

    if (broken === undefined) {
      delete reader.files[URL_];
    } else {
      reader.files[URL_] = broken;
    }
    await after(5 * MINUTE);
    await after(2 * MINUTE);
    expect(known()).toMatchObject({
      parsed: { content: { fix: 'group:default/one' } },
      readAt: '2026-11-21T06:00:00.000Z',
      failure: {
        words: expect.stringMatching(words),
        since: '2026-11-21T06:05:00.000Z',
      },
    });

    reader.files[URL_] = contractText('fix: two\n');
    await after(20 * MINUTE);
    expect(known()).toMatchObject({
      parsed: { content: { fix: 'group:default/two' } },
    });
    expect(known().failure).toBeUndefined();
  },
);

it('asks a file that fails less and less often', async () => {
  const { reader, known, files, after } = setUp();
  known();
  await files.firstRead(URL_);
  for (let minute = 0; minute < 120; minute += 1) {
    known();
    await after(MINUTE);
  }
  expect(reader.asked.length).toBeGreaterThan(8);
  expect(reader.asked.length).toBeLessThan(25);
});

it('forgets what nobody asks for', async () => {
  const { reader, known, files, after } = setUp();
  reader.files[URL_] = contractText();
  known();
  await files.firstRead(URL_);
  await after(25 * 60 * MINUTE);
  const asked = reader.asked.length;
  await after(25 * 60 * MINUTE);
  expect(reader.asked).toHaveLength(asked);
});

it('reads two files of a host at once, and eight in all', async () => {
  const { reader, files } = setUp();
  reader.hold();
  for (let host = 0; host < 10; host += 1) {
    for (let file = 0; file < 250; file += 1) {
      files.known(`https://h${host}.example.com/${file}.yaml`, ENTITY);
    }
  }
  await new Promise(resolve => setImmediate(resolve));
  expect(reader.most).toBe(8);
  expect(reader.asked.filter(url => url.includes('//h0.'))).toHaveLength(2);
  files.stop();
  reader.release!();
});

it('knows ten thousand files; one that nobody asks for makes room, one in use does not', async () => {
  const { files, after } = setUp();
  const urlOf = (file: number) => `https://git.example.com/${file}.yaml`;
  const failureOf = (file: number) =>
    files.known(urlOf(file), ENTITY).failure?.words;
  files.stop();
  for (let file = 0; file < 10_000; file += 1) {
    files.known(urlOf(file), ENTITY);
  }
  expect(failureOf(10_000)).toMatch(/no more than 10000/);

  await after(16 * MINUTE);
  files.known(urlOf(0), ENTITY);
  expect(failureOf(10_000)).toBeUndefined();
  for (let file = 2; file < 10_000; file += 1) {
    files.known(urlOf(file), ENTITY);
  }
  // The second one was asked for least, and made room; all others are in use.
  expect(failureOf(0)).toBeUndefined();
  expect(failureOf(1)).toMatch(/no more than 10000/);
});

it('holds nothing of a host from which nothing is read', async () => {
  const { files } = setUp();
  for (let host = 0; host < 100; host += 1) {
    files.known(`https://h${host}.example.com/x.yaml`, ENTITY);
  }
  await files.firstRead('https://h99.example.com/x.yaml');
  await new Promise(resolve => setImmediate(resolve));
  expect((files as unknown as { hosts: Map<string, unknown> }).hosts.size).toBe(
    0,
  );
});

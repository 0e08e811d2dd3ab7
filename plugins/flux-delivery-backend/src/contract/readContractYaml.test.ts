import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import fc from 'fast-check';
import {
  contractSchema,
  parseContract,
} from 'backstage-plugin-flux-delivery-common';
import { parse, stringify } from 'yaml';
import { readContractYaml } from './readContractYaml';

const HEAD = { apiVersion: 'flux-delivery/v1', kind: 'DeliveryContract' };
const DOCS = join(__dirname, '../../../../docs/contract.md');
const DEMO = join(__dirname, '../../../../examples/demo');
const accepts = new Ajv2020({ allErrors: true }).compile(contractSchema());

/** The problems that the reader has with a file. */
function problemsOf(text: string) {
  const { root, problems } = readContractYaml(text);
  return problems.length > 0
    ? problems
    : parseContract(root, { entityRef: 'component:default/api' }).problems;
}

const docsExample = () =>
  readFileSync(DOCS, 'utf8')
    .split('```yaml\n')
    .map(block => block.split('```')[0])
    .find(block => block.includes('kind: DeliveryContract'))!;

describe('the example of the documentation', () => {
  it('is taken whole by reader and schema', () => {
    expect(problemsOf(docsExample())).toEqual([]);
    expect(accepts(parse(docsExample()))).toBe(true);
  });

  it('shows every section', () => {
    expect(Object.keys(parse(docsExample())).sort()).toEqual(
      Object.keys(
        (contractSchema() as { properties: object }).properties,
      ).sort(),
    );
  });
});

describe('the contracts of the demo', () => {
  it.each([
    ['payments-api', []],
    [
      'notifications',
      [
        {
          line: 8,
          column: 14,
          keyPath: 'environments[1].version',
          problem: 'must be one of pinned, floating',
        },
      ],
    ],
  ])('%s has as many errors as it is to show', (name, problems) => {
    const file = `repositories/payments/${name}/delivery-contract.yaml`;
    expect(problemsOf(readFileSync(join(DEMO, file), 'utf8'))).toEqual(
      problems,
    );
  });
});

describe('reader and schema take and refuse the same', () => {
  /** Both, with what the reader says, so that a failure tells of what they differ. */
  const taken = (content: unknown) => {
    const problems = problemsOf(stringify(content));
    return {
      content,
      problems,
      byReader: problems.length === 0,
      bySchema: accepts(content),
    };
  };
  const agreeing = (content: unknown) => ({
    ...taken(content),
    byReader: accepts(content),
  });

  it.each<[string, object]>([
    ['nothing', {}],
    ['only a head', HEAD],
    ['another version', { ...HEAD, apiVersion: 'flux-delivery/v2' }],
    ['an unknown section', { ...HEAD, owner: 'x' }],
    ['no owner', { ...HEAD, fix: '' }],
    ['an owner of spaces', { ...HEAD, fix: ' ' }],
    ['an owner of another kind', { ...HEAD, fix: 'system:default/x' }],
    ['a long owner', { ...HEAD, fix: 'a'.repeat(64) }],
    ['an owner as a number', { ...HEAD, fix: 1 }],
    ['nothing for an owner', { ...HEAD, fix: null }],
    [
      'an environment twice',
      { ...HEAD, environments: [{ name: 'a' }, { name: 'a' }] },
    ],
    ['an environment without a name', { ...HEAD, environments: [{}] }],
    [
      'many environments',
      { ...HEAD, environments: Array(51).fill({ name: 'a' }) },
    ],
    ['no environments', { ...HEAD, environments: [] }],
    [
      'an unknown class',
      { ...HEAD, firstResponse: { classes: { 'no-class': 'x' } } },
    ],
    ['a class', { ...HEAD, firstResponse: { classes: { 'crash-loop': 'x' } } }],
    [
      'one segment between',
      {
        ...HEAD,
        interfaces: [
          { name: 'a', owner: 'b', doc: 'https://x/', between: ['source'] },
        ],
      },
    ],
    [
      'an interface without a page',
      { ...HEAD, interfaces: [{ name: 'a', owner: 'b' }] },
    ],
    ['a bad link', { ...HEAD, links: { runbook: 'ftp://x/' } }],
    [
      'a link with a password',
      { ...HEAD, links: { runbook: 'https://a:b@x/' } },
    ],
    ['a link to nowhere', { ...HEAD, links: { runbook: 'https://' } }],
    [
      'a text of control characters',
      { ...HEAD, platformMayRefactor: [{ note: 'a\u0007' }] },
    ],
    [
      'a text that turns round',
      { ...HEAD, platformMayRefactor: [{ note: 'a\u202eb' }] },
    ],
    [
      'a text of several lines',
      { ...HEAD, platformMayRefactor: [{ note: 'a\nb' }] },
    ],
    [
      'a long text of wide characters',
      { ...HEAD, platformMayRefactor: [{ note: '😀'.repeat(1000) }] },
    ],
    [
      'one that is longer',
      { ...HEAD, platformMayRefactor: [{ note: '😀'.repeat(1001) }] },
    ],
    ['an image with a tag', { ...HEAD, identifiers: { images: ['x/y:1'] } }],
    [
      'an image with a port',
      { ...HEAD, identifiers: { images: ['x:5000/y'] } },
    ],
    [
      'an object without a namespace',
      { ...HEAD, platformMayRefactor: [{ objects: ['Namespace/x'] }] },
    ],
    [
      'an object on a cluster',
      {
        ...HEAD,
        platformMayRefactor: [{ objects: ['arn:aws:eks/x:Kustomization/a/b'] }],
      },
    ],
  ])('%s', (_, content) => {
    expect(taken(content)).toEqual(agreeing(content));
  });

  it('whatever a valid contract is changed to', () => {
    const valid = parse(docsExample());
    const odd = fc.oneof(
      fc.constantFrom<unknown>(
        '',
        ' ',
        'x',
        'group:default/x',
        'https://x/',
        'pinned',
        'tag',
        null,
        0,
        true,
        [],
        {},
        ['x'],
        { name: 'x' },
        'a\u0000',
        '\ud800',
      ),
      fc.string({ maxLength: 20 }),
      fc.array(fc.string({ maxLength: 5 }), { maxLength: 3 }),
      fc.dictionary(fc.string({ maxLength: 5 }), fc.string({ maxLength: 5 }), {
        maxKeys: 2,
      }),
    );
    const places = placesIn(valid);
    fc.assert(
      fc.property(fc.constantFrom(...places), odd, (place, value) => {
        const changed = structuredClone(valid);
        put(changed, place, value);
        // What YAML cannot hold as it is, it does not hand to either.
        fc.pre(isSame(parse(stringify(changed)), changed));
        expect(taken(changed)).toEqual(agreeing(changed));
      }),
      { numRuns: 500 },
    );
  });
});

describe('YAML that is none of a contract', () => {
  it.each([
    ['a: 1\na: 2\n', 2, 1, /stands here twice/],
    ['a: &x 1\nb: *x\n', 2, 4, /is an alias/],
    ['a: 1\n---\nb: 1\n', 2, 1, /one document/],
    ['a: [1\n', 2, 1, /no YAML/],
    ['a: !secret x\n', 1, 4, /no YAML/],
    ['<<: { a: 1 }\n', 1, 1, /no delivery contract/],
    ['', 1, 1, /no delivery contract/],
    [`${'['.repeat(30)}${']'.repeat(30)}`, 1, 22, /too deep/],
  ])('%j', (text, line, column, problem) => {
    expect(problemsOf(text)).toEqual([
      { line, column, keyPath: '', problem: expect.stringMatching(problem) },
    ]);
  });

  it('is never quoted, and never thrown', () => {
    for (const text of [
      'password: hunter2\n  x: y\n',
      'hunter2',
      '\u0000hunter2: [',
      `${'['.repeat(60_000)}hunter2`,
      `${'{a: '.repeat(20_000)}hunter2`,
    ]) {
      const problems = problemsOf(text);
      expect(problems.length).toBeGreaterThan(0);
      expect(JSON.stringify(problems)).not.toContain('hunter2');
    }
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), text => {
        expect(problemsOf(text).length).toBeGreaterThan(0);
      }),
    );
  });
});

type Place = (string | number)[];

function placesIn(value: unknown, place: Place = []): Place[] {
  const below =
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, inner]) =>
          placesIn(inner, [...place, Array.isArray(value) ? Number(key) : key]),
        )
      : [];
  return place.length > 0 ? [place, ...below] : below;
}

function put(root: any, place: Place, value: unknown): void {
  let at = root;
  for (const step of place.slice(0, -1)) {
    at = at[step];
  }
  at[place.at(-1)!] = value;
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

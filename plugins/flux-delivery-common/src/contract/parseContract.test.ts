import fc from 'fast-check';
import type { ContractNode } from './ContractNode';
import { parseContract } from './parseContract';
import { contractNode } from './__testUtils__/contractNode';

const HEAD = 'apiVersion: flux-delivery/v1\nkind: DeliveryContract\n';
const read = (yaml: string, entityRef = 'component:default/api') =>
  parseContract(contractNode(yaml), { entityRef });

describe('a contract file', () => {
  it('names owners in full, with the line of each word', () => {
    const { content, problems, lines } = read(
      `${HEAD}owners:\n  rollout: Payments\n  source: user:ops/ann\nfirstResponse:\n  classes: { crash-loop: group:dev }\nrollback: sre\n`,
      'component:retail/api',
    );

    expect(problems).toEqual([]);
    expect(content).toMatchObject({
      owners: { rollout: 'group:retail/payments', source: 'user:ops/ann' },
      firstResponse: { classes: { 'crash-loop': 'group:retail/dev' } },
      rollback: 'group:retail/sre',
    });
    expect(lines.get('owners.source')).toBe(5);
    expect(lines.get('firstResponse.classes.crash-loop')).toBe(7);
  });

  it.each([
    ['owners: { sorce: x }', 3, 11, 'owners.sorce', /is not known here/],
    ['owners: { source: "a b" }', 3, 19, 'owners.source', /group or user/],
    ['rollback: 12', 3, 11, 'rollback', /put it in quotes/],
    ['rollback:', 3, 10, 'rollback', /group or user/],
    ['fix: [x]', 3, 6, 'fix', /group or user/],
    ['environments: { prod: 1 }', 3, 15, 'environments', /must be a list/],
    [
      'environments:\n  - name: dev\n  - overlay: x',
      5,
      5,
      'environments[1].name',
      /is missing/,
    ],
    [
      'environments:\n  - { name: dev, version: fixed }',
      4,
      27,
      'environments[0].version',
      /pinned, floating/,
    ],
    [
      'links: { runbook: "javascript:alert(1)" }',
      3,
      19,
      'links.runbook',
      /http or https/,
    ],
    [
      'links: { runbook: "https://user:pw@wiki.example.com/" }',
      3,
      19,
      'links.runbook',
      /without credentials/,
    ],
    [
      'interfaces:\n  - { name: a, owner: b, doc: "https://x/", between: [source] }',
      4,
      54,
      'interfaces[0].between',
      /at least 2/,
    ],
    [
      'identifiers: { images: ["registry.example.com/a:1.0"] }',
      3,
      25,
      'identifiers.images[0]',
      /without tag/,
    ],
  ])(
    'refuses %j by line, column and key, and goes on without it',
    (yaml, line, column, keyPath, problem) => {
      const { content, problems } = read(
        `${HEAD}${yaml}\nappTeamMayChange: [{ keys: [spec.replicas] }]\n`,
      );

      expect(problems).toEqual([
        { line, column, keyPath, problem: expect.stringMatching(problem) },
      ]);
      expect(content?.appTeamMayChange).toEqual([{ keys: ['spec.replicas'] }]);
    },
  );

  it('finds the line of an item behind one that cannot be taken', () => {
    const { content, lines } = read(
      `${HEAD}environments:\n  - overlay: lost\n  - name: prod\n    overlay: ./prod\n`,
    );

    expect(content?.environments).toEqual([
      { name: 'prod', overlay: './prod' },
    ]);
    expect(lines.get('environments[0].overlay')).toBe(6);
  });

  it('tells nothing of a file that is no contract', () => {
    for (const yaml of ['password: hunter2\nkind: Secret\n', '- a\n', 'x\n']) {
      const { content, problems } = read(yaml);
      expect(content).toBeUndefined();
      expect(problems).toEqual([
        expect.objectContaining({
          keyPath: '',
          problem: expect.stringMatching(/^is no delivery contract/),
        }),
      ]);
      expect(JSON.stringify(problems)).not.toMatch(/hunter2|Secret/);
    }
    expect(parseContract(undefined, { entityRef: '' }).problems).toHaveLength(
      1,
    );
  });

  it('keeps no credentials of a text', () => {
    const { content } = read(
      `${HEAD}environments:\n  - name: prod\n    stable: ["cloned from https://bot:s3cr3t@git.example.com/x"]\n`,
    );

    expect(JSON.stringify(content)).not.toContain('s3cr3t');
  });

  it('is total, and told problems are bounded', () => {
    const place = { line: 1, column: 1 };
    const { node } = fc.letrec<{ node: ContractNode }>(tie => ({
      node: fc.oneof(
        { maxDepth: 5 },
        fc.record({
          type: fc.constant('scalar' as const),
          value: fc.oneof(
            fc.string(),
            fc.double(),
            fc.boolean(),
            fc.constant(null),
          ),
          line: fc.nat(),
          column: fc.nat(),
        }),
        fc.record({
          type: fc.constant('list' as const),
          items: fc.array(tie('node'), { maxLength: 80 }),
          line: fc.nat(),
          column: fc.nat(),
        }),
        fc.record({
          type: fc.constant('map' as const),
          entries: fc.array(
            fc.record({
              key: fc.oneof(
                fc.string(),
                fc.constantFrom(
                  'owners',
                  'environments',
                  'name',
                  '__proto__',
                  'constructor',
                ),
              ),
              place: fc.constant(place),
              value: tie('node'),
            }),
            { maxLength: 6 },
          ),
          line: fc.nat(),
          column: fc.nat(),
        }),
      ),
    }));
    const says = (key: string, value: string) => ({
      key,
      place,
      value: { type: 'scalar' as const, value, ...place },
    });
    fc.assert(
      fc.property(fc.array(node, { maxLength: 4 }), nodes => {
        const { problems } = parseContract(
          {
            type: 'map',
            ...place,
            entries: [
              says('apiVersion', 'flux-delivery/v1'),
              says('kind', 'DeliveryContract'),
              ...nodes.map((value, index) => ({
                key: ['owners', 'environments', 'links', '__proto__'][index],
                place,
                value,
              })),
            ],
          },
          { entityRef: 'component:default/api' },
        );
        expect(problems.length).toBeLessThanOrEqual(51);
        expect(({} as Record<string, unknown>).name).toBeUndefined();
      }),
    );
  });
});

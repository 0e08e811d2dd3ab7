import { readContract } from '../../ownership/contractAnnotations';
import { mergeContracts } from '../mergeContracts';
import { checkInput } from '../__testUtils__/checkInput';
import { checkInterfaces } from './interfaces';

const between = (from: string, to: string) =>
  `  - { name: ${from} to ${to}, owner: platform, doc: "https://wiki.example.com/", between: [${from}, ${to}] }\n`;

it('finds each handoff between teams that no interface documents, once', () => {
  expect(
    checkInterfaces(
      checkInput(`interfaces:\n${between('promotion', 'source')}`),
    ).findings.map(({ summary }) => summary),
  ).toEqual([
    'source of group:default/platform gives over to reconcile of group:default/payments, and no interface documents it.',
    'rollout of group:default/payments gives over to traffic of group:default/platform, and no interface documents it.',
  ]);
});

it('is ok where all are documented, in either order', () => {
  expect(
    checkInterfaces(
      checkInput(
        `interfaces:\n${between('source', 'promotion')}${between(
          'source',
          'reconcile',
        )}${between('rollout', 'traffic')}`,
      ),
    ),
  ).toMatchObject({
    result: 'ok',
    summary: '3 of 4 handoffs are between teams, and each has an interface.',
  });
});

it('finds a source that several owners read, until an interface names it', () => {
  const one = {
    rules: [],
    entityOwner: 'group:default/payments',
    platformGroup: 'group:default/payments',
    readersOfSource: () => ['group:default/a', 'group:default/b'],
  };
  expect(
    checkInterfaces(checkInput('fix: x\nlinks: {}\n', { ownership: one }))
      .findings,
  ).toEqual([
    {
      summary:
        'GitRepository/flux-system/apps is read by appliers of several owners, and no interface documents it.',
    },
  ]);
  expect(
    checkInterfaces(
      checkInput(
        'interfaces:\n  - { name: a, owner: b, doc: "https://x.example.com/", objects: [GitRepository/flux-system/apps] }\n',
        { ownership: one },
      ),
    ).result,
  ).toBe('ok');
});

it('cannot be checked where owners are not known, or without a contract file', () => {
  expect(
    checkInterfaces(checkInput('links: {}', { ownership: { rules: [] } }))
      .result,
  ).toBe('cannotBeChecked');
  const merged = mergeContracts([
    {
      annotated: readContract({
        entityRef: 'component:default/x',
        annotations: {},
      }),
    },
  ]);
  expect(checkInterfaces(checkInput('', { merged })).summary).toBe(
    'there is no contract file',
  );
});

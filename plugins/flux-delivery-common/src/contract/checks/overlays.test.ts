import { aHelmRelease, aKustomization } from '../../testUtils/builders';
import { aJudgedTarget, seen } from '../../testUtils/judgedPath';
import {
  saidAtLine,
  checkInput,
  UNREACHABLE,
} from '../__testUtils__/checkInput';
import { checkOverlays } from './overlays';

const applying = (path: string) => {
  const applier = seen(
    aKustomization('flux-system', 'payments-api', { spec: { path } }),
  );
  const parent = seen(
    aKustomization('flux-system', 'cluster', {
      spec: { path: './clusters/prod' },
    }),
  );
  return [
    aJudgedTarget(
      {},
      {
        applier,
        applierRef: applier.ref,
        parents: [{ ref: parent.ref, parent, because: 'a test' }],
      },
    ),
  ];
};
const check = (overlay: string, judged = applying('./apps/payments/prod')) =>
  checkOverlays(
    checkInput(`environments:\n  - name: prod\n    overlay: ${overlay}\n`, {
      judged,
    }),
  );

it.each([
  ['./apps/payments/prod/', 'ok'],
  ['apps/payments/prod/patches', 'ok'],
  ['clusters/prod/apps', 'ok'],
  ['apps/payments', 'cannotBeChecked'],
  ['apps/payments/prod-eu', 'violated'],
  ['apps/payments/staging', 'violated'],
])('%s, with ./apps/payments/prod reconciled: %s', (overlay, result) => {
  expect(check(overlay).result).toBe(result);
});

it('names what is reconciled instead, and the line', () => {
  expect(check('overlays/prod').findings).toEqual([
    {
      summary:
        'A change of overlays/prod never arrives: prod reconciles ./apps/payments/prod, ./clusters/prod.',
      said: saidAtLine(5),
    },
  ]);
});

it('takes everything for reached by a Kustomization of the root of a repository', () => {
  expect(check('overlays/prod', applying('./')).result).toBe('ok');
});

it('looks at what applies a HelmRelease', () => {
  const release = seen(aHelmRelease('payments', 'api'));
  const [target] = applying('x');
  const judged = [{ ...target, applier: release, applierRef: release.ref }];
  expect(check('clusters/prod/payments', judged).result).toBe('ok');
  expect(check('overlays/prod', judged).result).toBe('violated');
});

it.each([
  [
    'the Kustomization cannot be seen',
    { judged: [aJudgedTarget({}, { applier: undefined, parents: [] })] },
  ],
  ['the cluster is out of reach', { clusters: UNREACHABLE }],
  [
    'the target is not bound',
    { judged: [aJudgedTarget({}, { binding: 'notAuthorized' as const })] },
  ],
])('cannot be checked where %s', (_, changes) => {
  expect(
    checkOverlays(
      checkInput('environments: [{ name: prod, overlay: nowhere }]', changes),
    ).result,
  ).toBe('cannotBeChecked');
});

it('finds an environment to which nothing delivers', () => {
  expect(
    checkOverlays(checkInput('environments: [{ name: preprod, overlay: x }]'))
      .summary,
  ).toBe(
    'A change of x never arrives: no Kustomization delivers the service to preprod.',
  );
});

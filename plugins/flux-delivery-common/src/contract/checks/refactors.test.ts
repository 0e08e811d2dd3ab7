import { aDelivery } from '../../history/__testUtils__/aDelivery';
import { aJudgedTarget } from '../../testUtils/judgedPath';
import { capturedSituations } from '../../testUtils/situations';
import {
  saidAtLine,
  checkInput,
  UNREACHABLE,
} from '../__testUtils__/checkInput';
import { checkRefactors } from './refactors';

const NAMED = 'environments:\n  - name: prod\n    appliers:\n      - ';

it('finds the path that a real controller did not find, and since when', () => {
  const { target } = capturedSituations().find(({ name }) =>
    name.endsWith('Kustomization/lab/nopath'),
  )!;
  const { result, findings } = checkRefactors(
    checkInput('', { judged: [target], clusters: [] }),
  );
  expect(result).toBe('violated');
  expect(findings).toEqual([
    {
      summary:
        'Kustomization/lab/nopath on fixture builds ./nope, which its source does not have.',
      since: '2026-11-21T05:17:33Z',
    },
  ]);
});

it.each([
  ['Kustomization/flux-system/payments-api', 'ok'],
  ['prod-eu:Kustomization/flux-system/payments-api', 'ok'],
  ['Kustomization/flux-system/cluster', 'ok'],
  ['prod-us:Kustomization/flux-system/payments-api', 'violated'],
  ['Kustomization/flux-system/payments', 'violated'],
  ['HelmRelease/flux-system/payments-api', 'violated'],
])('a contract that names %s: %s', (applier, result) => {
  expect(checkRefactors(checkInput(`${NAMED}'${applier}'\n`)).result).toBe(
    result,
  );
});

it('names what delivers instead', () => {
  expect(
    checkRefactors(checkInput(`${NAMED}Kustomization/old/name\n`)).findings,
  ).toEqual([
    {
      summary:
        'Kustomization/old/name does not deliver to prod: Kustomization/flux-system/payments-api does.',
      said: saidAtLine(6),
    },
  ]);
});

describe('an applier of the ledger that is off the path', () => {
  const old = aDelivery({
    targetId: 'prod-eu-old',
    applier: {
      group: 'kustomize.toolkit.fluxcd.io',
      kind: 'Kustomization',
      namespace: 'flux-system',
      name: 'old',
    },
    finishedAt: '2026-11-01T00:00:00Z',
  });
  const promoted = (occurredAt: string) => ({
    id: 'p1',
    environment: 'prod',
    version: { tag: '1.9.0' },
    actor: {
      name: 'ci',
      type: 'automation' as const,
      trust: 'verified' as const,
    },
    occurredAt,
    recordedAt: occurredAt,
    feed: 'api' as const,
  });
  const check = (
    judged = [aJudgedTarget()],
    promotedAt = '2026-11-05T00:00:00Z',
    clusters = checkInput('').clusters,
  ) =>
    checkRefactors(
      checkInput('', {
        judged,
        clusters,
        ledger: {
          deliveries: [old],
          promotions: [promoted(promotedAt)],
          isComplete: true,
        },
      }),
    );
  const broken = aJudgedTarget({
    reconcile: { verdict: 'diverged', class: 'build-render' },
  });

  it('is no fault where what took its place delivers', () => {
    expect(check().result).toBe('ok');
  });

  it('is one where what took its place is diverged and something was promoted since', () => {
    expect(check([broken]).findings).toEqual([
      {
        summary:
          'Kustomization/flux-system/old delivered to prod on prod-eu and is off the path; what was promoted since did not arrive: Kustomization/flux-system/payments-api took its place and is diverged.',
        since: '2026-11-01T00:00:00Z',
      },
    ]);
  });

  it('is one where nothing took its place', () => {
    expect(check([]).findings).toHaveLength(1);
  });

  it('is none where nothing was promoted since, or the cluster is out of reach', () => {
    expect(check([broken], '2026-10-01T00:00:00Z').findings).toEqual([]);
    expect(check([broken], undefined, UNREACHABLE).findings).toEqual([]);
  });
});

it('cannot be checked where clusters or the ledger do not answer', () => {
  expect(checkRefactors(checkInput('', { clusters: UNREACHABLE })).result).toBe(
    'cannotBeChecked',
  );
  expect(
    checkRefactors(checkInput('', { ledger: { notKnown: 'no right' } })),
  ).toMatchObject({ result: 'cannotBeChecked', summary: 'no right' });
  expect(checkRefactors(checkInput('', { judged: [] })).result).toBe(
    'cannotBeChecked',
  );
});

import { aDeployment } from '../../testUtils/builders';
import { aJudgedTarget, seen } from '../../testUtils/judgedPath';
import { checkInput, UNREACHABLE } from '../__testUtils__/checkInput';
import { checkManagers } from './managers';

it('is ok where each object has one applier and nobody beside it', () => {
  expect(checkManagers(checkInput(''))).toMatchObject({
    result: 'ok',
    summary: expect.stringMatching(/^2 objects/),
  });
});

const written = (time: string) =>
  seen(
    aDeployment('payments', 'api', {
      metadata: {
        changes: [
          {
            manager: 'terraform',
            operation: 'Apply',
            time,
            fields: ['spec.template.spec.containers[api].image'],
          },
        ],
      },
    }),
  );

it.each([
  ['after the last pass of Flux', '2026-11-21T05:59:59Z', 1],
  ['and Flux, which looked since, leaves it', '2026-11-20T00:00:00Z', 0],
])('with somebody who wrote a workload %s', (_, time, found) => {
  const workload = written(time);
  const { findings } = checkManagers(
    checkInput('', {
      judged: [
        aJudgedTarget(
          {},
          {
            workloads: [
              { ref: workload.ref, workload, because: 'x', related: [] },
            ],
          },
        ),
      ],
    }),
  );
  expect(findings).toEqual(
    Array(found).fill({
      summary:
        'prod-eu: terraform writes spec.template.spec.containers[api].image of Deployment/payments/api, which Kustomization/flux-system/payments-api applies.',
      since: time,
    }),
  );
});

it('finds an object that two appliers have, and where they fight, since when', () => {
  const judged = [
    aJudgedTarget(
      {
        reconcile: {
          verdict: 'diverged',
          class: 'apply-conflict',
          summary: 'Both apply it.',
          since: '2026-11-21T05:00:00Z',
        },
      },
      { notes: [{ class: 'owned-twice', summary: 'It is applied twice.' }] },
    ),
  ];
  expect(checkManagers(checkInput('', { judged })).findings).toEqual([
    { summary: 'prod-eu: Both apply it.', since: '2026-11-21T05:00:00Z' },
    { summary: 'prod-eu: It is applied twice.' },
  ]);
});

it('cannot be checked where objects cannot be seen, or Flux applies none', () => {
  const missing = seen(aDeployment('payments', 'api')).ref;
  for (const changes of [
    { clusters: UNREACHABLE },
    { judged: [] },
    {
      judged: [
        aJudgedTarget(
          {},
          { workloads: [{ ref: missing, because: 'x', related: [] }] },
        ),
      ],
    },
    {
      judged: [
        aJudgedTarget({}, { applier: undefined, applierRef: undefined }),
      ],
    },
  ]) {
    expect(checkManagers(checkInput('', changes)).result).toBe(
      'cannotBeChecked',
    );
  }
});

import { aDeployment } from '../../testUtils/builders';
import { aJudgedTarget, seen } from '../../testUtils/judgedPath';
import { capturedSituations } from '../../testUtils/situations';
import { checkInput, UNREACHABLE } from '../__testUtils__/checkInput';
import { checkManagers } from './managers';

it('is ok where each object has one applier and nobody beside it', () => {
  expect(checkManagers(checkInput(''))).toMatchObject({
    result: 'ok',
    summary: expect.stringMatching(/^2 objects/),
  });
});

it('finds who really wrote a Deployment past a real HelmRelease', () => {
  const outOfBand = capturedSituations()
    .filter(({ name }) => name.startsWith('changed-out-of-band.yaml'))
    .map(({ target }) =>
      checkManagers(checkInput('', { judged: [target], clusters: [] })),
    );
  expect(
    outOfBand.flatMap(({ findings }) => findings.map(each => each.summary)),
  ).toEqual(
    expect.arrayContaining([expect.stringMatching(/kubectl\S* writes spec\./)]),
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

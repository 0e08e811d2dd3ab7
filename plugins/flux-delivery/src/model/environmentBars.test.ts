import {
  applyRefused,
  brokenTarget,
  environment,
  target,
} from '../__fixtures__/scenarios';
import { environmentBars } from './environmentBars';

it('shows the worst target of each segment', () => {
  const bars = environmentBars(
    environment('prod', [
      target('a'),
      applyRefused,
      brokenTarget('b', { traffic: { verdict: 'unknown' } }),
    ]),
  );

  expect(bars.map(({ verdict }) => verdict)).toEqual([
    'ok',
    'ok',
    'diverged',
    'ok',
    'unknown',
  ]);
});

it('tells a consequence from a failure of its own', () => {
  const later = { verdict: 'diverged', consequenceOf: 'source' } as const;
  const own = { verdict: 'diverged' } as const;
  const of = (...rollouts: object[]) =>
    environmentBars(
      environment(
        'prod',
        rollouts.map((rollout, i) => brokenTarget(`c${i}`, { rollout })),
      ),
    )[3];

  expect(of(later).isConsequence).toBe(true);
  expect(of(later, own).isConsequence).toBe(false);
});

it('tells nothing of an environment without targets', () => {
  expect(environmentBars(environment('dev', []))[0].verdict).toBe(
    'notObserved',
  );
});

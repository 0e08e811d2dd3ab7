import type { KubeObject } from '../kube/KubeObject';
import {
  aCondition,
  aGitRepository,
  aKustomization,
} from '../testUtils/builders';

import { refOf } from '../kube/KubeObject';
import { fromMillis } from '../kube/time';
import { carryForward } from './carryForward';
import { flapsOf } from './flaps';
import type { Judgement } from '../divergence/Judgement';
import { withFlaps } from '../divergence/flapping';
import { judgeSourceObject } from '../divergence/judgeSourceObject';

const START = Date.parse('2026-11-21T06:00:00Z');
const at = (minutes: number) => fromMillis(START + minutes * 60_000);

const works = aGitRepository('shop', 'apps');
const fails = aGitRepository('shop', 'apps', {
  status: {
    ...works.status,
    conditions: [
      aCondition({
        status: 'False',
        reason: 'GitOperationFailed',
        message: 'unable to clone: dial tcp 10.0.0.1:443: i/o timeout',
      }),
    ],
  },
});

/** One version a minute, by words: `+` works, `-` fails. */
function after(story: string): KubeObject {
  return [...story].reduce<KubeObject | undefined>(
    (held, word, minute) =>
      carryForward(held, word === '+' ? works : fails, at(minute)),
    undefined,
  )!;
}

function verdictOf(object: KubeObject, minute: number) {
  const ref = refOf('staging', object);
  return judgeSourceObject({ ref, object, observedAt: at(minute) }, at(minute));
}

describe('an object that fails now and then', () => {
  it.each([
    ['+', undefined],
    ['-', undefined],
    ['+-', 1],
    ['+--', 1],
    ['+-+-+', 2],
    ['+-+-+-', 3],
  ])('%s: is remembered with its failures (%s)', (story, failures) => {
    expect(flapsOf(after(story))?.failedAt.length).toBe(failures);
  });

  it('is remembered through the passes in between', () => {
    const told = (status: string, reason: string) =>
      aKustomization('shop', 'apps', {
        status: { conditions: [aCondition({ status, reason })] },
      });
    const words: Record<string, KubeObject> = {
      '+': told('True', 'ReconciliationSucceeded'),
      '?': told('Unknown', 'Progressing'),
      '-': told('False', 'ReconciliationFailed'),
    };
    const object = [...'+?-?+?-?-?+?-'].reduce<KubeObject | undefined>(
      (held, word, minute) => carryForward(held, words[word], at(minute)),
      undefined,
    )!;

    expect(flapsOf(object)?.failedAt).toEqual([at(2), at(6), at(12)]);
  });

  it('counts as failing while it works, until it was calm for five minutes', () => {
    const object = after('+-+-+-+');

    expect(verdictOf(object, 7)).toMatchObject({
      verdict: 'diverged',
      headline: 'fails now and then',
      since: at(1),
      message: expect.stringContaining('i/o timeout'),
    });
    expect(verdictOf(object, 12).verdict).toBe('ok');
  });

  it('is not held for a health check: the workloads are judged by themselves', () => {
    const story = (status: 'True' | 'False', reason: string) =>
      aKustomization('shop', 'apps', {
        status: { conditions: [aCondition({ status, reason })] },
      });
    const object = [...'+-+-+-+'].reduce<KubeObject | undefined>(
      (held, word, minute) =>
        carryForward(
          held,
          word === '+'
            ? story('True', 'ReconciliationSucceeded')
            : story('False', 'HealthCheckFailed'),
          at(minute),
        ),
      undefined,
    )!;
    const ok: Judgement = {
      verdict: 'ok',
      headline: 'applied',
      summary: 'Applied.',
      evidence: [],
    };

    expect(
      withFlaps(
        ok,
        { ref: refOf('staging', object), object, observedAt: at(7) },
        at(7),
      ),
    ).toBe(ok);
  });

  it('is not held for a failure or two', () => {
    expect(verdictOf(after('+-+-+'), 5).verdict).toBe('ok');
  });

  it('says how often it failed while it fails', () => {
    expect(verdictOf(after('+-+-+-'), 5)).toMatchObject({
      verdict: 'diverged',
      detail: 'failed 3 times in half an hour',
      since: at(1),
    });
  });

  it('goes on since its first failure, however many have been counted since', () => {
    const story = '+-'.repeat(40);

    expect(verdictOf(after(story), 80)).toMatchObject({ since: at(1) });
    expect(flapsOf(after(story))?.failedAt).toHaveLength(10);
    expect(flapsOf(after(`+-${'+'.repeat(35)}-+-`))?.since).toBe(at(37));
  });

  it('is forgotten after half an hour', () => {
    const calm = carryForward(after('+-+-+-+'), works, at(60));

    expect(flapsOf(calm)).toBeUndefined();
  });

  it('is another where it was deleted and made anew', () => {
    const anew = {
      ...works,
      metadata: { ...works.metadata, uid: 'another' },
    };

    expect(flapsOf(carryForward(after('+-+-+-'), anew, at(7)))).toBeUndefined();
  });
});

import { flapsOf, type Flaps } from '../flux/flaps';
import type { Observed } from '../kube/KubeObject';
import { displayRef } from '../kube/ObjectRef';
import { redact } from '../kube/redact';
import { LAST_WORKED } from './began';
import { after, isBefore, MINUTE } from './deadline';
import { fact } from './evidence';
import type { Judgement } from './Judgement';

/** So many failures in half an hour are no accident. */
const MANY = 3;
/** So long an object has to work before it is believed again. */
const CALM = 5 * MINUTE;

/**
 * Holds the verdict of an object that keeps failing and recovering until it has been calm for a while, so that a page does not turn
 * green and red by turns; and counts.
 */
export function withFlaps(
  judgement: Judgement,
  observed: Observed,
  now: string,
): Judgement {
  const flaps = flapsOf(observed.object);
  if (!flaps || flaps.failedAt.length < MANY) {
    return judgement;
  }
  const times = `failed ${flaps.failedAt.length} times in half an hour`;
  if (judgement.verdict === 'diverged') {
    return {
      ...judgement,
      detail: [judgement.detail, times].filter(Boolean).join(', '),
      since: flaps.since,
      // Since when it is so tells more than when it worked in between.
      ...(judgement.atWord === LAST_WORKED && {
        at: undefined,
        atWord: undefined,
      }),
    };
  }
  return judgement.verdict === 'ok' && hasJustRecovered(flaps, now)
    ? held(judgement, observed, flaps, times)
    : judgement;
}

/** Workloads that are not healthy are judged by themselves: an applier whose health check fails has applied all the same. */
function hasJustRecovered({ recoveredAt, last }: Flaps, now: string): boolean {
  return (
    recoveredAt !== undefined &&
    last.reason !== 'HealthCheckFailed' &&
    !isBefore(after(recoveredAt, CALM), now)
  );
}

function held(
  judgement: Judgement,
  observed: Observed,
  { failedAt, since, last }: Flaps,
  times: string,
): Judgement {
  return {
    ...judgement,
    verdict: 'diverged',
    headline: 'fails now and then',
    summary: `${displayRef(
      observed.ref,
    )} works at the moment, and ${times}: it counts as failing until it has worked for five minutes.`,
    detail: times,
    since,
    expectedBy: undefined,
    reason: last.reason,
    message: last.message && redact(last.message),
    evidence: [
      ...fact(
        observed,
        'status.conditions[Ready] failed at',
        failedAt.join(', '),
      ),
      ...judgement.evidence,
    ],
  };
}

import { findCondition } from '../kube/conditions';
import type { Condition, KubeObject } from '../kube/KubeObject';
import { toMillis } from '../kube/time';
import { workedUntilNow } from './carriedFailure';
import { isPassing } from './passingReasons';

/**
 * How often an object failed lately, and with what it failed last: kept beside it, as its own conditions tell only of now.
 *
 * @public
 */
export interface Flaps {
  /** RFC 3339: when failures began, the oldest first; at most ten. */
  failedAt: string[];
  /** RFC 3339: when the first failure began that another one came after within half an hour, and so on until now. */
  since: string;
  /** The condition of the last failure. */
  last: Condition;
  /** RFC 3339: when the last failure was over; absent while it lasts. */
  recoveredAt?: string;
}

interface WithFlaps extends KubeObject {
  flaps?: Flaps;
}

const KEPT = 10;
const WINDOW_MS = 30 * 60_000;
/** @public */
export function flapsOf(object: KubeObject): Flaps | undefined {
  return (object as WithFlaps).flaps;
}

/**
 * The object as it is to be held, given how it was held until now: with the memory of its failures of the last half hour. Both
 * arguments stay as they are.
 *
 * @public
 */
export function carryFlaps(
  before: KubeObject | undefined,
  after: KubeObject,
  at: string,
): KubeObject {
  if (!before || before.metadata.uid !== after.metadata.uid) {
    return after;
  }
  const flaps = nextFlaps(before, after, at);
  return flaps ? ({ ...after, flaps } as WithFlaps) : after;
}

function nextFlaps(
  before: KubeObject,
  after: KubeObject,
  at: string,
): Flaps | undefined {
  const known = flapsOf(before);
  const [was, now] = [conditionOf(before), conditionOf(after)];
  if (now?.status === 'False' && !isPassing(now.reason)) {
    // Every pass of a Kustomization goes through Unknown first.
    const isNew = known
      ? known.recoveredAt !== undefined
      : was?.status === 'True' || workedUntilNow(before);
    if (!known && !isNew) {
      return undefined;
    }
    const lately = recent(known?.failedAt ?? [], at);
    return {
      failedAt: isNew ? [...lately, at].slice(-KEPT) : lately,
      since: !isNew || lately.length > 0 ? known!.since : at,
      last: now,
    };
  }
  if (!known || recent(known.failedAt, at).length === 0) {
    return undefined;
  }
  return now?.status === 'True' && !known.recoveredAt
    ? { ...known, recoveredAt: at }
    : known;
}

function recent(failedAt: string[], now: string): string[] {
  const end = toMillis(now) ?? 0;
  return failedAt
    .filter(at => end - (toMillis(at) ?? 0) <= WINDOW_MS)
    .slice(-KEPT);
}

function conditionOf(object: KubeObject): Condition | undefined {
  return findCondition(object, 'Ready') ?? findCondition(object, 'Available');
}

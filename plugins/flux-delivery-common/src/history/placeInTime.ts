import { toMillis } from '../kube/time';
import { compareVersions } from './compareVersions';
import type { UnitChain } from './Ledger';
import { latest } from './plainValues';
import type { UnitObservation } from './UnitObservation';

/** Times of a cluster have whole seconds, and different versions of one pass tell different ones of its begin. */
const EQUAL_MS = 1_000;
/** No replica that still reads is behind by more. */
const LONGEST_LAG_MS = 10 * 60_000;

/** An observation that is not older than its chain. */
export interface Placed {
  observation: UnitObservation;
  /** True where the cluster counts its versions anew: it was restored from a backup, or built again. */
  isRenewed: boolean;
}

/**
 * Where an observation stands in time against what is known of its unit; undefined where it is older. resourceVersions are the order.
 * One that is lower is of the past, from a list too, as a replica may be late; unless the times of the applier say that it is later:
 * then the count went back, as it does when etcd is restored or a cluster is built again under its name. A list that is no older by
 * its times is the present: what bore the highest version may be gone.
 */
export function placeInTime(
  { newest, cursor }: UnitChain,
  observation: UnitObservation,
): Placed | undefined {
  const floor = highest(newest?.mark.version, cursor?.version);
  if (!newest || compareVersions(observation.version, floor) >= 0) {
    return { observation, isRenewed: false };
  }
  const { delivery, mark } = newest;
  const known = millis(
    delivery.startedAt,
    delivery.attemptedAt,
    cursor?.attemptedAt,
  );
  const { applier, listed, at } = observation;
  const told = applier ? appliersTime(applier) : toMillis(at);
  const lag =
    applier && mark.uid !== observation.uid ? EQUAL_MS : LONGEST_LAG_MS;
  if (told === undefined || known === undefined) {
    return undefined;
  }
  if ((applier || listed) && told > known + lag) {
    return { observation: { ...observation, listed: true }, isRenewed: true };
  }
  return applier &&
    listed &&
    mark.uid === observation.uid &&
    told >= known - EQUAL_MS
    ? { observation: { ...observation, version: floor }, isRenewed: false }
    : undefined;
}

/** Milliseconds: the latest that a version of an applier tells. */
function appliersTime(
  applier: NonNullable<UnitObservation['applier']>,
): number | undefined {
  return applier.type === 'kustomization'
    ? millis(applier.attempt.at)
    : millis(
        applier.releases[0]?.deployedAt,
        applier.running?.at,
        applier.settledAt,
        applier.failedAt,
      );
}

function millis(...times: (string | undefined)[]): number | undefined {
  return toMillis(latest(...times));
}

function highest(a: string | undefined, b: string | undefined): string {
  const [left, right] = [a ?? '', b ?? ''];
  return compareVersions(right, left) > 0 || !left ? right : left;
}

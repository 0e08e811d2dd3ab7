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
 * One that is lower is of the past, from a list too, as a replica may be late; unless the applier tells a time that is later than when
 * the highest one was seen: then the count went back, as it does when etcd is restored or a cluster is built again under its name. A
 * list that comes later than any replica is late, and is no older by its times, is the present: what bore the highest version may be
 * gone.
 */
export function placeInTime(
  chain: UnitChain,
  observation: UnitObservation,
): Placed | undefined {
  const { newest, cursor } = chain;
  const floor = highest(newest?.mark.version, cursor?.version);
  if (!newest || compareVersions(observation.version, floor) >= 0) {
    return { observation, isRenewed: false };
  }
  const { applier, listed, at } = observation;
  const seen = toMillis(seenUntil(chain));
  const told = toMillis(applier ? latestTold(applier) : at);
  if (told === undefined || seen === undefined) {
    return undefined;
  }
  const isSame = newest.mark.uid === observation.uid;
  const lag = applier && !isSame ? EQUAL_MS : LONGEST_LAG_MS;
  if ((applier || listed) && told > seen + lag) {
    return { observation: { ...observation, listed: true }, isRenewed: true };
  }
  const isLate = toMillis(at)! <= seen + LONGEST_LAG_MS;
  return applier && listed && isSame && !isLate && isNoOlder(chain, told)
    ? { observation: { ...observation, version: floor }, isRenewed: false }
    : undefined;
}

/**
 * RFC 3339: the time of an observation, by the clock of the portal or that of the cluster, whichever is later. A version of before
 * tells none that is later.
 */
export function seenAt({ at, applier }: UnitObservation): string {
  return latest(at, applier && latestTold(applier)) ?? at;
}

/** RFC 3339: until when the chain was seen. Rows of before that was kept tell it by what they know. */
export function seenUntil({ newest, cursor }: UnitChain): string | undefined {
  const { mark, delivery } = newest ?? {};
  return (
    latest(mark?.seenAt, cursor?.seenAt) ??
    latest(
      delivery?.startedAt,
      delivery?.attemptedAt,
      delivery?.appliedAt,
      delivery?.finishedAt,
      cursor?.attemptedAt,
    )
  );
}

/** RFC 3339: the latest time that a version of an applier tells. */
function latestTold(
  applier: NonNullable<UnitObservation['applier']>,
): string | undefined {
  return applier.type === 'kustomization'
    ? latest(applier.attempt.at, applier.settledAt, applier.history[0]?.lastAt)
    : latest(
        applier.releases[0]?.deployedAt,
        applier.running?.at,
        applier.untried?.at,
        applier.settledAt,
        applier.failedAt,
      );
}

function isNoOlder({ newest, cursor }: UnitChain, told: number): boolean {
  const known = latest(
    newest?.delivery.startedAt,
    newest?.delivery.attemptedAt,
    cursor?.attemptedAt,
  );
  return told >= (toMillis(known) ?? 0) - EQUAL_MS;
}

function highest(a: string | undefined, b: string | undefined): string {
  const [left, right] = [a ?? '', b ?? ''];
  return compareVersions(right, left) > 0 || !left ? right : left;
}

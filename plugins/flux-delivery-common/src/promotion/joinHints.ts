import { chartMatchesSource, sameRevision } from '../flux/revision';
import { toMillis } from '../kube/time';
import type { FluxHint } from './fluxHint';

/** A hint, and the applier that it is about. @public */
export interface ApplierHint extends FluxHint {
  cluster: string;
  applier: { kind: string; namespace: string; name: string };
  /** RFC 3339, as the cluster's clock says. */
  at: string;
  /** The object that the event named: the applier, or a source of it. */
  toldOf: string;
}

/** What is read of a row of the ledger. @public */
export interface HintedDelivery {
  id: string;
  cluster: string;
  applier: { kind: string; namespace: string; name: string } | null;
  startedAt: string;
  revisions: { raw?: string };
}

/** An event may come before what it tells of is seen, and clocks differ. */
const EARLY_MS = 10 * 60_000;

/**
 * The hint of each delivery, by id: of the same applier in the same cluster and of the same revision; the first one from when the
 * delivery started, else the last one before it.
 *
 * @public
 */
export function joinHints<H extends ApplierHint>(
  deliveries: readonly HintedDelivery[],
  hints: readonly H[],
): Map<string, H> {
  const byApplier = new Map<string, H[]>();
  for (const hint of [...hints].sort((a, b) => millis(a.at) - millis(b.at))) {
    const own = byApplier.get(placeOf(hint));
    if (own) {
      own.push(hint);
    } else {
      byApplier.set(placeOf(hint), [hint]);
    }
  }
  const joined = new Map<string, H>();
  for (const delivery of deliveries) {
    const startedAt = millis(delivery.startedAt);
    const own = (byApplier.get(placeOf(delivery)) ?? []).filter(hint =>
      isOf(hint, delivery),
    );
    const found =
      own.find(({ at }) => millis(at) >= startedAt - EARLY_MS) ?? own.at(-1);
    if (found) {
      joined.set(delivery.id, found);
    }
  }
  return joined;
}

function placeOf({
  cluster,
  applier,
}: Pick<HintedDelivery, 'cluster' | 'applier'>): string {
  return JSON.stringify([
    cluster,
    applier?.kind,
    applier?.namespace,
    applier?.name,
  ]);
}

function isOf(
  { revision }: ApplierHint,
  { revisions }: HintedDelivery,
): boolean {
  return (
    sameRevision(revision, revisions.raw) ||
    chartMatchesSource(revisions.raw, revision)
  );
}

function millis(instant: string): number {
  return toMillis(instant) ?? 0;
}

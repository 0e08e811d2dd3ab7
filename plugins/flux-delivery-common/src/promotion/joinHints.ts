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
  const inOrder = [...hints].sort((a, b) => millis(a.at) - millis(b.at));
  const joined = new Map<string, H>();
  for (const delivery of deliveries) {
    const startedAt = millis(delivery.startedAt);
    const own = inOrder.filter(hint => isOf(hint, delivery));
    const found =
      own.find(({ at }) => millis(at) >= startedAt - EARLY_MS) ?? own.at(-1);
    if (found) {
      joined.set(delivery.id, found);
    }
  }
  return joined;
}

function isOf(
  { cluster, applier, revision }: ApplierHint,
  delivery: HintedDelivery,
): boolean {
  return (
    cluster === delivery.cluster &&
    applier.kind === delivery.applier?.kind &&
    applier.namespace === delivery.applier.namespace &&
    applier.name === delivery.applier.name &&
    (sameRevision(revision, delivery.revisions.raw) ||
      chartMatchesSource(delivery.revisions.raw, revision))
  );
}

function millis(instant: string): number {
  return toMillis(instant) ?? 0;
}

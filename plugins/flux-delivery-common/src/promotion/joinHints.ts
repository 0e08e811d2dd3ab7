import { chartMatchesSource, sameRevision } from '../flux/revision';
import { toMillis } from '../kube/time';
import type { FluxHint } from './fluxHint';
import { OWN_MOVES } from './joinPromotions';

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
  /** With the target, which rows are of one chain; else all of an applier are. */
  entityRef?: string;
  targetId?: string;
  /** No event of Flux is about what was changed past it, or what a controller did by itself. */
  kind?: string;
  cluster: string;
  applier: { kind: string; namespace: string; name: string } | null;
  startedAt: string;
  attemptedAt?: string;
  revisions: { raw?: string };
}

/** An event may come before what it tells of is seen, and clocks differ. */
const EARLY_MS = 10 * 60_000;

/**
 * The hint of each delivery, by id: of the same applier in the same cluster and of the same revision; the first one from when the
 * delivery started, else the last one before it. A revision that comes back after another one does not take the hints of its first
 * time, nor the other way round; so the deliveries must hold those of their targets between them and their hints
 * (see `hintsNaming`).
 *
 * @public
 */
export function joinHints<H extends ApplierHint>(
  deliveries: readonly HintedDelivery[],
  hints: readonly H[],
): Map<string, H> {
  const byApplier = hintsByApplier(hints);
  const chains = new Map<string, HintedDelivery[]>();
  for (const row of deliveries.filter(isFluxMove)) {
    const key = JSON.stringify([placeOf(row), row.entityRef, row.targetId]);
    chains.set(key, [...(chains.get(key) ?? []), row]);
  }
  const joined = new Map<string, H>();
  for (const rows of chains.values()) {
    const chain = rows.sort(
      (a, b) => millis(a.startedAt) - millis(b.startedAt),
    );
    const own = byApplier.get(placeOf(chain[0])) ?? [];
    chain.forEach((row, place) => {
      const found = own.length > 0 && hintOf(row, { chain, place, own });
      if (found) {
        joined.set(row.id, found);
      }
    });
  }
  return joined;
}

/** The hints that may be about one of the deliveries, whichever other deliveries there are. @public */
export function hintsNaming<H extends ApplierHint>(
  deliveries: readonly HintedDelivery[],
  hints: readonly H[],
): H[] {
  const byApplier = hintsByApplier(hints);
  return [
    ...new Set(
      deliveries
        .filter(isFluxMove)
        .flatMap(row =>
          (byApplier.get(placeOf(row)) ?? []).filter(hint => isOf(hint, row)),
        ),
    ),
  ];
}

function hintOf<H extends ApplierHint>(
  row: HintedDelivery,
  {
    chain,
    place,
    own,
  }: { chain: readonly HintedDelivery[]; place: number; own: readonly H[] },
): H | undefined {
  const hints = own.filter(hint => isOf(hint, row));
  if (hints.length === 0) {
    return undefined;
  }
  const isSame = (other: HintedDelivery) => isOf(hints[0], other);
  const next = chain.slice(place + 1).find(other => !isSame(other));
  const until = next ? attempted(next) : Infinity;
  const startedAt = millis(row.startedAt);
  const before = chain.slice(0, place);
  const otherAt = before.map(isSame).lastIndexOf(false);
  const other: HintedDelivery | undefined = before[otherAt];
  const wasThere = before.slice(0, Math.max(otherAt, 0)).some(isSame);
  const isBeforeOther = (at: number) =>
    other !== undefined && at < attempted(other);
  const valid = hints.filter(hint => {
    const at = millis(hint.at);
    const isNear = at >= startedAt - EARLY_MS;
    return at < until && (!isBeforeOther(at) || (isNear && !wasThere));
  });
  return (
    valid.find(({ at }) => millis(at) >= startedAt - EARLY_MS) ?? valid.at(-1)
  );
}

/** A revision may be fetched while the one before it is still being applied. */
function attempted({ attemptedAt, startedAt }: HintedDelivery): number {
  return millis(attemptedAt ?? startedAt);
}

function isFluxMove({ kind }: HintedDelivery): boolean {
  return kind === undefined || !OWN_MOVES.has(kind);
}

/** Of each applier, in the order in which they were told. */
function hintsByApplier<H extends ApplierHint>(
  hints: readonly H[],
): Map<string, H[]> {
  const byApplier = new Map<string, H[]>();
  for (const hint of [...hints].sort((a, b) => millis(a.at) - millis(b.at))) {
    const own = byApplier.get(placeOf(hint));
    if (own) {
      own.push(hint);
    } else {
      byApplier.set(placeOf(hint), [hint]);
    }
  }
  return byApplier;
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

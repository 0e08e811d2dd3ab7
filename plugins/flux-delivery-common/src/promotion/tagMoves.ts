import { parseRevision } from '../flux/revision';
import { toMillis } from '../kube/time';
import { type JoinableDelivery, joinPromotions } from './joinPromotions';
import type { Actor, Promotion } from './Promotion';
import { taggedDigests } from './taggedDigests';

/** That a tag names something else than before. @public */
export interface TagMove {
  tag: string;
  /** Of the image; absent where the tag is that of the source. */
  repository?: string;
  environment: string;
  /** Absent where no target was seen to follow it. */
  cluster?: string;
  targetId?: string;
  /** `sha256:…` or a commit; absent where it is not known what it named before. */
  from?: string;
  to: string;
  /** RFC 3339: when a target was first seen to follow it, or else when it happened, as a record says. */
  at: string;
  /** False where only a record tells of it: Flux never delivered what it named then. */
  seen: boolean;
  actor: Actor;
  promotionId?: string;
  deliveryId?: string;
  /** In words. */
  summary: string;
}

/** What is read of a row of the ledger. @public */
export interface TaggedDelivery extends JoinableDelivery {
  cluster: string;
  actor: Actor;
}

const NOBODY: Actor = { name: '', type: 'unknown', trust: 'unknown' };

/**
 * Every move of a tag under which something was delivered, newest first: from what it named before in the same target, and who moved
 * it, where a record or the cluster tells; else its actor is unknown. A move between two looks of Flux is known where a record tells
 * of it. A tag that is delivered again under the same digest did not move.
 *
 * All records and rows must be of one entity.
 *
 * @public
 */
export function tagMoves(
  deliveries: readonly TaggedDelivery[],
  promotions: readonly Promotion[],
): TagMove[] {
  const joined = joinPromotions(deliveries, promotions);
  const seen = deliveries.length > 0 ? seenMoves(deliveries, joined) : [];
  const carriedOut = new Set(
    [...joined.values()].map(({ promotion }) => promotion.id),
  );
  const followed = followedTags(deliveries);
  const told = promotions
    .filter(({ id }) => !carriedOut.has(id))
    .flatMap(promotion => toldMove(promotion, followed));
  return [...seen, ...told].sort(
    (a, b) => (toMillis(b.at) ?? 0) - (toMillis(a.at) ?? 0),
  );
}

function seenMoves(
  deliveries: readonly TaggedDelivery[],
  joined: ReturnType<typeof joinPromotions>,
): TagMove[] {
  const before = new Map<string, string>();
  const inOrder = [...deliveries].sort(
    (a, b) => (toMillis(a.startedAt) ?? 0) - (toMillis(b.startedAt) ?? 0),
  );
  return inOrder.flatMap(row =>
    taggedDigests(row).flatMap(({ tag, repository, digest }): TagMove[] => {
      const key = [row.environment, row.targetId, repository ?? '', tag].join(
        '\n',
      );
      const from = before.get(key);
      if (digest === undefined) {
        return [];
      }
      before.set(key, digest);
      if (from === undefined || from === digest) {
        return [];
      }
      const promotion = joined.get(row.id)?.promotion;
      const actor = promotion?.actor ?? row.actor;
      return [
        {
          tag,
          ...(repository && { repository }),
          environment: row.environment,
          cluster: row.cluster,
          targetId: row.targetId,
          from,
          to: digest,
          at: row.startedAt,
          seen: true,
          actor,
          ...(promotion && { promotionId: promotion.id }),
          deliveryId: row.id,
          summary: `${tag} moved from ${short(from)} to ${short(
            digest,
          )}, ${byWhom(actor)}`,
        },
      ];
    }),
  );
}

/** By environment and tag, every digest that was delivered under it. */
function followedTags(
  deliveries: readonly TaggedDelivery[],
): Map<string, Set<string>> {
  const followed = new Map<string, Set<string>>();
  for (const row of deliveries) {
    for (const { tag, digest } of taggedDigests(row)) {
      const key = `${row.environment}\n${tag}`;
      const digests = followed.get(key) ?? new Set();
      followed.set(key, digest ? digests.add(digest.toLowerCase()) : digests);
    }
  }
  return followed;
}

function toldMove(
  { id, environment, version, kind, occurredAt, actor }: Promotion,
  followed: ReadonlyMap<string, ReadonlySet<string>>,
): TagMove[] {
  const { tag, digest } = version;
  const digests = followed.get(`${environment}\n${tag}`);
  if (
    !tag ||
    !digest ||
    kind === 'published' ||
    !digests ||
    digests.has(digest)
  ) {
    return [];
  }
  return [
    {
      tag,
      environment,
      to: digest,
      at: occurredAt,
      seen: false,
      actor,
      promotionId: id,
      summary: `${tag} moved to ${short(digest)}, ${byWhom(
        actor,
      )}; Flux was never seen to deliver it`,
    },
  ];
}

function byWhom({ name, trust }: Actor = NOBODY): string {
  if (trust === 'unknown' || !name) {
    return 'actor unknown';
  }
  return trust === 'verified' ? `by ${name}` : `by ${name} (${trust})`;
}

function short(digest: string): string {
  return (parseRevision(digest).hash ?? digest).slice(0, 7);
}

import type { ComparableDelivery } from '../history/compareDeliveries';
import type { Delivery } from '../history/Delivery';
import { segmentTimes } from '../history/segmentTimes';
import { isHttpUrl } from '../kube/isHttpUrl';
import type { FluxHint } from '../promotion/fluxHint';
import { OWN_MOVES } from '../promotion/joinPromotions';
import type { Actor, Promotion, Trust } from '../promotion/Promotion';
import type { DeliveryDto } from './historyDto';
import { compareUrlOf, gitLinksOf, type Link, type LinkRules } from './links';

/** @public */
export interface ToDeliveryDtoOptions {
  /** The record that the delivery carries out, where one is known. */
  promotion?: Promotion;
  /** What events of Flux said of it. */
  hint?: Pick<FluxHint, 'actor' | 'metadata'>;
  /** The deployment before it in the same target. */
  previous?: Delivery;
  links: Pick<LinkRules, 'git'>;
}

const SURENESS: Trust[] = ['unknown', 'inferred', 'claimed', 'verified'];

/**
 * A row of the ledger as it is sent: with its times as spans, who did it by the surest word, and links.
 *
 * @public
 */
export function toDeliveryDto(
  delivery: Delivery,
  { previous, links, ...told }: ToDeliveryDtoOptions,
): DeliveryDto {
  // What was changed past Flux, or put back, is nobody's promotion, whatever else is known of its revision.
  const { promotion, hint } = OWN_MOVES.has(delivery.kind)
    ? ({} as typeof told)
    : told;
  const times = segmentTimes(delivery, promotion?.occurredAt);
  const { repository, commit } = delivery.revisions;
  const git = gitLinksOf(repository, commit, links);
  const compared = compareUrlOf(
    git.compareUrl,
    previous?.revisions.commit,
    commit,
  );
  return {
    ...delivery,
    actor: surerActor(
      surerActor(delivery.actor, promotion?.actor),
      hint?.actor,
    ),
    ...(promotion && { promotion, promotionId: promotion.id }),
    ...(hint && { eventMetadata: hint.metadata }),
    spans: times.spans,
    totalSeconds: times.totalSeconds,
    ...(times.open && { openSpan: times.open }),
    ...(previous && {
      previousId: previous.id,
      previous: comparable(previous),
    }),
    links: [
      ...(git.commit ? [git.commit] : []),
      ...(compared ? [{ title: 'Compare with before', url: compared }] : []),
      ...linksOfRecord(promotion),
    ],
    ...(git.compareUrl && { compareUrl: git.compareUrl }),
  };
}

/** The word of whoever is surer; each keeps its own trust. */
function surerActor(a: Actor, b: Actor | undefined): Actor {
  return b && SURENESS.indexOf(b.trust) > SURENESS.indexOf(a.trust) ? b : a;
}

function linksOfRecord(promotion: Promotion | undefined): Link[] {
  const { pipeline, change } = promotion ?? {};
  return [
    { title: `Pipeline ${pipeline?.id}`, url: pipeline?.url },
    { title: 'Change request', url: change?.url },
  ].filter((link): link is Link => isHttpUrl(link.url ?? ''));
}

function comparable({
  id,
  entityRef,
  targetId,
  sequence,
  contentId,
  revisions,
  images,
  startedAt,
}: Delivery): ComparableDelivery {
  return {
    id,
    entityRef,
    targetId,
    sequence,
    contentId,
    revisions,
    images,
    startedAt,
  };
}

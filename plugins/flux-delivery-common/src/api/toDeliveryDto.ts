import type { ComparableDelivery } from '../history/compareDeliveries';
import type { Delivery } from '../history/Delivery';
import { segmentTimes } from '../history/segmentTimes';
import { isHttpUrl } from '../kube/isHttpUrl';
import type { Promotion } from '../promotion/Promotion';
import { type ToldBeside, whoDid } from '../promotion/whoDid';
import type { DeliveryDto } from './historyDto';
import { compareUrlOf, gitLinksOf, type Link, type LinkRules } from './links';

/** @public */
export interface ToDeliveryDtoOptions extends ToldBeside {
  /** The deployment before it in the same target. */
  previous?: Delivery;
  links: Pick<LinkRules, 'git'>;
}

/**
 * A row of the ledger as it is sent: with its times as spans, who did it by the surest word, and links.
 *
 * @public
 */
export function toDeliveryDto(
  delivery: Delivery,
  { previous, links, ...told }: ToDeliveryDtoOptions,
): DeliveryDto {
  const { actor, promotion, hint } = whoDid(delivery, told);
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
    actor,
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

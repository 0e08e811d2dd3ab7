import {
  compareDeliveries,
  identifiersOf,
  titleOf,
} from 'backstage-plugin-flux-delivery-common';
import type {
  Actor,
  ComparableDelivery,
  DeliveryDto,
  Promotion,
} from 'backstage-plugin-flux-delivery-common';
import type { Translate } from '../translation';

/** What people call what was delivered: `1.8.3`. */
export function deliveryTitle(delivery: ComparableDelivery): string {
  return titleOf({
    identifiers: identifiersOf(delivery),
    deliveries: [delivery],
  });
}

/** The short commit or digest beside the title, where the title does not say it already. */
export function shortName(delivery: DeliveryDto): string | undefined {
  const { commit, digest } = identifiersOf(delivery);
  const short = (commit ?? digest?.split(':').pop())?.slice(0, 7);
  return short && !deliveryTitle(delivery).includes(short) ? short : undefined;
}

export function deliveryPlace({
  environment,
  cluster,
}: Pick<DeliveryDto, 'environment' | 'cluster'>): string {
  return environment === cluster ? environment : `${environment} · ${cluster}`;
}

/** What changed against the row before it, in a few words; of the first row, that nothing is before it. */
export function changeText(delivery: DeliveryDto, t: Translate): string {
  const { previous } = delivery;
  if (delivery.kind === 'gap') {
    return '';
  }
  if (!previous) {
    return t('history.firstKnown');
  }
  const { images, configOnly, revisions } =
    compareDeliveries<ComparableDelivery>(previous, delivery);
  // Of what Flux still knew of the past the images are not told: nothing is known to have changed.
  const areTold = previous.images.length > 0 && delivery.images.length > 0;
  const changed = areTold
    ? images.filter(({ change }) => change !== 'same').length
    : 0;
  const configDiffers = revisions.some(
    ({ name, same, from, to }) =>
      name === 'configDigest' && !same && Boolean(from && to),
  );
  const parts = [
    changed > 0 ? t('history.images', { count: changed }) : undefined,
    configOnly ||
    (changed > 0 && configDiffers && delivery.applier?.kind === 'HelmRelease')
      ? t('history.configChanged')
      : undefined,
  ].filter(Boolean);
  if (parts.length > 0) {
    return parts.join(', ');
  }
  return areTold ? t('history.imagesSame') : t('history.noImages');
}

interface Told {
  actor: Actor;
  promotion?: Pick<Promotion, 'actor' | 'recordedBy'>;
}

/** Who and with what right that is said: `d.khan (verified: said by external:ci)`. */
export function actorText(delivery: Told, t: Translate): string {
  const { actor } = delivery;
  return actor.trust === 'unknown' || !actor.name
    ? t('history.notRecorded')
    : `${actorName(actor.name)} (${trustText(delivery, t)})`;
}

/** With what right the actor is named, and by whom, where somebody else proved to be themselves said it: a shared token can name anyone. */
export function trustText({ actor, promotion }: Told, t: Translate): string {
  const trust = t(`trust.${actor.trust}`);
  const { recordedBy } = promotion ?? {};
  return recordedBy &&
    promotion?.actor.name === actor.name &&
    recordedBy !== actor.name
    ? t('history.saidBy', { trust, name: actorName(recordedBy) })
    : trust;
}

/** `guest` of `user:development/guest`; other names as they are. The whole belongs beside it, for a hover. */
export function actorName(name: string): string {
  return /^[a-z]+:[^/\s]+\/([^/\s]+)$/.exec(name)?.[1] ?? name;
}

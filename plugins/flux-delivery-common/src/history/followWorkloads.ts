import { toMillis } from '../kube/time';
import type { ChainDraft } from './ChainDraft';
import { contentIdOf, kindOfChange } from './contents';
import type { DeliveryKind } from './Delivery';

/**
 * What happens to the pod templates of a unit past its applier: changes by strangers, their correction, and restarts.
 *
 * @param isDelivering - true while the applier brings other content: then a change may be its own
 */
export function followOutside(draft: ChainDraft, isDelivering: boolean): void {
  const { observation: now, newest } = draft;
  if (!newest?.mark.workloads) {
    return;
  }
  const { mark } = newest;
  if (mark.workloads !== now.workloads) {
    const kind = kindOf(draft, isDelivering);
    if (kind) {
      appendOutside(draft, kind);
    }
  } else if (mark.restarts && mark.restarts !== now.restarts) {
    draft.append({
      kind: 'restart',
      content: { ...mark, restarts: now.restarts },
      contentId: newest.delivery.contentId,
      naturalKey: `restart ${now.restarts} ${now.version}`,
      revisions: newest.delivery.revisions,
      images: now.images,
      backfilled: now.listed,
    });
  }
}

/** True where strangers wrote a template after the newest row, as managed fields tell. */
export function isByStrangers({ observation, newest }: ChainDraft): boolean {
  const { outside } = observation;
  const [change, row] = [
    toMillis(outside?.at),
    toMillis(newest?.delivery.startedAt),
  ];
  // Of a change without a time nobody can say that it is old; those with one have whole seconds.
  return (
    outside !== undefined &&
    (change === undefined || row === undefined || change >= row - (row % 1000))
  );
}

/** Appends what a stranger made of the workloads, or that it was put back. */
export function appendOutside(
  draft: ChainDraft,
  kind: 'outOfBand' | 'driftCorrection',
): void {
  const { observation: now } = draft;
  const newest = draft.newest!;
  const content = { ...newest.mark, ...templatesOf(draft) };
  const outside = isByStrangers(draft) ? now.outside : undefined;
  const at = outside?.at ?? now.at;
  draft.append({
    kind,
    content,
    contentId: contentIdOf(content),
    naturalKey: `${kind} ${now.uid} ${now.workloads} ${now.version}`,
    revisions: newest.delivery.revisions,
    images: now.images,
    attemptedAt: at,
    appliedAt: at,
    backfilled: now.listed,
    ...(kind === 'driftCorrection'
      ? { actor: controllerOf(draft) }
      : outside && { actor: strangerOf(outside.manager) }),
  });
}

/** Without an applier every change of a pod template is a delivery, whoever made it. */
export function followUnmanaged(draft: ChainDraft): void {
  const { observation: now } = draft;
  const newest = draft.newest!;
  if (newest.mark.workloads === now.workloads) {
    followOutside(draft, false);
    return;
  }
  const content = { applied: '', ...templatesOf(draft) };
  const at = now.outside?.at ?? now.at;
  draft.append({
    ...kindOfChange(draft, content, now.images),
    content,
    contentId: contentIdOf(content),
    naturalKey: `workloads ${now.uid} ${now.workloads} ${now.version}`,
    images: now.images,
    attemptedAt: at,
    appliedAt: at,
    backfilled: now.listed,
    ...(now.outside && { actor: strangerOf(now.outside.manager) }),
  });
}

function kindOf(
  draft: ChainDraft,
  isDelivering: boolean,
): Extract<DeliveryKind, 'outOfBand' | 'driftCorrection'> | undefined {
  if (isByStrangers(draft)) {
    return 'outOfBand';
  }
  return draft.newest?.delivery.kind === 'outOfBand' && !isDelivering
    ? 'driftCorrection'
    : undefined;
}

function templatesOf({ observation: { workloads, restarts } }: ChainDraft) {
  return { workloads, restarts };
}

function strangerOf(manager: string) {
  return {
    name: manager,
    type: 'unknown' as const,
    trust: 'inferred' as const,
  };
}

export function controllerOf({ observation: { applierRef } }: ChainDraft) {
  return {
    name:
      applierRef?.kind === 'HelmRelease'
        ? 'helm-controller'
        : 'kustomize-controller',
    type: 'automation' as const,
    trust: 'inferred' as const,
  };
}

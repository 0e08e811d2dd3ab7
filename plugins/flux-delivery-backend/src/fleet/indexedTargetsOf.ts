import type {
  FleetPath,
  IndexedTargetDto,
} from 'backstage-plugin-flux-delivery-common';

/** What a search index holds of each target of a path. */
export function indexedTargetsOf({
  entityRef,
  title,
  owner,
  system,
  targets,
}: FleetPath): IndexedTargetDto[] {
  return targets.map(
    ({
      id,
      environment,
      cluster,
      state,
      headline,
      headlineOf,
      version,
      divergence,
    }) => ({
      entityRef,
      ...(title && { title }),
      ...(owner && { owner }),
      ...(system && { system }),
      targetId: id,
      environment,
      cluster,
      state,
      headline,
      ...(headlineOf && { headlineOf }),
      ...(version && { version }),
      ...(divergence && { segment: divergence.segment }),
      ...(divergence?.class && { class: divergence.class }),
      ...(divergence?.firstResponder && {
        firstResponder: divergence.firstResponder,
      }),
    }),
  );
}

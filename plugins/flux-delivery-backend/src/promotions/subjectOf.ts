import {
  imageRepository,
  imagesOf,
  type Source,
  sourceKey,
} from 'backstage-plugin-flux-delivery-common';
import type { JudgedPath } from '../paths/DeliveryPathService';
import type { PromotionSubject } from './PromotionStore';

/** Bindings that nobody but the author of the entity vouches for: they open no records of others. */
const UNPROVEN = new Set(['inferred', 'notAuthorized', 'notVerified']);

/** The images and sources of an entity, as its path has them: records that name one of these, and no entity, are its own. */
export function subjectOf({
  entity,
  resolved,
}: Pick<JudgedPath, 'entity' | 'resolved'>): PromotionSubject {
  const targets = resolved.targets.filter(
    ({ binding }) => !UNPROVEN.has(binding),
  );
  const images = targets.flatMap(({ workloads }) =>
    workloads.flatMap(({ workload }) =>
      workload ? imagesOf(workload.object).map(imageRepository) : [],
    ),
  );
  const sources = targets.flatMap(target =>
    target.sources.map(({ source }) => {
      const url = (source?.object as Source | undefined)?.spec?.url;
      return url && sourceKey(url);
    }),
  );
  return {
    entityRef: entity.entityRef,
    images: unique(images),
    sources: unique(sources),
  };
}

function unique(values: readonly (string | undefined)[]): string[] {
  return [
    ...new Set(values.filter(value => value !== undefined && value !== '')),
  ] as string[];
}

import {
  comparableUrl,
  type Identifier,
  type IdentifierKind,
  identifiersOfVersion,
  LONGEST_IDENTIFIER,
  type Promotion,
  sourceKey,
} from 'backstage-plugin-flux-delivery-common';

/** Every name under which a promotion is found. */
export function identifiersOfPromotion(promotion: Promotion): Identifier[] {
  const { id, version, pipeline, change, image, source } = promotion;
  const named: [IdentifierKind, string | undefined][] = [
    ['promotion', id],
    ['pipeline', pipeline?.id],
    ['pipelineUrl', pipeline?.url && comparableUrl(pipeline.url)],
    ['change', change && comparableUrl(change.url)],
    ['repository', image],
    ['source', source && sourceKey(source)],
  ];
  return [
    ...identifiersOfVersion(version, 'promotion').map(each => ({
      ...each,
      how: 'promotion' as const,
    })),
    ...named.flatMap(([kind, value]) =>
      value && value.length <= LONGEST_IDENTIFIER
        ? [{ kind, value, how: 'promotion' as const }]
        : [],
    ),
  ];
}

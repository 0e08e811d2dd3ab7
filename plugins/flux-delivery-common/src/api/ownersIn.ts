import type { DeliveryPathDto, DivergenceDto, TargetDto } from './dto';

/**
 * Everybody whom a path names as an owner, as full entity refs, each once. What an annotation of an object in a cluster claims
 * is no owner: it may be any text.
 *
 * @public
 */
export function ownersIn({
  environments,
}: Pick<DeliveryPathDto, 'environments'>): string[] {
  const named = environments
    .flatMap(({ targets }) => targets)
    .flatMap(({ segments, divergence }: TargetDto) => [
      ...segments.map(({ owner }) => owner),
      ...(divergence ? ownersOf(divergence) : []),
    ]);
  return [...new Set(named.filter(owner => owner !== undefined))].sort();
}

function ownersOf({
  firstResponder,
  responderClaimed,
  policy,
  rollbackOwner,
  fixOwner,
}: DivergenceDto): (string | undefined)[] {
  return [
    responderClaimed ? undefined : firstResponder,
    policy?.owner,
    rollbackOwner?.owner,
    fixOwner?.owner,
  ];
}

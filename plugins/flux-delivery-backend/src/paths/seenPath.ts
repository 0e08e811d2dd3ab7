import type {
  DeliveryPathDto,
  EntityFacts,
  JudgedTarget,
  ResolvedPath,
  ResolvedTarget,
  TellsSegment,
} from 'backstage-plugin-flux-delivery-common';
import type { PathMay } from '../access/PathAccess';
import { placeOf } from '../access/places';
import type { PathCall } from './DeliveryPathService';

/** The targets that the caller may see; undefined where that is nothing of the path. */
export function seenPath(
  entity: EntityFacts,
  path: ResolvedPath,
  may: PathMay | undefined,
): ResolvedPath | undefined {
  if (!may || may.all) {
    return path;
  }
  if (!may.seeEntity(entity, path.targets.map(placeOf))) {
    return undefined;
  }
  const targets = path.targets.filter(target =>
    may.seeTarget(entity, placeOf(target)),
  );
  const { doctor, ...rest } = path;
  return {
    ...rest,
    targets,
    // It speaks of all of them.
    ...(doctor && targets.length === path.targets.length && { doctor }),
  };
}

/** Undefined where all segments are told alike. */
export function tellsSegment(
  entity: EntityFacts,
  target: ResolvedTarget,
  may: PathMay | undefined,
): TellsSegment | undefined {
  if (!may?.bySegment) {
    return undefined;
  }
  const place = placeOf(target);
  return segment => may.seeSegment(entity, place, segment);
}

/** Of what clusters say of themselves, that of those where the caller sees a target. */
export function seenClusters(
  { clusters, environments }: DeliveryPathDto,
  may: PathMay | undefined,
): DeliveryPathDto['clusters'] {
  if (!may || may.all) {
    return clusters;
  }
  const seen = new Set(
    environments.flatMap(({ targets }) =>
      targets.map(({ cluster }) => cluster),
    ),
  );
  return clusters.filter(({ name }) => seen.has(name));
}

/** Whether a person may say where reality diverged: of a target all of which they see, by the permission for that. */
export function mayRecordOn(
  entity: EntityFacts,
  target: JudgedTarget,
  mayRecord: PathMay,
): boolean {
  return (
    mayRecord.seeTarget(entity, placeOf(target)) &&
    target.segments.every(
      ({ unknownReason }) => unknownReason !== 'notPermitted',
    )
  );
}

/** Where the caller may say it, so that a page offers only what works; services never may. */
export function recordable(
  path: DeliveryPathDto,
  entity: EntityFacts,
  judged: readonly JudgedTarget[],
  { credentials, mayRecord }: PathCall,
): Partial<DeliveryPathDto> {
  if (!mayRecord) {
    return {};
  }
  const isUser = (credentials.principal as { type?: string })?.type === 'user';
  const refused = new Set(
    judged
      .filter(target => !mayRecordOn(entity, target, mayRecord))
      .map(({ id }) => id),
  );
  return {
    mayRecordDivergence:
      isUser && !mayRecord.nothing && refused.size < judged.length,
    environments: path.environments.map(environment => ({
      ...environment,
      targets: environment.targets.map(target => ({
        ...target,
        ...(refused.has(target.id) && { mayRecordDivergence: false as const }),
      })),
    })),
  };
}

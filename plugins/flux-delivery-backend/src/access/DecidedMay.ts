import { SEGMENTS, type Segment } from 'backstage-plugin-flux-delivery-common';
import type { PathResource } from 'backstage-plugin-flux-delivery-node';
import type { CompiledDecision } from './compileDecision';
import type {
  AccessFacts,
  PathMay,
  TargetPlace,
  UnknownFact,
} from './PathAccess';

type Entity = Omit<PathResource, 'targets'>;

const NOBODY: Entity = { entityRef: '', annotations: {}, labels: {} };
const FACTS: readonly UnknownFact[] = ['facts'];

/** {@link PathMay} by one decision of the permission policy, narrowed to targets and segments as finely as it depends on them. */
export class DecidedMay implements PathMay {
  readonly all: boolean;
  readonly nothing: boolean;
  readonly byTarget: boolean;
  readonly bySegment: boolean;

  constructor(
    private readonly decision: CompiledDecision,
    readonly visibleAmong: PathMay['visibleAmong'],
  ) {
    this.all = decision.always === true;
    this.nothing = decision.always === false;
    this.byTarget = decision.scope !== 'entity';
    this.bySegment = decision.scope === 'segment';
  }

  seeEntity(entity: AccessFacts, targets: readonly TargetPlace[]): boolean {
    if (this.decision.scope === 'entity' || targets.length === 0) {
      return this.holds(asEntity(entity), []);
    }
    return targets.some(target => this.seeTarget(entity, target));
  }

  seeTarget(entity: AccessFacts, target: TargetPlace): boolean {
    return this.bySegment
      ? SEGMENTS.some(segment => this.seeSegment(entity, target, segment))
      : this.allows(asEntity(entity), target, SEGMENTS);
  }

  seeSegment(
    entity: AccessFacts,
    target: TargetPlace,
    segment: Segment,
  ): boolean {
    return this.allows(
      asEntity(entity),
      target,
      this.bySegment ? [segment] : SEGMENTS,
    );
  }

  restsOnFacts(entity: AccessFacts, targets: readonly TargetPlace[]): boolean {
    const anybody = { ...NOBODY, entityRef: entity.entityRef };
    if (this.decision.scope === 'entity' || targets.length === 0) {
      return (
        this.holds(asEntity(entity), []) && !this.holds(anybody, [], FACTS)
      );
    }
    const parts = this.bySegment ? SEGMENTS.map(each => [each]) : [SEGMENTS];
    return targets.some(target =>
      parts.some(
        segments =>
          this.allows(asEntity(entity), target, segments) &&
          !this.allows(anybody, withoutFacts(target), segments),
      ),
    );
  }

  seePlace(place: Pick<TargetPlace, 'cluster' | 'namespaces'>): boolean {
    const target: TargetPlace = {
      ...place,
      environment: '',
      unknown: ['environment'],
    };
    return this.bySegment
      ? SEGMENTS.every(segment => this.allows(NOBODY, target, [segment]))
      : this.allows(NOBODY, target, SEGMENTS);
  }

  private allows(
    entity: Entity,
    { cluster, environment, namespaces, unknown }: TargetPlace,
    segments: readonly Segment[],
  ): boolean {
    return this.holds(
      entity,
      [{ cluster, environment, namespaces, segments }],
      unknown,
    );
  }

  private holds(
    entity: Entity,
    targets: PathResource['targets'],
    unknown?: readonly UnknownFact[],
  ): boolean {
    return this.decision.holds({ ...entity, targets }, unknown) === true;
  }
}

function asEntity({
  entityRef,
  owner,
  annotations,
  labels = {},
}: AccessFacts): Entity {
  return { entityRef, owner, annotations, labels };
}

function withoutFacts({ unknown = [], ...place }: TargetPlace): TargetPlace {
  return { ...place, unknown: [...unknown, ...FACTS] };
}

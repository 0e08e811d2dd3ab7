import {
  type EntityFacts,
  type GapEntity,
  type InventoryView,
  keyOf,
  type ObjectRef,
  readersOf,
  segmentOfObject,
  type Segment,
} from 'backstage-plugin-flux-delivery-common';
import type { HeldTarget } from '../history/recording/HeldTarget';
import type { UnitDirectory } from '../history/recording/UnitDirectory';

/** An entity's target that an object is part of. */
export interface OwningTarget {
  facts: EntityFacts;
  target: HeldTarget;
  segment?: Segment;
}

export type Directory = Pick<
  UnitDirectory,
  | 'factsOf'
  | 'unitsWith'
  | 'unitsIn'
  | 'targetsOf'
  | 'withKubernetesId'
  | 'hasStale'
  | 'isKnown'
  | 'entityRefs'
>;

/** Which entities have an object, by the directory of all services: the plugin's own knowledge, whoever asks. */
export class OwnedUnits {
  constructor(
    private readonly deps: { directory: Directory; view: InventoryView },
  ) {}

  /** The targets that an object is part of; where it is none itself, those of the appliers whose inventory lists it. */
  having(ref: ObjectRef): OwningTarget[] {
    const direct = this.among(this.deps.directory.unitsWith(ref), ref);
    if (direct.length > 0) {
      return direct;
    }
    const listing = this.deps.view.by('byInventoryEntry', keyOf(ref));
    return this.among(
      listing.flatMap(({ ref: applier }) =>
        this.deps.directory.unitsWith(applier),
      ),
      ref,
    );
  }

  /** The targets that have something in a namespace. */
  inNamespace(cluster: string, namespace: string): OwningTarget[] {
    const { directory } = this.deps;
    return directory.unitsIn(cluster, namespace).flatMap(entityRef => {
      const facts = directory.factsOf(entityRef);
      return facts
        ? [...directory.targetsOf(entityRef)]
            .filter(target => {
              return (
                target.cluster === cluster &&
                target.namespaces.includes(namespace)
              );
            })
            .map(target => ({ facts, target }))
        : [];
    });
  }

  /** Those on whose path it is, whatever part of it. */
  onPathOf(ref: ObjectRef): GapEntity[] {
    return this.deps.directory
      .unitsWith(ref)
      .map(entityRef => this.entity(entityRef));
  }

  /** Those whose workload it is. */
  runBy(ref: ObjectRef): GapEntity[] {
    const key = keyOf(ref);
    const { directory } = this.deps;
    return directory
      .unitsWith(ref)
      .filter(entityRef =>
        [...directory.targetsOf(entityRef)].some(({ workloads }) =>
          workloads.some(workload => keyOf(workload.ref) === key),
        ),
      )
      .map(entityRef => this.entity(entityRef));
  }

  entity(entityRef: string): GapEntity {
    const owner = this.deps.directory.factsOf(entityRef)?.owner;
    return { entityRef, ...(owner && { owner }) };
  }

  bearersOf(id: string): GapEntity[] {
    return this.deps.directory
      .withKubernetesId(id)
      .map(entityRef => this.entity(entityRef));
  }

  /** Owners of the entities that an applier delivers for, each once. */
  ownersOfApplier(ref: ObjectRef): string[] {
    return [...new Set(this.onPathOf(ref).flatMap(({ owner }) => owner ?? []))];
  }

  /** The same of all appliers that read a source. */
  ownersOfReaders(source: ObjectRef): string[] {
    return [
      ...new Set(
        readersOf(source, this.deps.view).flatMap(ref =>
          this.ownersOfApplier(ref),
        ),
      ),
    ];
  }

  private among(entityRefs: readonly string[], ref: ObjectRef): OwningTarget[] {
    const { directory } = this.deps;
    return [...new Set(entityRefs)].flatMap(entityRef => {
      const facts = directory.factsOf(entityRef);
      return facts
        ? [...directory.targetsOf(entityRef)].flatMap(target => {
            const segment = segmentOfObject(target, ref);
            return segment ? { facts, target, segment } : [];
          })
        : [];
    });
  }
}

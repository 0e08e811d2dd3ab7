import {
  type EntityFacts,
  keyOf,
  type ObjectRef,
  type OwnedService,
  type OwnershipQuestion,
  type Segment,
} from 'backstage-plugin-flux-delivery-common';
import {
  type EntityStanding,
  type Standing,
  standsForOthers,
} from '../ownership/EntityStanding';
import type { Directory } from './OwnedUnits';
import type { OwnershipCall } from './OwnershipService';

/** Of one service. */
const MOST_OBJECTS = 50;

/** A target as far as it is told of here. */
export interface NamedTarget {
  cluster: string;
  environment: string;
  applierRef?: ObjectRef;
  sources: readonly { ref: ObjectRef }[];
  workloads: readonly { ref: ObjectRef }[];
}

/** The entities that questions name, as the directory has them: whether somebody may be told of them is decided elsewhere. */
export class OwnedServices {
  constructor(
    private readonly deps: {
      directory: Pick<Directory, 'entityRefs' | 'factsOf'>;
      standing: EntityStanding;
    },
  ) {}

  /**
   * By their ref, by the name of a component, and of whoever stands for several services, these: as the services name their owner and system,
   * and as the catalog shows groups and systems behind them to the caller. `complete` is false where the catalog does not answer.
   */
  async named(
    questions: readonly OwnershipQuestion[],
    call: OwnershipCall,
  ): Promise<{ entityRefs: string[]; complete: boolean }> {
    let complete = true;
    const found = await Promise.all(
      questions.map(async question => {
        if (question.by === 'entity') {
          const { entityRef } = question;
          if (!standsForOthers(entityRef)) {
            return [entityRef];
          }
          const behind = await this.standingOf(entityRef, call);
          complete &&= behind !== undefined;
          return this.servicesOf(entityRef, behind);
        }
        return question.by === 'name' && question.namespace === undefined
          ? [`component:default/${question.name}`]
          : [];
      }),
    );
    return { entityRefs: [...new Set(found.flat())], complete };
  }

  /** What the catalog adds to what the services say themselves; undefined where that cannot be told now. */
  private async standingOf(
    entityRef: string,
    call: OwnershipCall,
  ): Promise<Standing | undefined> {
    const nothing = { owners: [], systems: [] };
    try {
      return (await this.deps.standing.of(entityRef, call)) ?? nothing;
    } catch {
      return undefined;
    }
  }

  private servicesOf(entityRef: string, behind: Standing | undefined) {
    const { directory } = this.deps;
    const owners = new Set([entityRef, ...(behind?.owners ?? [])]);
    const systems = new Set([entityRef, ...(behind?.systems ?? [])]);
    return [...directory.entityRefs()]
      .filter(ref => {
        const { owner, system } = directory.factsOf(ref) ?? {};
        return (
          !standsForOthers(ref) &&
          ((owner !== undefined && owners.has(owner.toLowerCase())) ||
            (system !== undefined && systems.has(system.toLowerCase())))
        );
      })
      .sort();
  }
}

/** What a service has, of the targets and segments that are told. */
export function ownedService<T extends NamedTarget>(
  { entityRef, title, owner, system }: EntityFacts,
  targets: readonly T[],
  tells: (target: T, segment: Segment) => boolean,
): OwnedService {
  const appliers = distinct(
    targets
      .filter(target => tells(target, 'reconcile'))
      .flatMap(({ applierRef }) => applierRef ?? []),
  );
  const sources = distinct(
    targets
      .filter(target => tells(target, 'source'))
      .flatMap(target => target.sources.map(({ ref }) => ref)),
  );
  const namespaces = placesOf(targets, tells);
  const all = [appliers, sources, namespaces];
  return {
    entityRef,
    ...(title && { title }),
    ...(owner && { owner }),
    ...(system && { system }),
    environments: [...new Set(targets.map(({ environment }) => environment))],
    appliers: appliers.slice(0, MOST_OBJECTS),
    sources: sources.slice(0, MOST_OBJECTS),
    namespaces: namespaces.slice(0, MOST_OBJECTS),
    ...(all.some(({ length }) => length > MOST_OBJECTS) && {
      more: true as const,
    }),
  };
}

function placesOf<T extends NamedTarget>(
  targets: readonly T[],
  tells: (target: T, segment: Segment) => boolean,
): OwnedService['namespaces'] {
  const refs = targets.flatMap(target => [
    ...(target.applierRef && tells(target, 'reconcile')
      ? [target.applierRef]
      : []),
    ...(tells(target, 'rollout') ? target.workloads.map(({ ref }) => ref) : []),
  ]);
  const places = refs
    .filter(({ namespace }) => namespace !== '')
    .map(({ cluster, namespace }) => ({ cluster, namespace }));
  return [
    ...new Map(places.map(place => [JSON.stringify(place), place])).values(),
  ];
}

function distinct(refs: readonly ObjectRef[]): ObjectRef[] {
  return [...new Map(refs.map(ref => [keyOf(ref), ref])).values()];
}

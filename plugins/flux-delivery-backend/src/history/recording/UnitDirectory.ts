import {
  type Binding,
  claimedEntities,
  type EntityFacts,
  type InventoryView,
  keyOf,
  KUBERNETES_ID_LABEL,
  type KubeObject,
  type ObjectRef,
  type PathOptions,
  resolvePath,
} from 'backstage-plugin-flux-delivery-common';
import type { FluxDeliveryOptions } from '../../config';
import type { ObjectVersion } from '../../inventory/versions';
import { refsOfTarget } from '../../paths/PathInterest';
import { Filed } from './Filed';
import { type HeldTarget, heldTarget } from './HeldTarget';
import { mayMoveTargets } from './mayMoveTargets';

const KUBERNETES_ID = 'backstage.io/kubernetes-id';
/** Other targets are guesses, or not the entity's to see. */
const BOUND: readonly Binding[] = ['claimed', 'label', 'tenantRule', 'trusted'];

interface Entry {
  facts: EntityFacts;
  targets: Map<string, HeldTarget>;
}

export interface DirectoryChange {
  entityRef: string;
  /** Those that the entity has now. */
  targets: ReadonlyMap<string, HeldTarget>;
  /** Ids of those that it has no more. */
  gone: string[];
}

/**
 * Which units there are, and which objects belong to which of them: for all entities of the catalog, whether anybody looks at them
 * or not. Entities whose objects come or go are resolved again when they are asked for.
 */
export class UnitDirectory {
  private readonly entries = new Map<string, Entry>();
  private readonly byKey = new Filed<string>();
  private readonly byNamespace = new Filed<string>();
  private readonly byId = new Filed<string>();
  private readonly stale = new Set<string>();
  private readonly listeners = new Set<(entityRef: string) => void>();
  private isSettled = false;

  constructor(
    private readonly deps: {
      view: InventoryView;
      options: Pick<
        FluxDeliveryOptions,
        'environments' | 'tenants' | 'resolution'
      >;
    },
  ) {}

  /** False as long as nobody knows which entities there are: the catalog was not read, or fills still. */
  get isKnown(): boolean {
    return this.isSettled;
  }

  /** What the catalog told last is all that there is. */
  settle(): void {
    this.isSettled = true;
  }

  /** The entities of the catalog as it is now. All of them are resolved again. */
  replace(entities: readonly EntityFacts[]): DirectoryChange[] {
    const present = new Set(entities.map(({ entityRef }) => entityRef));
    const removed = [...this.entries.keys()]
      .filter(entityRef => !present.has(entityRef))
      .map(entityRef => this.remove(entityRef));
    entities.forEach(facts => this.put(facts));
    return removed;
  }

  /** Some of the entities were read again meanwhile: those that are others now are resolved again. */
  renew(entities: readonly EntityFacts[]): void {
    for (const facts of entities) {
      const held = this.entries.get(facts.entityRef);
      if (held && JSON.stringify(held.facts) !== JSON.stringify(facts)) {
        this.put(facts);
      }
    }
  }

  /** Notes that a version may belong to other entities than before, and answers those whose units it is of. */
  note(version: ObjectVersion): string[] {
    const { ref, before, observed } = version;
    const concerned = this.byKey.get(keyOf(ref));
    if (mayMoveTargets(version)) {
      const namespace = namespaceOf(ref);
      [
        ...concerned,
        ...this.byNamespace.get(namespace),
        ...this.claimants(before?.object),
        ...this.claimants(observed?.object),
      ].forEach(entityRef => this.stale.add(entityRef));
    }
    return [...concerned];
  }

  /** Calls back for each entity that was resolved again, or is not in the catalog any more. Returns how to end it. */
  onResolved(listener: (entityRef: string) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  factsOf(entityRef: string): EntityFacts | undefined {
    return this.entries.get(entityRef)?.facts;
  }

  /** The entities that bear this value in `backstage.io/kubernetes-id`. */
  withKubernetesId(id: string): string[] {
    return [...this.byId.get(id)];
  }

  unitsWith(ref: ObjectRef): string[] {
    return [...this.byKey.get(keyOf(ref))];
  }

  /** The entities that have something in a namespace. */
  unitsIn(cluster: string, namespace: string): string[] {
    return [...this.byNamespace.get(`${cluster}|${namespace}`)];
  }

  entityRefs(): IterableIterator<string> {
    return this.entries.keys();
  }

  /** Those of the entity that are bound to it, as of when they were resolved last. */
  targetsOf(entityRef: string): Iterable<HeldTarget> {
    return this.entries.get(entityRef)?.targets.values() ?? [];
  }

  hasStale(): boolean {
    return this.stale.size > 0;
  }

  /** Resolves up to `limit` entities again that need it. */
  refresh(limit: number): DirectoryChange[] {
    const changes: DirectoryChange[] = [];
    for (const entityRef of this.stale) {
      if (changes.length >= limit) {
        break;
      }
      this.stale.delete(entityRef);
      const entry = this.entries.get(entityRef);
      if (entry) {
        changes.push(this.resolve(entry));
      }
    }
    return changes;
  }

  private put(facts: EntityFacts): void {
    const held = this.entries.get(facts.entityRef);
    this.fileId(held?.facts, facts);
    this.entries.set(facts.entityRef, {
      targets: new Map(),
      ...held,
      facts,
    });
    this.stale.add(facts.entityRef);
  }

  private resolve(entry: Entry): DirectoryChange {
    const { entityRef } = entry.facts;
    const { view } = this.deps;
    const { targets } = resolvePath(
      entry.facts,
      view,
      this.optionsFor(entry.facts),
    );
    const bound = new Map(
      targets
        .filter(({ binding }) => BOUND.includes(binding))
        .map(target => [target.id, heldTarget(target, view)] as const),
    );
    const gone = [...entry.targets.keys()].filter(id => !bound.has(id));
    this.fileTargets(entityRef, entry.targets, bound);
    entry.targets = bound;
    this.listeners.forEach(listener => listener(entityRef));
    return { entityRef, targets: bound, gone };
  }

  private remove(entityRef: string): DirectoryChange {
    const { facts, targets } = this.entries.get(entityRef)!;
    this.entries.delete(entityRef);
    this.stale.delete(entityRef);
    this.fileId(facts, undefined);
    this.fileTargets(entityRef, targets, new Map());
    this.listeners.forEach(listener => listener(entityRef));
    return { entityRef, targets: new Map(), gone: [...targets.keys()] };
  }

  private optionsFor({ entityRef, annotations }: EntityFacts): PathOptions {
    const { environments, tenants, resolution } = this.deps.options;
    const sharing = this.byId.get(annotations[KUBERNETES_ID] ?? '');
    return {
      environments,
      tenants,
      requireClaim: resolution.requireClaim,
      sameKubernetesId: sharing
        .filter(other => other !== entityRef)
        .map(other => ({
          entityRef: other,
          owner: this.entries.get(other)?.facts.owner,
        })),
    };
  }

  private fileTargets(
    entityRef: string,
    before: Entry['targets'],
    after: Entry['targets'],
  ): void {
    const keysOf = (targets: Entry['targets']) =>
      [...targets.values()].flatMap(({ keys }) => keys);
    const namespacesIn = (targets: Entry['targets']) =>
      [...targets.values()].flatMap(refsOfTarget).map(namespaceOf);
    this.byKey.refile(entityRef, keysOf(before), keysOf(after));
    this.byNamespace.refile(
      entityRef,
      namespacesIn(before),
      namespacesIn(after),
    );
  }

  private fileId(before?: EntityFacts, after?: EntityFacts) {
    const idsOf = (facts?: EntityFacts) =>
      facts ? [facts.annotations[KUBERNETES_ID] ?? ''] : [];
    const entityRef = (after ?? before)?.entityRef;
    if (entityRef !== undefined) {
      this.byId.refile(entityRef, idsOf(before), idsOf(after));
    }
  }

  private claimants(object: KubeObject | undefined): string[] {
    if (!object) {
      return [];
    }
    const id = object.metadata.labels?.[KUBERNETES_ID_LABEL];
    return [
      ...claimedEntities(object),
      ...(id ? this.byId.get(id) : []),
    ].filter(entityRef => this.entries.has(entityRef));
  }
}

function namespaceOf({ cluster, namespace }: ObjectRef): string {
  return `${cluster}|${namespace}`;
}

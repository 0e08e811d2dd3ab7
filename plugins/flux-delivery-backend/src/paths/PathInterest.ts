import {
  keyOf,
  type ObjectRef,
  type TargetRefs,
} from 'backstage-plugin-flux-delivery-common';

const KEPT_MS = 3 * 60_000;
const KEPT_ENTITIES = 2_000;

interface Entry {
  at: number;
  keys: Set<string>;
  /** `cluster|namespace`: an object that appears there may belong to the path, and no key of today says so. */
  namespaces: Set<string>;
}

/**
 * Which objects the paths that people look at are made of. It tells which entities a change concerns, so that only their pages
 * are told to look again. It errs on the side of telling too much. Bounded in number and in time.
 */
export class PathInterest {
  private readonly entries = new Map<string, Entry>();

  constructor(private readonly now: () => number) {}

  note(entityRef: string, targets: readonly TargetRefs[]): void {
    const refs = targets.flatMap(refsOfTarget);
    this.entries.delete(entityRef);
    this.entries.set(entityRef, {
      at: this.now(),
      keys: new Set(refs.map(keyOf)),
      namespaces: new Set(refs.map(namespaceOf)),
    });
    if (this.entries.size > KEPT_ENTITIES) {
      const [oldest] = this.entries.keys();
      this.entries.delete(oldest);
    }
  }

  /** The entities that people looked at lately and whose path the changed objects may be part of. */
  concernedBy(changed: readonly ObjectRef[]): string[] {
    const concerned: string[] = [];
    const keys = new Set(changed.map(keyOf));
    const namespaces = new Set(changed.map(namespaceOf));
    for (const [entityRef, entry] of this.entries) {
      if (this.now() - entry.at > KEPT_MS) {
        this.entries.delete(entityRef);
      } else if (
        [...entry.namespaces].some(each => namespaces.has(each)) ||
        [...entry.keys].some(each => keys.has(each))
      ) {
        concerned.push(entityRef);
      }
    }
    return concerned;
  }

  /** The entities that people looked at lately and that have a target in the cluster. */
  inCluster(cluster: string): string[] {
    const prefix = `${cluster}|`;
    return [...this.entries]
      .filter(([, { namespaces }]) =>
        [...namespaces].some(text => text.startsWith(prefix)),
      )
      .map(([entityRef]) => entityRef);
  }
}

function namespaceOf({ cluster, namespace }: ObjectRef): string {
  return `${cluster}|${namespace}`;
}

/** Every object that the target was made of. */
export function refsOfTarget(target: TargetRefs): ObjectRef[] {
  return [
    ...(target.applierRef ? [target.applierRef] : []),
    ...target.sources.map(({ ref }) => ref),
    ...target.parents.map(({ ref }) => ref),
    ...target.workloads.flatMap(({ ref, related }) => [
      ref,
      ...related.map(other => other.ref),
    ]),
    ...target.services.flatMap(({ ref, slices, routes }) => [
      ref,
      ...slices.map(slice => slice.ref),
      ...routes.map(route => route.ref),
    ]),
    ...target.imageAutomation.map(({ ref }) => ref),
  ];
}

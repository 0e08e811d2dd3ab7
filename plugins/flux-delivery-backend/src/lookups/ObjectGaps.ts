import {
  deliversElsewhere,
  gapsOfObject,
  type GapFacts,
  type InventoryView,
  inventoryOf,
  keyOf,
  kindOf,
  type ObjectRef,
  type Observed,
  type OwnershipGap,
  ruledOwner,
  tenantOf,
} from 'backstage-plugin-flux-delivery-common';
import type { FluxDeliveryOptions } from '../config';
import type { Directory, OwnedUnits } from './OwnedUnits';

type Role = OwnershipGap['role'];

/** What rules, tenants and namesakes go by. */
interface Deps {
  view: InventoryView;
  directory: Pick<Directory, 'factsOf'>;
  units: OwnedUnits;
  options: Pick<FluxDeliveryOptions, 'ownership' | 'tenants'>;
}

const DEEPEST = 8;

/** What is unowned or doubly owned about one object, by what the inventory and the directory of services say now. */
export class ObjectGaps {
  constructor(private readonly deps: Deps) {}

  /** @param namesakes - entities that may be suggested: those that the reader may see */
  of(observed: Observed, namesakes: readonly string[] = []): OwnershipGap[] {
    const role = roleOf(observed.ref);
    return role
      ? gapsOfObject(observed, {
          ...this.factsOf(observed, role),
          covers: role === 'applier' ? this.coveredBy(observed).length : 0,
          namesakes,
        })
      : [];
  }

  /** Entities that are called as the object is, whether the reader may see them or not. */
  namesakesOf({ object }: Observed): string[] {
    const { labels = {}, name } = object.metadata;
    const names = [name, labels['app.kubernetes.io/name'], labels.app];
    return [
      ...new Set(
        names.flatMap(each =>
          each ? `component:default/${each.toLowerCase()}` : [],
        ),
      ),
    ].filter(entityRef => this.deps.directory.factsOf(entityRef));
  }

  /** Whether an applier belongs to nobody, so that what it delivers is told with it. */
  isUnownedApplier({ ref, object }: Observed): boolean {
    const { units, options } = this.deps;
    return (
      units.onPathOf(ref).length === 0 &&
      !ruledOwner(ref, object, options.ownership)
    );
  }

  appliersListing(ref: ObjectRef): Observed[] {
    return this.deps.view
      .by('byInventoryEntry', keyOf(ref))
      .filter(
        applier =>
          roleOf(applier.ref) === 'applier' &&
          !deliversElsewhere(applier.object),
      );
  }

  /** Workloads that are unowned with an applier, also through the appliers that it delivers. */
  private coveredBy(applier: Observed): ObjectRef[] {
    const found = new Map<string, ObjectRef>();
    const walk = (current: Observed, depth: number) => {
      for (const ref of inventoryOf(current)) {
        const key = keyOf(ref);
        const role = roleOf(ref);
        if (found.has(key) || !role || role === 'source') {
          continue;
        }
        const child = this.deps.view.get(ref);
        if (role === 'workload') {
          if (this.deps.units.onPathOf(ref).length === 0) {
            found.set(key, ref);
          }
        } else if (child && depth < DEEPEST && this.isUnownedApplier(child)) {
          walk(child, depth + 1);
        }
      }
    };
    if (this.isUnownedApplier(applier)) {
      walk(applier, 0);
    }
    return [...found.values()];
  }

  private factsOf(
    { ref, object }: Observed,
    role: Role,
  ): Omit<GapFacts, 'covers' | 'namesakes'> {
    const { view, directory, units, options } = this.deps;
    return {
      role,
      onPathOf: units.onPathOf(ref),
      entities: role === 'workload' ? units.runBy(ref) : [],
      ruled: ruledOwner(ref, object, options.ownership) !== undefined,
      appliers: this.appliersListing(ref),
      isRead: role !== 'source' || view.by('bySource', keyOf(ref)).length > 0,
      knows: entityRef => directory.factsOf(entityRef) !== undefined,
      bearersOf: id => units.bearersOf(id),
      platformGroup: options.ownership.platformGroup,
      tenant: tenantOf(ref, options)?.owner,
    };
  }
}

/** Of the kinds that lists of gaps are about; undefined for all others. */
export function roleOf(
  ref: Pick<ObjectRef, 'group' | 'kind'>,
): Role | undefined {
  const known = kindOf(ref.group, ref.kind);
  const role = known && 'role' in known ? known.role : undefined;
  switch (role) {
    case 'applier':
    case 'parent':
      return 'applier';
    case 'source':
    case 'workload':
      return role;
    default:
      return undefined;
  }
}

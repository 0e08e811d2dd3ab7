import {
  describeRef,
  type InventoryView,
  keyOf,
  type ObjectRef,
  type OwnershipGap,
  type OwnershipMatch,
  type OwnershipQuestion,
  type OwningEntity,
  ruledOwner,
  segmentOwners,
  tenantOf,
} from 'backstage-plugin-flux-delivery-common';
import type { PathMay } from '../access/PathAccess';
import { placeOfObject } from '../access/places';
import { targetAsOf } from '../history/recording/asOfVersion';
import type { FluxDeliveryOptions } from '../config';
import type { DecidedEntities } from './DecidedEntities';
import type { NamedObject } from './NamedObjects';
import type { OwnedUnits, OwningTarget } from './OwnedUnits';
import type { OwnersOf } from './ownersOf';
import type { VisibleGaps } from './VisibleGaps';

const MOST_ENTITIES = 50;

interface Deps {
  view: InventoryView;
  units: OwnedUnits;
  ownersOf: OwnersOf;
  options: Pick<FluxDeliveryOptions, 'ownership' | 'tenants'>;
}

/** Whose objects are, as one caller is told. */
export class ObjectMatches {
  constructor(
    private readonly deps: Deps,
    private readonly asked: {
      may: PathMay;
      entities: DecidedEntities;
      gaps: VisibleGaps;
    },
  ) {}

  /** Namespaces that are there, or in which some entity has something. */
  namespaces({
    cluster,
    namespace,
  }: Extract<OwnershipQuestion, { by: 'namespace' }>): NamedObject[] {
    const { view, units } = this.deps;
    return view
      .clusters()
      .filter(({ name }) => cluster === undefined || name === cluster)
      .map(({ name }) => ({
        cluster: name,
        group: '',
        kind: 'Namespace',
        namespace: '',
        name: namespace,
      }))
      .filter(
        ref =>
          view.get(ref) || units.inNamespace(ref.cluster, ref.name).length > 0,
      )
      .map(ref => ({ ref, because: 'it is what was asked for' }));
  }

  /** The first of those that the caller may be told of, and whether there are more. */
  async of(
    named: readonly NamedObject[],
    most: number,
  ): Promise<{ matches: OwnershipMatch[]; more: boolean }> {
    const { may, entities, gaps } = this.asked;
    const { units } = this.deps;
    const having = named.map(({ ref }) =>
      isNamespace(ref)
        ? units.inNamespace(ref.cluster, ref.name)
        : units.having(ref),
    );
    const allowed = having.map(owning =>
      owning.filter(each => maySee(may, each)),
    );
    const shown = await entities.shown(
      allowed.flat().map(({ facts }) => facts.entityRef),
    );
    const tellable = named.flatMap(({ ref, because }, at) => {
      const owning = allowed[at].flatMap(each => {
        const facts = entities.factsOf(each.facts.entityRef);
        const now = facts && { ...each, facts };
        return now && shown.has(facts.entityRef) && maySee(may, now) ? now : [];
      });
      const seesPlace = may.seePlace(placeOfObject(ref));
      return owning.length > 0 || seesPlace
        ? { ref, because, owning, withheld: owning.length < having[at].length }
        : [];
    });
    const told = tellable.slice(0, most);
    const wrong = new Map<string, OwnershipGap[]>();
    for (const gap of await gaps.of(told.map(({ ref }) => ref))) {
      const key = keyOf(gap.object);
      wrong.set(key, [...(wrong.get(key) ?? []), gap]);
    }
    const matches = await Promise.all(
      told.map(async ({ ref, because, owning, withheld }) => ({
        ...this.placed(ref, because),
        entities: await Promise.all(
          owning
            .slice(0, MOST_ENTITIES)
            .map(each => this.owningEntity(ref, each, may)),
        ),
        ...(owning.length === 0 &&
          !withheld && { owner: this.ownerWithoutEntity(ref) }),
        ...(owning.length === 0 && withheld && { withheld: true as const }),
        gaps: wrong.get(keyOf(ref)) ?? [],
      })),
    );
    return { matches, more: tellable.length > told.length };
  }

  private placed(ref: ObjectRef, because: string) {
    const { view } = this.deps;
    const { cluster, group, kind } = ref;
    const isGone = view.freshness(cluster, group, kind).state === 'synced';
    let exists: boolean | null = isGone ? false : null;
    if (view.get(ref)) {
      exists = true;
    }
    const listing = view.by('byInventoryEntry', keyOf(ref));
    return {
      object: ref,
      because: [
        because,
        ...listing.map(
          applier => `the inventory of ${describeRef(applier.ref)} lists it`,
        ),
      ],
      exists,
      appliers: listing.map(applier => applier.ref),
    };
  }

  private async owningEntity(
    ref: ObjectRef,
    { facts, target, segment }: OwningTarget,
    may: PathMay,
  ): Promise<OwningEntity> {
    const { entityRef, title, owner, system } = facts;
    const segments = segmentOwners(
      targetAsOf(target, new Map(), this.deps.view),
      await this.deps.ownersOf(facts),
      each => !may.bySegment || may.seeSegment(facts, target, each),
    );
    const own = segments.find(each => each.segment === segment);
    return {
      entityRef,
      ...(title && { title }),
      ...(owner && { owner }),
      ...(system && { system }),
      targetId: target.id,
      environment: target.environment,
      cluster: target.cluster,
      binding: target.binding,
      ...(segment && { segment }),
      ...(own && {
        objectOwner: {
          ...(own.owner && { owner: own.owner }),
          because: own.because,
          ...(own.unowned && { unowned: true as const }),
        },
      }),
      because: isNamespace(ref)
        ? [`it has something in the namespace ${ref.name}`, ...target.because]
        : [...target.because],
      segments,
    };
  }

  private ownerWithoutEntity(ref: ObjectRef) {
    const { view, options } = this.deps;
    return (
      ruledOwner(ref, view.get(ref)?.object, options.ownership) ??
      tenantOf(
        isNamespace(ref) ? { ...ref, namespace: ref.name } : ref,
        options,
      ) ?? {
        unowned: true as const,
        because: 'no entity has it, and no rule or tenant names an owner',
      }
    );
  }
}

function maySee(may: PathMay, { facts, target, segment }: OwningTarget) {
  return segment && may.bySegment
    ? may.seeSegment(facts, target, segment)
    : may.seeTarget(facts, target);
}

function isNamespace({ group, kind }: ObjectRef): boolean {
  return group === '' && kind === 'Namespace';
}

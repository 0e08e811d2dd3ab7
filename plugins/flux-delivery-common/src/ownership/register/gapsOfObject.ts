import { claimedEntities, KUBERNETES_ID_LABEL } from '../../flux/claims';
import type { Observed } from '../../kube/KubeObject';
import { displayRef, keyOf, type ObjectRef } from '../../kube/ObjectRef';
import { describeRef } from '../../paths/describeRef';
import {
  adoptEntity,
  claimForOne,
  claimObject,
  detachManager,
  moveBetweenAppliers,
  ownerRule,
  putBack,
  registerEntity,
} from './fixes';
import {
  gapId,
  type GapClaimant,
  type GapReason,
  type OwnershipFix,
  type OwnershipGap,
} from './OwnershipGap';
import { type Stranger, strangersOf } from './strangersOf';

/** An entity that has an object. @public */
export interface GapEntity {
  entityRef: string;
  owner?: string;
}

/** What is known around one object. @public */
export interface GapFacts {
  role: OwnershipGap['role'];
  /** Those that it is bound to, on whatever part of their path. */
  onPathOf: readonly GapEntity[];
  /** Those whose own it is: their workload, or what they alone have. */
  entities: readonly GapEntity[];
  /** True where a rule of the configuration says who owns it. */
  ruled: boolean;
  /** Appliers whose inventory lists it. */
  appliers: readonly Observed[];
  /** For a source: whether anything reads it. */
  isRead: boolean;
  /** Number of workloads that are unowned with it. */
  covers: number;
  knows: (entityRef: string) => boolean;
  /** Entities with this value of `backstage.io/kubernetes-id`. */
  bearersOf: (id: string) => readonly GapEntity[];
  /** Entities that are called like it: the likeliest. */
  namesakes: readonly string[];
  platformGroup?: string;
  /** Whose its namespace is, as configured: who is to ask. */
  tenant?: string;
}

/**
 * What is wrong with who owns an object: that nobody does, or more than one. Each gap once, with the smallest fix.
 *
 * @public
 */
export function gapsOfObject(
  observed: Observed,
  facts: GapFacts,
): OwnershipGap[] {
  const nobody =
    facts.onPathOf.length === 0 && !facts.ruled
      ? unowned(observed, facts)
      : undefined;
  return [
    ...(nobody ? [nobody] : []),
    ...twoInventories(observed, facts),
    ...twoEntities(observed, facts),
    ...twoManagers(observed, facts),
  ];
}

function unowned(observed: Observed, facts: GapFacts): OwnershipGap {
  const { ref, object } = observed;
  const { role, covers, isRead, knows, bearersOf } = facts;
  const what = describeRef(ref);
  const claimed = claimedEntities(object);
  const id = object.metadata.labels?.[KUBERNETES_ID_LABEL];
  const suggested = facts.namesakes[0];
  const rule = ownerRule(ref, role, facts.platformGroup);
  const make = (reason: GapReason, summary: string, fixes: OwnershipFix[]) =>
    gap(observed, {
      gap: 'unowned',
      reason,
      summary: facts.tenant
        ? `${summary} Its namespace is given to ${facts.tenant}.`
        : summary,
      fixes,
      role,
      covers,
    });
  if (claimed.length > 0 && !claimed.some(knows)) {
    return make(
      'unknownEntity',
      `${what} says that it belongs to ${claimed.join(
        ', ',
      )}, which the catalog does not have.`,
      [registerEntity(claimed[0]), claimObject(ref, suggested), rule],
    );
  }
  if (claimed.length === 0 && id && bearersOf(id).length === 0) {
    return make(
      'unknownEntity',
      `${what} bears the label ${KUBERNETES_ID_LABEL}: ${id}, and no entity of the catalog has that value.`,
      [adoptEntity(id, suggested), claimObject(ref, suggested), rule],
    );
  }
  if (role === 'source') {
    return make(
      isRead ? 'noClaim' : 'notRead',
      isRead
        ? `${what} is read, and by nothing that belongs to an entity.`
        : `Nothing reads ${what}, and nothing says whose it is.`,
      [rule],
    );
  }
  const isDelivered = role === 'applier' || facts.appliers.length > 0;
  return make(
    isDelivered ? 'noClaim' : 'notDelivered',
    isDelivered
      ? `${what} belongs to no entity: nothing on it, and nothing that it delivers, names one${
          covers > 0
            ? `. With it, ${covers} ${
                covers === 1 ? 'workload is' : 'workloads are'
              } nobody’s`
            : ''
        }.`
      : `${what} belongs to no entity, and Flux does not deliver it.`,
    [claimObject(ref, suggested), rule],
  );
}

function twoInventories(observed: Observed, facts: GapFacts): OwnershipGap[] {
  const { ref } = observed;
  const { appliers, role } = facts;
  if (appliers.length < 2) {
    return [];
  }
  const names = appliers.map(({ ref: applier }) => displayRef(applier));
  return [
    gap(observed, {
      gap: 'doublyOwned',
      reason: 'twoInventories',
      role,
      summary: `${describeRef(ref)} is in the inventories of ${names.join(
        ' and ',
      )}: where they differ they overwrite each other, and each may delete it.`,
      claimants: names.map(name => ({
        kind: 'applier',
        name,
        by: 'lists it in its inventory',
      })),
      fixes: [
        moveBetweenAppliers(
          ref,
          appliers.map(each => each.ref),
        ),
      ],
    }),
  ];
}

function twoEntities(observed: Observed, facts: GapFacts): OwnershipGap[] {
  const { ref, object } = observed;
  const id = object.metadata.labels?.[KUBERNETES_ID_LABEL];
  const claimed = claimedEntities(object);
  const sameId =
    facts.entities.length === 0 && claimed.length === 0 && id
      ? facts.bearersOf(id)
      : [];
  const entities = facts.entities.length > 0 ? facts.entities : sameId;
  const owners = new Set(entities.map(({ owner }) => owner ?? ''));
  if (entities.length < 2 || owners.size < 2 || facts.role === 'source') {
    return [];
  }
  const refs = entities.map(({ entityRef }) => entityRef).sort();
  return [
    gap(observed, {
      gap: 'doublyOwned',
      reason: 'twoEntities',
      role: facts.role,
      summary: `${describeRef(
        ref,
      )} belongs to more than one entity, and they have different owners: nobody knows whose move it is.`,
      claimants: refs.map(name => ({
        kind: 'entity',
        name,
        ...(sameId.length > 0 && {
          by: `has ${KUBERNETES_ID_LABEL}: ${id}, and is not bound by it, as others have it too`,
        }),
      })),
      fixes: [claimForOne(ref)],
    }),
  ];
}

function twoManagers(observed: Observed, facts: GapFacts): OwnershipGap[] {
  const { ref } = observed;
  const [applier] = facts.appliers;
  if (!applier) {
    return [];
  }
  const strangers = strangersOf(observed, applier);
  if (strangers.length === 0) {
    return [];
  }
  const claimants: GapClaimant[] = [
    {
      kind: 'applier',
      name: displayRef(applier.ref),
      by: 'applies it',
    },
    ...strangers.map(
      ({ name, does }): GapClaimant => ({ kind: 'manager', name, by: does }),
    ),
  ];
  const [first] = strangers;
  return [
    gap(observed, {
      gap: 'doublyOwned',
      reason: 'twoManagers',
      role: facts.role,
      summary: `${describeRef(ref)} is applied by ${displayRef(
        applier.ref,
      )}, and ${first.name} ${first.does}.`,
      claimants,
      fixes: fixesFor(ref, applier.ref, strangers),
    }),
  ];
}

function fixesFor(
  ref: ObjectRef,
  applier: ObjectRef,
  strangers: readonly Stranger[],
): OwnershipFix[] {
  const tools = strangers.filter(({ marks }) => marks.length > 0);
  const writers = strangers.filter(({ marks }) => marks.length === 0);
  return [
    ...tools.map(tool => detachManager(ref, tool)),
    ...(writers.length > 0
      ? [putBack(applier, writers.map(({ name }) => name).join(' and '))]
      : []),
  ];
}

function gap(
  { ref }: { ref: ObjectRef },
  rest: Omit<OwnershipGap, 'id' | 'object' | 'claimants' | 'covers'> &
    Partial<Pick<OwnershipGap, 'claimants' | 'covers'>>,
): OwnershipGap {
  return {
    id: gapId({ key: keyOf(ref), reason: rest.reason }),
    object: ref,
    claimants: [],
    covers: 0,
    ...rest,
  };
}

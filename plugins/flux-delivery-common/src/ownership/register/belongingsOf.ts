import {
  deliversElsewhere,
  inventoryOf,
  ownerAppliersOf,
} from '../../flux/applier';
import type { Kustomization } from '../../flux/objects';
import type { KubeObject, Observed } from '../../kube/KubeObject';
import { displayRef, keyOf, type ObjectRef } from '../../kube/ObjectRef';
import type { InventoryView } from '../../paths/InventoryView';
import { hasRole } from '../../paths/kindRoles';

/**
 * What becomes of an object when it leaves what its applier applies.
 *
 * - `pruned`: it is deleted;
 * - `kept`: it stays, and nobody looks after it any more;
 * - `prunedUnlessExcepted`: it is deleted unless it says otherwise itself, which cannot be told of kinds that are not watched.
 *
 * @public
 */
export type PruneFate = 'pruned' | 'kept' | 'prunedUnlessExcepted';

/** One object that an applier owns. @public */
export interface Belonging {
  /** Without a cluster where the applier delivers to another one. */
  ref: ObjectRef;
  fate: PruneFate;
  /** In words, where something of the object itself decides. */
  because?: string;
}

/** What an applier owns, and what of that it may delete. @public */
export interface Belongings {
  applier: ObjectRef;
  /** Whether it deletes what leaves its content at all. */
  prune: boolean;
  /** In words: the field that says so. */
  because: string;
  /** True where it is suspended: then nothing is deleted until it goes on. */
  suspended?: true;
  /** True where it delivers to a cluster other than its own. */
  elsewhere?: true;
  /** The account that it works as; absent where it has the rights of its controller. */
  serviceAccount?: string;
  /** False where it tells no inventory, so that only workloads are known, by their labels. */
  listed: boolean;
  total: number;
  counts: Record<PruneFate, number>;
  /** What it may delete first. */
  items: Belonging[];
  truncated: boolean;
}

const MOST_ITEMS = 200;
const FATES: readonly PruneFate[] = ['pruned', 'prunedUnlessExcepted', 'kept'];
const KUSTOMIZE = 'kustomize.toolkit.fluxcd.io';
const OPERATOR = 'fluxcd.controlplane.io';
const HELM_POLICY = 'helm.sh/resource-policy';

/**
 * What an applier owns and may delete, by its inventory, its `spec.prune` and what the objects say of themselves.
 *
 * @public
 */
export function belongingsOf(
  applier: Observed,
  view: InventoryView,
): Belongings {
  const { ref, object } = applier;
  const spec = object.spec as
    | { suspend?: boolean; serviceAccountName?: string }
    | undefined;
  const { prune, because } = pruningOf(applier);
  const listed = inventoryOf(applier);
  const owned =
    listed.length > 0
      ? listed
      : view.by('byOwnerLabel', keyOf(ref)).map(found => found.ref);
  const items = owned
    .map(each => belonging(each, applier, { prune, view }))
    .sort((a, b) => FATES.indexOf(a.fate) - FATES.indexOf(b.fate));
  return {
    applier: ref,
    prune,
    because,
    ...(spec?.suspend === true && { suspended: true as const }),
    ...(deliversElsewhere(object) && { elsewhere: true as const }),
    ...(spec?.serviceAccountName && {
      serviceAccount: spec.serviceAccountName,
    }),
    listed: listed.length > 0 || hasInventory(object),
    total: items.length,
    counts: {
      pruned: countOf(items, 'pruned'),
      kept: countOf(items, 'kept'),
      prunedUnlessExcepted: countOf(items, 'prunedUnlessExcepted'),
    },
    items: items.slice(0, MOST_ITEMS),
    truncated: items.length > MOST_ITEMS,
  };
}

function countOf(items: readonly Belonging[], fate: PruneFate): number {
  return items.filter(item => item.fate === fate).length;
}

function hasInventory(object: KubeObject): boolean {
  return Boolean((object.status as { inventory?: unknown } | null)?.inventory);
}

function pruningOf({ ref, object }: Observed): {
  prune: boolean;
  because: string;
} {
  if (ref.kind === 'HelmRelease') {
    return {
      prune: true,
      because: 'Helm deletes what is no longer in the chart',
    };
  }
  if (ref.kind !== 'Kustomization') {
    return {
      prune: true,
      because: `a ${ref.kind} deletes what it no longer makes`,
    };
  }
  const prune = (object as Kustomization).spec?.prune === true;
  return {
    prune,
    because: prune
      ? 'spec.prune is true: what leaves its path is deleted'
      : 'spec.prune is false: what leaves its path stays in the cluster, and is nobody’s',
  };
}

function belonging(
  ref: ObjectRef,
  applier: Observed,
  { prune, view }: { prune: boolean; view: InventoryView },
): Belonging {
  if (!prune) {
    return { ref, fate: 'kept' };
  }
  const object = view.get(ref)?.object;
  if (!object) {
    return { ref, fate: 'prunedUnlessExcepted' };
  }
  const exception = exceptionOf(ref, object, applier);
  return exception
    ? { ref, fate: 'kept', because: exception }
    : { ref, fate: 'pruned' };
}

/** What of the object keeps it from being deleted, in words. */
function exceptionOf(
  ref: ObjectRef,
  object: KubeObject,
  applier: Observed,
): string | undefined {
  if (applier.ref.kind === 'HelmRelease') {
    const policy = object.metadata.annotations?.[HELM_POLICY];
    return policy === 'keep' ? `annotation ${HELM_POLICY}: keep` : undefined;
  }
  const prefix = applier.ref.group === OPERATOR ? OPERATOR : KUSTOMIZE;
  for (const key of [`${prefix}/prune`, `${prefix}/reconcile`]) {
    if (object.metadata.annotations?.[key] === 'disabled') {
      return `annotation ${key}: disabled`;
    }
    if (object.metadata.labels?.[key] === 'disabled') {
      return `label ${key}: disabled`;
    }
  }
  // Only what bears the labels of the Kustomization itself is deleted.
  const owners = ownerAppliersOf(ref, object).filter(
    owner => owner.kind === applier.ref.kind && hasRole(owner, 'applier'),
  );
  const [other] = owners;
  return other && !owners.some(owner => keyOf(owner) === keyOf(applier.ref))
    ? `its owner labels name ${displayRef(other)}`
    : undefined;
}

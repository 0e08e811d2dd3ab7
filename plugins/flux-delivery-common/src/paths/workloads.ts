import { deliversElsewhere, inventoryOf } from '../flux/applier';
import type { Observed } from '../kube/KubeObject';
import { groupOf } from '../kube/KubeObject';
import { keyOf, type ObjectRef } from '../kube/ObjectRef';
import { toMillis } from '../kube/time';
import { ownerRefsOf } from './appliers';
import type { BindingPolicy } from './binding';
import { describeRef } from './describeRef';
import type { ResolvedWorkload } from './DeliveryPath';
import type { InventoryView } from './InventoryView';
import { hasRole, isWorkload } from './kindRoles';

/** A workload before its relatives are looked up. */
export interface FoundWorkload {
  ref: ObjectRef;
  workload?: Observed;
  because: string;
}

const MOST_JOBS = 10;

/**
 * The workloads that an applier delivers: those in its inventory, those that an operator made of a custom resource in it, and
 * for a HelmRelease without inventory those whose owner labels name it. Parts of another workload (a Job of a CronJob, the
 * primary of a Canary) do not stand for themselves.
 */
export function deliveredWorkloads(
  applier: Observed,
  view: InventoryView,
): FoundWorkload[] {
  if (deliversElsewhere(applier.object)) {
    return [];
  }
  const owned = inventoryOf(applier);
  const listed = owned.flatMap(ref =>
    isWorkload(ref)
      ? [{ ref, via: `inventory of ${describeRef(applier.ref)} lists it` }]
      : madeOf(ref, view),
  );
  const labelled =
    owned.length === 0 && applier.ref.kind === 'HelmRelease'
      ? view
          .by('byOwnerLabel', keyOf(applier.ref))
          .filter(({ ref }) => hasRole(ref, 'workload'))
          .map(({ ref }) => ({
            ref,
            via: `its owner labels name ${describeRef(applier.ref)}`,
          }))
      : [];
  const found = new Map<string, FoundWorkload>();
  for (const { ref, via } of [...listed, ...labelled]) {
    const workload = view.get(ref);
    if (!found.has(keyOf(ref)) && !(workload && isPartOfAnother(workload))) {
      found.set(keyOf(ref), { ref, workload, because: via });
    }
  }
  return [...found.values()];
}

/** What an operator made of an object whose kind we do not watch. */
function madeOf(
  ref: ObjectRef,
  view: InventoryView,
): { ref: ObjectRef; via: string }[] {
  return view
    .by('byOwner', keyOf(ref))
    .filter(made => hasRole(made.ref, 'workload'))
    .map(made => ({ ref: made.ref, via: `${describeRef(ref)} owns it` }));
}

function isPartOfAnother({ ref, object }: Observed): boolean {
  return ownerRefsOf(ref, object).some(owner => hasRole(owner, 'workload'));
}

/** The workload that a part belongs to: the CronJob of a Job, the Canary of its primary. */
export function wholeOf(part: Observed, view: InventoryView): Observed {
  const seen = new Set<string>();
  let whole = part;
  while (!seen.has(keyOf(whole.ref))) {
    seen.add(keyOf(whole.ref));
    const owner = ownerRefsOf(whole.ref, whole.object)
      .filter(ref => hasRole(ref, 'workload'))
      .map(ref => view.get(ref))
      .find(found => found !== undefined);
    if (!owner) {
      return whole;
    }
    whole = owner;
  }
  return part;
}

/**
 * Of an applier that is bound as a whole, the workloads that are not another entity's. A label for somebody else counts only
 * where it tells workloads apart: where all bear one, it is just another name.
 */
export function notOfAnother(
  found: FoundWorkload[],
  policy: BindingPolicy,
): FoundWorkload[] {
  const unclaimed = found.filter(
    ({ workload }) => !(workload && policy.claimsAnother(workload.object)),
  );
  const ours = unclaimed.filter(
    ({ workload }) =>
      !(workload && policy.isLabelledForAnother(workload.object)),
  );
  return ours.length > 0 ? ours : unclaimed;
}

/** Completes a workload with its pods, and with what it is driven by and made of. */
export function resolveWorkload(
  found: FoundWorkload,
  view: InventoryView,
): ResolvedWorkload {
  const related = found.workload
    ? relatedTo(found.workload, view)
    : [...view.by('byTarget', keyOf(found.ref))];
  const own = keyOf(found.ref);
  const unique = new Map(related.map(other => [keyOf(other.ref), other]));
  unique.delete(own);
  return {
    ...found,
    pods: view.podsOf(found.ref),
    related: [...unique.values()],
  };
}

function relatedTo(workload: Observed, view: InventoryView): Observed[] {
  const drivers = view.by('byTarget', keyOf(workload.ref));
  const canaries = [workload, ...drivers].filter(
    ({ ref }) => ref.kind === 'Canary',
  );
  const driven = drivenBy(workload);
  return [
    ...drivers,
    ...(driven ? [view.get(driven)] : []),
    ...canaries.map(canary => primaryOf(canary, view)),
    ...jobsOf(workload, view),
  ].filter(other => other !== undefined);
}

function jobsOf(workload: Observed, view: InventoryView): Observed[] {
  if (workload.ref.kind !== 'CronJob') {
    return [];
  }
  const started = ({ object }: Observed) =>
    toMillis(object.metadata.creationTimestamp) ?? 0;
  return view
    .by('byOwner', keyOf(workload.ref))
    .filter(({ ref }) => ref.group === 'batch' && ref.kind === 'Job')
    .map(job => job)
    .sort((a, b) => started(b) - started(a))
    .slice(0, MOST_JOBS);
}

/** The workload that a Canary or Rollout names as its target. */
export function drivenBy({ ref, object }: Observed): ObjectRef | undefined {
  const spec = object.spec as
    | Partial<
        Record<
          'targetRef' | 'workloadRef',
          { apiVersion?: string; kind?: string; name?: string }
        >
      >
    | undefined;
  const target =
    (ref.kind === 'Canary' && spec?.targetRef) ||
    (ref.kind === 'Rollout' && spec?.workloadRef) ||
    undefined;
  return target?.kind && target.name
    ? {
        cluster: ref.cluster,
        group: target.apiVersion ? groupOf(target.apiVersion) : 'apps',
        kind: target.kind,
        namespace: ref.namespace,
        name: target.name,
      }
    : undefined;
}

/** Flagger copies the target under this name, and there the live traffic goes. */
function primaryOf(
  canary: Observed,
  view: InventoryView,
): Observed | undefined {
  const target = drivenBy(canary);
  return target && view.get({ ...target, name: `${target.name}-primary` });
}

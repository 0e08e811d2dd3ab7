import type { AnnotationErrorDto } from '../api/dto';
import { keyOf, type ObjectRef } from '../kube/ObjectRef';
import type { Observed } from '../kube/KubeObject';
import { appliersOf } from './appliers';
import type { BindingPolicy } from './binding';
import { describeRef } from './describeRef';
import type { EntitySelector } from './entitySelector';
import type { InventoryView } from './InventoryView';
import { hasRole } from './kindRoles';
import type { Link, Links, Unbound } from './Link';
import type { Pointer } from './pointers';
import { canTell, clusterNames, inWords } from './reach';
import { ANY_CLUSTER, targetId } from './targetId';

/** Where a pointer leads in one cluster. */
type Outcome =
  | { is: 'bound'; link: Link }
  | NotBound
  | { is: 'notVerified'; ref: ObjectRef; why: string }
  | { is: 'nothing' };

interface NotBound {
  is: 'missing' | 'notAuthorized';
  ref: ObjectRef;
  observed?: Observed;
}

/** Follows the annotations that name objects (way 3). */
export function linksByPointers(
  selector: EntitySelector,
  view: InventoryView,
  policy: BindingPolicy,
): Links {
  const known = clusterNames(view);
  const all: Links = { bound: [], unbound: [], errors: [] };
  for (const pointer of selector.pointers) {
    if (pointer.cluster !== undefined && !known.includes(pointer.cluster)) {
      all.errors.push(unknownCluster(pointer, known));
    } else {
      const clusters =
        pointer.cluster === undefined ? known : [pointer.cluster];
      const outcomes = clusters.map(cluster =>
        follow(pointer, cluster, view, policy),
      );
      all.bound.push(
        ...outcomes.flatMap(outcome =>
          outcome.is === 'bound' ? [outcome.link] : [],
        ),
      );
      all.unbound.push(...unboundOf(pointer, outcomes, known, view));
      all.errors.push(...missing(pointer, outcomes));
    }
  }
  return all;
}

function follow(
  pointer: Pointer,
  cluster: string,
  view: InventoryView,
  policy: BindingPolicy,
): Outcome {
  const { group, kind, namespace, name } = pointer;
  const ref: ObjectRef = { cluster, group, kind, namespace, name };
  const observed = view.get(ref);
  const bond =
    (observed && policy.ofObject(observed)) ??
    policy.ofPlace(cluster, namespace);
  const freshness = view.freshness(cluster, group, kind);
  const because = `entity annotation ${pointer.annotation} names ${describeRef(
    ref,
  )}`;
  if (bond && (observed || !canTell(freshness))) {
    return isWorthARow(pointer, observed, freshness.state)
      ? {
          is: 'bound',
          link: {
            ref,
            observed,
            bond: { ...bond, because: `${because}; ${bond.because}` },
          },
        }
      : { is: 'nothing' };
  }
  if (bond) {
    return { is: 'missing', ref };
  }
  if (canTell(freshness)) {
    return { is: 'notAuthorized', ref, observed };
  }
  return isWorthARow(pointer, undefined, freshness.state)
    ? {
        is: 'notVerified',
        ref,
        why: `${because}; whether it belongs to this entity cannot be told: cluster ${cluster} ${inWords(
          freshness,
        )}`,
      }
    : { is: 'nothing' };
}

/** A pointer for every cluster makes no row for clusters that will never answer it. */
function isWorthARow(
  pointer: Pointer,
  observed: Observed | undefined,
  state: string,
): boolean {
  return (
    pointer.cluster !== undefined ||
    observed !== undefined ||
    (state !== 'needsUserSession' && state !== 'forbidden')
  );
}

/**
 * Rows without data. A pointer for every cluster makes one row for all clusters where it is not authorized, and none where it
 * is bound in some cluster: anything finer would tell where the object exists.
 */
function unboundOf(
  pointer: Pointer,
  outcomes: Outcome[],
  known: string[],
  view: InventoryView,
): Unbound[] {
  const notVerified = outcomes.filter(outcome => outcome.is === 'notVerified');
  const notAuthorized = outcomes.filter(
    (outcome): outcome is NotBound => outcome.is === 'notAuthorized',
  );
  const isBound = outcomes.some(outcome => outcome.is === 'bound');
  const rows = notVerified.map(({ ref, why }) =>
    row(pointer, ref, [], { binding: 'notVerified', because: why }, view),
  );
  if (notAuthorized.length > 0 && !isBound) {
    const cluster =
      pointer.cluster ?? (known.length === 1 ? known[0] : ANY_CLUSTER);
    rows.push(
      row(
        pointer,
        { ...notAuthorized[0].ref, cluster },
        notAuthorized.flatMap(({ observed }) => (observed ? [observed] : [])),
        {
          binding: 'notAuthorized',
          because: `entity annotation ${pointer.annotation} names ${pointer.text}; no such object names this entity, and no rule in fluxDelivery.tenants lets its owner in`,
        },
        view,
      ),
    );
  }
  return rows;
}

function row(
  pointer: Pointer,
  ref: ObjectRef,
  hidden: Observed[],
  bond: Unbound['bond'],
  view: InventoryView,
): Unbound {
  const isApplier = hasRole(ref, 'applier');
  const leadsTo = new Set(
    isApplier
      ? [keyOf(ref), ...hidden.map(observed => keyOf(observed.ref))]
      : hidden.flatMap(observed =>
          appliersOf(observed, view).map(applier => keyOf(applier.ref)),
        ),
  );
  const hiddenKeys = new Set(hidden.map(observed => keyOf(observed.ref)));
  return {
    id: targetId(ref.cluster, ref.kind, ref.namespace, ref.name),
    cluster: ref.cluster,
    namespace: pointer.namespace,
    ...(isApplier && { applierRef: ref }),
    bond,
    isMetBy: ({ applierRef, objects }) =>
      (applierRef !== undefined && leadsTo.has(keyOf(applierRef))) ||
      objects.some(object => hiddenKeys.has(keyOf(object.ref))),
  };
}

function unknownCluster(
  { annotation, text, cluster }: Pointer,
  known: string[],
): AnnotationErrorDto {
  return {
    annotation,
    value: text,
    expected: `a cluster that is configured: there is no cluster ${cluster}, but ${
      known.join(', ') || 'none at all'
    }`,
  };
}

/** Told only where the owner may look, and only where every cluster could be asked. */
function missing(
  { annotation, text, kind, namespace, name }: Pointer,
  outcomes: Outcome[],
): AnnotationErrorDto[] {
  const isMissing =
    outcomes.length > 0 && outcomes.every(outcome => outcome.is === 'missing');
  return isMissing
    ? [
        {
          annotation,
          value: text,
          expected: `an object that exists: there is no ${describeRef({
            kind,
            namespace,
            name,
          })}`,
        },
      ]
    : [];
}

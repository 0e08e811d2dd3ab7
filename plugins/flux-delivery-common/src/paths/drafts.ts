import {
  ENVIRONMENT_ANNOTATION,
  type EnvironmentAnnotation,
} from './Environment';
import type { Observed } from '../kube/KubeObject';
import { keyOf, type ObjectRef } from '../kube/ObjectRef';
import { appliersOf, descend, type Descendant } from './appliers';
import type { BindingPolicy, Bond } from './binding';
import { describeRef } from './describeRef';
import type { InventoryView } from './InventoryView';
import { hasRole } from './kindRoles';
import type { Link, Links, Unbound } from './Link';
import { deliveredWorkloads, wholeOf, type FoundWorkload } from './workloads';

/** A target while the links that lead to it are merged. */
export interface Draft {
  cluster: string;
  /** Of the workloads, where there is no applier. */
  namespace: string;
  applierRef?: ObjectRef;
  /** The applier itself is bound, or what applies it: not only some of its workloads. */
  applierIsBound: boolean;
  bonds: Bond[];
  /** Workloads that links lead to, by key. */
  linked: Map<string, FoundWorkload>;
  /** Of the bound applier that this one descends from, for one that says nothing itself. */
  inheritedEnvironment?: EnvironmentAnnotation;
}

/**
 * Merges links that lead to the same applier in the same cluster, and drops rows without data where another way has bound what
 * they point at. A guess by image gives way to them: it must not show what a pointer may not.
 */
export function collectDrafts(
  links: Links,
  view: InventoryView,
  policy: BindingPolicy,
): { drafts: Draft[]; unbound: Unbound[] } {
  const drafts = new Map<string, Draft>();
  for (const link of links.bound) {
    const isWorkload = hasRole(link.ref, 'workload');
    (isWorkload ? linkWorkload : linkApplier)(link, drafts, view, policy);
  }
  if (links.unbound.length === 0) {
    return { drafts: [...drafts.values()], unbound: [] };
  }
  const all = [...drafts.values()].map(draft => ({
    draft,
    isGuess: isGuess(draft),
    content: contentOf(draft, view),
  }));
  const unbound = links.unbound.filter(
    row => !all.some(each => !each.isGuess && row.isMetBy(each.content)),
  );
  const shown = all.filter(
    each => !each.isGuess || !unbound.some(row => row.isMetBy(each.content)),
  );
  return {
    drafts: shown.map(({ draft }) => draft),
    unbound: [...new Map(unbound.map(row => [row.id, row])).values()],
  };
}

function isGuess({ bonds }: Draft): boolean {
  return bonds.every(({ binding }) => binding === 'inferred');
}

function contentOf(
  { applierRef, applierIsBound, linked }: Draft,
  view: InventoryView,
) {
  const applier = applierRef && view.get(applierRef);
  const delivered =
    applier && applierIsBound ? deliveredWorkloads(applier, view) : [];
  const workloads = [...linked.values(), ...delivered].map(
    ({ workload }) => workload,
  );
  const objects = [applier, ...workloads].filter(
    (found): found is Observed => found !== undefined,
  );
  return { applierRef, objects };
}

function linkApplier(
  { ref, bond }: Link,
  drafts: Map<string, Draft>,
  view: InventoryView,
  policy: BindingPolicy,
) {
  // What a tenant rule opens ends at the namespaces that it names; whose an object is does not.
  const admits = (child: ObjectRef, object: Observed['object'] | undefined) =>
    bond.binding !== 'tenantRule' ||
    policy.ofPlace(child.cluster, child.namespace) !== undefined ||
    (object !== undefined && policy.claims(object));
  for (const descendant of descend(ref, view, policy, admits)) {
    const draft = draftOf(drafts, descendant.ref);
    draft.applierIsBound = true;
    draft.bonds.push({
      ...bond,
      because: `${bond.because}${through(descendant)}`,
    });
    draft.inheritedEnvironment ??= environmentIn(descendant.chain);
  }
}

function linkWorkload(
  { ref, observed, bond }: Link,
  drafts: Map<string, Draft>,
  view: InventoryView,
) {
  const whole = observed && wholeOf(observed, view);
  const workload = whole?.ref ?? ref;
  const appliers = whole ? appliersOf(whole, view) : [];
  const link = (draft: Draft, because: string) => {
    draft.bonds.push(bond);
    if (!draft.linked.has(keyOf(workload))) {
      draft.linked.set(keyOf(workload), {
        ref: workload,
        workload: whole,
        because,
      });
    }
  };
  appliers.forEach(applier =>
    link(draftOf(drafts, applier.ref), `${bond.because}; ${applier.because}`),
  );
  if (appliers.length === 0) {
    link(
      draftWithoutApplier(drafts, workload),
      whole
        ? `${bond.because}; no inventory lists it and no owner labels are on it: not delivered by Flux`
        : bond.because,
    );
  }
}

function draftOf(drafts: Map<string, Draft>, applierRef: ObjectRef): Draft {
  return take(drafts, keyOf(applierRef), {
    cluster: applierRef.cluster,
    namespace: applierRef.namespace,
    applierRef,
    applierIsBound: false,
    bonds: [],
    linked: new Map(),
  });
}

function draftWithoutApplier(
  drafts: Map<string, Draft>,
  { cluster, namespace }: ObjectRef,
): Draft {
  return take(drafts, `${cluster}|${namespace}`, {
    cluster,
    namespace,
    applierIsBound: false,
    bonds: [],
    linked: new Map(),
  });
}

function take(drafts: Map<string, Draft>, key: string, fresh: Draft): Draft {
  const draft = drafts.get(key) ?? fresh;
  drafts.set(key, draft);
  return draft;
}

function through({ ref, chain }: Descendant): string {
  const below = [...chain.slice(1).map(applier => applier.ref), ref];
  return chain.length === 0
    ? ''
    : below.map(applied => `, which applies ${describeRef(applied)}`).join('');
}

function environmentIn(chain: Observed[]): EnvironmentAnnotation | undefined {
  const nearest = [...chain]
    .reverse()
    .find(
      ({ object }) => object.metadata.annotations?.[ENVIRONMENT_ANNOTATION],
    );
  return (
    nearest && {
      value: nearest.object.metadata.annotations![ENVIRONMENT_ANNOTATION],
      on: describeRef(nearest.ref),
    }
  );
}

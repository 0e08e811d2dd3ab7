import { withCarriedFailure } from '../flux/carriedFailure';
import type { Kustomization, Source } from '../flux/objects';
import { sameRevision } from '../flux/revision';
import { dependsOnOf, sourceRefOf } from '../flux/sourceRef';
import { findCondition } from '../kube/conditions';
import type { Observed } from '../kube/KubeObject';
import { keyOf, type ObjectRef } from '../kube/ObjectRef';
import type { JudgeContext } from './JudgeContext';

/** Why an applier waits: the end of its chain of dependencies. */
export type Blocker =
  | { why: 'cycle'; refs: ObjectRef[] }
  | { why: 'missing'; ref: ObjectRef }
  | {
      why: 'suspended' | 'failing' | 'working';
      ref: ObjectRef;
      observed: Observed;
    };

const MOST_DEPENDENCIES = 500;
const NAMED =
  /(?:\bdependency|\bunable to get) '([^/']{1,253})\/([^']{1,253})'/;
const OF_EXPRESSION = /according to readyExpr/;

/** Follows `dependsOn` to what has to be mended first. Undefined where every dependency that can be seen is ready. */
export function rootBlockerOf(
  applier: Observed,
  context: JudgeContext,
): Blocker | undefined {
  return follow(applier, [keyOf(applier.ref)], new Set(), context);
}

function follow(
  applier: Observed,
  path: string[],
  seen: Set<string>,
  context: JudgeContext,
): Blocker | undefined {
  let working: Blocker | undefined;
  for (const ref of unmetOf(applier).refs) {
    const key = keyOf(ref);
    const start = path.indexOf(key);
    if (start >= 0) {
      return { why: 'cycle', refs: [...path.slice(start), key].map(refOfPath) };
    }
    if (seen.has(key) || seen.size > MOST_DEPENDENCIES) {
      continue;
    }
    seen.add(key);
    const blocker = stateOf(ref, applier, context, observed =>
      follow(observed, [...path, key], seen, context),
    );
    if (blocker && blocker.why !== 'working') {
      return blocker;
    }
    working ??= blocker;
  }
  return working;
}

/**
 * The dependencies that are not known to be met. Flux asks one after the other and names the first that is not: those before it are,
 * even where they look otherwise, as `readyExpr` may want something else than readiness. `isNamed` where it names the first of them.
 */
export function unmetOf({ ref, object }: Observed): {
  refs: ObjectRef[];
  isNamed: boolean;
} {
  const all = dependsOnOf(ref, object);
  const ready = findCondition(object, 'Ready');
  if (ready?.reason !== 'DependencyNotReady') {
    return { refs: all, isNamed: false };
  }
  const message = String(ready.message);
  const [, namespace, name] = NAMED.exec(message) ?? [];
  const at = all.findIndex(
    one => one.namespace === namespace && one.name === name,
  );
  // Whether those after it are ready is no answer either where expressions tell what that is.
  const end = OF_EXPRESSION.test(message) ? at + 1 : all.length;
  return at < 0
    ? { refs: all, isNamed: false }
    : { refs: all.slice(at, end), isNamed: true };
}

function refOfPath(key: string): ObjectRef {
  const [cluster, group, kind, namespace, name] = key.split('|');
  return { cluster, group, kind, namespace, name };
}

function stateOf(
  ref: ObjectRef,
  waiting: Observed,
  context: JudgeContext,
  deeper: (observed: Observed) => Blocker | undefined,
): Blocker | undefined {
  const held = context.view.get(ref);
  if (!held) {
    const { state } = context.view.freshness(ref.cluster, ref.group, ref.kind);
    return state === 'synced' || state === 'absent'
      ? { why: 'missing', ref }
      : undefined;
  }
  const observed = withLastFailure(held, context);
  const ready = findCondition(observed.object, 'Ready');
  const isBehind = withholdsRevision(observed, waiting, context);
  if (
    (observed.object.spec as Kustomization['spec'])?.suspend &&
    (ready?.status !== 'True' || isBehind)
  ) {
    return { why: 'suspended', ref, observed };
  }
  if (ready?.reason === 'DependencyNotReady') {
    return deeper(observed) ?? { why: 'working', ref, observed };
  }
  if (ready?.status === 'False') {
    return { why: 'failing', ref, observed };
  }
  return ready?.status === 'True' && !isBehind
    ? undefined
    : { why: 'working', ref, observed };
}

/** Who reads the same source as its dependency waits until that has applied the same revision. */
function withholdsRevision(
  { ref, object }: Observed,
  waiting: Observed,
  { view }: JudgeContext,
): boolean {
  const [theirs, ours] = [
    sourceRefOf(ref, object),
    sourceRefOf(waiting.ref, waiting.object),
  ];
  const artifact =
    theirs && ours && keyOf(theirs) === keyOf(ours)
      ? view.get<Source>(theirs)?.object.status?.artifact
      : undefined;
  const { lastAppliedRevision } = (object as Kustomization).status ?? {};
  return (
    ref.kind === 'Kustomization' &&
    artifact?.revision !== undefined &&
    !sameRevision(artifact.revision, lastAppliedRevision)
  );
}

/** A dependency that only tries again what failed is failing still; one that tries something newer is at work. */
function withLastFailure(observed: Observed, context: JudgeContext): Observed {
  const { ref, object } = observed;
  const source = sourceRefOf(ref, object);
  const artifact =
    source && context.view.get<Source>(source)?.object.status?.artifact;
  const attempted = (object as Kustomization).status?.lastAttemptedRevision;
  return artifact === undefined || sameRevision(artifact.revision, attempted)
    ? { ...observed, object: withCarriedFailure(object) }
    : observed;
}

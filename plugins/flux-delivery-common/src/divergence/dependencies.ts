import {
  failingAtLeastSince,
  withCarriedFailure,
} from '../flux/carriedFailure';
import { sameRevision } from '../flux/revision';
import { dependsOnOf, sourceRefOf } from '../flux/sourceRef';
import { findCondition } from '../kube/conditions';
import type { Observed } from '../kube/KubeObject';
import { displayRef, keyOf, type ObjectRef } from '../kube/ObjectRef';
import { kustomizationBegan, prerequisiteBegan, type Began } from './began';
import { after, durationOr, MINUTE } from './deadline';
import { conditionFacts, messageOf } from './evidence';
import { inProgress, type Judgement } from './Judgement';
import type { JudgeContext } from './JudgeContext';
import type { HelmRelease, Kustomization, Source } from '../flux/objects';

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
function rootBlockerOf(
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
function unmetOf({ ref, object }: Observed): {
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

/**
 * The verdict on an applier whose controller says DependencyNotReady. After each commit that is so for some seconds, as a
 * dependency is not ready during its own pass.
 */
export function waitsForDependency(
  applier: Observed,
  context: JudgeContext,
): Judgement {
  const blocker =
    rootBlockerOf(applier, context) ?? lookingReady(applier, context);
  const name = displayRef(applier.ref);
  const common = {
    reason: 'DependencyNotReady',
    message: messageOf(applier, 'Ready'),
    evidence: conditionFacts(applier, 'Ready'),
  };
  const began = waitingSince(applier, context);
  if (isObstacle(blocker)) {
    return {
      ...common,
      verdict: 'diverged',
      class: 'dependency-not-ready',
      ...began,
      ...blocked(name, blocker),
    };
  }
  const spec = (applier.object as Kustomization).spec;
  const on =
    blocker && 'ref' in blocker ? nameOf(blocker.ref) : 'its dependencies';
  return inProgress(
    {
      ...common,
      ...(blocker &&
        'ref' in blocker && {
          rootCause: {
            ...blocker.ref,
            summary: `${displayRef(blocker.ref)} is waited for`,
          },
        }),
      headline: `waits for ${on}`,
      summary: `${name} waits for ${on}.`,
      expectedBy: after(
        failingAtLeastSince(applier.object),
        durationOr(spec?.timeout, 5 * MINUTE) + MINUTE,
      ),
    },
    context.now,
    {
      class: 'dependency-not-ready',
      headline: `waits for ${on}`,
      summary: `${name} still waits for ${on}.`,
      since: null,
      ...began,
    },
  );
}

/** Since when an applier fails before its own work has begun: it waits for another one, or for its source. */
export function waitingSince(
  { ref, object }: Observed,
  { view }: JudgeContext,
): Began {
  const source = sourceRefOf(ref, object);
  return ref.kind === 'Kustomization'
    ? kustomizationBegan(
        object as Kustomization,
        source && view.get<Source>(source)?.object.status?.artifact,
      )
    : { since: prerequisiteBegan(object as HelmRelease) };
}

/** Where every dependency that is asked looks ready, the one that the applier itself says it waits for. */
function lookingReady(
  applier: Observed,
  { view }: JudgeContext,
): Blocker | undefined {
  const { refs, isNamed } = unmetOf(applier);
  const [ref] = isNamed ? refs : [];
  const observed = ref && view.get(ref);
  return ref && observed && { why: 'working', ref, observed };
}

/** What stops an applier for good, until somebody does something. */
type Obstacle =
  | Extract<Blocker, { why: 'cycle' | 'missing' }>
  | { why: 'suspended' | 'failing'; ref: ObjectRef; observed: Observed };

function isObstacle(blocker: Blocker | undefined): blocker is Obstacle {
  return blocker !== undefined && blocker.why !== 'working';
}

type Words = Pick<Judgement, 'headline' | 'summary' | 'detail' | 'rootCause'>;

function blocked(name: string, blocker: Obstacle): Words {
  if (blocker.why === 'cycle') {
    const circle = blocker.refs.map(nameOf).join(' → ');
    return {
      headline: 'dependencies run in a circle',
      summary: `${name} can never go on: its dependencies wait for each other: ${circle}.`,
      detail: circle,
    };
  }
  const what = {
    missing: 'does not exist',
    suspended: 'is suspended',
    failing: 'is not ready',
  }[blocker.why];
  const summary = `${displayRef(blocker.ref)} ${what}`;
  return {
    headline: `waits for ${nameOf(blocker.ref)}`,
    summary: `${name} waits for ${nameOf(blocker.ref)}, which ${what}.`,
    detail: `${nameOf(blocker.ref)} ${what}`,
    rootCause: {
      ...blocker.ref,
      ...(blocker.why === 'missing' && { missing: true as const }),
      summary: withMessage(summary, blocker),
    },
  };
}

function withMessage(summary: string, blocker: Blocker): string {
  const message =
    'observed' in blocker ? messageOf(blocker.observed, 'Ready') : undefined;
  return message
    ? `${summary}: ${message.split('\n')[0].slice(0, 200)}`
    : summary;
}

function nameOf({ namespace, name }: ObjectRef): string {
  return namespace ? `${namespace}/${name}` : name;
}

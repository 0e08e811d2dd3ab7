import { failingAtLeastSince } from '../flux/carriedFailure';
import type { HelmRelease, Kustomization, Source } from '../flux/objects';
import { sourceRefOf } from '../flux/sourceRef';
import type { Observed } from '../kube/KubeObject';
import { displayRef, type ObjectRef } from '../kube/ObjectRef';
import { kustomizationBegan, prerequisiteBegan, type Began } from './began';
import { after, durationOr, MINUTE } from './deadline';
import { conditionFacts, messageOf } from './evidence';
import { inProgress, type Judgement } from './Judgement';
import type { JudgeContext } from './JudgeContext';
import { rootBlockerOf, unmetOf, type Blocker } from './rootBlocker';

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

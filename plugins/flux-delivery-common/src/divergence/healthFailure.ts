import type { FailureClassName } from '../classes/FailureClass';
import { withCarriedFailure } from '../flux/carriedFailure';
import type { Kustomization, Source } from '../flux/objects';
import { inventoryOf } from '../flux/applier';
import { sameRevision } from '../flux/revision';
import { conditionIs, findCondition } from '../kube/conditions';
import { displayRef, type ObjectRef } from '../kube/ObjectRef';
import type { Observed } from '../kube/KubeObject';
import type { ResolvedTarget } from '../paths/DeliveryPath';
import { hasRole } from '../paths/kindRoles';
import { kustomizationBegan } from './began';
import { conditionFacts, messageOf } from './evidence';
import { isOutdated } from './generation';
import type { Judgement } from './Judgement';
import type { JudgeContext } from './JudgeContext';
import { judgeWorkload } from './judgeWorkload';
import { runningUnready } from './rollout/readiness';
import type { Workload } from '../kube/workloads';

/**
 * What a Kustomization says of the health of its objects, where its check failed and it is not outdated. Undefined where nothing that it
 * names concerns this target any more: each is another service's, or is seen to have recovered since. Flux asks again only at its next try.
 */
export function healthFailureOf(
  target: ResolvedTarget,
  context: JudgeContext,
): Judgement | undefined {
  // While the check is repeated, its conditions say only that it runs.
  const applier = {
    ...target.applier!,
    object: withCarriedFailure(target.applier!.object),
  };
  if (applier.ref.kind !== 'Kustomization' || !checkFailed(applier)) {
    return undefined;
  }
  const message = conditionIs(applier.object, 'Healthy', 'False')
    ? messageOf(applier, 'Healthy')
    : messageOf(applier, 'Ready');
  const named = namedObjects(message ?? '');
  const ours = named.filter(
    name =>
      !isOfAnother(name, target, context) &&
      !hasRecovered(name, target, context),
  );
  if (named.length > 0 && ours.length === 0) {
    return undefined;
  }
  const timedOut = /timeout waiting for: \[/.test(message ?? '');
  const first = ours[0];
  const unready = first && unreadyPodsOf(first, target);
  const failure = classOf(unready !== undefined, timedOut);
  const rootCause =
    first &&
    (rootCauseOf(first, applier.ref, context) ??
      ownWorkload(first, target, failure));
  const rest = ours.length > 1 ? ` and ${ours.length - 1} more` : '';
  return {
    verdict: 'diverged',
    class: failure,
    headline: first
      ? `not healthy: ${first.kind} ${first.name}${rest}`
      : 'health check failed',
    summary: `${displayRef(applier.ref)} was applied, and ${
      first
        ? `${displayRef(first)}${rest} is not healthy`
        : 'its health check failed'
    }${first?.status ? ` (${first.status})` : ''}.`,
    detail: timedOut ? 'waited in vain' : undefined,
    ...kustomizationBegan(
      applier.object as Kustomization,
      (target.sources[0]?.source?.object as Source | undefined)?.status
        ?.artifact,
    ),
    reason: unready?.reason ?? 'HealthCheckFailed',
    message: [unready?.message, message].filter(Boolean).join('\n'),
    rootCause,
    evidence: [
      ...conditionFacts(applier, 'Healthy'),
      ...conditionFacts(applier, 'Ready'),
    ],
  };
}

const WORKLOAD_GROUPS: Record<string, string> = {
  Deployment: 'apps',
  StatefulSet: 'apps',
  DaemonSet: 'apps',
  Job: 'batch',
};

/**
 * A workload that the applier delivers for somebody else, or that somebody else delivers: its trouble is told where it belongs.
 */
function isOfAnother(
  named: Named,
  target: ResolvedTarget,
  { view }: JudgeContext,
): boolean {
  if (target.workloads.length === 0 || isPartOf(target, named)) {
    return false;
  }
  const ref =
    inventoryOf(target.applier!).find(owned => isNamed(owned, named)) ??
    refOfNamed(named, WORKLOAD_GROUPS, target.applier!.ref);
  return (
    ref !== undefined && hasRole(ref, 'workload') && view.get(ref) !== undefined
  );
}

/** The primary of a canary is no workload of its own. */
function isPartOf({ workloads }: ResolvedTarget, named: Named): boolean {
  return workloads.some(({ ref, related }) =>
    [ref, ...related.map(other => other.ref)].some(one => isNamed(one, named)),
  );
}

function ownWorkload(
  named: Named,
  target: ResolvedTarget,
  failure: string,
): Judgement['rootCause'] {
  const ref = workloadNamed(named, target)?.ref;
  return (
    ref && {
      ...ref,
      class: failure,
      summary: `${displayRef(ref)} is not healthy`,
    }
  );
}

/** What the pods say comes before what Flux says of their workload. */
function classOf(unready: boolean, timedOut: boolean): FailureClassName {
  if (unready) {
    return 'unready';
  }
  return timedOut ? 'health-check-timeout' : 'health-check-failed';
}

function unreadyPodsOf(named: Named, target: ResolvedTarget) {
  const resolved = workloadNamed(named, target);
  return resolved?.workload
    ? runningUnready({
        resolved,
        observed: resolved.workload as Observed<Workload>,
      })
    : undefined;
}

/** Healthy is left over from an earlier pass where a pass fails before its check; during a repeated check it is Unknown. */
function checkFailed({ object }: Observed): boolean {
  const ready = findCondition(object, 'Ready');
  if (isOutdated(object, ready)) {
    return false;
  }
  if (ready?.status === 'False') {
    return ready.reason === 'HealthCheckFailed';
  }
  const { history, lastAttemptedRevision } =
    (object as Kustomization).status ?? {};
  const latest = Array.isArray(history) ? history[0] : undefined;
  return (
    ready?.status === 'Unknown' &&
    latest?.lastReconciledStatus === 'HealthCheckFailed' &&
    sameRevision(latest.metadata?.revision, lastAttemptedRevision)
  );
}

/** Workloads of others that keep the applier of a target from being ready. */
export function unhealthyNeighbours(
  target: ResolvedTarget,
  context: JudgeContext,
): string[] {
  const applier = target.applier && {
    ...target.applier,
    object: withCarriedFailure(target.applier.object),
  };
  return applier?.ref.kind === 'Kustomization' && checkFailed(applier)
    ? namedObjects(messageOf(applier, 'Ready') ?? '')
        .filter(named => isOfAnother(named, target, context))
        .map(named => displayRef(named))
    : [];
}

type Named = Omit<ObjectRef, 'cluster' | 'group'> & { status?: string };

function namedObjects(message: string): Named[] {
  const found = message.matchAll(
    /([A-Za-z][A-Za-z0-9]{0,62})\/([a-z0-9.-]{1,253})\/([A-Za-z0-9.:-]{1,253}) status: '(\w{1,40})'/g,
  );
  return [...found].map(([, kind, namespace, name, status]) => ({
    kind,
    namespace,
    name,
    status,
  }));
}

function hasRecovered(
  named: Named,
  target: ResolvedTarget,
  context: JudgeContext,
): boolean {
  const resolved = workloadNamed(named, target);
  return (
    resolved !== undefined && judgeWorkload(resolved, context).verdict === 'ok'
  );
}

function workloadNamed(named: Named, { workloads }: ResolvedTarget) {
  return workloads.find(({ ref }) => isNamed(ref, named));
}

function isNamed(ref: ObjectRef, { kind, namespace, name }: Named): boolean {
  return ref.kind === kind && ref.namespace === namespace && ref.name === name;
}

/** A health check names no groups. */
function refOfNamed(
  { kind, namespace, name }: Named,
  groups: Record<string, string>,
  { cluster }: ObjectRef,
): ObjectRef | undefined {
  const group = groups[kind];
  return group ? { cluster, group, kind, namespace, name } : undefined;
}

const APPLIER_GROUPS: Record<string, string> = {
  Kustomization: 'kustomize.toolkit.fluxcd.io',
  HelmRelease: 'helm.toolkit.fluxcd.io',
};

/** A parent that waits for a broken applier is broken by that. */
function rootCauseOf(
  named: Named,
  applier: ObjectRef,
  context: JudgeContext,
): Judgement['rootCause'] {
  const ref = refOfNamed(named, APPLIER_GROUPS, applier);
  if (!ref) {
    return undefined;
  }
  const child = context.view.get(ref);
  const message = child && messageOf(child, 'Ready');
  return {
    ...ref,
    summary: message
      ? `${displayRef(ref)}: ${message.split('\n')[0].slice(0, 200)}`
      : `${displayRef(ref)} is not healthy`,
  };
}

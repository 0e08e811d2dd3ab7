import type { HelmRelease, Kustomization } from '../../flux/objects';
import { inventoryLists } from '../../flux/applier';
import { parseDuration } from '../../kube/duration';
import { conditionIs, findCondition } from '../../kube/conditions';
import type { FieldChange } from '../../kube/fieldChanges';
import type { Observed } from '../../kube/KubeObject';
import { displayRef } from '../../kube/ObjectRef';
import type {
  ResolvedTarget,
  ResolvedWorkload,
} from '../../paths/DeliveryPath';
import {
  after,
  durationOr,
  ifAhead,
  isBefore,
  MINUTE,
  SEEN_WITHIN,
} from '../deadline';
import { fact } from '../evidence';
import type { Judgement } from '../Judgement';
import type { JudgeContext } from '../JudgeContext';
import { leftAloneBy } from './leftAlone';

/** What `kubectl rollout restart` and its like write: a wish for new pods, and for nothing else to be otherwise. */
const HARMLESS = /^spec\.template\.metadata\.annotations(?:$|\[|\.)/;

/**
 * The verdict on a workload that somebody changed past Flux: by the managers of its fields, or because what the inventory lists
 * is gone. Flux puts its own fields back on its next pass, so that a change which outlived one is of no field of Flux's.
 */
export function withOutsideChange(
  judgement: Judgement,
  resolved: ResolvedWorkload,
  target: ResolvedTarget,
  context: JudgeContext,
): Judgement {
  const { applier } = target;
  if (!applier || judgement.verdict === 'unknown') {
    return judgement;
  }
  if (!resolved.workload) {
    return goneBehindFlux(judgement, resolved, applier, context);
  }
  if (
    isMadeByOperator(resolved.workload, applier) ||
    leftAloneBy(resolved.workload, applier)
  ) {
    return judgement;
  }
  const [change] = outsideChanges(resolved.workload, applier);
  return change && isTheStory(judgement, change)
    ? changedBehindFlux(judgement, resolved.workload, change, applier, context)
    : judgement;
}

/** Changes by strangers that Flux has not looked at since, the latest first. */
export function outsideChanges(
  { object }: Observed,
  applier: Observed,
): FieldChange[] {
  return (object.metadata.changes ?? [])
    .map(change => ({
      ...change,
      fields: change.fields.filter(field => !HARMLESS.test(field)),
    }))
    .filter(({ fields }) => fields.length > 0)
    .filter(change => !outlivedAPass(change, applier));
}

/** Its operator writes all of it by right, under whatever name. */
function isMadeByOperator({ ref, object }: Observed, applier: Observed) {
  return (
    (object.metadata.ownerReferences ?? []).length > 0 &&
    !inventoryLists(applier, ref)
  );
}

function outlivedAPass({ time, seenAt }: FieldChange, applier: Observed) {
  const at = time ?? seenAt;
  // Of a change without a time, such as a scale, it cannot be told whether Flux has seen it: it has where it looks again and again.
  return at === undefined
    ? looksAgain(applier)
    : isBefore(at, lastLookOf(applier));
}

function looksAgain(applier: Observed): boolean {
  const { spec } = applier.object as HelmRelease;
  const compares =
    applier.ref.kind !== 'HelmRelease' ||
    spec?.driftDetection?.mode === 'enabled';
  return compares && !spec?.suspend && lastLookOf(applier) !== undefined;
}

/** When Flux last began to compare the cluster with what is wanted; undefined where it never did. */
function lastLookOf(applier: Observed): string | undefined {
  const ready = findCondition(applier.object, 'Ready');
  const since = ready?.status === 'True' ? ready.lastTransitionTime : undefined;
  return applier.ref.kind === 'HelmRelease'
    ? lastLookOfRelease(applier.object as HelmRelease, since)
    : lastPassOf(applier.object as Kustomization) ?? since;
}

/** Without drift detection only an install or upgrade compares: what is older than that was left as it is. */
function lastLookOfRelease(
  { spec, status }: HelmRelease,
  since: string | undefined,
): string | undefined {
  const { history } = status ?? {};
  return spec?.driftDetection?.mode === 'enabled'
    ? since
    : (Array.isArray(history) ? history[0] : undefined)?.lastDeployed;
}

/** A pass that was under way already did not see a change: its start counts. */
function lastPassOf({ status }: Kustomization): string | undefined {
  const { history } = status ?? {};
  const latest = Array.isArray(history) ? history[0] : undefined;
  const took = parseDuration(latest?.lastReconciledDuration) ?? 0;
  return after(latest?.lastReconciled, -took);
}

/** A broken workload is told by what its pods say, unless the change put there what they cannot run. */
function isTheStory({ verdict }: Judgement, { fields }: FieldChange): boolean {
  return verdict !== 'diverged' || fields.some(field => /\.image$/.test(field));
}

function changedBehindFlux(
  judgement: Judgement,
  workload: Observed,
  { manager, time, seenAt, fields }: FieldChange,
  applier: Observed,
  context: JudgeContext,
): Judgement {
  const what = fields.map(shortField);
  const shown = what.slice(0, 2).join(', ');
  const more = what.length > 2 ? ` and ${what.length - 2} more` : '';
  const at = time ?? seenAt;
  return {
    ...judgement,
    verdict: 'diverged',
    class: 'changed-out-of-band',
    headline: `${shown}${more} changed by ${manager}`,
    summary: `${displayRef(
      workload.ref,
    )} was changed past Flux: ${manager} wrote ${fields.join(', ')}.`,
    detail: judgement.headline,
    ...(at && { since: at }),
    expectedBy: undefined,
    retryAt: putBackAt(applier, context),
    message: judgement.message,
    evidence: [
      ...fact(
        workload,
        'metadata.managedFields',
        `${manager}: ${fields.join(', ')}${time ? ` at ${time}` : ''}`,
      ),
      ...judgement.evidence,
    ],
  };
}

/** `image of web` for `spec.template.spec.containers[web].image`. */
function shortField(field: string): string {
  const container = /containers\[([^\]]+)\]\.(.+)$/.exec(field);
  return container ? `${container[2]} of ${container[1]}` : field;
}

function putBackAt(
  { ref, object }: Observed,
  { now }: JudgeContext,
): string | undefined {
  const { spec } = object as Kustomization;
  if (spec?.suspend || ref.kind !== 'Kustomization') {
    return undefined;
  }
  return ifAhead(
    after(
      findCondition(object, 'Ready')?.lastTransitionTime,
      durationOr(spec?.interval, 10 * MINUTE),
    ),
    now,
  );
}

function goneBehindFlux(
  judgement: Judgement,
  { ref }: ResolvedWorkload,
  applier: Observed,
  { now }: JudgeContext,
): Judgement {
  if (ref.kind === 'Job' && judgement.verdict === 'diverged') {
    // A Job that has ended may be cleaned up at any time.
    return {
      ...judgement,
      verdict: 'notObserved',
      headline: 'job is gone',
      summary: `${displayRef(
        ref,
      )} was applied and is gone: a Job that has ended is cleaned up.`,
    };
  }
  if (
    judgement.verdict === 'diverged' &&
    !conditionIs(applier.object, 'Ready', 'True')
  ) {
    return {
      ...judgement,
      verdict: 'notObserved',
      headline: `no ${ref.kind} ${ref.name} yet`,
      summary: `${displayRef(ref)} is not there, and ${displayRef(
        applier.ref,
      )} has not got so far.`,
    };
  }
  const wasApplied =
    isBefore(after(applier.observedAt, SEEN_WITHIN), now) &&
    inventoryLists(applier, ref);
  return wasApplied && judgement.verdict === 'diverged' && !judgement.class
    ? {
        ...judgement,
        class: 'changed-out-of-band',
        headline: `${ref.kind} ${ref.name} is not there`,
        summary: `${displayRef(applier.ref)} lists ${displayRef(
          ref,
        )}, and it is not there: ${
          ref.kind === 'Pod'
            ? 'it was deleted past Flux, or went with its node, and no workload makes it anew'
            : 'it was deleted past Flux, or excluded from what Flux applies'
        }.`,
      }
    : judgement;
}

import { findCondition } from '../../kube/conditions';
import type { KubeObject, Observed } from '../../kube/KubeObject';
import type { Condition } from '../../kube/KubeObject';
import { displayRef } from '../../kube/ObjectRef';
import type { ResolvedWorkload } from '../../paths/DeliveryPath';
import { after } from '../deadline';
import { declaredVersion } from '../describeVersion';
import { conditionFacts, fact, messageOf } from '../evidence';
import { inProgress, type Judgement } from '../Judgement';
import type { JudgeContext } from '../JudgeContext';
import { DEFAULT_PROGRESS_DEADLINE } from './Subject';
import { unreadSpec } from './unreadSpec';

export interface KnativeTraffic {
  revisionName?: string;
  latestRevision?: boolean;
  percent?: number;
  tag?: string;
}

export type KnativeService = KubeObject<
  { traffic?: KnativeTraffic[] },
  {
    observedGeneration?: number;
    conditions?: Condition[];
    latestCreatedRevisionName?: string;
    latestReadyRevisionName?: string;
    traffic?: KnativeTraffic[];
    url?: string;
  }
>;

/** Whether the newest revision is ready. How much of the traffic it gets is for the traffic segment. */
export function judgeKnativeService(
  _resolved: ResolvedWorkload,
  observed: Observed<KnativeService>,
  context: JudgeContext,
): Judgement {
  const unread = unreadSpec(observed, context);
  if (unread) {
    return unread;
  }
  const { status } = observed.object;
  const name = displayRef(observed.ref);
  const version = declaredVersion(observed.object);
  const condition =
    findCondition(observed.object, 'ConfigurationsReady') ??
    findCondition(observed.object, 'Ready');
  const type = condition?.type ?? 'Ready';
  const common = {
    detail: version && `on ${version}`,
    evidence: [
      ...conditionFacts(observed, type),
      ...fact(
        observed,
        'status.latestCreatedRevisionName',
        status?.latestCreatedRevisionName,
      ),
      ...fact(
        observed,
        'status.latestReadyRevisionName',
        status?.latestReadyRevisionName,
      ),
    ],
  };
  const isNewest =
    status?.latestReadyRevisionName !== undefined &&
    status.latestReadyRevisionName === status.latestCreatedRevisionName;
  if (condition?.status === 'False') {
    return {
      ...common,
      verdict: 'diverged',
      headline: 'newest revision not ready',
      summary: `${name}: revision ${
        status?.latestCreatedRevisionName ?? ''
      } is not ready.`,
      since: condition.lastTransitionTime,
      reason: condition.reason,
      message: messageOf(observed, type),
    };
  }
  if (condition?.status === 'True' && isNewest) {
    return {
      ...common,
      verdict: 'ok',
      headline: 'newest revision ready',
      summary: `${name}: its newest revision, ${
        status!.latestReadyRevisionName
      }, is ready.`,
      at: condition.lastTransitionTime,
      atWord: 'ready',
    };
  }
  return inProgress(
    {
      ...common,
      headline: 'newest revision starting',
      summary: `${name}: its newest revision is starting.`,
      message: messageOf(observed, type),
      since: condition?.lastTransitionTime,
      expectedBy: after(
        condition?.lastTransitionTime,
        DEFAULT_PROGRESS_DEADLINE * 1000,
      ),
      evidence:
        common.evidence.length > 0
          ? common.evidence
          : fact(observed, 'status.conditions', 'absent'),
    },
    context.now,
    {
      headline: 'newest revision not ready',
      summary: `${name}: its newest revision did not get ready in time.`,
      class: 'progress-deadline',
    },
  );
}

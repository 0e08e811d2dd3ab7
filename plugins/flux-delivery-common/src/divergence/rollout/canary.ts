import type { KubeObject, Observed } from '../../kube/KubeObject';
import { displayRef } from '../../kube/ObjectRef';
import type { Condition } from '../../kube/KubeObject';
import type { ResolvedWorkload } from '../../paths/DeliveryPath';
import { after } from '../deadline';
import { conditionFacts, fact, messageOf } from '../evidence';
import { inProgress, type Judgement } from '../Judgement';
import type { JudgeContext } from '../JudgeContext';
import { count } from './shape';

/** Flagger's Canary. */
export type Canary = KubeObject<
  {
    suspend?: boolean;
    progressDeadlineSeconds?: number;
    targetRef?: { kind?: string; name?: string };
    service?: { name?: string };
  },
  {
    phase?: string;
    canaryWeight?: number;
    failedChecks?: number;
    iterations?: number;
    lastTransitionTime?: string;
    conditions?: Condition[];
  }
>;

const DONE = ['Succeeded', 'Initialized'];
const APPROVAL = ['Waiting', 'WaitingPromotion'];

export function judgeCanary(
  _resolved: ResolvedWorkload,
  observed: Observed<Canary>,
  context: JudgeContext,
): Judgement {
  const { spec, status } = observed.object;
  const phase = status?.phase ?? '';
  const name = displayRef(observed.ref);
  const common = {
    ...(status?.lastTransitionTime && {
      at: status.lastTransitionTime,
      atWord: 'since',
    }),
    message: messageOf(observed, 'Promoted'),
    evidence: factsOf(observed),
  };
  if (spec?.suspend) {
    return {
      ...common,
      verdict: 'suspended',
      headline: 'canary suspended',
      summary: `${name} is suspended: no change is analysed.`,
      evidence: fact(observed, 'spec.suspend', true),
    };
  }
  if (phase === 'Failed') {
    return {
      ...common,
      verdict: 'diverged',
      class: 'canary-failed',
      headline: 'canary failed, rolled back',
      summary: `${name} failed its analysis: the version of before serves.`,
      detail: status?.failedChecks
        ? `${status.failedChecks} failed checks`
        : undefined,
      since: status?.lastTransitionTime,
    };
  }
  if (DONE.includes(phase)) {
    return {
      ...common,
      verdict: 'ok',
      headline: phase === 'Succeeded' ? 'promoted' : 'initialized',
      summary: `${name}: ${
        phase === 'Succeeded'
          ? 'the last change was promoted'
          : 'ready for changes'
      }.`,
    };
  }
  if (APPROVAL.includes(phase)) {
    return {
      ...common,
      verdict: 'suspended',
      class: 'suspended',
      headline: 'waits for approval',
      summary: `${name} waits until somebody lets the change go on.`,
      detail: weightOf(observed),
      since: status?.lastTransitionTime,
    };
  }
  return advancing(observed, phase, common, context);
}

function advancing(
  observed: Observed<Canary>,
  phase: string,
  common: Pick<Judgement, 'message' | 'evidence' | 'at' | 'atWord'>,
  context: JudgeContext,
): Judgement {
  const { spec, status } = observed.object;
  const name = displayRef(observed.ref);
  if (!phase) {
    return {
      verdict: 'unknown',
      unknownReason: 'noEvidence',
      headline: 'no phase told',
      summary: `${name} tells no phase: Flagger has not looked at it.`,
      evidence: fact(observed, 'status.phase', 'absent'),
    };
  }
  const weight = weightOf(observed);
  return inProgress(
    {
      ...common,
      headline: weight ?? phase.toLowerCase(),
      summary: `${name} is ${phase.toLowerCase()}${
        weight ? `: ${weight}` : ''
      }.`,
      detail: status?.failedChecks
        ? `${status.failedChecks} failed checks`
        : phase.toLowerCase(),
      since: status?.lastTransitionTime,
      expectedBy: after(
        status?.lastTransitionTime,
        (spec?.progressDeadlineSeconds ?? 600) * 1000,
      ),
    },
    context.now,
    {
      headline: `${phase.toLowerCase()} does not end`,
      summary: `${name} has been ${phase.toLowerCase()} longer than it may.`,
      class: 'canary-failed',
    },
  );
}

/** `20 % to the canary`; undefined where no weight is shifted. */
export function weightOf({ object }: Observed<Canary>): string | undefined {
  const weight = count(object.status?.canaryWeight);
  return weight > 0 ? `${weight} % to the canary` : undefined;
}

function factsOf(observed: Observed<Canary>) {
  const { status } = observed.object;
  return [
    ...fact(observed, 'status.phase', status?.phase),
    ...fact(observed, 'status.canaryWeight', status?.canaryWeight),
    ...conditionFacts(observed, 'Promoted'),
  ];
}

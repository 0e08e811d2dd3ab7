import type { JudgedTarget } from '../divergence/JudgedTarget';
import { list } from '../divergence/rollout/shape';
import { isBareWorkload } from '../flux/kinds';
import { displayRef } from '../kube/ObjectRef';
import { tellSegments, verdictOn } from '../narrative/tellSegment';
import { oneLine } from '../narrative/words';
import type { ResolvedWorkload } from '../paths/DeliveryPath';
import { checkedFor, hasData } from './checks';
import { eventsOf } from './controlSteps';
import { blindKinds, gapsOf } from './gaps';
import type { TriageCheck, TriageGap, TriageStep } from './Triage';
import type { TriageContext } from './TriageContext';

const MOST_WORKLOADS = 4;
/** Kinds with pods, whose pods are listed. */
const REPLICATED = ['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'Rollout'];
const DRIVERS = ['Canary', 'Rollout'];

/** Step 5: what the workloads say of themselves, and their ReplicaSets and pods as they were last listed. */
export function rolloutStep(
  target: JudgedTarget,
  { view }: TriageContext,
): Omit<TriageStep, 'id' | 'question'> {
  const verdict = verdictOn(target, 'rollout')?.verdict ?? 'unknown';
  const isKnown = hasData(target) && verdict !== 'unknown';
  const workloads = isKnown
    ? target.workloads.filter(({ workload }) => workload)
    : [];
  const withEvents = workloads.filter(({ pods }) => !pods?.eventsError);
  return {
    answer: tellSegments(target, ['rollout']),
    verdict,
    segments: ['rollout'],
    checked: [
      ...checkedFor(target, ['rollout']),
      ...workloads.slice(0, MOST_WORKLOADS).flatMap(podsChecked),
    ],
    notChecked: [
      ...gapsOf(target, ['rollout']),
      ...(isKnown ? blindKinds(target, view, DRIVERS) : []),
      ...(hasData(target) ? target.workloads : []).flatMap(notLookedAt),
      ...workloads.flatMap(podsNotChecked),
      ...workloads.flatMap(eventsNotRead),
      ...eventsOfAll(target, withEvents),
    ],
  };
}

function eventsOfAll(
  target: JudgedTarget,
  [first, ...others]: readonly ResolvedWorkload[],
): TriageGap[] {
  return first
    ? eventsOf(
        target,
        others.length > 0
          ? `${displayRef(first.ref)} and the others`
          : displayRef(first.ref),
      )
    : [];
}

function eventsNotRead({ ref, pods }: ResolvedWorkload): TriageGap[] {
  return pods?.eventsError
    ? [
        {
          what: `events of ${displayRef(ref)} and its pods`,
          why: `reading them failed: ${oneLine(pods.eventsError)}`,
          reason: 'notSampled',
        },
      ]
    : [];
}

function podsChecked({ ref, pods }: ResolvedWorkload): TriageCheck[] {
  if (!pods || pods.error) {
    return [];
  }
  const [running, sets] = [
    list(pods.pods).length,
    list(pods.replicaSets).length,
  ];
  const also =
    sets > 0 ? ` and ${sets} ${sets === 1 ? 'ReplicaSet' : 'ReplicaSets'}` : '';
  return [
    {
      object: `${running} ${
        running === 1 ? 'pod' : 'pods'
      }${also} of ${displayRef(ref)}`,
      segment: 'rollout',
      observedAt: pods.observedAt,
    },
  ];
}

/** Of a kind that is not watched: it may be there or not. */
function notLookedAt({ ref, pods }: ResolvedWorkload): TriageGap[] {
  return !pods && isBareWorkload(ref)
    ? [
        {
          what: displayRef(ref),
          why: `it was not looked at yet; ${ref.kind} objects are not watched`,
          reason: 'notSampled',
        },
      ]
    : [];
}

function podsNotChecked({ ref, pods }: ResolvedWorkload): TriageGap[] {
  const what = `pods of ${displayRef(ref)}`;
  if (!pods) {
    return REPLICATED.includes(ref.kind)
      ? [
          {
            what,
            why: 'they were not listed yet; they are when its rollout or its endpoints change',
            reason: 'notSampled',
          },
        ]
      : [];
  }
  if (pods.error) {
    return [
      {
        what,
        why: `listing them failed: ${oneLine(pods.error)}`,
        reason: 'notSampled',
      },
    ];
  }
  return pods.truncated
    ? [
        {
          what,
          why: `only ${list(pods.pods).length} of them were looked at`,
          reason: 'truncated',
        },
      ]
    : [];
}

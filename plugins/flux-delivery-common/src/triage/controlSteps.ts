import { fact } from '../divergence/evidence';
import type { JudgedTarget } from '../divergence/JudgedTarget';
import type { HelmRelease, Kustomization } from '../flux/objects';
import { readableRevision, sameRevision } from '../flux/revision';
import { displayRef } from '../kube/ObjectRef';
import { tellSegments, verdictOn } from '../narrative/tellSegment';
import { checkedBeside, checkedFor, hasData, onlyNew } from './checks';
import { gapsOf } from './gaps';
import type { TriageGap, TriageStep } from './Triage';

type Answer = Omit<TriageStep, 'id' | 'question'>;

/** Step 3: what Flux holds, and which state of it the applier tried last. */
export function sourceStep(target: JudgedTarget): Answer {
  const attempted = attemptedBy(target);
  const evidence = onlyNew(target, attempted?.evidence ?? []);
  return {
    answer: [
      tellSegments(target, ['source']),
      ...(attempted ? [attempted.text] : []),
    ].join(' '),
    verdict: verdictOn(target, 'source')?.verdict ?? 'unknown',
    segments: ['source'],
    checked: [
      ...checkedFor(target, ['source']),
      ...(attempted && evidence.length === 0
        ? [{ object: attempted.object, segment: 'reconcile' as const }]
        : []),
      ...checkedBeside(evidence),
    ],
    notChecked: gapsOf(target, ['source']),
    ...(evidence.length > 0 && { evidence }),
  };
}

function attemptedBy(target: JudgedTarget) {
  const { applier } = target;
  if (
    !applier ||
    !hasData(target) ||
    verdictOn(target, 'reconcile')?.verdict === 'unknown'
  ) {
    return undefined;
  }
  const { lastAttemptedRevision, lastAppliedRevision } =
    (applier.object as Kustomization | HelmRelease).status ?? {};
  const short = readableRevision(lastAttemptedRevision)?.short;
  if (!short) {
    return undefined;
  }
  const then = sameRevision(lastAttemptedRevision, lastAppliedRevision)
    ? ' and applied it'
    : '';
  const object = displayRef(applier.ref);
  return {
    object,
    text: `${object} tried ${short} last${then}.`,
    evidence: [
      ...fact(applier, 'status.lastAttemptedRevision', lastAttemptedRevision),
      ...fact(applier, 'status.lastAppliedRevision', lastAppliedRevision),
    ],
  };
}

/** Step 4: what the Kustomization or HelmRelease says. */
export function applierStep(target: JudgedTarget): Answer {
  const { verdict = 'unknown', reason = '' } =
    verdictOn(target, 'reconcile') ?? {};
  return {
    answer: tellSegments(target, ['reconcile']),
    // A failed health check means that the apply went well; what the applier says of itself is a failure all the same.
    verdict: verdict === 'ok' && /fail/i.test(reason) ? 'diverged' : verdict,
    segments: ['reconcile'],
    checked: checkedFor(target, ['reconcile']),
    notChecked: [
      ...gapsOf(target, ['reconcile']),
      ...(target.applier && verdict !== 'unknown'
        ? eventsOf(target, displayRef(target.applier.ref))
        : []),
    ],
  };
}

/** Events are not watched: whoever opens an object gets them. */
export function eventsOf(target: JudgedTarget, object: string): TriageGap[] {
  return hasData(target)
    ? [
        {
          what: `events of ${object}`,
          why: 'they are read from the cluster when you open the details',
          reason: 'onDemand',
        },
      ]
    : [];
}

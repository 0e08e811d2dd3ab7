import { progressSeenAt } from '../../kube/carriedProgress';
import { displayRef } from '../../kube/ObjectRef';
import { earlier, later } from '../../kube/time';
import { after, isBefore, MINUTE } from '../deadline';
import type { Judgement } from '../Judgement';
import { lastReadyAt } from '../traffic/readiness';
import { podsByAge } from './newestPods';
import { tellingPods } from './podVerdict';
import { runningUnready } from './readiness';
import { isGated, unscheduled } from './scheduling';
import type { Subject } from './Subject';

/**
 * So long the pods of a StatefulSet or DaemonSet may be made anew without that more of them get ready. No field asks for a deadline
 * there, as `progressDeadlineSeconds` does for a Deployment. Three times its default: a pod may use up one for its start, and one
 * for its end.
 */
const GETS_ON_WITHIN = 30 * MINUTE;

/** A verdict on a StatefulSet or DaemonSet on its way, which pods that are replaced for ever do not put off for ever. */
export function withDeadline(
  judgement: Judgement,
  subject: Subject,
): Judgement {
  const end = endOf(subject);
  const pods = tellingPods(subject).pods;
  if (judgement.verdict !== 'inProgress' || !end || isGated(pods)) {
    return judgement;
  }
  return isBefore(end, subject.context.now)
    ? neverReady(judgement, subject)
    : { ...judgement, expectedBy: earlier(judgement.expectedBy, end) };
}

/** Pods that got ready are progress, whatever is counted: nodes may be drained one after the other. */
function endOf({ observed, resolved }: Subject): string | undefined {
  const { object } = observed;
  const { newest } = podsByAge(object, resolved.pods);
  const seenAt = progressSeenAt(object);
  const holds = (object.spec?.minReadySeconds ?? 0) * 1000;
  return (
    seenAt && after(later(seenAt, lastReadyAt(newest)), GETS_ON_WITHIN + holds)
  );
}

function neverReady(
  { expectedBy: _, since: __, ...judgement }: Judgement,
  subject: Subject,
): Judgement {
  const { observed, counts } = subject;
  const [unplaced] = unscheduled(tellingPods(subject).pods);
  const unready = runningUnready(subject);
  return {
    ...judgement,
    verdict: 'diverged',
    class: unready ? 'unready' : unplaced?.class ?? 'progress-deadline',
    headline: `${counts.available} of ${counts.desired} available, for long`,
    summary: `${displayRef(observed.ref)}: ${counts.available} of ${
      counts.desired
    } pods are available, and for half an hour no other got ready, also where they were made anew.`,
    reason: unready?.reason ?? judgement.reason,
    message: unready?.message ?? judgement.message,
  };
}

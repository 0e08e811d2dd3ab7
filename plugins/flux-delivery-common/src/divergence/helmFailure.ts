import type { FailureClassName } from '../classes/FailureClass';
import { hookFailed } from '../classes/rules/helm';
import type { HelmRelease, HelmSnapshot } from '../flux/objects';
import { findCondition } from '../kube/conditions';
import type { KubeObject } from '../kube/KubeObject';
import { list } from '../kube/list';
import { displayRef } from '../kube/ObjectRef';
import {
  readable,
  newerThan,
  shortOf,
  type ReconcileInput,
} from './applierCommon';
import { actionBegan } from './began';
import { after, durationOr, ifAhead, MINUTE } from './deadline';
import { conditionFacts, fact, messageOf } from './evidence';
import type { Judgement } from './Judgement';

const ACTIONS: Record<string, { word: string; class: FailureClassName }> = {
  InstallFailed: { word: 'install', class: 'helm-install-failed' },
  UpgradeFailed: { word: 'upgrade', class: 'helm-upgrade-failed' },
  UninstallFailed: { word: 'uninstall', class: 'prune-failure' },
  RollbackFailed: { word: 'rollback', class: 'helm-rollback' },
};
const WAIT =
  /timeout waiting for: \[|failed early due to stalled resources|context deadline exceeded|would exceed context deadline/;

/** True for an action that did all it had to, and then waited in vain for its objects. */
export function failedOnlyByWaiting(message: string | undefined): boolean {
  return (
    message !== undefined && WAIT.test(message) && !hookFailed.test(message)
  );
}

/**
 * The real failure of the last action, which `Released` keeps through remediation and through the passes that repeat it.
 * Undefined where the last action did not fail.
 */
export function actionFailure(input: ReconcileInput): Judgement | undefined {
  const { applier, workloads } = input;
  const condition = findCondition(applier.object, 'Released');
  if (condition?.status !== 'False') {
    return undefined;
  }
  const message = messageOf(applier, 'Released');
  const undone = remediation(input) ?? earlierRollback(input);
  const stillBad =
    workloads.verdict === 'diverged' || workloads.verdict === 'inProgress';
  if (!undone && failedOnlyByWaiting(message) && stillBad) {
    return releasedNotHealthy(input);
  }
  const action = ACTIONS[condition.reason ?? ''] ?? {
    word: 'release',
    class: undefined,
  };
  const headline = `${action.word} failed${undone ? `, ${undone.short}` : ''}`;
  const { status } = applier.object as HelmRelease;
  const wanted = status?.lastAttemptedRevision;
  const stalled = findCondition(applier.object, 'Stalled');
  return {
    verdict: 'diverged',
    class: action.class,
    ...readable(newestOf(applier.object)?.chartVersion),
    ...newerThan(wanted),
    headline,
    summary: `${displayRef(applier.ref)}: ${action.word} of ${
      shortOf(wanted) || 'its chart'
    } failed${undone ? `; ${undone.long}` : ''}.`,
    detail: attempts(input),
    since: actionBegan(applier.object as HelmRelease),
    reason: condition.reason,
    message,
    retryAt: stalled?.status === 'True' ? undefined : retryAt(input),
    evidence: [
      ...conditionFacts(applier, 'Released'),
      ...conditionFacts(applier, 'Remediated'),
      ...conditionFacts(applier, 'Stalled'),
      ...fact(
        applier,
        'status.history[0].chartVersion',
        newestOf(applier.object)?.chartVersion,
      ),
      ...fact(applier, 'status.lastAttemptedRevision', wanted),
    ],
  };
}

/** The release that the last action left. */
function newestOf(object: KubeObject): HelmSnapshot | undefined {
  const [newest] = list((object as HelmRelease).status?.history);
  return newest;
}

/** What was applied is what runs, though the action is called failed: the workloads say why. */
function releasedNotHealthy({ applier }: ReconcileInput): Judgement {
  const { lastAttemptedRevision } =
    (applier.object as HelmRelease).status ?? {};
  const newest = newestOf(applier.object);
  const current = newest?.chartVersion ?? lastAttemptedRevision;
  return {
    verdict: 'ok',
    ...readable(current),
    headline: `released ${shortOf(current)}`,
    summary: `${displayRef(applier.ref)} applied ${shortOf(
      current,
    )}, and gave up waiting for its objects.`,
    detail: 'gave up waiting for its objects',
    ...(newest?.lastDeployed && {
      at: newest.lastDeployed,
      atWord: 'released',
    }),
    reason: findCondition(applier.object, 'Released')?.reason,
    evidence: [
      ...conditionFacts(applier, 'Released'),
      ...fact(applier, 'status.history[0].chartVersion', newest?.chartVersion),
      ...fact(applier, 'status.history[0].status', newest?.status),
    ],
  };
}

function remediation({
  applier,
}: ReconcileInput): { short: string; long: string } | undefined {
  const condition = findCondition(applier.object, 'Remediated');
  const running = /^Running '(rollback|uninstall)'/.exec(
    messageOf(applier, 'Reconciling') ?? '',
  )?.[1];
  if (!condition) {
    const short = running === 'rollback' ? 'rolling back' : 'uninstalling';
    return running === undefined ? undefined : { short, long: `${short} now` };
  }
  // The history is written some milliseconds later.
  const named = / with chart [^@\s]+@(\S+)/.exec(condition.message ?? '')?.[1];
  const current = shortOf(named ?? newestOf(applier.object)?.chartVersion);
  const uninstalls = /uninstall/i.test(
    `${condition.reason} ${condition.message}`,
  );
  if (condition.status === 'False') {
    const what = uninstalls ? 'uninstall failed' : 'rollback failed';
    return {
      short: what,
      long: `and its remediation, ${
        uninstalls ? 'an uninstall' : 'a rollback'
      }, failed as well`,
    };
  }
  return uninstalls
    ? { short: 'uninstalled', long: 'it was uninstalled' }
    : {
        short: `rolled back to ${current}`,
        long: `it was rolled back to ${current}`,
      };
}

/** A try that repeats one which was rolled back before: as long as it lasts, nothing says that it will end otherwise. */
function earlierRollback({
  applier,
}: ReconcileInput): { short: string; long: string } | undefined {
  const { history, lastAttemptedRevision: wanted } =
    (applier.object as HelmRelease).status ?? {};
  const entries = (Array.isArray(history) ? history : []).filter(
    entry => typeof entry?.version === 'number',
  );
  const failures = entries.filter(
    ({ status, chartVersion }) =>
      status === 'failed' && chartVersion === wanted,
  );
  const oldest = Math.min(...failures.map(({ version }) => version!));
  const rolledBackTo = entries.find(
    ({ status, version }) =>
      (status === 'deployed' || status === 'superseded') && version! > oldest,
  );
  return rolledBackTo && failures.length > 0
    ? {
        short: 'rolled back before',
        long: `it was rolled back to ${shortOf(
          rolledBackTo.chartVersion,
        )} before`,
      }
    : undefined;
}

function attempts({ applier }: ReconcileInput): string | undefined {
  const { installFailures, upgradeFailures, failures } =
    (applier.object as HelmRelease).status ?? {};
  const count = upgradeFailures || installFailures || failures;
  const stalled = findCondition(applier.object, 'Stalled');
  const times = count
    ? `${count} failed ${count === 1 ? 'attempt' : 'attempts'}`
    : undefined;
  const end = stalled?.status === 'True' ? 'no more retries' : undefined;
  return [times, end].filter(Boolean).join(', ') || undefined;
}

function retryAt({ applier, context }: ReconcileInput): string | undefined {
  const { spec } = applier.object as HelmRelease;
  const strategy = spec?.upgrade?.strategy ?? spec?.install?.strategy;
  const wait =
    strategy?.name === 'RetryOnFailure'
      ? durationOr(strategy.retryInterval, 5 * MINUTE)
      : undefined;
  const since = findCondition(applier.object, 'Ready')?.lastTransitionTime;
  return wait === undefined
    ? undefined
    : ifAhead(after(since, wait), context.now);
}

import type { KubeResource, ResourceRef } from '../store/KubeResource';
import type { InventoryEntry } from './apply';
import {
  dropConditions,
  ready,
  reconciling,
  setConditions,
  type FluxCondition,
} from './conditions';
import type { Content } from '../world/World';
import type { ControllerContext } from './FluxContext';
import { readDuration, writeDuration, writeMeasured } from './goDuration';
import {
  addRelease,
  configDigest,
  cutReleases,
  makeSnapshot,
  snapshotsOf,
  supersede,
  type Release,
} from './helmHistory';
import { applyChart, waitForChart } from './helmApply';
import { testRelease } from './helmTest';
import type { ChartFound } from './helmChartSource';

type Chart = Extract<ChartFound, { type: 'found' }>;
type Steps<T> = Generator<number, T, void>;

/** Whether a release is tried again: soon, after a pause that grows, or not by itself. */
export type ReleaseOutcome = 'done' | 'retry' | 'backOff';

const released = (
  status: FluxCondition['status'],
  reason: string,
  message: string,
): FluxCondition => ({
  type: 'Released',
  status,
  reason,
  message,
});

/** Install, upgrade and rollback as the helm-controller carries them out and tells of them, patch by patch. */
export class HelmActions {
  /** What Helm stores in the cluster, by uid of the HelmRelease; newest first. */
  private readonly releases = new Map<string, Release[]>();

  constructor(private readonly context: ControllerContext) {}

  *release(
    ref: ResourceRef,
    chart: Chart,
    requested: string | undefined,
  ): Steps<ReleaseOutcome> {
    const { clock, random } = this.context;
    const before = this.context.store.get(ref)!;
    const stored = this.storedOf(before);
    const action = stored.length === 0 ? 'install' : 'upgrade';
    const timeout = readDuration(before.spec?.timeout) ?? 300_000;
    const running = `Running '${action}' action with timeout of ${writeDuration(
      timeout,
    )}`;
    this.patch(ref, draft =>
      setConditions(
        draft,
        clock.timestamp(),
        reconciling(running),
        ready('Unknown', 'Progressing', running),
      ),
    );
    yield random.between(1, 5);
    this.attempt(ref, chart);
    const startedAt = clock.now();
    yield random.between(300, 600);
    const version = (stored[0]?.snapshot.version ?? 0) + 1;
    const deployedAt = clock.timestamp();
    const { problem } = chart.content;
    const name = `${before.metadata.namespace}/${
      before.spec?.releaseName ?? before.metadata.name
    }`;
    const label = `chart ${chart.name}@${chart.version}`;
    if (problem) {
      // A chart that does not render never gets as far as the storage: nothing is counted, and it never stalls.
      this.notRendered(
        ref,
        action,
        `Helm ${action} failed for release ${name} with ${label}: ${problem.message}`,
      );
      return 'backOff';
    }
    const { entries, error: refused } = applyChart(this.context, before, chart);
    const error =
      refused ?? (yield* waitForChart(this.context, before, entries, timeout));
    const snapshot = makeSnapshot(before, {
      version,
      action,
      status: error ? 'failed' : 'deployed',
      chartName: chart.name,
      chartVersion: chart.version,
      ociDigest: chart.ociDigest,
      firstDeployed:
        stored[stored.length - 1]?.snapshot.firstDeployed ?? deployedAt,
      lastDeployed: deployedAt,
    });
    const duration = writeMeasured(clock.now() - startedAt, random);
    addRelease(stored, {
      content: chart.content,
      chartName: chart.name,
      chartVersion: chart.version,
      ociDigest: chart.ociDigest,
      snapshot,
    });
    if (error) {
      const message = `Helm ${action} failed for release ${name} with ${label}: ${error}`;
      return yield* this.failed(ref, {
        action,
        message,
        entries,
        duration,
        requested,
        timeout,
      });
    }
    const message = `Helm ${action} succeeded for release ${name}.v${version} with ${label}`;
    const reason =
      action === 'install' ? 'InstallSucceeded' : 'UpgradeSucceeded';
    this.patch(ref, draft => {
      dropConditions(draft, 'Remediated');
      setConditions(
        draft,
        clock.timestamp(),
        ready('True', reason, message),
        released('True', reason, message),
      );
    });
    yield random.between(5, 10);
    supersede(stored);
    this.patch(ref, draft => {
      draft.status = {
        ...draft.status,
        history: snapshotsOf(stored),
        inventory: { entries },
        lastAttemptedReleaseAction: action,
        lastAttemptedReleaseActionDuration: duration,
      };
      delete draft.status.failures;
      delete draft.status.upgradeFailures;
      delete draft.status.installFailures;
    });
    yield random.between(5, 10);
    if (yield* testRelease(this.context, ref, stored, { timeout, action })) {
      this.patch(ref, draft => dropConditions(draft, 'Reconciling', 'Stalled'));
    }
    yield random.between(3, 8);
    cutReleases(stored);
    this.settle(ref, requested, stored);
    return 'done';
  }

  /** What the newest release of a HelmRelease installed. */
  contentOf(release: KubeResource): Content | undefined {
    return this.storedOf(release)[0]?.content;
  }

  private notRendered(
    ref: ResourceRef,
    action: 'install' | 'upgrade',
    message: string,
  ): void {
    const reason = action === 'install' ? 'InstallFailed' : 'UpgradeFailed';
    this.patch(ref, draft => {
      setConditions(
        draft,
        this.context.clock.timestamp(),
        ready('False', reason, message),
        released('False', reason, message),
      );
      draft.status = {
        ...draft.status,
        failures: (draft.status?.failures ?? 0) + 1,
        lastAttemptedReleaseAction: action,
        lastAttemptedReleaseActionDuration: '97.054647ms',
      };
    });
  }

  private *failed(
    ref: ResourceRef,
    failure: {
      action: 'install' | 'upgrade';
      message: string;
      entries: InventoryEntry[];
      duration: string;
      requested?: string;
      timeout: number;
    },
  ): Steps<'done' | 'retry'> {
    const { clock, random, store } = this.context;
    const { action, message } = failure;
    const reason = action === 'install' ? 'InstallFailed' : 'UpgradeFailed';
    this.patch(ref, draft => {
      dropConditions(draft, 'Remediated');
      setConditions(
        draft,
        clock.timestamp(),
        ready('False', reason, message),
        released('False', reason, message),
      );
    });
    yield random.between(5, 10);
    const counter = `${action}Failures`;
    const stored = this.storedOf(store.get(ref)!);
    const failed = this.patch(ref, draft => {
      draft.status = {
        ...draft.status,
        failures: (draft.status?.failures ?? 0) + 1,
        history: snapshotsOf(stored),
        inventory: { entries: failure.entries },
        lastAttemptedReleaseAction: action,
        lastAttemptedReleaseActionDuration: failure.duration,
        [counter]: (draft.status?.[counter] ?? 0) + 1,
      };
    });
    yield random.between(5, 10);
    const remediation = failed?.spec?.[action]?.remediation ?? {};
    const attempts: number = failed?.status?.[counter] ?? 1;
    const exhausted = attempts > (remediation.retries ?? 0);
    const remediates =
      action === 'upgrade' &&
      (remediation.retries ?? 0) > 0 &&
      (!exhausted || remediation.remediateLastFailure !== false);
    const stall: FluxCondition | undefined = exhausted
      ? {
          type: 'Stalled',
          status: 'True',
          reason: 'RetriesExceeded',
          message: `Failed to ${action} after ${attempts} attempt(s)`,
        }
      : undefined;
    if (remediates) {
      yield* this.rollBack(ref, failure.timeout, stall);
    } else {
      this.patch(ref, draft => {
        if (stall) {
          dropConditions(draft, 'Reconciling');
        }
        setConditions(
          draft,
          clock.timestamp(),
          stall ?? reconciling(message, 'ProgressingWithRetry'),
        );
      });
    }
    yield random.between(4, 10);
    this.settle(
      ref,
      exhausted ? failure.requested : undefined,
      stored,
      exhausted,
    );
    return exhausted ? 'done' : 'retry';
  }

  private *rollBack(
    ref: ResourceRef,
    timeout: number,
    stall: FluxCondition | undefined,
  ): Steps<void> {
    const { clock, random, store } = this.context;
    const object = store.get(ref)!;
    const stored = this.storedOf(object);
    const target = stored.find(candidate =>
      ['deployed', 'superseded'].includes(candidate.snapshot.status),
    );
    if (!target) {
      return;
    }
    this.patch(ref, draft =>
      setConditions(
        draft,
        clock.timestamp(),
        reconciling(
          `Running 'rollback' action with timeout of ${writeDuration(timeout)}`,
        ),
      ),
    );
    yield random.between(3, 8);
    cutReleases(stored);
    this.patch(ref, draft => {
      draft.status = { ...draft.status, history: snapshotsOf(stored) };
    });
    yield random.between(100, 150);
    const deployedAt = clock.timestamp();
    const { entries } = applyChart(this.context, object, target);
    yield* waitForChart(this.context, object, entries, timeout);
    const snapshot = makeSnapshot(object, {
      version: stored[0].snapshot.version + 1,
      action: 'rollback',
      status: 'deployed',
      chartName: target.chartName,
      chartVersion: target.chartVersion,
      ociDigest: target.ociDigest,
      firstDeployed: target.snapshot.firstDeployed,
      lastDeployed: deployedAt,
    });
    const message = `Helm rollback to previous release ${object.metadata.namespace}/${object.metadata.name}.v${target.snapshot.version} with chart ${target.chartName}@${target.chartVersion} succeeded`;
    this.patch(ref, draft => {
      if (stall) {
        dropConditions(draft, 'Reconciling');
      }
      setConditions(
        draft,
        clock.timestamp(),
        stall ?? reconciling(message, 'ProgressingWithRetry'),
        ready('False', 'RollbackSucceeded', message),
        {
          type: 'Remediated',
          status: 'True',
          reason: 'RollbackSucceeded',
          message,
        },
      );
    });
    addRelease(stored, { ...target, snapshot });
    supersede(stored, target);
  }

  /** The last patch of a pass: what is observed, and the history without what is no longer kept. */
  private settle(
    ref: ResourceRef,
    requested: string | undefined,
    stored: Release[],
    final = true,
  ): void {
    this.patch(ref, draft => {
      draft.status = {
        ...draft.status,
        history: snapshotsOf(stored),
        ...(final ? { observedGeneration: draft.metadata.generation } : {}),
        ...(requested ? { lastHandledReconcileAt: requested } : {}),
      };
    });
  }

  private attempt(ref: ResourceRef, chart: Chart): void {
    this.patch(ref, draft => {
      const { status = {} } = draft;
      const news =
        status.lastAttemptedRevision !== chart.version ||
        status.lastAttemptedGeneration !== draft.metadata.generation;
      draft.status = {
        observedGeneration: -1,
        ...status,
        ...(chart.helmChart ? { helmChart: chart.helmChart } : {}),
        lastAttemptedConfigDigest: configDigest(draft),
        lastAttemptedGeneration: draft.metadata.generation,
        lastAttemptedRevision: chart.version,
        ...(chart.ociDigest
          ? { lastAttemptedRevisionDigest: chart.ociDigest }
          : {}),
        storageNamespace:
          draft.spec?.storageNamespace ?? draft.metadata.namespace,
      };
      if (news) {
        delete draft.status.failures;
        delete draft.status.installFailures;
        delete draft.status.upgradeFailures;
      }
    });
  }

  private storedOf(release: KubeResource): Release[] {
    const uid = release.metadata.uid!;
    const stored = this.releases.get(uid) ?? [];
    this.releases.set(uid, stored);
    return stored;
  }

  private patch(
    ref: ResourceRef,
    change: (draft: KubeResource) => void,
  ): KubeResource | undefined {
    return this.context.store.modify(ref, change);
  }
}

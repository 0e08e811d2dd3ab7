import type { Process } from '../clock/process';
import {
  refOf,
  type Fields,
  type KubeResource,
  type ResourceRef,
} from '../store/KubeResource';
import type { Change } from '../store/ObjectStore';
import {
  conditionOf,
  dropConditions,
  ready,
  reconciling,
  setConditions,
} from './conditions';
import { requeueDelay, type ControllerContext } from './FluxContext';
import { readDuration } from './goDuration';
import { HelmActions, type ReleaseOutcome } from './HelmActions';
import { detectDrift } from './helmDrift';
import { missingValues } from './helmValues';
import { findChart, HELM_GROUP, type ChartFound } from './helmChartSource';
import type { SourceController } from './SourceController';
import {
  asksForPass,
  bringsArtifact,
  ReconcileLoop,
  requestedAt,
} from './ReconcileLoop';
import { SOURCE_GROUP } from './sourceGroup';

/** Plays the helm-controller up to the decision what to do; {@link HelmActions} does it. */
export class HelmController {
  private readonly loop: ReconcileLoop;
  private readonly actions: HelmActions;

  constructor(
    private readonly context: ControllerContext,
    private readonly sources: SourceController,
  ) {
    this.loop = new ReconcileLoop({
      clock: context.clock,
      pass: ref => this.pass(ref),
      pause: () => 100,
    });
    this.actions = new HelmActions(context);
  }

  /** Begins to act on what changes in the cluster. */
  start(): void {
    this.context.store.subscribe(change => this.onChange(change));
  }

  private onChange(change: Change): void {
    const { kind, object, type } = change;
    const [group, name] = kind.split('/');
    if (type === 'DELETED') {
      return;
    }
    if (group === SOURCE_GROUP && bringsArtifact(change)) {
      this.context.store
        .list(HELM_GROUP, 'HelmRelease')
        .filter(release => readsFrom(release, name, object))
        .forEach(release =>
          this.loop.wake(refOf(release), this.context.random.between(50, 300)),
        );
    }
    if (group === HELM_GROUP && asksForPass(change)) {
      this.loop.wake(refOf(object), 20);
    }
  }

  private *pass(ref: ResourceRef): Process {
    const { store, clock, random } = this.context;
    const release = store.get(ref);
    if (!release) {
      return;
    }
    const requested = requestedAt(release);
    if (release.spec?.suspend) {
      this.acknowledge(ref, requested);
      return;
    }
    const chart = findChart(release, this.context, this.sources);
    if (
      this.isSettled(release, chart) &&
      requested === release.status?.lastHandledReconcileAt
    ) {
      detectDrift(this.context, release, this.actions.contentOf(release));
      this.loop.wake(ref, this.heartbeat(release));
      return;
    }
    // A terminal failure is not tried again until spec, chart or request change.
    store.modify(ref, draft => {
      dropConditions(draft, 'Stalled');
      setConditions(
        draft,
        clock.timestamp(),
        reconciling('Fulfilling prerequisites'),
      );
    });
    yield random.between(40, 90);
    if (chart.type === 'waiting') {
      const { reason, message, helmChart } = chart;
      this.waits(ref, reason, message, helmChart ? { helmChart } : {});
      return;
    }
    const missing = missingValues(store, release);
    if (missing) {
      this.waits(ref, 'ValuesError', missing);
      return;
    }
    const outcome = yield* this.actions.release(ref, chart, requested);
    this.follow(ref, outcome);
  }

  /** A suspended object is not reconciled; its generation and a request are marked as seen all the same. */
  private acknowledge(ref: ResourceRef, requested: string | undefined): void {
    this.context.store.modify(ref, draft => {
      draft.status = {
        ...draft.status,
        observedGeneration: draft.metadata.generation,
        ...(requested ? { lastHandledReconcileAt: requested } : {}),
      };
    });
  }

  /** What it needs is not there: it looks again in half a minute. */
  private waits(
    ref: ResourceRef,
    reason: string,
    message: string,
    more: Fields = {},
  ): void {
    const { store, clock } = this.context;
    store.modify(ref, draft => {
      draft.status = { observedGeneration: -1, ...draft.status, ...more };
      setConditions(draft, clock.timestamp(), ready('False', reason, message));
    });
    this.loop.wake(ref, requeueDelay(this.context, 30_000));
  }

  private follow(ref: ResourceRef, outcome: ReleaseOutcome): void {
    const { store, random } = this.context;
    const release = store.get(ref);
    if (!release) {
      return;
    }
    switch (outcome) {
      case 'retry':
        this.loop.wake(ref, random.between(9_000, 12_000));
        break;
      case 'backOff': {
        const pause = 10_000 * 2 ** (release.status?.failures ?? 0);
        this.loop.wake(
          ref,
          requeueDelay(this.context, Math.min(600_000, pause)),
        );
        break;
      }
      default:
        this.loop.wake(ref, this.heartbeat(release));
    }
  }

  private isSettled(release: KubeResource, chart: ChartFound): boolean {
    const { status = {}, metadata } = release;
    const tried =
      chart.type === 'found' &&
      status.lastAttemptedRevision === chart.version &&
      status.lastAttemptedGeneration === metadata.generation;
    const stalled = conditionOf(release, 'Stalled')?.status === 'True';
    const done =
      conditionOf(release, 'Ready')?.status === 'True' &&
      status.history?.[0]?.chartVersion === status.lastAttemptedRevision;
    return Boolean(tried && (stalled || done));
  }

  private heartbeat(release: KubeResource): number {
    return requeueDelay(
      this.context,
      readDuration(release.spec?.interval) ?? 300_000,
    );
  }
}

function readsFrom(
  release: KubeResource,
  kind: string,
  source: KubeResource,
): boolean {
  const { spec = {}, metadata } = release;
  if (spec.chartRef) {
    return (
      spec.chartRef.kind === kind &&
      spec.chartRef.name === source.metadata.name &&
      (spec.chartRef.namespace ?? metadata.namespace) ===
        source.metadata.namespace
    );
  }
  const labels = source.metadata.labels ?? {};
  return (
    kind === 'HelmChart' &&
    labels[`${HELM_GROUP}/name`] === metadata.name &&
    labels[`${HELM_GROUP}/namespace`] === metadata.namespace
  );
}

import type { Process } from '../clock/process';
import type { KubeResource, ResourceRef } from '../store/KubeResource';
import type { Content } from '../world/World';
import {
  parseInventoryId,
  prune,
  type InventoryEntry,
  type NotPruned,
} from './apply';
import {
  conditionOf,
  dropConditions,
  ready,
  reconciling,
  setConditions,
} from './conditions';
import { requeueDelay, type ControllerContext } from './FluxContext';
import { readDuration, writeMeasured } from './goDuration';
import { lookAtHealth } from './health';
import { applyStaged } from './stagedApply';
import {
  recordHistory,
  renderedDigest,
  stageText,
  timeoutOf,
} from './kustomizationStatus';

const HEALTH_POLL_MS = 5000;

/** What a pass works on. */
export interface Pass {
  ref: ResourceRef;
  content: Content;
  revision: string;
  originRevision?: string;
  startedAt: number;
  requested?: string;
}

/** What the kustomize-controller does in a pass once the source is fetched, and how a pass ends. */
export class KustomizePasses {
  constructor(
    private readonly context: ControllerContext,
    private readonly wakeUp: (ref: ResourceRef, delayMs: number) => void,
  ) {}

  /** The second half of a pass: from the rendered manifests to the outcome. */
  *applyAndWait(pass: Pass): Process {
    const { store, clock, random } = this.context;
    const { ref, content, revision } = pass;
    const kustomization = store.get(ref);
    if (!kustomization) {
      return;
    }
    if (content.problem?.stage === 'apply') {
      this.fail(ref, 'ReconciliationFailed', content.problem.message, pass);
      return;
    }
    const before: InventoryEntry[] =
      kustomization.status?.inventory?.entries ?? [];
    const { serviceAccountName: account } = kustomization.spec ?? {};
    const result = applyStaged(
      this.context,
      content.manifests,
      {
        targetNamespace: kustomization.spec?.targetNamespace,
        labels: {
          'kustomize.toolkit.fluxcd.io/name': ref.name,
          'kustomize.toolkit.fluxcd.io/namespace': ref.namespace ?? '',
        },
        manager: 'kustomize-controller',
        time: clock.timestamp(),
      },
      account && `${ref.namespace}/${account}`,
    );
    if (result.type === 'refused') {
      this.fail(ref, 'ReconciliationFailed', result.message, pass);
      return;
    }
    const { entries } = result;
    const stays = kustomization.spec?.prune
      ? prune(this.context, before, entries)
      : [];
    if (stays.length > 0) {
      this.notPruned(pass, entries, stays);
      return;
    }
    if (kustomization.spec?.wait) {
      yield random.between(10, 50);
      if (!(yield* this.waitForHealth(pass, entries))) {
        return;
      }
      yield random.between(4, 12);
    } else {
      yield random.between(30, 200);
    }
    this.patch(ref, draft => {
      dropConditions(draft, 'Reconciling', 'Stalled');
      setConditions(
        draft,
        clock.timestamp(),
        ready(
          'True',
          'ReconciliationSucceeded',
          `Applied revision: ${revision}`,
        ),
      );
    });
    yield random.between(4, 10);
    this.patch(ref, draft => {
      draft.status = {
        ...draft.status,
        history: this.history(draft, pass, 'ReconciliationSucceeded'),
        inventory: { entries },
        ...(pass.originRevision
          ? { lastAppliedOriginRevision: pass.originRevision }
          : {}),
        lastAppliedRevision: revision,
        ...(pass.requested ? { lastHandledReconcileAt: pass.requested } : {}),
        observedGeneration: draft.metadata.generation,
      };
    });
    this.wakeUp(
      ref,
      requeueDelay(
        this.context,
        readDuration(kustomization.spec?.interval) ?? 600_000,
      ),
    );
  }

  /** What could not be deleted stays in the inventory, so that the next pass tries again. */
  private notPruned(
    pass: Pass,
    entries: InventoryEntry[],
    stays: NotPruned[],
  ): void {
    const errors = stays.map(
      ({ object: { kind, metadata }, refusal }) =>
        `${kind}/${metadata.namespace}/${metadata.name} delete failed: ${refusal.message};`,
    );
    this.patch(pass.ref, draft => {
      draft.status = {
        ...draft.status,
        inventory: {
          entries: [...entries, ...stays.map(({ entry }) => entry)].sort(
            (a, b) => (a.id < b.id ? -1 : 1),
          ),
        },
      };
    });
    this.fail(
      pass.ref,
      'PruneFailed',
      `delete failed, errors: ${errors.join(' ')}`,
      pass,
    );
  }

  private *waitForHealth(
    pass: Pass,
    entries: InventoryEntry[],
  ): Generator<number, boolean, void> {
    const { store, clock, random } = this.context;
    const { ref, revision } = pass;
    this.patch(ref, draft => {
      const text = stageText('Running health checks', revision, draft);
      setConditions(draft, clock.timestamp(), reconciling(text), {
        type: 'Healthy',
        status: 'Unknown',
        reason: 'Progressing',
        message: text,
      });
    });
    const began = clock.now();
    yield random.between(4, 10);
    this.patch(ref, draft => {
      draft.status = { ...draft.status, inventory: { entries } };
    });
    yield random.between(6, 60);
    const refs = entries
      .map(entry => parseInventoryId(entry.id))
      .filter(({ kind }) => kind !== 'Service');
    const timeout = timeoutOf(store.get(ref) ?? ({ spec: {} } as KubeResource));
    let look = lookAtHealth(store, refs);
    while (!look.done && !look.failed && clock.now() - began < timeout) {
      yield HEALTH_POLL_MS;
      look = lookAtHealth(store, refs);
    }
    const measured = writeMeasured(clock.now() - began, random);
    if (look.done) {
      this.patch(ref, draft =>
        setConditions(draft, clock.timestamp(), {
          type: 'Healthy',
          status: 'True',
          reason: 'Succeeded',
          message: `Health check passed in ${measured}`,
        }),
      );
      return true;
    }
    const text = `${
      look.failed
        ? 'failed early due to stalled resources'
        : 'timeout waiting for'
    }: ${look.text}`;
    this.fail(
      ref,
      'HealthCheckFailed',
      `health check failed after ${measured}: ${text}`,
      pass,
      text,
    );
    return false;
  }

  /** Ready=False, then the history, then another try. The generation stays unobserved, as long as nothing succeeds. */
  fail(
    ref: ResourceRef,
    reason: string,
    message: string,
    pass?: Pass,
    unhealthy?: string,
  ): void {
    const { clock, random } = this.context;
    const failed = this.patch(ref, draft => {
      const stage = conditionOf(draft, 'Reconciling')?.message ?? '';
      draft.status = { observedGeneration: -1, ...draft.status };
      setConditions(
        draft,
        clock.timestamp(),
        reconciling(stage, 'ProgressingWithRetry'),
        ready('False', reason, message),
      );
      if (unhealthy) {
        setConditions(draft, clock.timestamp(), {
          type: 'Healthy',
          status: 'False',
          reason,
          message: unhealthy,
        });
      }
    });
    if (pass) {
      clock.schedule(random.between(4, 12), () =>
        this.patch(ref, draft => {
          draft.status = {
            ...draft.status,
            history: this.history(draft, pass, reason),
          };
        }),
      );
    }
    const { retryInterval, interval } = failed?.spec ?? {};
    this.wakeUp(
      ref,
      requeueDelay(
        this.context,
        readDuration(retryInterval ?? interval) ?? 60_000,
      ),
    );
  }

  private history(draft: KubeResource, pass: Pass, status: string) {
    const { clock, random } = this.context;
    const last = draft.status?.history?.[0];
    const interval = readDuration(draft.spec?.interval) ?? 600_000;
    const gap = last ? clock.now() - Date.parse(last.lastReconciled) : 0;
    return recordHistory(draft.status?.history, {
      digest: renderedDigest(pass.content),
      status,
      revision: pass.revision,
      originRevision: pass.originRevision,
      now: clock.timestamp(),
      duration: writeMeasured(clock.now() - pass.startedAt, random),
      passes: Math.max(1, Math.floor(gap / interval)),
    });
  }

  private patch(
    ref: ResourceRef,
    change: (draft: KubeResource) => void,
  ): KubeResource | undefined {
    return this.context.store.modify(ref, change);
  }
}

import type { Process } from '../clock/process';
import {
  refOf,
  type KubeResource,
  type ResourceRef,
} from '../store/KubeResource';
import type { Change } from '../store/ObjectStore';
import { buildProblem } from './buildProblems';
import {
  conditionOf,
  ready,
  reconciling,
  setConditions,
  type FluxCondition,
} from './conditions';
import { requeueDelay, type ControllerContext } from './FluxContext';
import { stageText } from './kustomizationStatus';
import type { SourceController } from './SourceController';
import { SOURCE_GROUP } from './sourceGroup';
import type { StoredArtifact } from './StoredArtifact';
import {
  blockerOf,
  KUSTOMIZE_GROUP,
  readsFrom,
  sourceOf,
  waitsFor,
} from './kustomizeNeeds';
import { KustomizePasses } from './KustomizePasses';
import {
  asksForPass,
  bringsArtifact,
  ReconcileLoop,
  requestedAt,
} from './ReconcileLoop';
import { normalPath } from './upstream';

/** A label leaves an object to the controller of a shard. None runs here: nobody looks at it, and nobody says so. */
const isOfShard = ({ metadata }: KubeResource): boolean =>
  Object.hasOwn(metadata.labels ?? {}, 'sharding.fluxcd.io/key');

/** Plays the kustomize-controller: each stage of a pass is a patch, and so an object version, of its own. */
export class KustomizeController {
  private readonly loop: ReconcileLoop;
  private readonly passes: KustomizePasses;

  constructor(
    private readonly context: ControllerContext,
    private readonly sources: SourceController,
  ) {
    this.loop = new ReconcileLoop({
      clock: context.clock,
      pass: ref => this.pass(ref),
      pause: () => context.random.between(5, 200),
    });
    this.passes = new KustomizePasses(context, (ref, delay) =>
      this.loop.wake(ref, delay),
    );
  }

  /** Begins to act on what changes in the cluster. */
  start(): void {
    this.context.store.subscribe(change => this.onChange(change));
  }

  private onChange(change: Change): void {
    const { kind, object, previous, type } = change;
    const [group, name] = kind.split('/');
    if (type === 'DELETED') {
      return;
    }
    if (group === SOURCE_GROUP && bringsArtifact(change)) {
      this.wakeAll(ks => readsFrom(ks, name, object), [5, 300]);
    }
    if (group !== KUSTOMIZE_GROUP) {
      return;
    }
    if (asksForPass(change)) {
      this.loop.wake(refOf(object), 10);
    }
    if (
      conditionOf(object, 'Ready')?.status === 'True' &&
      conditionOf(previous, 'Ready')?.status !== 'True'
    ) {
      this.wakeAll(ks => waitsFor(ks, object), [1000, 5000]);
    }
  }

  private wakeAll(
    isMeant: (kustomization: KubeResource) => boolean,
    [least, most]: [number, number],
  ): void {
    this.context.store
      .list(KUSTOMIZE_GROUP, 'Kustomization')
      .filter(isMeant)
      .forEach(ks =>
        this.loop.wake(refOf(ks), this.context.random.between(least, most)),
      );
  }

  private *pass(ref: ResourceRef): Process {
    const { store } = this.context;
    const kustomization = store.get(ref);
    if (!kustomization || isOfShard(kustomization)) {
      return;
    }
    if (kustomization.spec?.suspend) {
      this.acknowledge(ref, requestedAt(kustomization));
      return;
    }
    const source = sourceOf(store, kustomization);
    const artifact = this.sources.artifactOf(source.object);
    if (!artifact) {
      const text = source.object
        ? 'Source artifact not found, retrying in 30s'
        : `${source.ref.kind}.${SOURCE_GROUP} "${source.ref.name}" not found`;
      this.waits(ref, 'ArtifactFailed', text);
      return;
    }
    const blocker = blockerOf(store, kustomization, source.ref);
    if (blocker) {
      this.waits(ref, 'DependencyNotReady', blocker);
      return;
    }
    yield* this.reconcile(kustomization, artifact);
  }

  /** What it needs is not there: it looks again in half a minute. */
  private waits(ref: ResourceRef, reason: string, message: string): void {
    const now = this.context.clock.timestamp();
    this.patch(ref, draft =>
      setConditions(draft, now, ready('False', reason, message)),
    );
    this.loop.wake(ref, requeueDelay(this.context, 30_000));
  }

  /** Fetches, builds, applies and waits. */
  private *reconcile(
    kustomization: KubeResource,
    artifact: StoredArtifact,
  ): Process {
    const { store, clock, random } = this.context;
    const ref = refOf(kustomization);
    const { revision, originRevision } = artifact;
    const startedAt = clock.now();
    const stage = (name: string, ...more: FluxCondition[]) =>
      this.patch(ref, draft =>
        setConditions(
          draft,
          clock.timestamp(),
          reconciling(stageText(name, revision, draft)),
          ...more,
        ),
      );
    stage(
      'Fetching manifests',
      ready('Unknown', 'Progressing', 'Reconciliation in progress'),
    );
    yield random.between(10, 40);
    const content = artifact.contentAt(normalPath(kustomization.spec?.path));
    if (!content) {
      this.passes.fail(ref, 'ArtifactFailed', this.noPath(kustomization));
      return;
    }
    stage('Building manifests');
    yield random.between(5, 15);
    this.patch(ref, draft => {
      draft.status = { ...draft.status, lastAttemptedRevision: revision };
    });
    yield random.between(20, 380);
    const problem = buildProblem(store, kustomization, content);
    if (problem) {
      this.passes.fail(ref, 'BuildFailed', problem);
      return;
    }
    stage('Detecting drift');
    yield random.between(20, 60);
    yield* this.passes.applyAndWait({
      ref,
      content,
      revision,
      originRevision,
      startedAt,
      requested: requestedAt(kustomization),
    });
  }

  private noPath({ spec }: KubeResource): string {
    const path = normalPath(spec?.path).slice(2);
    const folder = `/tmp/kustomization-${this.context.random.integer(
      1e8,
      1e9,
    )}`;
    return `kustomization path not found: stat ${folder}/${path}: no such file or directory`;
  }

  /** A suspended object is not reconciled; its generation and a request are marked as seen all the same. */
  private acknowledge(ref: ResourceRef, requested: string | undefined): void {
    this.patch(ref, draft => {
      if (draft.status?.conditions) {
        draft.status.observedGeneration = draft.metadata.generation;
      }
      draft.status = {
        observedGeneration: -1,
        ...draft.status,
        ...(requested ? { lastHandledReconcileAt: requested } : {}),
      };
    });
  }

  private patch(
    ref: ResourceRef,
    change: (draft: KubeResource) => void,
  ): KubeResource | undefined {
    return this.context.store.modify(ref, change);
  }
}

import type { Process } from '../clock/process';
import {
  refOf,
  type KubeResource,
  type ResourceRef,
} from '../store/KubeResource';
import type { Change } from '../store/ObjectStore';
import { buildProblem } from './buildProblems';
import { conditionOf, ready, reconciling, setConditions } from './conditions';
import { requeueDelay, type ControllerContext } from './FluxContext';
import { stageText } from './kustomizationStatus';
import type { SourceController } from './SourceController';
import { SOURCE_GROUP } from './sourceGroup';
import { KustomizePasses } from './KustomizePasses';
import {
  asksForPass,
  bringsArtifact,
  ReconcileLoop,
  requestedAt,
} from './ReconcileLoop';
import { normalPath } from './upstream';

export const KUSTOMIZE_GROUP = 'kustomize.toolkit.fluxcd.io';

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
    const { store, clock, random } = this.context;
    const kustomization = store.get(ref);
    if (!kustomization) {
      return;
    }
    const requested = requestedAt(kustomization);
    if (kustomization.spec?.suspend) {
      this.acknowledge(ref, requested);
      return;
    }
    const source = this.sourceOf(kustomization);
    const artifact = this.sources.artifactOf(source.object);
    if (!artifact) {
      const text = source.object
        ? 'Source artifact not found, retrying in 30s'
        : `${source.ref.kind}.${SOURCE_GROUP} "${source.ref.name}" not found`;
      this.patch(ref, draft =>
        setConditions(
          draft,
          clock.timestamp(),
          ready('False', 'ArtifactFailed', text),
        ),
      );
      this.loop.wake(ref, requeueDelay(this.context, 30_000));
      return;
    }
    const blocker = this.blockerOf(kustomization, source.ref);
    if (blocker) {
      this.patch(ref, draft =>
        setConditions(
          draft,
          clock.timestamp(),
          ready('False', 'DependencyNotReady', blocker),
        ),
      );
      this.loop.wake(ref, requeueDelay(this.context, 30_000));
      return;
    }
    const { revision, originRevision } = artifact;
    const startedAt = clock.now();
    this.patch(ref, draft =>
      setConditions(
        draft,
        clock.timestamp(),
        reconciling(stageText('Fetching manifests', revision, draft)),
        ready('Unknown', 'Progressing', 'Reconciliation in progress'),
      ),
    );
    yield random.between(10, 40);
    const content = artifact.contentAt(normalPath(kustomization.spec?.path));
    if (!content) {
      const path = normalPath(kustomization.spec?.path).slice(2);
      const folder = `/tmp/kustomization-${random.integer(1e8, 1e9)}`;
      this.passes.fail(
        ref,
        'ArtifactFailed',
        `kustomization path not found: stat ${folder}/${path}: no such file or directory`,
      );
      return;
    }
    const stage = (name: string) =>
      this.patch(ref, draft =>
        setConditions(
          draft,
          clock.timestamp(),
          reconciling(stageText(name, revision, draft)),
        ),
      );
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
      requested,
    });
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

  private sourceOf(kustomization: KubeResource) {
    const {
      kind,
      name,
      namespace = kustomization.metadata.namespace,
    } = kustomization.spec?.sourceRef ?? {};
    const ref: ResourceRef = { group: SOURCE_GROUP, kind, namespace, name };
    return { ref, object: this.context.store.get(ref) };
  }

  private blockerOf(
    kustomization: KubeResource,
    sourceRef: ResourceRef,
  ): string | undefined {
    for (const ref of dependenciesOf(kustomization)) {
      const label = `dependency '${ref.namespace}/${ref.name}'`;
      const dependency = this.context.store.get(ref);
      if (!dependency) {
        return `${label} not found: kustomizations.${KUSTOMIZE_GROUP} "${ref.name}" not found`;
      }
      if (conditionOf(dependency, 'Ready')?.status !== 'True') {
        return `${label} is not ready`;
      }
      const own = this.sourceOf(dependency);
      const sameSource =
        own.ref.kind === sourceRef.kind &&
        own.ref.name === sourceRef.name &&
        own.ref.namespace === sourceRef.namespace;
      if (
        sameSource &&
        own.object?.status?.artifact?.revision !==
          dependency.status?.lastAppliedRevision
      ) {
        return `${label} revision is not up to date`;
      }
    }
    return undefined;
  }

  private patch(
    ref: ResourceRef,
    change: (draft: KubeResource) => void,
  ): KubeResource | undefined {
    return this.context.store.modify(ref, change);
  }
}

function dependenciesOf(kustomization: KubeResource): ResourceRef[] {
  return (kustomization.spec?.dependsOn ?? []).map(
    (dependency: { name: string; namespace?: string }) => ({
      group: KUSTOMIZE_GROUP,
      kind: 'Kustomization',
      name: dependency.name,
      namespace: dependency.namespace ?? kustomization.metadata.namespace,
    }),
  );
}

function readsFrom(
  { metadata, spec }: KubeResource,
  kind: string,
  source: KubeResource,
): boolean {
  const { sourceRef } = spec ?? {};
  return (
    sourceRef?.kind === kind &&
    sourceRef.name === source.metadata.name &&
    (sourceRef.namespace ?? metadata.namespace) === source.metadata.namespace
  );
}

function waitsFor(
  kustomization: KubeResource,
  { metadata }: KubeResource,
): boolean {
  return (
    conditionOf(kustomization, 'Ready')?.reason === 'DependencyNotReady' &&
    dependenciesOf(kustomization).some(
      ({ name, namespace }) =>
        name === metadata.name && namespace === metadata.namespace,
    )
  );
}

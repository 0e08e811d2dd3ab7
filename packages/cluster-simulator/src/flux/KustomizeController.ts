import { spawn, type Process } from '../clock/process';
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
import { normalPath } from './upstream';
import { WakeUps } from './WakeUps';

export const KUSTOMIZE_GROUP = 'kustomize.toolkit.fluxcd.io';
const REQUESTED_AT = 'reconcile.fluxcd.io/requestedAt';

/** Plays the kustomize-controller: each stage of a pass is a patch, and so an object version, of its own. */
export class KustomizeController {
  private readonly busy = new Set<string>();
  private readonly again = new Set<string>();
  private readonly wakeUps: WakeUps;
  private readonly passes: KustomizePasses;

  constructor(
    private readonly context: ControllerContext,
    private readonly sources: SourceController,
  ) {
    this.wakeUps = new WakeUps(context.clock);
    this.passes = new KustomizePasses(context, (ref, delay) =>
      this.wake(ref, delay),
    );
  }

  /** Begins to act on what changes in the cluster. */
  start(): void {
    this.context.store.subscribe(change => this.onChange(change));
  }

  private onChange({ kind, object, previous, type }: Change): void {
    const [group, name] = kind.split('/');
    if (type === 'DELETED') {
      return;
    }
    if (
      group === SOURCE_GROUP &&
      object.status?.artifact?.revision !== previous?.status?.artifact?.revision
    ) {
      this.all()
        .filter(({ metadata, spec }) => {
          const {
            kind: sourceKind,
            name: sourceName,
            namespace,
          } = spec?.sourceRef ?? {};
          return (
            sourceKind === name &&
            sourceName === object.metadata.name &&
            (namespace ?? metadata.namespace) === object.metadata.namespace
          );
        })
        .forEach(ks =>
          this.wake(refOf(ks), this.context.random.between(5, 300)),
        );
      return;
    }
    if (group !== KUSTOMIZE_GROUP) {
      return;
    }
    const requested = object.metadata.annotations?.[REQUESTED_AT];
    if (
      type === 'ADDED' ||
      object.metadata.generation !== previous?.metadata.generation ||
      (requested &&
        requested !== previous?.metadata.annotations?.[REQUESTED_AT])
    ) {
      this.wake(refOf(object), 10);
    }
    if (
      conditionOf(object, 'Ready')?.status === 'True' &&
      conditionOf(previous, 'Ready')?.status !== 'True'
    ) {
      this.all()
        .filter(ks =>
          dependenciesOf(ks).some(
            ref =>
              ref.name === object.metadata.name &&
              ref.namespace === object.metadata.namespace,
          ),
        )
        .filter(ks => conditionOf(ks, 'Ready')?.reason === 'DependencyNotReady')
        .forEach(ks =>
          this.wake(refOf(ks), this.context.random.between(1000, 5000)),
        );
    }
  }

  private all(): KubeResource[] {
    return this.context.store.list(KUSTOMIZE_GROUP, 'Kustomization');
  }

  private wake(ref: ResourceRef, delay: number): void {
    this.wakeUps.wake(`${ref.namespace}/${ref.name}`, delay, () =>
      this.reconcile(ref),
    );
  }

  // One pass of an object at a time: what changes meanwhile is taken up by the next, and what lies between is skipped.
  private reconcile(ref: ResourceRef): void {
    const id = `${ref.namespace}/${ref.name}`;
    if (this.busy.has(id)) {
      this.again.add(id);
      return;
    }
    this.busy.add(id);
    this.wakeUps.forget(id);
    spawn(this.context.clock, this.pass(ref), () => {
      this.busy.delete(id);
      if (this.again.delete(id)) {
        this.wake(ref, this.context.random.between(5, 200));
      }
    });
  }

  private *pass(ref: ResourceRef): Process {
    const { store, clock, random } = this.context;
    const kustomization = store.get(ref);
    if (!kustomization) {
      return;
    }
    const requested = kustomization.metadata.annotations?.[REQUESTED_AT];
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
      this.wake(ref, requeueDelay(this.context, 30_000));
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
      this.wake(ref, requeueDelay(this.context, 30_000));
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

import type { Process } from '../clock/process';
import { sha256 } from '../clock/Random';
import {
  refOf,
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
import { lookChart } from './lookChart';
import {
  asksForPass,
  bringsArtifact,
  ReconcileLoop,
  requestedAt,
} from './ReconcileLoop';
import { SOURCE_GROUP } from './sourceGroup';
import type { StoredArtifact } from './StoredArtifact';
import { bucketId, lookUpstream, type Upstream } from './upstream';

const KINDS = [
  'GitRepository',
  'OCIRepository',
  'HelmRepository',
  'Bucket',
  'HelmChart',
];
/** Sources whose charts are packaged anew where they change. */
const CHART_SOURCES = ['HelmRepository', 'GitRepository'];
const FAILURES = ['FetchFailed', 'BuildFailed', 'SourceVerified'];

/** Plays the source-controller: one pass per source at a time, each patch a version of its own, nothing written by an unchanged poll. */
export class SourceController {
  private readonly artifacts = new Map<string, StoredArtifact>();
  private readonly retries = new Map<string, number>();
  private readonly loop: ReconcileLoop;

  constructor(private readonly context: ControllerContext) {
    this.loop = new ReconcileLoop({
      clock: context.clock,
      pass: ref => this.pass(ref),
    });
  }

  /** What the artifact of a source holds, where its status shows one. */
  artifactOf(source: KubeResource | undefined): StoredArtifact | undefined {
    return source?.status?.artifact
      ? this.artifacts.get(source.metadata.uid!)
      : undefined;
  }

  /** Begins to act on what changes in the cluster. */
  start(): void {
    this.context.store.subscribe(change => this.onChange(change));
    this.context.world.subscribe(url => this.onUpstream(url));
  }

  private onChange(change: Change): void {
    const { kind, object, type } = change;
    const [group, name] = kind.split('/');
    if (group !== SOURCE_GROUP || !KINDS.includes(name) || type === 'DELETED') {
      return;
    }
    if (asksForPass(change)) {
      this.context.clock.schedule(10, () => this.loop.run(refOf(object)));
    }
    if (CHART_SOURCES.includes(name) && bringsArtifact(change)) {
      this.reconcileChartsOf(object);
    }
  }

  private reconcileChartsOf(source: KubeResource): void {
    this.context.store
      .list(SOURCE_GROUP, 'HelmChart', source.metadata.namespace)
      .filter(
        ({ spec }) =>
          spec?.sourceRef.kind === source.kind &&
          spec?.sourceRef.name === source.metadata.name,
      )
      .forEach(chart =>
        this.context.clock.schedule(20, () => this.loop.run(refOf(chart))),
      );
  }

  // A server does not call: the change is found by the next poll.
  private onUpstream(url: string): void {
    for (const kind of KINDS.slice(0, -1)) {
      for (const source of this.context.store.list(SOURCE_GROUP, kind)) {
        const own = kind === 'Bucket' ? bucketId(source) : source.spec?.url;
        if (own === url) {
          const interval = readDuration(source.spec?.interval) ?? 60_000;
          const wait =
            Math.min(interval, 30_000) * this.context.random.between(0.1, 0.9);
          this.context.clock.schedule(wait, () => this.loop.run(refOf(source)));
        }
      }
    }
  }

  private *pass(ref: ResourceRef): Process {
    const { store, clock, random } = this.context;
    const source = store.get(ref);
    if (!source) {
      return;
    }
    const requested = requestedAt(source);
    const asked =
      requested !== undefined &&
      requested !== source.status?.lastHandledReconcileAt;
    if (source.spec?.suspend) {
      this.patch(ref, draft => {
        draft.status = {
          ...draft.status,
          observedGeneration: draft.status?.observedGeneration ?? -1,
        };
      });
      return;
    }
    // An HelmRepository of type oci is plain configuration: it has no status at all.
    if (source.spec?.type === 'oci') {
      return;
    }
    const observed = source.status?.observedGeneration ?? -1;
    if (asked || observed !== source.metadata.generation) {
      const text = asked
        ? 'reconciliation in progress'
        : `processing object: new generation ${observed} -> ${source.metadata.generation}`;
      this.patch(ref, draft =>
        setConditions(draft, clock.timestamp(), reconciling(text)),
      );
      yield random.between(20, 80);
    }
    const upstream =
      ref.kind === 'HelmChart'
        ? lookChart(source, this.context, repository =>
            this.artifactOf(repository),
          )
        : lookUpstream(source, this.context.world, this.context.cluster);
    if (upstream.type === 'failed') {
      this.fail(ref, upstream);
      return;
    }
    this.retries.delete(source.metadata.uid!);
    const before = store.get(ref);
    if (
      upstream.revision === before?.status?.artifact?.revision &&
      observed === source.metadata.generation &&
      !asked &&
      !FAILURES.some(type => conditionOf(before, type))
    ) {
      // A chart notes the index that it was looked up in, even where the index has nothing new for it.
      this.patch(ref, draft => {
        draft.status = { ...draft.status, ...upstream.extra };
      });
      return;
    }
    yield* this.storeArtifact(ref, upstream, requested);
  }

  private *storeArtifact(
    ref: ResourceRef,
    upstream: Extract<Upstream, { type: 'found' }>,
    requested: string | undefined,
  ): Process {
    const { clock, random, store } = this.context;
    const { texts } = upstream;
    const changed =
      upstream.revision !== store.get(ref)?.status?.artifact?.revision;
    if (changed) {
      this.patch(ref, draft => {
        dropConditions(draft, ...FAILURES, 'Stalled');
        setConditions(
          draft,
          clock.timestamp(),
          reconciling(texts.building),
          ready('Unknown', 'Progressing', texts.building),
          {
            type: 'ArtifactOutdated',
            status: 'True',
            reason: texts.outdatedReason,
            message: texts.outdated,
          },
        );
      });
      yield random.between(15, 50);
    }
    this.patch(ref, draft => {
      dropConditions(
        draft,
        'Reconciling',
        'ArtifactOutdated',
        ...FAILURES,
        'Stalled',
      );
      setConditions(
        draft,
        clock.timestamp(),
        ready('True', texts.reason, texts.stored),
        {
          type: 'ArtifactInStorage',
          status: 'True',
          reason: texts.reason,
          message: texts.stored,
        },
      );
    });
    yield random.between(4, 20);
    const object = store.get(ref);
    if (!object) {
      return;
    }
    this.artifacts.set(object.metadata.uid!, {
      revision: upstream.revision,
      originRevision: upstream.metadata?.['org.opencontainers.image.revision'],
      contentAt: upstream.contentAt,
    });
    this.patch(ref, draft => {
      draft.status = {
        ...draft.status,
        ...upstream.extra,
        ...(changed
          ? { artifact: artifactStatus(draft, upstream, clock.timestamp()) }
          : {}),
        ...(requested ? { lastHandledReconcileAt: requested } : {}),
        observedGeneration: draft.metadata.generation,
        ...(draft.kind === 'GitRepository'
          ? {}
          : {
              url: storageUrl(
                draft,
                ref.kind === 'HelmRepository' ? 'index.yaml' : 'latest.tar.gz',
              ),
            }),
      };
    });
  }

  // The artifact stays: consumers go on with what they have. Retries back off; they only renew the condition's time.
  private fail(
    ref: ResourceRef,
    failure: Extract<Upstream, { type: 'failed' }>,
  ): void {
    const { clock } = this.context;
    const object = this.patch(ref, draft => {
      dropConditions(draft, 'Reconciling', 'ArtifactOutdated');
      setConditions(
        draft,
        clock.timestamp(),
        failure.stalled
          ? {
              type: 'Stalled',
              status: 'True',
              reason: failure.reason,
              message: failure.message,
            }
          : reconciling('reconciliation in progress', 'ProgressingWithRetry'),
        ready('False', failure.reason, failure.message),
        {
          type: failure.condition ?? 'FetchFailed',
          status: failure.condition === 'SourceVerified' ? 'False' : 'True',
          reason: failure.reason,
          message: failure.message,
        },
      );
    });
    if (object && !failure.stalled) {
      const tries = this.retries.get(object.metadata.uid!) ?? 0;
      this.retries.set(object.metadata.uid!, tries + 1);
      const backOff = Math.min(750_000, 5_000 * 2 ** tries);
      clock.schedule(requeueDelay(this.context, backOff), () =>
        this.loop.run(ref),
      );
    }
  }

  private patch(
    ref: ResourceRef,
    change: (draft: KubeResource) => void,
  ): KubeResource | undefined {
    return this.context.store.modify(ref, change);
  }
}

function storageUrl(object: KubeResource, file: string) {
  return `http://source-controller.flux-system.svc.cluster.local./${object.kind.toLowerCase()}/${
    object.metadata.namespace
  }/${object.metadata.name}/${file}`;
}

function artifactStatus(
  object: KubeResource,
  upstream: Extract<Upstream, { type: 'found' }>,
  now: string,
) {
  const path = `${object.kind.toLowerCase()}/${object.metadata.namespace}/${
    object.metadata.name
  }/${upstream.file}`;
  const digest = sha256(`artifact/${upstream.revision}`);
  return {
    digest: `sha256:${digest}`,
    lastUpdateTime: now,
    ...(upstream.metadata ? { metadata: upstream.metadata } : {}),
    path,
    revision: upstream.revision,
    size: 400 + (Number.parseInt(digest.slice(0, 4), 16) % 4000),
    url: storageUrl(object, upstream.file),
  };
}

import { sha256 } from '../clock/Random';
import { imageId } from '../kubernetes/containerStatus';
import { refOf, type KubeResource } from '../store/KubeResource';
import type { Change } from '../store/ObjectStore';
import type { Content } from '../world/World';
import {
  dropConditions,
  ready,
  reconciling,
  setConditions,
} from './conditions';
import type { ControllerContext } from './FluxContext';
import { readDuration } from './goDuration';
import { SOURCE_GROUP } from './sourceGroup';

export const IMAGE_GROUP = 'image.toolkit.fluxcd.io';

/** Plays image-reflector and image-automation: scan, choose, commit. */
export class ImageControllers {
  constructor(
    private readonly context: ControllerContext,
    /** What a repository's path holds once the image in it is set; the automation commits it. */
    private readonly setImage: (
      content: Content,
      image: string,
      tag: string,
    ) => Content,
  ) {}

  /** Begins to act on what changes in the cluster. */
  start(): void {
    this.context.store.subscribe(change => this.onChange(change));
    this.context.world.subscribe(name => this.onPush(name));
  }

  private onChange({ kind, object, previous, type }: Change): void {
    if (
      !kind.startsWith(IMAGE_GROUP) ||
      type === 'DELETED' ||
      object.metadata.generation === previous?.metadata.generation
    ) {
      return;
    }
    const { clock } = this.context;
    switch (object.kind) {
      case 'ImageRepository':
        clock.schedule(500, () => this.scan(object));
        break;
      case 'ImagePolicy':
        clock.schedule(1500, () => this.choose(object));
        break;
      default:
        clock.schedule(2500, () => this.automate(object));
    }
  }

  // A registry does not call: the tag is found by the next scan.
  private onPush(repository: string): void {
    const { store, clock, random } = this.context;
    store
      .list(IMAGE_GROUP, 'ImageRepository')
      .filter(({ spec }) => spec?.image === repository && !spec?.suspend)
      .forEach(found => {
        const interval = Math.min(
          readDuration(found.spec?.interval) ?? 60_000,
          30_000,
        );
        clock.schedule(interval * random.between(0.1, 0.9), () =>
          this.scan(found),
        );
      });
  }

  private scan(stale: KubeResource): void {
    const { store, clock, world } = this.context;
    const refusal = world.refusals.get(stale.spec?.image);
    if (refusal) {
      this.report(stale, draft =>
        this.failed(draft, 'ReadOperationFailed', `scan failed: ${refusal}`),
      );
      return;
    }
    const tags = world.images.get(stale.spec?.image) ?? [];
    const checksum = Number.parseInt(sha256(tags.join()).slice(0, 8), 16);
    store.modify(refOf(stale), draft => {
      dropConditions(draft, 'Reconciling');
      setConditions(
        draft,
        clock.timestamp(),
        ready(
          'True',
          'Succeeded',
          `successful scan: found ${tags.length} tags with checksum ${checksum}`,
        ),
      );
      draft.status = {
        ...draft.status,
        canonicalImageName: draft.spec?.image,
        lastScanResult: {
          latestTags: [...tags].reverse().slice(0, 10),
          revision: String(checksum),
          scanTime: clock.timestamp(),
          tagCount: tags.length,
        },
        observedExclusionList: ['^.*\\.sig$'],
        observedGeneration: draft.metadata.generation,
      };
    });
    store
      .list(IMAGE_GROUP, 'ImagePolicy', stale.metadata.namespace)
      .filter(
        ({ spec }) => spec?.imageRepositoryRef.name === stale.metadata.name,
      )
      .forEach(policy => clock.schedule(300, () => this.choose(policy)));
  }

  private choose(stale: KubeResource): void {
    const { store, clock, world } = this.context;
    const scan = store.get({
      group: IMAGE_GROUP,
      kind: 'ImageRepository',
      namespace: stale.metadata.namespace,
      name: stale.spec?.imageRepositoryRef.name,
    });
    const name: string | undefined = scan?.spec?.image;
    const tags = (name && world.images.get(name)) || [];
    const tag = tags
      .filter(candidate => /^\d+\.\d+\.\d+$/.test(candidate))
      .pop();
    store.modify(refOf(stale), draft => {
      draft.status = { observedGeneration: -1, ...draft.status };
      if (!name || !tag) {
        setConditions(
          draft,
          clock.timestamp(),
          reconciling(
            'processing object: new generation -1 -> 1',
            'ProgressingWithRetry',
          ),
          ready(
            'False',
            'Failure',
            'unable to determine latest version from provided list',
          ),
        );
        return;
      }
      const before = draft.status.latestRef;
      if (before?.tag === tag) {
        return;
      }
      dropConditions(draft, 'Reconciling');
      const previously = before
        ? ` (previously ${before.name}:${before.tag})`
        : '';
      setConditions(
        draft,
        clock.timestamp(),
        ready(
          'True',
          'Succeeded',
          `Latest image tag for ${name} resolved to ${tag}${previously}`,
        ),
      );
      draft.status = {
        ...draft.status,
        latestRef: {
          ...(draft.spec?.digestReflectionPolicy &&
          draft.spec.digestReflectionPolicy !== 'Never'
            ? { digest: imageId(`${name}:${tag}`).split('@')[1] }
            : {}),
          name,
          tag,
        },
        observedGeneration: draft.metadata.generation,
        ...(before ? { observedPreviousRef: before } : {}),
      };
    });
    store
      .list(IMAGE_GROUP, 'ImageUpdateAutomation', stale.metadata.namespace)
      .forEach(automation =>
        clock.schedule(400, () => this.automate(automation)),
      );
  }

  private automate(stale: KubeResource): void {
    const { store, clock, world } = this.context;
    const automation = store.get(refOf(stale));
    if (!automation || automation.spec?.suspend) {
      return;
    }
    const { namespace } = automation.metadata;
    const { name: sourceName, namespace: sourceNamespace = namespace } =
      automation.spec?.sourceRef ?? {};
    const source = store.get({
      group: SOURCE_GROUP,
      kind: 'GitRepository',
      namespace: sourceNamespace,
      name: sourceName,
    });
    const url: string | undefined = source?.spec?.url;
    if (!url) {
      const text = `failed configuring source manager: referenced git repository does not exist: GitRepository.${SOURCE_GROUP} "${sourceName}" not found`;
      this.report(automation, draft =>
        this.failed(draft, 'SourceManagerFailed', text),
      );
      return;
    }
    const policies = this.selected(automation);
    const observed = Object.fromEntries(
      policies.map(policy => [policy.metadata.name, policy.status?.latestRef]),
    );
    const changes = this.changes(url, automation, policies);
    const refusal = world.git.get(url)?.pushRefusal;
    if (changes && refusal) {
      this.report(automation, draft =>
        this.failed(
          draft,
          'GitOperationFailed',
          `failed to update source: failed to push to remote: ${refusal}`,
        ),
      );
      return;
    }
    const commit =
      changes &&
      world.commit(url, {
        message: 'update images',
        author: 'fluxbot',
        changes,
      });
    this.report(automation, draft => {
      dropConditions(draft, 'Reconciling');
      setConditions(
        draft,
        clock.timestamp(),
        ready('True', 'Succeeded', 'repository up-to-date'),
      );
      draft.status = {
        ...draft.status,
        lastAutomationRunTime: clock.timestamp(),
        ...(commit
          ? { lastPushCommit: commit.sha, lastPushTime: clock.timestamp() }
          : {}),
        observedGeneration: draft.metadata.generation,
        observedPolicies: observed,
        observedSourceRevision: `main@sha1:${
          commit?.sha ?? world.head(url)?.sha
        }`,
      };
    });
  }

  private selected(automation: KubeResource): KubeResource[] {
    const labels: Record<string, string> =
      automation.spec?.policySelector?.matchLabels ?? {};
    return this.context.store
      .list(IMAGE_GROUP, 'ImagePolicy', automation.metadata.namespace)
      .filter(policy =>
        Object.entries(labels).every(
          ([key, value]) => policy.metadata.labels?.[key] === value,
        ),
      )
      .filter(policy => policy.status?.latestRef);
  }

  private changes(
    url: string,
    automation: KubeResource,
    policies: KubeResource[],
  ): Record<string, Content> | undefined {
    const prefix: string = automation.spec?.update?.path ?? './';
    const changes: Record<string, Content> = {};
    for (const [path, content] of this.context.world.head(url)?.paths ?? []) {
      if (path.startsWith(prefix)) {
        const next = policies.reduce(
          (current, { status }) =>
            this.setImage(
              current,
              status?.latestRef.name,
              status?.latestRef.tag,
            ),
          content,
        );
        if (JSON.stringify(next) !== JSON.stringify(content)) {
          changes[path] = next;
        }
      }
    }
    return Object.keys(changes).length > 0 ? changes : undefined;
  }

  private failed(draft: KubeResource, reason: string, message: string): void {
    draft.status = {
      observedGeneration: -1,
      ...draft.status,
      ...(draft.kind === 'ImageUpdateAutomation'
        ? { lastAutomationRunTime: this.context.clock.timestamp() }
        : {}),
    };
    setConditions(
      draft,
      this.context.clock.timestamp(),
      reconciling('reconciliation in progress', 'ProgressingWithRetry'),
      ready('False', reason, message),
    );
  }

  private report(
    automation: KubeResource,
    change: (draft: KubeResource) => void,
  ): void {
    this.context.store.modify(refOf(automation), change);
  }
}

import type { VirtualClock } from '../clock/VirtualClock';
import { mergePatch } from '../apiServer/mergePatch';
import type { SimulatedCluster } from '../SimulatedCluster';
import type { Fields, KubeResource, ResourceRef } from '../store/KubeResource';
import { groupOf } from '../store/KubeResource';
import { SERVED_KINDS } from '../store/kinds';
import { changedFields, fieldsOf, recordWrite } from '../store/managedFields';
import type { World } from '../world/World';
import { applierOf, type StepSpec } from './Scenario';
import { manifestsOf, type Target } from './targets';

const UNAUTHENTICATED = 'authentication required: authentication required\n';

/** What befalls a fleet other than by a commit: servers that refuse, people with kubectl, what services depend on. */
export class Incidents {
  constructor(
    private readonly world: World,
    private readonly clusters: ReadonlyMap<string, SimulatedCluster>,
    private readonly clock: VirtualClock,
  ) {}

  /** `kubectl edit` of an object that a service has, by its kind. */
  edit(target: Target, { kind = 'Deployment', by, patch }: StepSpec): void {
    const { service, cluster } = target;
    const own = manifestsOf(target).find(manifest => manifest.kind === kind);
    const group = groupOf(own?.apiVersion ?? 'gateway.networking.k8s.io/v1');
    this.write(
      cluster,
      {
        group,
        kind,
        namespace: service.team,
        name: own?.metadata.name ?? service.name,
      },
      by ?? 'kubectl-edit',
      patch ?? {},
    );
  }

  /** An update of an object by somebody, noted as an API server notes it. */
  write(
    cluster: string,
    ref: ResourceRef,
    manager: string,
    patch: Fields,
  ): void {
    this.clusters.get(cluster)?.store.modify(ref, draft => {
      const next = patched(draft, patch);
      const changed = changedFields(draft.spec, next.spec);
      draft.spec = next.spec;
      recordWrite(
        draft,
        { manager, operation: 'Update' },
        changed ? { 'f:spec': changed } : fieldsOf(patch),
        changed ? { 'f:spec': changed } : {},
        this.clock.timestamp(),
      );
    });
  }

  /** As `flux suspend` does: a patch at the cluster, which the parent's next apply would not undo, since Git says nothing of it. */
  suspend(target: Target, suspend: boolean): void {
    const { service, cluster } = target;
    const kind = service.by.startsWith('helm')
      ? { group: 'helm.toolkit.fluxcd.io', kind: 'HelmRelease' }
      : { group: 'kustomize.toolkit.fluxcd.io', kind: 'Kustomization' };
    target.suspended = suspend;
    this.write(
      cluster,
      { ...kind, namespace: service.team, name: applierOf(service) },
      'flux',
      { spec: { suspend } },
    );
  }

  /** As `kubectl argo rollouts promote --full` does. */
  promote({ service, cluster }: Target): void {
    const rollout = {
      group: 'argoproj.io',
      kind: 'Rollout',
      namespace: service.team,
      name: service.name,
    };
    this.clusters.get(cluster)?.store.modify(rollout, draft => {
      draft.status = { ...draft.status, promoteFull: true };
    });
  }

  /** A server, an archive or an image is no longer given out. */
  refuse(what: string, message = 'denied'): void {
    this.world.refusals.set(what, message);
    this.world.tell(what);
  }

  /** A Git server no longer answers fetches, of all clusters or of some. */
  refuseFetch(
    url: string,
    { message = UNAUTHENTICATED, in: of }: StepSpec,
  ): void {
    const { fetchRefusals } = this.world.gitServer(url);
    (of ?? this.names).forEach(cluster => fetchRefusals.set(cluster, message));
    this.world.tell(url);
  }

  /** A Git server no longer takes pushes. */
  refusePush(url: string, { message = UNAUTHENTICATED }: StepSpec): void {
    this.world.gitServer(url).pushRefusal = message;
    this.world.tell(url);
  }

  /** A Git server answers and takes again. */
  accept(url: string, { in: of }: StepSpec): void {
    const git = this.world.gitServer(url);
    (of ?? this.names).forEach(cluster => git.fetchRefusals.delete(cluster));
    git.pushRefusal = undefined;
    this.world.tell(url);
  }

  private get names(): string[] {
    return [...this.clusters.keys()];
  }

  freeze(url: string): void {
    this.world.gitServer(url).staleAt = this.world.head(url)?.sha;
  }

  setOutage(repository: string, isDown: boolean): void {
    if (isDown) {
      this.world.outages.add(repository);
    } else {
      this.world.outages.delete(repository);
    }
    this.world.tell(repository);
  }

  /** Removes `Kind/namespace/name`, or marks it as on its way out, which a finalizer keeps it from. */
  remove(id: string, forEver: boolean, clusters: string[]): void {
    const [kind, namespace, name] = id.split('/');
    const served = SERVED_KINDS.find(one => one.kind === kind);
    const ref = {
      group: served?.group ?? '',
      kind,
      namespace: served?.namespaced ? namespace : undefined,
      name: name ?? namespace,
    };
    for (const cluster of clusters) {
      const store = this.clusters.get(cluster)?.store;
      if (forEver) {
        store?.modify(ref, draft => {
          draft.metadata.deletionTimestamp = this.clock.timestamp();
          draft.status = { ...draft.status, phase: 'Terminating' };
        });
      } else {
        store?.remove(ref);
      }
    }
  }
}

/** A merge patch, but for containers: those are merged by name, as kubectl does it. */
function patched(object: KubeResource, patch: Fields): KubeResource {
  const next = mergePatch(object, patch) as KubeResource;
  const wanted: Fields[] | undefined = patch.spec?.template?.spec?.containers;
  const before: Fields[] = object.spec?.template?.spec?.containers ?? [];
  if (wanted && next.spec) {
    next.spec.template.spec.containers = before.map(container => ({
      ...container,
      ...wanted.find(({ name }) => name === container.name),
    }));
  }
  return next;
}

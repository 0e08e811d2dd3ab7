import type { VirtualClock } from '../clock/VirtualClock';
import { mergePatch } from '../apiServer/mergePatch';
import type { SimulatedCluster } from '../SimulatedCluster';
import type { Fields, KubeResource, ResourceRef } from '../store/KubeResource';
import { groupOf } from '../store/KubeResource';
import { SERVED_KINDS } from '../store/kinds';
import { changedFields, fieldsOf, recordWrite } from '../store/managedFields';
import type { World } from '../world/World';
import type { StepSpec } from './Scenario';
import { manifestsOf, type Target } from './targets';

/** What befalls a fleet other than by a commit: servers that refuse, people with kubectl, what services depend on. */
export class Incidents {
  constructor(
    private readonly world: World,
    private readonly clusters: Map<string, SimulatedCluster>,
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

  refuse(what: string, message: string): void {
    this.world.refusals.set(what, message);
    this.world.tell(what);
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

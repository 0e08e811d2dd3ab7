import type { Process } from '../clock/process';
import { templateHash } from '../clock/Random';
import type { ControllerContext } from '../flux/FluxContext';
import type { KubeResource, ResourceRef } from '../store/KubeResource';
import type { Change } from '../store/ObjectStore';
import { deploymentStatus } from './deploymentStatus';
import { isReady } from './pods';
import { ReplicaSets } from './ReplicaSets';
import { RollingUpdate, type ProgressReason } from './RollingUpdate';
import { Rollouts } from './Rollouts';

/** Plays deployment controller, replicaset controller and kubelet for Deployments. */
export class DeploymentController {
  private readonly rollouts: Rollouts;
  private readonly sets: ReplicaSets;

  constructor(private readonly context: ControllerContext) {
    this.sets = new ReplicaSets(context);
    this.rollouts = new Rollouts(context.clock, ref => this.rollOut(ref));
  }

  /** Begins to act on what changes in the cluster. */
  start(): void {
    this.context.store.subscribe(change => this.onChange(change));
  }

  private onChange(change: Change): void {
    const { kind, object, previous, type } = change;
    if (kind === '/Pod' && type === 'MODIFIED') {
      this.onPod(object, previous);
    } else if (kind === 'apps/Deployment') {
      this.rollouts.onChange(change);
      if (type === 'DELETED') {
        this.sets.of(object).forEach(set => this.sets.remove(set));
      }
    }
  }

  /** The readiness of a pod changed after its rollout had ended: only the counts follow. */
  private onPod(pod: KubeResource, previous: KubeResource | undefined): void {
    const { store, clock } = this.context;
    const isFirstReport = !previous?.status?.containerStatuses;
    if (isFirstReport || isReady(pod) === isReady(previous)) {
      return;
    }
    const { namespace } = pod.metadata;
    const ownerOf = (object: KubeResource | undefined, kind: string) => {
      const [owner] = object?.metadata.ownerReferences ?? [];
      return owner?.kind === kind
        ? { group: 'apps', kind, namespace, name: owner.name }
        : undefined;
    };
    const setRef = ownerOf(pod, 'ReplicaSet');
    const set = setRef && store.get(setRef);
    const deployment = ownerOf(set, 'Deployment');
    if (set && deployment) {
      clock.schedule(5, () => {
        this.sets.sync(set);
        this.sync(deployment);
      });
    }
  }

  private *rollOut(ref: ResourceRef): Process {
    const deployment = this.context.store.get(ref);
    if (!deployment || deployment.spec?.paused) {
      this.sync(ref);
      return;
    }
    const current = this.sets.ensure(deployment);
    yield* new RollingUpdate(
      this.context,
      this.sets,
      deployment,
      current,
      reason => this.sync(ref, reason),
    ).run();
  }

  private sync(ref: ResourceRef, reason?: ProgressReason): void {
    const { store, clock } = this.context;
    store.modify(ref, draft =>
      deploymentStatus(
        draft,
        this.sets.of(draft),
        templateHash(draft.spec?.template),
        clock.timestamp(),
        reason,
      ),
    );
  }
}

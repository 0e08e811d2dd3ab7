import {
  type EndpointSlice,
  inventoryOf,
  keyOf,
  type ObjectRef,
  type Observed,
  type Service,
} from 'backstage-plugin-flux-delivery-common';
import type { ClusterClient } from 'backstage-plugin-flux-delivery-node';
import { type Clock, systemClock } from '../clusters/Clock';
import { BareWorkloads } from './BareWorkloads';
import { ClusterSampler } from './ClusterSampler';
import { PassedOver } from './PassedOver';
import type { SampledInventory } from './SampledInventory';
import {
  isSampledKind,
  isWorthSampling,
  rolloutSignature,
  workloadsBehind,
} from './samplingRules';
import { isTurning, wasJustWritten } from './turning';

export interface PodSamplerOptions {
  client: Pick<ClusterClient, 'list'>;
  inventory: SampledInventory;
  clock?: Clock;
  random?: () => number;
  /** Per cluster. Default: 10. */
  listsPerSecond?: number;
}

/**
 * Lists the pods and ReplicaSets of a workload when its rollout or its endpoints change, and again while pods do not settle.
 * Only workloads that somebody can see on a page are looked at. People who look cause no call.
 */
export class PodSampler {
  /** How the rollout of each workload stood that was asked for. */
  private readonly seen = new Map<
    string,
    { signature: string; turns: boolean }
  >();
  private readonly passedOver = new PassedOver();
  private readonly clusters = new Map<
    string,
    { sampler: ClusterSampler; stop: () => void }
  >();
  private readonly leaving = new Set<Promise<void>>();
  private readonly bare = new BareWorkloads();
  private unsubscribe?: () => void;

  constructor(private readonly options: PodSamplerOptions) {}

  /** Before the watch starts, so that nothing is missed. */
  start(): void {
    this.unsubscribe ??= this.options.inventory.subscribe(
      ({ objects, clusters }) => {
        clusters.forEach(cluster => this.onCluster(cluster));
        objects.forEach(ref => this.onChange(ref));
      },
    );
  }

  /** When it resolves nothing runs any more. */
  async stop(): Promise<void> {
    this.unsubscribe?.();
    this.unsubscribe = undefined;
    [...this.clusters.keys()].forEach(cluster => this.leave(cluster));
    this.seen.clear();
    this.passedOver.clear();
    this.bare.clear();
    await Promise.all(this.leaving);
  }

  /**
   * Something happened to an applier, as its controllers say, maybe before the watch shows it: what it delivers is looked at again,
   * at the pace of everything else.
   */
  lookAt(applier: ObjectRef): void {
    const { inventory } = this.options;
    const observed = inventory.get(applier);
    for (const ref of observed ? inventoryOf(observed) : []) {
      const workload = isSampledKind(ref) ? inventory.get(ref) : undefined;
      if (workload && isWorthSampling(inventory, workload)) {
        this.samplerOf(ref.cluster).request(ref);
      }
    }
  }

  private onChange(ref: ObjectRef) {
    const observed = this.options.inventory.get(ref);
    if (isSampledKind(ref)) {
      this.onWorkload(ref, observed);
    } else if (observed && ref.kind === 'EndpointSlice') {
      this.onEndpoints(observed as Observed<EndpointSlice>);
    } else if (observed && ref.kind === 'Service') {
      this.reconsider(
        this.passedOver.behind(
          this.options.inventory,
          observed as Observed<Service>,
        ),
      );
    } else if (ref.kind === 'Kustomization' || ref.kind === 'HelmRelease') {
      this.onBare(ref, observed);
      if (observed) {
        this.onApplier(observed);
      }
    }
  }

  private onEndpoints(slice: Observed<EndpointSlice>) {
    const { clock = systemClock, inventory } = this.options;
    const turns = wasJustWritten(slice, clock.now());
    workloadsBehind(inventory, slice)
      .filter(workload => isWorthSampling(inventory, workload))
      .forEach(({ ref }) => this.samplerOf(ref.cluster).request(ref, turns));
  }

  /** What nobody watches is looked at whenever the applier that lists it changes, and in between by the clock. */
  private onBare(applier: ObjectRef, observed: Observed | undefined) {
    const { inventory } = this.options;
    const { listed, dropped } = this.bare.note(applier, observed);
    listed.forEach(ref => this.samplerOf(ref.cluster).request(ref));
    dropped
      .filter(ref => inventory.by('byInventoryEntry', keyOf(ref)).length === 0)
      .forEach(ref => {
        this.clusters.get(ref.cluster)?.sampler.forget(ref);
        inventory.forgetPods(ref);
      });
  }

  private onWorkload(ref: ObjectRef, observed: Observed | undefined) {
    const key = keyOf(ref);
    if (!observed) {
      this.seen.delete(key);
      this.passedOver.remove(ref);
      this.clusters.get(ref.cluster)?.sampler.forget(ref);
      return;
    }
    const signature = rolloutSignature(observed.object);
    const before = this.seen.get(key);
    if (before?.signature === signature) {
      return;
    }
    if (!isWorthSampling(this.options.inventory, observed)) {
      this.passedOver.add(ref);
      return;
    }
    const turns = isTurning(observed);
    this.seen.set(key, { signature, turns });
    this.passedOver.remove(ref);
    // The step that ends a rollout is one of it.
    this.samplerOf(ref.cluster).request(ref, turns || before?.turns);
    if (!before) {
      this.reconsider(this.passedOver.beside(this.options.inventory, observed));
    }
  }

  private reconsider(workloads: readonly Observed[]) {
    workloads.forEach(workload => this.onWorkload(workload.ref, workload));
  }

  /** A workload may be there before an inventory names it. */
  private onApplier(applier: Observed) {
    for (const ref of inventoryOf(applier)) {
      if (isSampledKind(ref) && !this.seen.has(keyOf(ref))) {
        this.onWorkload(ref, this.options.inventory.get(ref));
      }
    }
  }

  private samplerOf(cluster: string): ClusterSampler {
    const held = this.clusters.get(cluster);
    if (held) {
      return held.sampler;
    }
    const abort = new AbortController();
    const {
      clock = systemClock,
      random = Math.random,
      listsPerSecond = 10,
    } = this.options;
    const sampler = new ClusterSampler(
      { ...this.options, clock, random, listsPerSecond },
      cluster,
      abort.signal,
    );
    this.clusters.set(cluster, { sampler, stop: () => abort.abort() });
    return sampler;
  }

  private onCluster(cluster: string) {
    const held = this.clusters.get(cluster);
    if (!held) {
      return;
    }
    const { inventory } = this.options;
    if (inventory.clusters().some(({ name }) => name === cluster)) {
      held.sampler.reachMayHaveChanged();
    } else {
      this.leave(cluster);
    }
  }

  private leave(cluster: string) {
    const held = this.clusters.get(cluster);
    this.clusters.delete(cluster);
    held?.stop();
    const left = held?.sampler.settled();
    if (left) {
      this.leaving.add(left);
      left.finally(() => this.leaving.delete(left));
    }
  }
}

import type {
  InventoryView,
  ObjectRef,
  PodSample,
} from 'backstage-plugin-flux-delivery-common';

/** What the sampler reads, and where it puts what it finds. */
export interface SampledInventory extends InventoryView {
  subscribe(
    listener: (change: {
      objects: readonly ObjectRef[];
      clusters: readonly string[];
    }) => void,
  ): () => void;
  setPods(workload: ObjectRef, sample: PodSample): void;
  /** Of a workload that is not watched itself, and that nobody lists any more. */
  forgetPods(workload: ObjectRef): void;
}

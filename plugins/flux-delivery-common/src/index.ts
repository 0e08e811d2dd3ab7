/**
 * The pure core of flux-delivery.
 *
 * @packageDocumentation
 */
export * from './kube/ObjectRef';
export * from './kube/KubeObject';
export * from './kube/workloads';
export * from './flux/kinds';
export * from './flux/objects';
export * from './paths/InventoryView';
export * from './paths/DeliveryPath';
export * from './divergence/SegmentVerdict';
export * from './api/dto';

/**
 * The seam of flux-delivery to your clusters, what a permission policy says of delivery paths, and flux-delivery for other plugins.
 *
 * @packageDocumentation
 */
export * from './ClusterClient';
export * from './HttpClusterClient';
export * from './clusterClientServiceRef';
export { errorOfStatus } from './callErrors';
export * from './permissions/PathResource';
export * from './permissions/rules';
export * from './permissions/conditions';
export * from './permissions/withinCatalog';
export * from './service/FluxDeliveryService';
export * from './service/fluxDeliveryServiceRef';

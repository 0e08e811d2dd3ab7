/**
 * The seam of flux-delivery to your clusters, and what a permission policy says of delivery paths.
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

/**
 * The seam of flux-delivery to your clusters.
 *
 * @packageDocumentation
 */
export * from './ClusterClient';
export * from './HttpClusterClient';
export * from './clusterClientServiceRef';
export { errorOfStatus } from './callErrors';

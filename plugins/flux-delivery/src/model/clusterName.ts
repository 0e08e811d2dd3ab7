import { ANY_CLUSTER } from 'backstage-plugin-flux-delivery-common';
import type { Translate } from '../translation';

/** How a cluster is called; a pointer that names none is about any. */
export function clusterName(cluster: string, t: Translate): string {
  return cluster === ANY_CLUSTER ? t('grid.anyCluster') : cluster;
}

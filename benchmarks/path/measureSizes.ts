import {
  compileProjection,
  groupOf,
  LISTED_KINDS,
  WATCHED_KINDS,
} from 'backstage-plugin-flux-delivery-common';
import { generateCluster } from '../fleet/generateCluster';
import { planFleet, sizeOf } from '../fleet/planFleet';
import type { FleetOptions } from './apiServers';

/** Bytes as JSON of one kind, as the API server has it and as the inventory keeps it. */
export interface KindSize {
  count: number;
  raw: number;
  projected: number;
  largest: number;
}

const projections = new Map(
  [...WATCHED_KINDS, ...LISTED_KINDS].map(kind => [
    `${kind.group}/${kind.kind}`,
    compileProjection(kind),
  ]),
);

/** Means per kind over the first cluster of a fleet. */
export function measureSizes({
  appliers,
  seed,
  now,
}: FleetOptions): Record<string, KindSize> {
  const size = sizeOf(appliers);
  const place = { cluster: size.clusters[0], seed, now };
  const sums: Record<string, KindSize> = {};
  for (const object of generateCluster(planFleet(size), place)) {
    const { apiVersion, kind } = object;
    const project = projections.get(`${groupOf(apiVersion)}/${kind}`);
    const parent =
      kind === 'Kustomization' && object.metadata.namespace === 'flux-system';
    const projected = JSON.stringify(project?.(object) ?? '').length;
    const name = parent ? 'Kustomization (parent)' : kind;
    const sum = (sums[name] ??= { count: 0, raw: 0, projected: 0, largest: 0 });
    sum.count += 1;
    sum.raw += JSON.stringify(object).length;
    sum.projected += projected;
    sum.largest = Math.max(sum.largest, projected);
  }
  for (const sum of Object.values(sums)) {
    sum.raw = Math.round(sum.raw / sum.count);
    sum.projected = Math.round(sum.projected / sum.count);
  }
  return sums;
}

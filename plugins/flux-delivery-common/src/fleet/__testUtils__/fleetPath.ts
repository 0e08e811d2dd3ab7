import { SEGMENTS } from '../../divergence/SegmentVerdict';
import type { FleetPath, FleetTarget } from '../FleetPath';

/** A target of a list, well unless told otherwise. */
export function aFleetTarget(changes: Partial<FleetTarget> = {}): FleetTarget {
  const { cluster = 'prod-eu', environment = 'prod' } = changes;
  return {
    id: `${cluster}~kustomization~shop~api`,
    environment,
    cluster,
    applier: {
      group: 'kustomize.toolkit.fluxcd.io',
      kind: 'Kustomization',
      namespace: 'shop',
      name: 'api',
    },
    namespaces: ['shop'],
    binding: 'claimed',
    state: 'ok',
    bars: SEGMENTS.map(segment => ({ segment, verdict: 'ok' })),
    headline: '3/3 ready',
    version: '1.8.3',
    suspensions: [],
    ...changes,
  };
}

/** The same, diverged at its source for the reason that all who read that source have. */
export function aDivergedTarget(
  changes: Partial<FleetTarget> = {},
  since = '2026-11-21T05:00:00Z',
): FleetTarget {
  return aFleetTarget({
    state: 'diverged',
    bars: SEGMENTS.map(segment => ({
      segment,
      verdict: segment === 'source' ? 'diverged' : 'ok',
    })),
    headline: 'authentication failed',
    divergence: {
      segment: 'source',
      class: 'source-auth',
      since,
      headline: 'authentication failed',
      firstResponder: 'group:default/platform',
      cause: {
        cluster: changes.cluster ?? 'prod-eu',
        group: 'source.toolkit.fluxcd.io',
        kind: 'GitRepository',
        namespace: 'flux-system',
        name: 'apps',
        class: 'source-auth',
      },
    },
    ...changes,
  });
}

export function aFleetPath(
  name: string,
  targets: FleetTarget[] = [aFleetTarget()],
  changes: Partial<FleetPath> = {},
): FleetPath {
  return {
    entityRef: `component:default/${name}`,
    owner: 'group:default/payments',
    system: 'system:default/shop',
    targets,
    ...changes,
  };
}

import { SEGMENTS } from 'backstage-plugin-flux-delivery-common';
import type {
  FleetPath,
  FleetSuspension,
  FleetTarget,
  Segment,
  Verdict,
} from 'backstage-plugin-flux-delivery-common';

export const ENVIRONMENTS = ['dev', 'staging', 'prod'];

/** Five bars, all as they should be but one, and what follows from it. */
export function bars(
  segment?: Segment,
  verdict: Verdict = 'diverged',
): FleetTarget['bars'] {
  const at = segment ? SEGMENTS.indexOf(segment) : SEGMENTS.length;
  return SEGMENTS.map((each, index) => {
    if (index < at) {
      return { segment: each, verdict: 'ok' };
    }
    return index > at && verdict === 'diverged'
      ? { segment: each, verdict, consequence: true }
      : { segment: each, verdict };
  });
}

export function target(changes: Partial<FleetTarget> = {}): FleetTarget {
  const { cluster = 'prod-eu' } = changes;
  return {
    id: `${cluster}|kustomization|shop|api`,
    environment: cluster.split('-')[0],
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
    bars: bars(),
    headline: '3/3 ready',
    version: '1.8.3',
    suspensions: [],
    ...changes,
  };
}

/** One that cannot read the source which all of platform's tenants share. */
export function withBrokenSource(changes: Partial<FleetTarget> = {}) {
  const { cluster = 'prod-us' } = changes;
  return target({
    cluster,
    state: 'diverged',
    bars: bars('source'),
    headline: 'authentication failed',
    divergence: {
      segment: 'source',
      class: 'source-auth',
      since: '2026-03-10T09:24:00Z',
      headline: 'authentication failed',
      firstResponder: 'group:default/platform',
      cause: {
        cluster,
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

export const suspension: FleetSuspension = {
  object: {
    cluster: 'staging',
    group: 'kustomize.toolkit.fluxcd.io',
    kind: 'Kustomization',
    namespace: 'payments',
    name: 'statement-batch',
  },
  segment: 'reconcile',
  since: '2026-02-20T08:00:00Z',
  claimedBy: 'd.khan',
  reason: 'waits for the audit',
  resumeWhen: 'the audit has ended',
  withholds: '1.9.0',
};

export function path(
  name: string,
  targets: FleetTarget[] = [target()],
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

const RISK = { owner: 'group:default/risk', system: 'system:default/limits' };
const dev = target({ cluster: 'dev' });
const staging = target({ cluster: 'staging' });

/** A small fleet with something in every state. */
export const paths: FleetPath[] = [
  path('payments-api', [dev, staging, withBrokenSource(), target()]),
  path('checkout', [staging, withBrokenSource()]),
  path('scorer', [dev, withBrokenSource()], RISK),
  path(
    'risk-scorer',
    [
      dev,
      target({
        cluster: 'staging',
        state: 'diverged',
        bars: bars('rollout'),
        headline: 'crash loop',
        divergence: {
          segment: 'rollout',
          class: 'crash-loop',
          since: '2026-03-10T07:30:00Z',
          headline: 'crash loop',
          unowned: true,
          cause: {
            cluster: 'staging',
            group: 'apps',
            kind: 'Deployment',
            namespace: 'risk',
            name: 'scorer',
            class: 'crash-loop',
          },
        },
      }),
    ],
    RISK,
  ),
  path('statement-batch', [
    dev,
    target({
      cluster: 'staging',
      state: 'suspended',
      bars: bars('reconcile', 'suspended'),
      headline: 'suspended',
      suspensions: [suspension],
    }),
  ]),
  path('ledger', [
    staging,
    target({
      cluster: 'prod-ap',
      state: 'unknown',
      bars: bars('source', 'unknown'),
      headline: 'cluster unreachable',
      version: undefined,
    }),
  ]),
  path(
    'fraud-rules',
    [
      target({
        cluster: 'dev',
        state: 'inProgress',
        bars: bars('rollout', 'inProgress'),
        headline: '2 of 3 updated',
        expectedBy: '2026-03-10T09:40:00Z',
      }),
      target(),
    ],
    RISK,
  ),
  path('cards-gateway', [dev, staging, target()]),
];

/** As many services as a large organisation has, all of them well. */
export function manyPaths(count: number): FleetPath[] {
  const all = [dev, staging, target()];
  return Array.from({ length: count }, (_, index) =>
    path(`service-${String(index).padStart(5, '0')}`, all),
  );
}

import type { Delivery } from '../Delivery';

/** A forward delivery to prod-eu that succeeded, or what the test says. */
export function aDelivery(of: Partial<Delivery> = {}): Delivery {
  const startedAt = of.startedAt ?? '2026-03-10T09:14:00Z';
  return {
    id: 'd1',
    entityRef: 'component:default/payments-api',
    environment: 'prod',
    cluster: 'prod-eu',
    targetId: `${
      of.cluster ?? 'prod-eu'
    }~kustomization~flux-system~payments-api`,
    applier: {
      group: 'kustomize.toolkit.fluxcd.io',
      kind: 'Kustomization',
      namespace: 'flux-system',
      name: 'payments-api',
    },
    sequence: 1,
    contentId: 'c1',
    kind: 'forward',
    outcome: 'succeeded',
    revisions: {},
    images: [],
    actor: { name: 'unknown', type: 'unknown', trust: 'unknown' },
    startedAt,
    backfilled: false,
    ...of,
  };
}

import { createHash } from 'crypto';
import type {
  Delivery,
  LedgerMark,
  LedgerRow,
  UnitKey,
} from 'backstage-plugin-flux-delivery-common';

export const UNIT: UnitKey = {
  entityRef: 'component:default/payments-api',
  targetId: 'prod-eu~kustomization~payments~api',
};

/** A row for tests: a forward delivery in progress, one minute after the one before it. */
export function row(
  sequence: number,
  delivery: Partial<Delivery> = {},
  mark: Partial<LedgerMark> = {},
): LedgerRow {
  const unit = { ...UNIT, ...delivery };
  const startedAt = `2026-11-21T05:${String(sequence % 60).padStart(
    2,
    '0',
  )}:00Z`;
  return {
    delivery: {
      id: createHash('sha256')
        .update(`${unit.entityRef} ${unit.targetId} ${sequence}`)
        .digest('hex')
        .slice(0, 32),
      environment: 'prod',
      cluster: 'prod-eu',
      applier: {
        group: 'kustomize.toolkit.fluxcd.io',
        kind: 'Kustomization',
        namespace: 'payments',
        name: 'api',
      },
      sequence,
      contentId: `content-${sequence}`,
      kind: 'forward',
      outcome: 'inProgress',
      revisions: { commit: `${sequence}`.padStart(40, 'c') },
      images: [],
      actor: { name: 'unknown', type: 'unknown', trust: 'unknown' },
      startedAt,
      backfilled: false,
      ...unit,
    },
    mark: {
      uid: 'uid-1',
      version: String(1000 + sequence),
      workloads: `w${sequence}`,
      applied: '',
      restarts: '',
      ...mark,
    },
  };
}

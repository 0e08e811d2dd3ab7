import {
  type Delivery,
  DEPLOYMENT_KINDS,
  fromMillis,
  type LedgerRow,
  toMillis,
} from 'backstage-plugin-flux-delivery-common';

export const DELIVERIES = 'deliveries';
export const UNITS = 'delivery_units';
export const WATCHES = 'delivery_watches';

/** PostgreSQL gives big integers as text. */
type Millis = number | string;

/** A row of the table `deliveries`; its columns are described in the migration. */
export interface DeliveryRecord {
  id: string;
  entity_ref: string;
  target_id: string;
  sequence: number;
  environment: string;
  cluster: string;
  applier: string | null;
  content_id: string;
  kind: string;
  is_deployment: boolean | number;
  outcome: string;
  segment: string | null;
  class: string | null;
  message: string | null;
  revisions: string;
  images: string;
  actor: string;
  trigger: string | null;
  detail: string | null;
  backfilled: boolean | number;
  started_at: Millis;
  fetched_at: Millis | null;
  attempted_at: Millis | null;
  applied_at: Millis | null;
  rolled_out_at: Millis | null;
  serving_at: Millis | null;
  finished_at: Millis | null;
  uid: string;
  object_version: string;
  seen_at: Millis | null;
  workloads_hash: string;
  applied_content: string;
  restarts_hash: string;
}

export function toRecord({ delivery, mark }: LedgerRow): DeliveryRecord {
  return {
    id: delivery.id,
    entity_ref: delivery.entityRef,
    target_id: delivery.targetId,
    sequence: delivery.sequence,
    environment: delivery.environment,
    cluster: delivery.cluster,
    applier: delivery.applier && JSON.stringify(delivery.applier),
    content_id: delivery.contentId,
    kind: delivery.kind,
    is_deployment: DEPLOYMENT_KINDS.includes(delivery.kind),
    outcome: delivery.outcome,
    segment: delivery.segment ?? null,
    class: delivery.class ?? null,
    message: delivery.message ?? null,
    revisions: JSON.stringify(delivery.revisions),
    images: JSON.stringify(delivery.images),
    actor: JSON.stringify(delivery.actor),
    trigger: delivery.trigger ?? null,
    detail: delivery.detail ?? null,
    backfilled: delivery.backfilled,
    started_at: toMillis(delivery.startedAt)!,
    fetched_at: millisOf(delivery.fetchedAt),
    attempted_at: millisOf(delivery.attemptedAt),
    applied_at: millisOf(delivery.appliedAt),
    rolled_out_at: millisOf(delivery.rolledOutAt),
    serving_at: millisOf(delivery.servingAt),
    finished_at: millisOf(delivery.finishedAt),
    uid: mark.uid,
    object_version: mark.version,
    seen_at: millisOf(mark.seenAt),
    workloads_hash: mark.workloads,
    applied_content: mark.applied,
    restarts_hash: mark.restarts,
  };
}

export function toRow(record: DeliveryRecord): LedgerRow {
  return {
    delivery: toDelivery(record),
    mark: {
      uid: record.uid,
      version: record.object_version,
      ...time('seenAt', record.seen_at),
      workloads: record.workloads_hash,
      applied: record.applied_content,
      restarts: record.restarts_hash,
    },
  };
}

export function toDelivery(record: DeliveryRecord): Delivery {
  return {
    id: record.id,
    entityRef: record.entity_ref,
    environment: record.environment,
    cluster: record.cluster,
    targetId: record.target_id,
    applier: record.applier === null ? null : JSON.parse(record.applier),
    sequence: Number(record.sequence),
    contentId: record.content_id,
    kind: record.kind as Delivery['kind'],
    outcome: record.outcome as Delivery['outcome'],
    ...(record.segment !== null && {
      segment: record.segment as Delivery['segment'],
    }),
    ...(record.class !== null && { class: record.class }),
    ...(record.message !== null && { message: record.message }),
    revisions: JSON.parse(record.revisions),
    images: JSON.parse(record.images),
    actor: JSON.parse(record.actor),
    ...(record.trigger !== null && { trigger: record.trigger }),
    startedAt: fromMillis(Number(record.started_at)),
    ...time('fetchedAt', record.fetched_at),
    ...time('attemptedAt', record.attempted_at),
    ...time('appliedAt', record.applied_at),
    ...time('rolledOutAt', record.rolled_out_at),
    ...time('servingAt', record.serving_at),
    ...time('finishedAt', record.finished_at),
    backfilled: Boolean(record.backfilled),
    ...(record.detail !== null && { detail: record.detail }),
  };
}

/** Null for what is no instant. */
export function millisOf(instant: string | undefined): number | null {
  return toMillis(instant) ?? null;
}

/** The instant under its name; nothing for null. */
export function time<K extends string>(
  name: K,
  millis: Millis | null,
): Partial<Record<K, string>> {
  return millis === null
    ? {}
    : ({ [name]: fromMillis(Number(millis)) } as Record<K, string>);
}

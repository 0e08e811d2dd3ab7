import type { DeliveryDto } from './historyDto';

const COLUMNS: [string, (row: DeliveryDto) => string | number | undefined][] = [
  ['id', row => row.id],
  ['entity', row => row.entityRef],
  ['environment', row => row.environment],
  ['cluster', row => row.cluster],
  [
    'applier',
    ({ applier }) =>
      applier
        ? `${applier.kind}/${applier.namespace}/${applier.name}`
        : undefined,
  ],
  ['sequence', row => row.sequence],
  ['kind', row => row.kind],
  ['outcome', row => row.outcome],
  ['segment', row => row.segment],
  ['class', row => row.class],
  ['commit', row => row.revisions.commit],
  ['tag', row => row.revisions.tag],
  ['digest', row => row.revisions.digest],
  ['chart_version', row => row.revisions.chartVersion],
  ['config_digest', row => row.revisions.configDigest],
  ['helm_revision', row => row.revisions.helmRevision],
  ['revision', row => row.revisions.raw],
  [
    'images',
    ({ images }) =>
      images
        .map(
          ({ workload, container, declared, running }) =>
            `${workload} ${container} ${declared}${
              running ? ` ${running}` : ''
            }`,
        )
        .join('; '),
  ],
  ['promotion', row => row.promotionId],
  ['promoted_at', row => row.promotion?.occurredAt],
  ['pipeline', row => row.promotion?.pipeline?.id],
  ['pipeline_url', row => row.promotion?.pipeline?.url],
  ['actor', row => row.actor.name],
  ['actor_type', row => row.actor.type],
  ['actor_trust', row => row.actor.trust],
  ['trigger', row => row.trigger],
  ['started_at', row => row.startedAt],
  ['fetched_at', row => row.fetchedAt],
  ['attempted_at', row => row.attemptedAt],
  ['applied_at', row => row.appliedAt],
  ['rolled_out_at', row => row.rolledOutAt],
  ['serving_at', row => row.servingAt],
  ['finished_at', row => row.finishedAt],
  ['total_seconds', row => row.totalSeconds],
  ['backfilled', row => String(row.backfilled)],
  ['message', row => row.message],
  ['detail', row => row.detail],
];

/**
 * Rows as CSV of RFC 4180: a header, CRLF after each line, quotes where they are needed. A text that a spreadsheet would take for a
 * formula (messages come from clusters, names from anybody) has an apostrophe before it.
 *
 * @public
 */
export function deliveriesToCsv(rows: readonly DeliveryDto[]): string {
  return [
    COLUMNS.map(([name]) => name),
    ...rows.map(row => COLUMNS.map(([, read]) => read(row))),
  ]
    .map(cells => `${cells.map(cell).join(',')}\r\n`)
    .join('');
}

/** What a spreadsheet may start a formula with, also behind the characters that it skips, and in full width. */
const FORMULA = /^\s*[=+\-@\t\r\n|%＝＋－＠]/;

function cell(value: string | number | undefined): string {
  if (typeof value === 'number') {
    return String(value);
  }
  const text = value ?? '';
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

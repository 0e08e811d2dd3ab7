import {
  compareReleases,
  type CorrelatedRelease,
  type Delivery,
  type FoundReleaseDto,
  type IdentifierReading,
  type Promotion,
  type RankedRelease,
} from 'backstage-plugin-flux-delivery-common';
import type { CurrentRows } from './currentRows';
import { deliveryKey, promotionKey } from './FoundBearers';
import { shortRef } from './Readable';

const MOST_ROWS = 50;
const MOST_RECORDS = 20;

interface Context {
  readings: readonly IdentifierReading[];
  current: CurrentRows;
  deliveries: readonly Delivery[];
  /** Those that were found themselves. */
  promotions: readonly Promotion[];
}

/** A release with the rows that deliver it, newest first, and the records that bear its name. */
export interface RankedFind {
  release: CorrelatedRelease;
  rows: Delivery[];
  promotions: Promotion[];
  rank: RankedRelease;
}

/** Best first. */
export function rankReleases(
  releases: readonly CorrelatedRelease[],
  context: Context,
): RankedFind[] {
  return releases
    .map(release => ranked(release, context))
    .sort((a, b) => compareReleases(a.rank, b.rank));
}

function ranked(
  release: CorrelatedRelease,
  { readings, current, ...all }: Context,
): RankedFind {
  const rows = all.deliveries
    .filter(
      row =>
        row.entityRef === release.entityRef &&
        release.bearers.includes(deliveryKey(row.id)),
    )
    .sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
  const promotions = all.promotions
    .filter(({ id }) => release.bearers.includes(promotionKey(id)))
    .sort(byOccurrence);
  const exact = release.matched.some(({ kind, value }) =>
    readings.some(
      reading =>
        reading.kind === kind && !reading.prefix && reading.value === value,
    ),
  );
  return {
    release,
    rows,
    promotions,
    rank: {
      entityRef: release.entityRef,
      exact,
      matchedKinds: release.matched.map(({ kind }) => kind),
      current: rows.some(({ id }) => current.has(id)),
      at: rows[0]?.startedAt ?? promotions[0]?.occurredAt ?? '',
    },
  };
}

/** As it is sent: with the records that bear its name, and those that its rows carry out. */
export function toFoundRelease(
  { release, rows, promotions, rank: { exact } }: RankedFind,
  {
    current,
    carriedOut,
  }: { current: CurrentRows; carriedOut: ReadonlyMap<string, Promotion> },
): FoundReleaseDto {
  const records = [
    ...promotions,
    ...rows.flatMap(({ id }) => carriedOut.get(id) ?? []),
  ];
  return {
    entityRef: release.entityRef,
    title: `${shortRef(release.entityRef)} ${titleOf(release)}`,
    identifiers: release.identifiers.map(({ kind, value }) => ({
      kind,
      value,
    })),
    edges: release.edges,
    because: becauseOf(release, exact),
    exact,
    promotions: [...new Map(records.map(each => [each.id, each])).values()]
      .sort(byOccurrence)
      .slice(0, MOST_RECORDS)
      .map(({ id, environment, occurredAt, actor }) => ({
        id,
        environment,
        occurredAt,
        actor,
      })),
    deliveries: rows
      .slice(0, MOST_ROWS)
      .map(
        ({ id, environment, cluster, targetId, outcome, kind, startedAt }) => ({
          id,
          environment,
          cluster,
          targetId,
          outcome,
          kind,
          startedAt,
          current: current.has(id),
        }),
      ),
  };
}

/** The newest first. */
function byOccurrence(a: Promotion, b: Promotion): number {
  return a.occurredAt < b.occurredAt ? 1 : -1;
}

/** As people call it: a version, and the beginning of a hash. */
function titleOf({ identifiers, matched }: CorrelatedRelease): string {
  const named = (kind: string) =>
    identifiers.find(each => each.kind === kind)?.value;
  const version = named('tag') ?? named('chartVersion');
  const hash =
    named('commit')?.slice(0, 7) ??
    named('digest')?.replace(/^sha\d+:(.{7}).*$/, '$1');
  return (
    [version, hash && (version ? `(${hash})` : hash)]
      .filter(Boolean)
      .join(' ') || matched[0].value
  );
}

const NOUNS: Record<string, string> = {
  chartVersion: 'chart version',
  pipelineUrl: 'pipeline',
  change: 'change request',
  helmRevision: 'Helm revision',
  promotion: 'promotion id',
};

function becauseOf({ matched }: CorrelatedRelease, exact: boolean): string {
  const [{ kind, value }] = matched;
  if (kind === 'workload') {
    return `${value} is what it runs as now`;
  }
  const noun = NOUNS[kind] ?? kind;
  return exact ? `its ${noun} is ${value}` : `its ${noun} begins so: ${value}`;
}

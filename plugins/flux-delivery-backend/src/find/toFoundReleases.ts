import {
  compareReleases,
  type CorrelatedRelease,
  type Delivery,
  type FoundReleaseDto,
  type IdentifierReading,
  joinPromotions,
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
  promotions: readonly Promotion[];
  /** Whose the records are that name no entity, by id of the record. */
  ownerless: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Releases as they are sent, best first. */
export function toFoundReleases(
  releases: readonly CorrelatedRelease[],
  context: Context,
): FoundReleaseDto[] {
  return releases
    .map(release => ranked(release, context))
    .sort((a, b) => compareReleases(a.rank, b.rank))
    .map(({ dto }) => dto);
}

function ranked(
  release: CorrelatedRelease,
  { readings, current, ...all }: Context,
): { dto: FoundReleaseDto; rank: RankedRelease } {
  const rows = all.deliveries
    .filter(
      row =>
        row.entityRef === release.entityRef &&
        release.bearers.includes(deliveryKey(row.id)),
    )
    .sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
  const promotions = promotionsOf(release, rows, all);
  const exact = release.matched.some(({ kind, value }) =>
    readings.some(
      reading =>
        reading.kind === kind && !reading.prefix && reading.value === value,
    ),
  );
  const runsNow = rows.some(({ id }) => current.has(id));
  return {
    dto: {
      entityRef: release.entityRef,
      title: `${shortRef(release.entityRef)} ${titleOf(release)}`,
      identifiers: release.identifiers.map(({ kind, value }) => ({
        kind,
        value,
      })),
      edges: release.edges,
      because: becauseOf(release, exact),
      exact,
      promotions: promotions
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
          ({
            id,
            environment,
            cluster,
            targetId,
            outcome,
            kind,
            startedAt,
          }) => ({
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
    },
    rank: {
      entityRef: release.entityRef,
      exact,
      matchedKinds: release.matched.map(({ kind }) => kind),
      current: runsNow,
      at: rows[0]?.startedAt ?? promotions[0]?.occurredAt ?? '',
    },
  };
}

/** Those that bear the name, and those that the rows carry out. */
function promotionsOf(
  release: CorrelatedRelease,
  rows: readonly Delivery[],
  { promotions, ownerless }: Pick<Context, 'promotions' | 'ownerless'>,
): Promotion[] {
  const own = promotions.filter(({ id }) =>
    release.bearers.includes(promotionKey(id)),
  );
  const carried = [
    ...joinPromotions(
      rows,
      promotions.filter(
        ({ id, entityRef }) =>
          entityRef === release.entityRef ||
          (!entityRef && ownerless.get(id)?.has(release.entityRef)),
      ),
    ).values(),
  ].map(({ promotion }) => promotion);
  return [
    ...new Map([...own, ...carried].map(each => [each.id, each])).values(),
  ].sort((a, b) => (a.occurredAt < b.occurredAt ? 1 : -1));
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

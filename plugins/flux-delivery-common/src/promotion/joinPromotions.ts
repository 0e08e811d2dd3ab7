import { imageRepository } from '../kube/imageReference';
import { toMillis } from '../kube/time';
import {
  type IdentifiedContent,
  type Identifier,
  identifiersOfDelivery,
  identifiersOfVersion,
} from './identifiers';
import type { Promotion } from './Promotion';
import { type PromotionRecord, RecordsByName } from './RecordsByName';
import { contradicts } from './taggedDigests';

/** What is read of a row of the ledger to find the promotion that it carries out. @public */
export interface JoinableDelivery extends IdentifiedContent {
  id: string;
  environment: string;
  targetId: string;
  kind: string;
  contentId: string;
  /** RFC 3339. */
  startedAt: string;
}

/** A promotion that a delivery carries out, and by which name that is known. @public */
export interface JoinedPromotion {
  promotion: Promotion;
  by: Identifier;
}

/**
 * A pipeline tells of its promotion when it is through, and Flux may be faster; clocks differ, too.
 */
const TOLD_AFTERWARDS_MS = 10 * 60_000;

/** What was not carried out for so long is not held to be carried out by what comes then. */
const CARRIED_OUT_WITHIN_MS = 30 * 24 * 3_600_000;

/** Rows that nobody promoted: what was changed past Flux, put back, or done by a controller by itself. */
export const OWN_MOVES: ReadonlySet<string> = new Set([
  'remediation',
  'driftCorrection',
  'outOfBand',
  'restart',
  'gap',
]);

/** The surest first. A name of a repository, or of a workload, names no release. */
const STRENGTH = ['digest', 'commit', 'image', 'tag', 'chartVersion'];

/**
 * The promotion that each delivery carries out, by id of the delivery: of the same environment, with a name in common, and the
 * newest that had happened when the delivery started, at most 30 days before. Records may come late and in any order; the answer is
 * the same.
 *
 * A promotion is carried out once in each target: content that comes back after other content needs a new record, or nobody is
 * known to have promoted it. Retries of the same content share theirs. A tag that both bear counts for nothing where they know
 * different digests of it.
 *
 * All records and rows must be of one entity. The rows must hold those of their targets back to the oldest record that bears a name
 * of them (see `promotionsNaming`), of all kinds: else a record that was carried out already seems to be still open.
 *
 * @public
 */
export function joinPromotions(
  deliveries: readonly JoinableDelivery[],
  promotions: readonly Promotion[],
): Map<string, JoinedPromotion> {
  const bearing = recordsOf(promotions);
  const joined = new Map<string, JoinedPromotion>();
  for (const rows of byTarget(deliveries)) {
    joinTarget(rows, bearing, joined);
  }
  return joined;
}

/**
 * The records that one of the deliveries may carry out, by name and time, whichever other deliveries there are.
 *
 * @public
 */
export function promotionsNaming(
  deliveries: readonly JoinableDelivery[],
  promotions: readonly Promotion[],
): Promotion[] {
  const bearing = recordsOf(promotions);
  const found = new Set<Promotion>();
  for (const row of deliveries) {
    if (!OWN_MOVES.has(row.kind)) {
      const startedAt = toMillis(row.startedAt) ?? 0;
      matchesOf(row, bearing)
        .filter(({ record }) => record.at <= startedAt + TOLD_AFTERWARDS_MS)
        .forEach(({ record }) => found.add(record.promotion));
    }
  }
  return [...found];
}

function recordsOf(promotions: readonly Promotion[]): RecordsByName {
  return new RecordsByName(
    promotions
      .filter(({ kind }) => kind !== 'published')
      .map(toRecord)
      .sort((a, b) => a.at - b.at || compare(a.promotion.id, b.promotion.id)),
  );
}

/** The records that share a name with the row and are not too old for it, in the order in which they happened. */
function matchesOf(
  row: JoinableDelivery,
  bearing: RecordsByName,
  spent?: ReadonlySet<PromotionRecord>,
): { record: PromotionRecord; by: Identifier }[] {
  const oldest = (toMillis(row.startedAt) ?? 0) - CARRIED_OUT_WITHIN_MS;
  const namesOf = namesByRepository(row);
  return bearing.of(namesOf()).flatMap(record => {
    const by =
      record.at < oldest || spent?.has(record)
        ? undefined
        : sharedName(row, record, namesOf(record.promotion));
    return by ? [{ record, by }] : [];
  });
}

function toRecord(promotion: Promotion): PromotionRecord {
  return {
    promotion,
    at: toMillis(promotion.occurredAt) ?? 0,
    place: 0,
    names: identifiersOfVersion(promotion.version, 'promotion'),
  };
}

function joinTarget(
  rows: readonly JoinableDelivery[],
  bearing: RecordsByName,
  joined: Map<string, JoinedPromotion>,
) {
  const spent = new Set<PromotionRecord>();
  let last: { contentId: string; found?: PromotionRecord } | undefined;
  for (const row of rows) {
    if (OWN_MOVES.has(row.kind)) {
      continue;
    }
    const startedAt = toMillis(row.startedAt) ?? 0;
    const matching = matchesOf(row, bearing, spent);
    const before = matching.filter(({ record }) => record.at <= startedAt);
    const best =
      before.at(-1) ??
      matching.find(
        ({ record }) => record.at <= startedAt + TOLD_AFTERWARDS_MS,
      );
    const carried = last?.contentId === row.contentId ? last.found : undefined;
    const shared =
      carried &&
      matchesOf(row, bearing).find(({ record }) => record === carried);
    const found = best ?? shared;
    if (found) {
      joined.set(row.id, { promotion: found.record.promotion, by: found.by });
    }
    // What is older than the one that was carried out was overtaken by it.
    before.forEach(({ record }) => spent.add(record));
    if (best) {
      spent.add(best.record);
    }
    last = { contentId: row.contentId, found: found?.record };
  }
}

function sharedName(
  row: JoinableDelivery,
  { promotion, names }: PromotionRecord,
  own: readonly Identifier[],
): Identifier | undefined {
  if (row.environment !== promotion.environment) {
    return undefined;
  }
  for (const kind of STRENGTH) {
    const shared = names.find(
      name =>
        name.kind === kind &&
        own.some(other => other.kind === kind && isSame(name, other)),
    );
    const isVague =
      kind === 'tag' || kind === 'chartVersion' || kind === 'image';
    if (shared && !(isVague && contradicts(row, promotion.version, shared))) {
      return shared;
    }
  }
  return undefined;
}

/** Where a promotion names an image, tags of other images are other tags. */
function namesByRepository(row: JoinableDelivery) {
  const known = new Map<string, Identifier[]>();
  return (promotion?: Promotion): Identifier[] => {
    const repository =
      promotion?.image ?? imageRepository(promotion?.version.image ?? '') ?? '';
    const names = known.get(repository) ?? namesIn(row, repository);
    known.set(repository, names);
    return names;
  };
}

function namesIn(row: JoinableDelivery, repository: string): Identifier[] {
  const images = repository
    ? row.images.filter(
        ({ declared }) => imageRepository(declared) === repository,
      )
    : row.images;
  return identifiersOfDelivery({ ...row, images });
}

/** Commits may be short. */
function isSame({ kind, value }: Identifier, other: Identifier): boolean {
  return kind === 'commit'
    ? other.value.startsWith(value) || value.startsWith(other.value)
    : other.value === value;
}

function byTarget(
  deliveries: readonly JoinableDelivery[],
): Iterable<JoinableDelivery[]> {
  const targets = new Map<string, JoinableDelivery[]>();
  for (const row of deliveries) {
    const key = `${row.environment}\n${row.targetId}`;
    const rows = targets.get(key);
    if (rows) {
      rows.push(row);
    } else {
      targets.set(key, [row]);
    }
  }
  return [...targets.values()].map(rows =>
    rows.sort(
      (a, b) =>
        (toMillis(a.startedAt) ?? 0) - (toMillis(b.startedAt) ?? 0) ||
        compare(a.id, b.id),
    ),
  );
}

function compare(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}

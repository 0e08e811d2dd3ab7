import type {
  MatrixCellDto,
  MatrixDto,
  MatrixTargetDto,
} from '../../api/historyDto';
import { compareText } from '../../paths/Environment';
import { type Delivery, DEPLOYMENT_KINDS } from '../Delivery';
import { type BehindInput, behindOf, targetBehind } from './behind';
import { currentRows } from './current';
import { isFlagged, matrixNotes } from './matrixNotes';
import type { MatrixInput } from './MatrixInput';
import { tracksOf } from './tracks';
import { releasesOf, type ReleaseVersion } from './versions';

const VERSIONS = 20;

/**
 * Which version is and was in which environment: versions newest first, in each cell the targets that have or had it, by its
 * newest row there.
 *
 * Guarantees: what runs anywhere is shown however old its version is; an environment without rows has no cells, and its distance
 * is null, never 0.
 *
 * @public
 */
export function matrixOf(input: MatrixInput): MatrixDto {
  const rows = input.deliveries.filter(
    ({ kind }) => kind === 'baseline' || DEPLOYMENT_KINDS.includes(kind),
  );
  const releases = releasesOf(
    rows,
    input.promotions,
    input.deliveries.filter(({ kind }) => kind === 'noChange'),
  );
  const current = currentRows(rows);
  const environments = withOthers(input, rows);
  const counting: BehindInput = {
    releases,
    current,
    environments,
    now: input.now,
  };
  const shown = shownVersions(releases, current, input.versions ?? VERSIONS);
  return {
    entityRef: input.entityRef,
    observedAt: input.now,
    environments: environments.map(({ name, pinned, consumes }) => ({
      name,
      pinned,
      ...(consumes && {
        consumes: { ...consumes, flagged: isFlagged({ pinned, consumes }) },
      }),
    })),
    versions: shown.map(
      ({ deliveries, published, promotedTo, ...release }) => ({
        key: release.key,
        title: release.title,
        identifiers: release.identifiers,
        firstSeenAt: release.firstSeenAt,
        publishedOnly: deliveries.length === 0 && published !== undefined,
        ...(published && {
          published: {
            at: published.occurredAt,
            actor: published.actor,
            ...(published.recordedBy && { recordedBy: published.recordedBy }),
          },
        }),
        ...(deliveries.length === 0 &&
          promotedTo.size > 0 && { promotedTo: [...promotedTo] }),
      }),
    ),
    cells: shown.flatMap(release => cellsOf(release, counting)),
    behind: behindOf(counting),
    tracks: tracksOf({ ...input, environments }),
    notes: matrixNotes(releases, current, { ...input, environments }),
    moreVersions: releases.length - shown.length,
    store: input.store,
  };
}

/** Rows may be of environments that no configuration names any more: they stand last. */
function withOthers(
  { environments }: MatrixInput,
  rows: readonly Delivery[],
): MatrixInput['environments'] {
  const known = new Set(environments.map(({ name }) => name));
  const others = [...new Set(rows.map(({ environment }) => environment))]
    .filter(name => !known.has(name))
    .sort(compareText);
  return [...environments, ...others.map(name => ({ name, pinned: false }))];
}

function shownVersions(
  releases: readonly ReleaseVersion[],
  current: ReadonlyMap<string, Delivery>,
  limit: number,
): ReleaseVersion[] {
  const running = new Set([...current.values()].map(({ id }) => id));
  const newestFirst = [...releases].reverse();
  const isRunning = ({ deliveries }: ReleaseVersion) =>
    deliveries.some(({ id }) => running.has(id));
  const room = Math.max(0, limit - newestFirst.filter(isRunning).length);
  const others = new Set(
    newestFirst.filter(release => !isRunning(release)).slice(0, room),
  );
  return newestFirst.filter(
    release => isRunning(release) || others.has(release),
  );
}

function cellsOf(
  release: ReleaseVersion,
  counting: BehindInput,
): MatrixCellDto[] {
  return counting.environments.flatMap(({ name }) => {
    const newest = new Map<string, Delivery>();
    for (const delivery of release.deliveries) {
      const known = newest.get(delivery.targetId);
      if (
        delivery.environment === name &&
        (!known || known.sequence < delivery.sequence)
      ) {
        newest.set(delivery.targetId, delivery);
      }
    }
    const targets = [...newest.values()]
      .map(delivery => targetDto(delivery, counting))
      .sort(
        (a, b) =>
          Number(b.current) - Number(a.current) ||
          compareText(a.cluster, b.cluster) ||
          compareText(a.targetId, b.targetId),
      );
    return targets.length > 0
      ? [{ version: release.key, environment: name, targets }]
      : [];
  });
}

function targetDto(delivery: Delivery, counting: BehindInput): MatrixTargetDto {
  const { id, targetId, cluster, outcome, kind, actor, images } = delivery;
  const isCurrent = counting.current.get(targetId)?.id === id;
  const digest =
    images.find(({ running }) => running)?.running ?? delivery.revisions.digest;
  return {
    targetId,
    cluster,
    deliveryId: id,
    outcome,
    kind,
    current: isCurrent,
    at: delivery.finishedAt ?? delivery.startedAt,
    actor,
    ...(digest && { digest }),
    ...(delivery.class && { class: delivery.class }),
    ...(isCurrent && { behind: targetBehind(delivery, counting) }),
  };
}

import type {
  ArtifactVersionDto,
  EnvironmentTracksDto,
  TrackedTargetsDto,
} from '../../api/historyDto';
import { compareText } from '../../paths/Environment';
import { type Delivery, DEPLOYMENT_KINDS } from '../Delivery';
import { currentRows, reachedCluster } from './current';
import type { MatrixEnvironment, MatrixInput } from './MatrixInput';
import { identifiersOf, titleOf } from './versions';

/** One of the two things that a delivery moves. */
interface Track {
  /** The rows that tell of it. */
  rows: readonly Delivery[];
  /** By target: what is there now. */
  current: ReadonlyMap<string, Delivery>;
  /** Equal for the same version; undefined where the row does not tell it. */
  keyOf: (row: Delivery) => string | undefined;
}

/**
 * What each environment has on both tracks. The artifact is what was applied last, also where that changed nothing of this service;
 * the images are those of the content that runs.
 */
export function tracksOf({
  deliveries,
  environments,
}: Pick<MatrixInput, 'deliveries' | 'environments'>): EnvironmentTracksDto[] {
  const seen = deliveries.filter(({ kind }) => kind !== 'gap');
  const brought = seen.filter(
    ({ kind }) => kind === 'baseline' || DEPLOYMENT_KINDS.includes(kind),
  );
  const artifacts = track(seen, artifactKey);
  const images = track(brought, imagesKey);
  return environments.flatMap((environment, index) => {
    const groups = groupsOf(environment, artifacts, images);
    const before = environments[index - 1]?.name;
    return groups.length > 0
      ? [
          {
            environment: environment.name,
            groups,
            ...(before !== undefined && {
              behind: {
                environment: before,
                artifacts: behindOn(artifacts, environment.name, before),
                images: behindOn(images, environment.name, before),
              },
            }),
          },
        ]
      : [];
  });
}

function track(rows: readonly Delivery[], keyOf: Track['keyOf']): Track {
  return { rows, current: currentRows(rows), keyOf };
}

function artifactOf(row: Delivery): ArtifactVersionDto | undefined {
  const { image: _, ...identifiers } = identifiersOf(row);
  return Object.keys(identifiers).length > 0 || row.revisions.raw
    ? { title: titleOf({ identifiers, deliveries: [row] }), identifiers }
    : undefined;
}

/** The surest name decides; a tag or a branch alone names whatever is there. */
function artifactKey(row: Delivery): string | undefined {
  const { digest, chartVersion, commit, tag } = identifiersOf(row);
  return digest ?? chartVersion ?? commit ?? tag ?? row.revisions.raw;
}

function imagesKey({ images }: Delivery): string | undefined {
  const declared = images.map(
    ({ container, declared: image }) => `${container} ${image}`,
  );
  return declared.length > 0 ? declared.sort(compareText).join() : undefined;
}

function groupsOf(
  { name, waiting = [] }: MatrixEnvironment,
  artifacts: Track,
  images: Track,
): TrackedTargetsDto[] {
  const groups = new Map<string, TrackedTargetsDto>();
  const here = [...images.current.values()]
    .filter(({ environment }) => environment === name)
    .sort(
      (a, b) =>
        compareText(a.cluster, b.cluster) ||
        compareText(a.targetId, b.targetId),
    );
  for (const running of here) {
    const { targetId, cluster, id } = running;
    const applied = artifacts.current.get(targetId) ?? running;
    const artifact = artifactOf(applied);
    const newer = waiting.find(each => each.targetId === targetId)?.what;
    const shown = {
      ...(artifact && { artifact }),
      ...(newer !== undefined && { waiting: newer }),
      images: running.images,
    };
    const key = JSON.stringify([
      artifactKey(applied),
      newer,
      running.images.map(each => [each.container, each.declared, each.running]),
    ]);
    const group = groups.get(key) ?? { targets: [], ...shown };
    group.targets.push({ targetId, cluster, deliveryId: id });
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** Of the target that is furthest behind; null as soon as one cannot be counted. */
function behindOn(
  { rows, current, keyOf }: Track,
  environment: string,
  before: string,
): number | null {
  const upstream = chainsOf(rows, before).map(chain => ({
    keys: chain.map(keyOf),
    now: keyOf(current.get(chain[0].targetId) ?? chain[0]),
  }));
  const distances = [...current.values()]
    .filter(row => row.environment === environment)
    .map(row => {
      const key = keyOf(row);
      const counted = upstream.flatMap(
        ({ keys, now }) => missingSince(key, keys, now) ?? [],
      );
      return counted.length > 0 ? Math.max(...counted) : null;
    });
  return distances.length === 0 || distances.includes(null)
    ? null
    : Math.max(...(distances as number[]));
}

/**
 * What came to a target after it had `key` last, up to what is there now: what was rolled back again is nothing to be behind of.
 * Undefined where it never had it, or what is there now is not told.
 */
function missingSince(
  key: string | undefined,
  keys: readonly (string | undefined)[],
  now: string | undefined,
): number | undefined {
  const had = key === undefined ? -1 : keys.lastIndexOf(key);
  if (had < 0 || now === undefined) {
    return undefined;
  }
  const after = keys.slice(had + 1);
  const upToNow = after.slice(0, after.indexOf(now) + 1);
  return new Set(upToNow.filter(each => each !== undefined)).size;
}

/** By target of an environment, its rows that came into the cluster, oldest first. */
function chainsOf(
  rows: readonly Delivery[],
  environment: string,
): Delivery[][] {
  const chains = new Map<string, Delivery[]>();
  for (const row of rows) {
    if (row.environment === environment && reachedCluster(row)) {
      chains.set(row.targetId, [...(chains.get(row.targetId) ?? []), row]);
    }
  }
  return [...chains.values()].map(chain =>
    chain.sort((a, b) => a.sequence - b.sequence),
  );
}

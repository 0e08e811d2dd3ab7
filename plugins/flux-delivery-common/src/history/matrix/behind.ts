import type { BehindDto } from '../../api/historyDto';
import { toMillis } from '../../kube/time';
import type { Delivery } from '../Delivery';
import type { MatrixEnvironment } from './MatrixInput';
import type { ReleaseVersion } from './versions';

/** What behind is counted from. Releases are oldest first. */
export interface BehindInput {
  releases: readonly ReleaseVersion[];
  current: ReadonlyMap<string, Delivery>;
  environments: readonly MatrixEnvironment[];
  now: string;
}

/** How far each environment is behind the one before it: its oldest target counts. */
export function behindOf(input: BehindInput): BehindDto[] {
  return input.environments.slice(1).flatMap((environment, index) => {
    const before = input.environments[index].name;
    const targets = [...input.current.values()].filter(
      delivery => delivery.environment === environment.name,
    );
    const oldest = Math.min(
      ...targets.map(delivery => placeOf(delivery, input)),
    );
    return [told(environment.name, before, oldest, input)];
  });
}

/** Releases that the environment before has and this target has not; null where that cannot be counted. */
export function targetBehind(
  delivery: Delivery,
  input: BehindInput,
): number | null {
  const at = input.environments.findIndex(
    ({ name }) => name === delivery.environment,
  );
  if (at < 1) {
    return null;
  }
  const place = placeOf(delivery, input);
  const missing = missingSince(place, input.environments[at - 1].name, input);
  return missing === undefined ? null : missing.length;
}

function told(
  environment: string,
  behind: string,
  place: number,
  input: BehindInput,
): BehindDto {
  const missing = missingSince(place, behind, input);
  if (missing === undefined || !Number.isFinite(place)) {
    const unknown = Number.isFinite(place) ? behind : environment;
    return {
      environment,
      behind,
      releases: null,
      seconds: null,
      because: `What runs in ${unknown} is not recorded.`,
    };
  }
  const has = input.releases[place].title;
  if (missing.length === 0) {
    const because = `${environment} has ${has}; ${behind} has nothing newer.`;
    return { environment, behind, releases: 0, seconds: 0, because };
  }
  const since = missing[0].at;
  const newest = missing[missing.length - 1].release.title;
  const seconds = Math.max(
    0,
    Math.round(((toMillis(input.now) ?? 0) - since) / 1000),
  );
  return {
    environment,
    behind,
    releases: missing.length,
    seconds,
    because: `${environment} has ${has}; ${behind} has ${newest}, and was given ${
      missing[0].release.title
    } at ${new Date(since).toISOString().replace('.000Z', 'Z')}.`,
  };
}

/**
 * The releases after `place` that arrived in the environment, up to the one that runs there now, each with the time when it
 * arrived. One that was rolled back again is no release to be behind of. Undefined where nothing runs there.
 */
function missingSince(
  place: number,
  environment: string,
  { releases, current }: BehindInput,
): { release: ReleaseVersion; at: number }[] | undefined {
  const running = [...current.values()].filter(
    delivery => delivery.environment === environment,
  );
  if (running.length === 0) {
    return undefined;
  }
  const newest = Math.max(
    ...running.map(delivery => placeOf(delivery, { releases })),
  );
  return releases.slice(place + 1, newest + 1).flatMap(release => {
    const arrivals = release.deliveries
      .filter(
        delivery =>
          delivery.environment === environment &&
          (delivery.outcome === 'succeeded' ||
            current.get(delivery.targetId)?.id === delivery.id),
      )
      .map(({ startedAt }) => toMillis(startedAt) ?? 0);
    return arrivals.length > 0 ? [{ release, at: Math.min(...arrivals) }] : [];
  });
}

function placeOf(
  { id }: Delivery,
  { releases }: Pick<BehindInput, 'releases'>,
): number {
  return releases.findIndex(({ deliveries }) =>
    deliveries.some(delivery => delivery.id === id),
  );
}

import type { MatrixNoteDto } from '../../api/historyDto';
import type { Delivery } from '../Delivery';
import type { MatrixInput } from './MatrixInput';
import { reachedCluster } from './current';
import type { ReleaseVersion } from './versions';

const KNOWN_BY_REPORT: MatrixNoteDto = {
  class: 'known-by-report',
  summary:
    'Newer versions are known only as far as Flux or CI told of them; registries and Git hosts are not asked.',
};

/** What is worth telling beside the cells. */
export function matrixNotes(
  releases: readonly ReleaseVersion[],
  current: ReadonlyMap<string, Delivery>,
  input: MatrixInput,
): MatrixNoteDto[] {
  const published = [
    ...publishedNotDeployed(releases),
    ...chosenNotDeployed(input),
  ];
  return [
    ...published,
    ...(published.length > 0 ? [KNOWN_BY_REPORT] : []),
    ...skipped(releases, current, input),
    ...input.environments.flatMap(heldBack),
    ...input.environments.flatMap(floating),
    ...partial(releases, current, input),
    ...outOfBand(current),
    ...gaps(input),
  ];
}

/** Newer than everything that any environment has. */
function publishedNotDeployed(
  releases: readonly ReleaseVersion[],
): MatrixNoteDto[] {
  const newestDelivered = releases.reduce(
    (at, { deliveries }, index) => (deliveries.length > 0 ? index : at),
    -1,
  );
  return releases
    .slice(newestDelivered + 1)
    .filter(({ published }) => published !== undefined)
    .map(({ key, title, published }) => ({
      class: 'published-not-deployed',
      version: key,
      summary: `${title} was published at ${published?.occurredAt}, and no environment has it.`,
    }));
}

function chosenNotDeployed({ environments }: MatrixInput): MatrixNoteDto[] {
  return environments.flatMap(({ name, chosen = [] }) =>
    chosen.map(({ cluster, summary }) => ({
      class: 'published-not-deployed',
      environment: name,
      summary: `${cluster}: ${summary}`,
    })),
  );
}

function skipped(
  releases: readonly ReleaseVersion[],
  current: ReadonlyMap<string, Delivery>,
  { environments }: MatrixInput,
): MatrixNoteDto[] {
  return environments.slice(1).flatMap(({ name }, index): MatrixNoteDto[] => {
    const before = environments[index].name;
    const isRecorded = [...current.values()].some(
      ({ environment }) => environment === before,
    );
    return releases
      .filter(
        ({ deliveries }) =>
          isRecorded &&
          deliveries.some(({ id, targetId, environment, kind }) =>
            Boolean(
              environment === name &&
                kind !== 'outOfBand' &&
                kind !== 'baseline' &&
                current.get(targetId)?.id === id,
            ),
          ) &&
          !deliveries.some(
            delivery =>
              delivery.environment === before && reachedCluster(delivery),
          ),
      )
      .map(({ key, title }) => ({
        class: 'skipped-environment',
        environment: name,
        version: key,
        summary: `${name} has ${title}, which ${before} never had.`,
      }));
  });
}

function heldBack({
  name,
  heldBack: withheld = [],
}: MatrixInput['environments'][number]): MatrixNoteDto[] {
  return withheld.map(({ cluster, what, since }) => ({
    class: 'held-back',
    environment: name,
    summary: `${cluster} is suspended${
      since ? ` since ${since}` : ''
    }, and ${what} is held back.`,
  }));
}

function floating({
  name,
  pinned,
  consumes,
}: MatrixInput['environments'][number]): MatrixNoteDto[] {
  return isFlagged({ pinned, consumes })
    ? [
        {
          class: 'floating-version',
          environment: name,
          summary: `${name} is meant to be pinned, and consumes ${
            consumes!.text
          }.`,
        },
      ]
    : [];
}

/**
 * A branch is Git's way of being promoted; tags that move and ranges bring what nobody chose for this environment.
 *
 * @public
 */
export function isFlagged({
  pinned,
  consumes,
}: Pick<MatrixInput['environments'][number], 'pinned' | 'consumes'>): boolean {
  return pinned && (consumes?.how === 'range' || consumes?.how === 'tag');
}

function partial(
  releases: readonly ReleaseVersion[],
  current: ReadonlyMap<string, Delivery>,
  { environments }: MatrixInput,
): MatrixNoteDto[] {
  return environments.flatMap(({ name }): MatrixNoteDto[] => {
    const running = [...current.values()].filter(
      ({ environment }) => environment === name,
    );
    const titles = releases.flatMap(({ title, deliveries }) => {
      const clusters = running
        .filter(({ id }) => deliveries.some(each => each.id === id))
        .map(({ cluster }) => cluster);
      return clusters.length > 0
        ? [`${title} on ${[...new Set(clusters)].join(', ')}`]
        : [];
    });
    return titles.length > 1
      ? [
          {
            class: 'partial',
            environment: name,
            summary: `${name} has ${titles.reverse().join('; ')}.`,
          },
        ]
      : [];
  });
}

function outOfBand(current: ReadonlyMap<string, Delivery>): MatrixNoteDto[] {
  return [...current.values()]
    .filter(({ kind }) => kind === 'outOfBand')
    .map(({ environment, cluster, detail }) => ({
      class: 'out-of-band',
      environment,
      summary: `What runs on ${cluster} was changed past Flux${
        detail ? `: ${detail}` : '.'
      }`,
    }));
}

/** A time that was not seen after what is shown as current: something may have come since. */
function gaps({ deliveries }: MatrixInput): MatrixNoteDto[] {
  const newest = new Map<string, Delivery>();
  for (const delivery of deliveries) {
    const known = newest.get(delivery.targetId);
    if (!known || known.sequence < delivery.sequence) {
      newest.set(delivery.targetId, delivery);
    }
  }
  return [...newest.values()]
    .filter(({ kind }) => kind === 'gap')
    .map(({ environment, cluster, detail }) => ({
      class: 'gap',
      environment,
      summary: `${cluster}: ${
        detail ?? 'a time was not seen; what runs there may be something else.'
      }`,
    }));
}

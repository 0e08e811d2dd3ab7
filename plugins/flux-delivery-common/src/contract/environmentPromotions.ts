import { consumedBy } from '../divergence/consumedVersion';
import type { JudgedTarget } from '../divergence/JudgedTarget';
import type { FluxAuxiliary } from '../flux/objects';
import { parseImage } from '../kube/imageReference';
import { displayRef } from '../kube/ObjectRef';
import { imagesOf } from '../kube/podTemplate';
import type { CheckInput } from './checks/ContractCheck';
import { seenTargets } from './checks/targets';

/**
 * How releases get into an environment:
 *
 * - `version`: somebody changes which version it takes; nothing arrives otherwise;
 * - `channel`: it follows a name (a range, a tag, a branch, a policy), and whatever that names arrives by itself;
 * - `mixed`: some of it is promoted, and some of it follows;
 * - `unknown`: nothing tells.
 *
 * @public
 */
export type PromotionWay = 'version' | 'channel' | 'mixed' | 'unknown';

/** What a promotion means in one environment of a service. @public */
export interface EnvironmentPromotion {
  environment: string;
  way: PromotionWay;
  /** A sentence: what has to happen for a release to get here. */
  summary: string;
  /** What was seen that says so, in words. */
  because: string[];
  /** What the contract says, where it does. */
  declared?: 'pinned' | 'floating';
}

interface Seen {
  way: 'version' | 'channel';
  because: string;
}

/** Tags that are meant to move. A build's own name, as a hash or a date, is not. */
const MOVING =
  /^(?:latest|stable|edge|main|master|develop|dev|nightly|rolling|v?\d+(?:\.\d+)?)$/i;

/**
 * What a promotion means in each environment that the service is in, in promotion order: by what is followed there, and by the images of
 * the workloads where that is a branch, on which versions are promoted by commits.
 *
 * @public
 */
export function environmentPromotions(
  input: Pick<CheckInput, 'judged' | 'clusters' | 'environments'> & {
    declared?: readonly { name: string; version?: 'pinned' | 'floating' }[];
  },
): EnvironmentPromotion[] {
  const used = new Set(input.judged.map(({ environment }) => environment));
  const names = [
    ...input.environments.filter(name => used.has(name)),
    ...[...used].filter(name => !input.environments.includes(name)).sort(),
  ];
  return names.map(environment => {
    const { targets, notKnown } = seenTargets(input, environment);
    const whole = targets.filter(isWhole);
    const seen = whole.flatMap(waysOf);
    const declared = input.declared?.find(
      ({ name }) => name === environment,
    )?.version;
    const way = seen.length > 0 ? together(seen) : 'unknown';
    return {
      environment,
      way,
      summary: summaryOf(environment, way),
      because: [
        ...new Set([
          ...seen.map(({ because }) => because),
          ...notKnown,
          ...(whole.length < targets.length
            ? ['you may not see all of it']
            : []),
          ...whole
            .filter(hasUnseenImages)
            .map(({ cluster }) => `what runs on ${cluster} cannot be seen`),
        ]),
      ],
      ...(declared && { declared }),
    };
  });
}

function together(seen: readonly Seen[]): PromotionWay {
  const [first, ...others] = new Set(seen.map(({ way }) => way));
  return others.length > 0 ? 'mixed' : first;
}

function summaryOf(environment: string, way: PromotionWay): string {
  switch (way) {
    case 'version':
      return `${environment} is promoted by version: a release gets here when somebody changes which version it takes.`;
    case 'channel':
      return `${environment} is aligned to a channel: whatever that names arrives by itself, without a promotion.`;
    case 'mixed':
      return `${environment} is both: a part of it is promoted by version, and a part arrives by itself.`;
    default:
      return `How releases get into ${environment} cannot be told.`;
  }
}

function waysOf(target: JudgedTarget): Seen[] {
  const consumed = consumedBy(target);
  if (!consumed) {
    return [];
  }
  const { how, text } = consumed;
  const chosen = chosenBy(target);
  if (chosen.length > 0) {
    return chosen;
  }
  if (how === 'range' || how === 'tag') {
    return [{ way: 'channel', because: `it follows ${text}` }];
  }
  const images = imagesIn(target);
  if (how === 'pinned') {
    return [
      { way: 'version', because: `it takes ${text}` },
      ...images.filter(({ way }) => way === 'channel'),
    ];
  }
  if (images.length > 0) {
    return images.map(image => ({
      ...image,
      because: `it follows ${text}, and ${image.because}`,
    }));
  }
  return hasUnseenImages(target)
    ? []
    : [{ way: 'channel', because: `it follows ${text}` }];
}

/** Of a part nobody knows what the rest of it says. */
function isWhole({ segments }: JudgedTarget): boolean {
  return segments.every(
    ({ unknownReason }) => unknownReason !== 'notPermitted',
  );
}

function hasUnseenImages({ workloads }: JudgedTarget): boolean {
  return workloads.length > 0 && workloads.every(({ workload }) => !workload);
}

/** Images that a policy chooses and an automation writes arrive without anybody. */
function chosenBy({ imageAutomation }: JudgedTarget): Seen[] {
  const isWritten = imageAutomation.some(
    ({ ref, object }) =>
      ref.kind === 'ImageUpdateAutomation' &&
      !(object as FluxAuxiliary).spec?.suspend,
  );
  return isWritten
    ? imageAutomation
        .filter(({ ref }) => ref.kind === 'ImagePolicy')
        .map(({ ref }) => ({
          way: 'channel' as const,
          because: `${displayRef(
            ref,
          )} chooses its images, and an automation writes them`,
        }))
    : [];
}

/** One answer for each kind of image; the first speaks for its kind. */
function imagesIn({ workloads }: JudgedTarget): Seen[] {
  const images = workloads.flatMap(({ workload }) =>
    workload ? imagesOf(workload.object) : [],
  );
  const moving = images.find(isMoving);
  const fixed = images.find(image => !isMoving(image));
  return [
    ...(fixed
      ? [{ way: 'version' as const, because: `${nameOf(fixed)} is pinned` }]
      : []),
    ...(moving
      ? [{ way: 'channel' as const, because: `${nameOf(moving)} moves` }]
      : []),
  ];
}

function isMoving(image: string): boolean {
  const { tag, digest } = parseImage(image);
  return !digest && (!tag || MOVING.test(tag));
}

function nameOf(image: string): string {
  return image
    .split('/')
    .pop()!
    .replace(/(@[a-z0-9]+:.{7}).*$/, '$1');
}

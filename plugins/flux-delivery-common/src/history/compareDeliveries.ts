import type { DeliveredImage, Delivery, DeliveryRevisions } from './Delivery';
import { toMillis } from '../kube/time';

/** What is read of a delivery to hold it against another one. @public */
export type ComparableDelivery = Pick<
  Delivery,
  | 'id'
  | 'entityRef'
  | 'targetId'
  | 'sequence'
  | 'contentId'
  | 'revisions'
  | 'images'
  | 'startedAt'
>;

/** What was compared of revisions. @public */
export type ComparedName =
  | 'commit'
  | 'tag'
  | 'digest'
  | 'chartVersion'
  | 'configDigest'
  | 'helmRevision'
  | 'raw';

const NAMES: ComparedName[] = [
  'tag',
  'commit',
  'chartVersion',
  'digest',
  'configDigest',
  'helmRevision',
  'raw',
];

/** @public */
export interface ComparedRevision {
  name: ComparedName;
  /** Absent where that side does not tell it. */
  from?: string;
  to?: string;
  same: boolean;
}

/** @public */
export interface ComparedImage {
  workload: string;
  container: string;
  change: 'added' | 'removed' | 'changed' | 'same';
  /** As declared. */
  from?: string;
  to?: string;
  /** What ran: the same tag may have named two images. */
  runningFrom?: string;
  runningTo?: string;
}

/** @public */
export interface DeliveryComparison<
  D extends ComparableDelivery = ComparableDelivery,
> {
  /** The earlier of the two, whichever was given first. */
  from: D;
  to: D;
  /** Names that at least one side tells. */
  revisions: ComparedRevision[];
  images: ComparedImage[];
  /** Null where the two are of different targets, whose contents are not called alike. */
  sameContent: boolean | null;
  /** True where only configuration differs: other content, the same images. */
  configOnly: boolean;
  /** Between their beginnings. */
  secondsBetween: number;
}

/** Two commits, or two Helm revisions, may be of one content. */
const NAMES_OF_CONTENT: ReadonlySet<ComparedName> = new Set<ComparedName>([
  'tag',
  'digest',
  'chartVersion',
  'configDigest',
]);

/** What differs between two deliveries, the earlier one first. @public */
export function compareDeliveries<D extends ComparableDelivery>(
  a: D,
  b: D,
): DeliveryComparison<D> {
  const isInOrder =
    (toMillis(a.startedAt) ?? 0) < (toMillis(b.startedAt) ?? 0) ||
    (a.startedAt === b.startedAt && a.sequence <= b.sequence);
  const [from, to] = isInOrder ? [a, b] : [b, a];
  const revisions = NAMES.flatMap(name => comparedRevision(name, from, to));
  const images = comparedImages(from.images, to.images);
  const isOneTarget =
    from.targetId === to.targetId && from.entityRef === to.entityRef;
  const sameContent = isOneTarget ? from.contentId === to.contentId : null;
  const differs =
    sameContent === false ||
    revisions.some(
      ({ name, same, from: before, to: after }) =>
        NAMES_OF_CONTENT.has(name) &&
        !same &&
        before !== undefined &&
        after !== undefined,
    );
  return {
    from,
    to,
    revisions,
    images,
    sameContent,
    configOnly:
      differs &&
      sameContent !== true &&
      images.length > 0 &&
      images.every(({ change }) => change === 'same'),
    secondsBetween: Math.round(
      ((toMillis(to.startedAt) ?? 0) - (toMillis(from.startedAt) ?? 0)) / 1000,
    ),
  };
}

function comparedRevision(
  name: ComparedName,
  { revisions: a }: ComparableDelivery,
  { revisions: b }: ComparableDelivery,
): ComparedRevision[] {
  const [from, to] = [text(a, name), text(b, name)];
  return from === undefined && to === undefined
    ? []
    : [
        {
          name,
          ...(from !== undefined && { from }),
          ...(to !== undefined && { to }),
          same: from === to,
        },
      ];
}

function text(
  revisions: DeliveryRevisions,
  name: ComparedName,
): string | undefined {
  const value = revisions[name];
  return value === undefined ? undefined : String(value);
}

function comparedImages(
  before: readonly DeliveredImage[],
  after: readonly DeliveredImage[],
): ComparedImage[] {
  const find = (list: readonly DeliveredImage[], image: DeliveredImage) =>
    list.find(
      ({ workload, container }) =>
        workload === image.workload && container === image.container,
    );
  const gone = before.filter(image => !find(after, image));
  return [
    ...after.map(image => comparedImage(find(before, image), image)),
    ...gone.map(image => comparedImage(image, undefined)),
  ];
}

function comparedImage(
  from: DeliveredImage | undefined,
  to: DeliveredImage | undefined,
): ComparedImage {
  const { workload, container } = (to ?? from)!;
  return {
    workload,
    container,
    change: changeOf(from, to),
    ...(from && { from: from.declared }),
    ...(to && { to: to.declared }),
    ...(from?.running && { runningFrom: from.running }),
    ...(to?.running && { runningTo: to.running }),
  };
}

function changeOf(
  from: DeliveredImage | undefined,
  to: DeliveredImage | undefined,
): ComparedImage['change'] {
  if (!from || !to) {
    return from ? 'removed' : 'added';
  }
  const isMoved =
    from.running !== undefined &&
    to.running !== undefined &&
    from.running !== to.running;
  return from.declared !== to.declared || isMoved ? 'changed' : 'same';
}

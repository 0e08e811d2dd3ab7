import type { JudgedTarget } from '../../divergence/JudgedTarget';
import type {
  Segment,
  SegmentVerdict,
  UnknownReason,
} from '../../divergence/SegmentVerdict';
import { kindOf } from '../../flux/kinds';
import { GATEWAY_API, GATEWAY_ROUTES } from '../../kube/backends';
import { displayRef, type ObjectRef } from '../../kube/ObjectRef';
import type { InventoryView, KindState } from '../../paths/InventoryView';

/**
 * Why something cannot be seen: as verdicts tell it; `podsNotSeen` where pods, or what was warned of them, could not be listed.
 *
 * @public
 */
export type BlindReason =
  | Exclude<UnknownReason, 'notSynced' | 'notAuthorized' | 'notPermitted'>
  | 'podsNotSeen';

/** Something of a segment that nobody is told by the path. */
export interface BlindSpot {
  segment: Segment;
  reason: BlindReason;
  /** In words, without a full stop. */
  because: string;
  /** Where to look, where an object was seen that does not say enough. */
  object?: ObjectRef;
}

type BlindState = Exclude<KindState, 'synced' | 'absent' | 'notSynced'>;
type Freshness = Pick<InventoryView, 'freshness'>;

const IMAGE_API = 'image.toolkit.fluxcd.io';
/** What may speak of a segment without any object of it on the path: where the kind is not seen, nobody knows whether there is one. */
const BESIDE: readonly {
  segment: Segment;
  group: string;
  kinds: readonly string[];
  unknown: string;
}[] = [
  {
    segment: 'promotion',
    group: IMAGE_API,
    kinds: ['ImagePolicy', 'ImageUpdateAutomation'],
    unknown: 'whether something chooses newer images is not known',
  },
  {
    segment: 'traffic',
    group: 'networking.k8s.io',
    kinds: ['Ingress'],
    unknown: 'whether routes lead to it is not known',
  },
  {
    segment: 'traffic',
    group: GATEWAY_API,
    kinds: GATEWAY_ROUTES,
    unknown: 'whether routes lead to it is not known',
  },
];
/** Of these a rollout that fails has pods to ask. */
const WITH_PODS = [
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'Job',
  'Rollout',
] as const;

/**
 * What of a target cannot be seen, also behind a verdict that is good by what is seen; in the order of segments. What passes by itself,
 * as a first list that has not ended, is none.
 */
export function blindSpots(target: JudgedTarget, view: Freshness): BlindSpot[] {
  return target.segments.flatMap(verdict => {
    const whole = untold(verdict, target);
    if (whole) {
      return [whole];
    }
    // What is not known at all has no parts, and of what passes none is worth a word.
    return verdict.verdict === 'unknown' ? [] : behind(verdict, target, view);
  });
}

function untold(
  { segment, verdict, unknownReason, evidence, summary }: SegmentVerdict,
  { cluster }: JudgedTarget,
): BlindSpot | undefined {
  if (verdict !== 'unknown') {
    return undefined;
  }
  switch (unknownReason) {
    case 'notSynced':
    case 'notAuthorized':
    case 'notPermitted':
      return undefined;
    case 'forbidden':
    case 'unreachable':
    case 'needsUserSession': {
      const watched = evidence.find(({ field }) => field === 'watch')?.object;
      return {
        segment,
        reason: unknownReason,
        because: wordsOf(unknownReason, cluster, watched && [watched.kind]),
      };
    }
    default:
      return {
        segment,
        reason: unknownReason ?? 'noEvidence',
        because: summary.replace(/\.$/, ''),
        ...(evidence.length > 0 && { object: evidence[0].object }),
      };
  }
}

function behind(
  { segment }: SegmentVerdict,
  target: JudgedTarget,
  view: Freshness,
): BlindSpot[] {
  return [
    ...besideOf(segment, target, view),
    ...(segment === 'reconcile' ? unseenParents(target, view) : []),
    ...(segment === 'rollout' ? unseenPods(target) : []),
  ];
}

function besideOf(
  segment: Segment,
  { cluster, services, workloads }: JudgedTarget,
  view: Freshness,
): BlindSpot[] {
  const matters = (segment === 'traffic' ? services : workloads).length > 0;
  return BESIDE.filter(each => matters && each.segment === segment).flatMap(
    ({ group, kinds, unknown }) => {
      const [first] = kinds.flatMap(kind =>
        blindState(view, cluster, group, kind),
      );
      const alike = kinds.filter(
        kind => first && blindState(view, cluster, group, kind)[0] === first,
      );
      return first
        ? [
            {
              segment,
              reason: first,
              because: `${wordsOf(first, cluster, alike)}: ${unknown}`,
            },
          ]
        : [];
    },
  );
}

/** Whoever applies the applier may be of others: it is not named. */
function unseenParents(
  { cluster, parents }: JudgedTarget,
  view: Freshness,
): BlindSpot[] {
  return parents
    .filter(({ parent }) => parent === undefined)
    .flatMap(({ ref }) =>
      blindState(view, cluster, ref.group, ref.kind).map(reason => ({
        segment: 'reconcile' as const,
        reason,
        because: `${wordsOf(reason, cluster, [
          ref.kind,
        ])}: how what applies the applier is doing is not known`,
      })),
    )
    .slice(0, 1);
}

/** Pods of a rollout that is well are seen when it turns; why one is not well only they can say. */
function unseenPods({ workloads }: JudgedTarget): BlindSpot[] {
  return workloads.flatMap(({ ref, pods, workload, judgement }) => {
    const name = displayRef(ref);
    const isBad = judgement.verdict === 'diverged';
    const because =
      (pods?.error && `pods of ${name} could not be listed`) ||
      (isBad &&
        pods?.eventsError &&
        `warnings about pods of ${name} could not be read`) ||
      (isBad &&
        !pods &&
        workload &&
        WITH_PODS.some(kind => kind === ref.kind) &&
        `pods of ${name} were not looked at`);
    return because
      ? [
          {
            segment: 'rollout' as const,
            reason: 'podsNotSeen' as const,
            because,
          },
        ]
      : [];
  });
}

function blindState(
  view: Freshness,
  cluster: string,
  group: string,
  kind: string,
): BlindState[] {
  const { state } = view.freshness(cluster, group, kind);
  return kindOf(group, kind) === undefined ||
    state === 'synced' ||
    state === 'absent' ||
    state === 'notSynced'
    ? []
    : [state];
}

function wordsOf(
  state: BlindState,
  cluster: string,
  kinds: readonly string[] = [],
): string {
  switch (state) {
    case 'unreachable':
      return `${cluster} does not answer`;
    case 'needsUserSession':
      return `${cluster} has only credentials of the person who looks`;
    default:
      return kinds.length > 0
        ? `${cluster} does not let the portal read ${kinds.join(
            ' and ',
          )} objects`
        : `${cluster} does not let the portal read what this rests on`;
  }
}

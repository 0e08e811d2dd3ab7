import type {
  FluxAuxiliary,
  HelmRelease,
  Kustomization,
} from '../flux/objects';
import { displayRef } from '../kube/ObjectRef';
import type { ResolvedTarget } from '../paths/DeliveryPath';
import { consumedBy, isTraceable } from './consumedVersion';
import { ownedTwice } from './contested';
import { chosenNotDeclared } from './imageAutomation';
import type { JudgeContext } from './JudgeContext';
import { unhealthyNeighbours } from './healthFailure';
import { judgeOwner } from './judgeParent';
import { hasIgnoredTestFailure } from './judgeRollout';
import { movedTag } from './movedTag';
import { mergeNotes } from './pushes';
import { pastFlux } from './notesPastFlux';
import { list } from './rollout/shape';
import type { Note, SegmentVerdict } from './SegmentVerdict';
import { triggerNotes, type Trigger } from './trigger';
import { leftBehindNotes, trafficNotes } from './traffic/trafficNotes';

/**
 * Facts that are worth telling, and break nothing.
 */
export function notesOf(
  target: ResolvedTarget,
  segments: readonly SegmentVerdict[],
  trigger: Trigger | undefined,
  context: JudgeContext,
): Note[] {
  return [
    ...suspendedWithoutLoss(segments),
    ...parentNotes(target, segments, context),
    ...floating(target, context),
    ...publishedNotDeployed(target),
    ...mergeNotes(target),
    ...suspendedAutomation(target),
    ...leftBehindNotes(target, context),
    ...neighbours(target, context),
    ...ignoredTest(target),
    ...ownedTwice(target, context),
    ...pastFlux(target),
    ...triggerNotes(trigger),
    ...trafficNotes(target, context),
  ];
}

function suspendedWithoutLoss(segments: readonly SegmentVerdict[]): Note[] {
  return segments
    .filter(
      ({ verdict, newer, class: failure }) =>
        verdict === 'suspended' && !newer && failure !== 'suspended',
    )
    .map(({ summary }) => ({ class: 'suspended', summary }));
}

function parentNotes(
  { parents, parentCycle }: ResolvedTarget,
  segments: readonly SegmentVerdict[],
  context: JudgeContext,
): Note[] {
  const cycle = list(parentCycle);
  // An applier that is fine was held against its parents already.
  const areFine = segments.some(
    ({ segment, verdict }) => segment === 'reconcile' && verdict === 'ok',
  );
  return [
    ...list(parents).flatMap(({ ref, parent }): Note[] => {
      const spec = parent?.object.spec as
        | Kustomization['spec']
        | HelmRelease['spec'];
      if (spec?.suspend) {
        return [
          {
            class: 'suspended',
            summary: `${displayRef(
              ref,
            )}, which applies this, is suspended: changes of the applier itself do not arrive.`,
          },
        ];
      }
      const verdict =
        parent && !areFine ? judgeOwner(parent, context) : undefined;
      return verdict?.verdict === 'diverged'
        ? [
            {
              class: 'parent-diverged',
              summary: `${displayRef(ref)}, which applies this, has diverged: ${
                verdict.headline
              }.`,
            },
          ]
        : [];
    }),
    ...(cycle.length > 0
      ? [
          {
            class: 'parent-cycle',
            summary: `The appliers apply each other: ${cycle.join(' → ')}.`,
          },
        ]
      : []),
  ];
}

function floating(target: ResolvedTarget, { pinned }: JudgeContext): Note[] {
  const consumed = consumedBy(target);
  const moved = movedTag(target);
  if (moved && (consumed?.how === 'pinned' || (pinned && moved.isBack))) {
    return [
      {
        class: 'tag-moved',
        summary: moved.isBack
          ? `The tag ${moved.tag} named ${moved.from} for a while and names ${moved.to} again.`
          : `The tag ${moved.tag} named ${moved.from} before and names ${moved.to} now.`,
      },
    ];
  }
  if (consumed?.how === 'tag' && !isTraceable(target)) {
    return [
      {
        class: 'floating-tag-untraceable',
        summary: `${consumed.text}: the artifact does not tell which commit it was made from.`,
      },
    ];
  }
  return pinned && (consumed?.how === 'tag' || consumed?.how === 'range')
    ? [
        {
          class: 'floating-version',
          summary: `This environment is meant to be pinned, and consumes ${consumed.text}.`,
        },
      ]
    : [];
}

function publishedNotDeployed(target: ResolvedTarget): Note[] {
  return chosenNotDeclared(target).map(({ policy, tag }) => ({
    class: 'published-not-deployed',
    summary: `${displayRef(
      policy.ref,
    )} chose ${tag}, which no workload here declares.`,
  }));
}

function suspendedAutomation({ imageAutomation }: ResolvedTarget): Note[] {
  return list(imageAutomation)
    .filter(({ object }) => (object as FluxAuxiliary).spec?.suspend === true)
    .map(({ ref }) => ({
      class: 'suspended',
      summary: `${displayRef(
        ref,
      )} is suspended: newer images do not arrive by themselves.`,
    }));
}

/** An applier of several services is not ready because of another one's workload. */
function neighbours(target: ResolvedTarget, context: JudgeContext): Note[] {
  const names = unhealthyNeighbours(target, context);
  return names.length > 0
    ? [
        {
          class: 'neighbour-unhealthy',
          summary: `${displayRef(
            target.applierRef!,
          )} is not ready because of ${names.join(
            ', ',
          )}, which belongs to another service.`,
        },
      ]
    : [];
}

function ignoredTest({ applier }: ResolvedTarget): Note[] {
  return applier && hasIgnoredTestFailure(applier)
    ? [
        {
          class: 'helm-test-failed',
          summary: `The test of ${displayRef(
            applier.ref,
          )} failed, which its spec ignores.`,
        },
      ]
    : [];
}

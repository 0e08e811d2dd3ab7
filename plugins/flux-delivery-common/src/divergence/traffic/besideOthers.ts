import { displayRef } from '../../kube/ObjectRef';
import { later } from '../../kube/time';
import type { ResolvedTarget } from '../../paths/DeliveryPath';
import type { Judgement } from '../Judgement';
import type { JudgeContext } from '../JudgeContext';
import { judgeWorkload } from '../judgeWorkload';
import type { Evidence, Note } from '../SegmentVerdict';
import { behindServices, type Behind, type Beside } from './behind';
import { firstReadyAt } from './readiness';

/** Pods with another version that nobody delivers answer as well, left behind or made by hand: that no rollout will end. */
export function leftOvers(
  { service, endpoints, version, newest, alike, strangers }: Behind,
  evidence: Evidence[],
): Judgement | undefined {
  const left = strangers.filter(({ stranger }) => !stranger.deliverer);
  if (left.length === 0) {
    return undefined;
  }
  const pods = left.flatMap(one => one.pods);
  const names = left.map(({ stranger }) => displayRef(stranger.ref)).join(', ');
  const theirs = commonVersion(left);
  const percent = percentOf(newest.length + alike.length, endpoints.length);
  // Both answer since the later of the two began to.
  const since = later(firstReadyAt(newest), firstReadyAt(pods));
  return {
    verdict: 'diverged',
    class: 'old-version-serving',
    headline: `${percent} % on ${version ?? 'the newest'}, rest on ${
      theirs ?? 'others'
    }`,
    summary: `${displayRef(service.ref)}: ${pods.length} of ${
      endpoints.length
    } ready endpoints are pods of ${names} on ${
      theirs ?? 'other versions'
    }, which the Service selects as well, and which Flux does not deliver.`,
    detail: `also selects ${names}`,
    ...(since && { since }),
    evidence,
  };
}

/**
 * The verdict on the pods of a target, where pods of what somebody else delivers answer beside them: that is how stable and canary,
 * blue and green are made of two releases. While such a neighbour is rolling out, what serves is not settled.
 */
export function besideOthers(
  own: Judgement,
  { endpoints, version, newest, alike, strangers }: Behind,
  context: JudgeContext,
): Judgement {
  if (strangers.length === 0) {
    return own;
  }
  const words = {
    summary: `${own.summary} ${alsoServes(strangers, endpoints.length)}`,
    detail: [own.detail, `also serves ${strangers.map(nameOf).join(', ')}`]
      .filter(Boolean)
      .join(', '),
    ...(own.verdict === 'ok' && {
      headline: `${percentOf(
        newest.length + alike.length,
        endpoints.length,
      )} % on ${version ?? 'the newest'}, rest on ${
        commonVersion(strangers) ?? 'others'
      }`,
    }),
  };
  const rolling =
    own.verdict === 'ok' &&
    strangers
      .map(({ stranger }) => judgeWorkload(stranger, context))
      .find(({ verdict }) => verdict === 'inProgress');
  return {
    ...own,
    ...words,
    ...(rolling && {
      verdict: 'inProgress' as const,
      expectedBy: rolling.expectedBy,
    }),
  };
}

/** Who serves beside the target: worth telling, and how it is meant to be. */
export function alsoServesNotes(
  target: ResolvedTarget,
  context: JudgeContext,
): Note[] {
  return [...behindServices(target, context).values()].flatMap(
    ({ service, endpoints, strangers }): Note[] => {
      const meant = strangers.filter(({ stranger }) => stranger.deliverer);
      return meant.length > 0
        ? [
            {
              class: 'also-serves',
              summary: `${displayRef(service.ref)}: ${lowered(
                alsoServes(meant, endpoints.length),
              )}`,
            },
          ]
        : [];
    },
  );
}

/** `1 of 4 ready endpoints is …` */
function alsoServes(strangers: readonly Beside[], total: number): string {
  return strangers
    .map(({ stranger, version, pods }) => {
      const { deliverer } = stranger;
      return `Also ${pods.length} of ${total} ready endpoints ${
        pods.length === 1 ? 'is a pod' : 'are pods'
      } of ${displayRef(stranger.ref)} on ${version ?? 'several versions'}${
        deliverer ? `, which ${displayRef(deliverer)} delivers` : ''
      }.`;
    })
    .join(' ');
}

function lowered(text: string): string {
  return `${text[0].toLowerCase()}${text.slice(1)}`;
}

function nameOf({ stranger: { ref, deliverer } }: Beside): string {
  return displayRef(deliverer ?? ref);
}

function commonVersion(beside: readonly Beside[]): string | undefined {
  const versions = new Set(beside.map(({ version }) => version));
  return versions.size === 1 ? [...versions][0] : undefined;
}

function percentOf(part: number, whole: number): number {
  return Math.floor((100 * part) / whole);
}

import { displayRef } from '../../kube/ObjectRef';
import type { Workload } from '../../kube/workloads';
import type { ResolvedWorkload } from '../../paths/DeliveryPath';
import { after, isBefore } from '../deadline';
import { commonVersionOf } from '../describeVersion';
import type { Judgement } from '../Judgement';
import type { JudgeContext } from '../JudgeContext';
import { list } from '../rollout/shape';
import type { Evidence } from '../SegmentVerdict';
import { imagesOf, type Behind } from './behind';
import { noun, ownEndpoints } from './counted';
import { lastReadyAt } from './readiness';
import { AGREE_WITHIN, lastWriteOf, latestOf } from './settling';

/** Endpoints of which some are not pods of the newest template: what that means is for the rollout to say. */
export function mixed(
  behind: Behind,
  rollout: Judgement,
  evidence: Evidence[],
  { now }: JudgeContext,
): Judgement {
  const words = { ...wordsOnMixed(behind), evidence };
  switch (rollout.verdict) {
    case 'ok':
      return behind.selected.some(isPartitioned)
        ? {
            verdict: 'ok',
            ...words,
            detail: `${words.detail}, as its partition holds it`,
          }
        : contradicting(words, behind, now);
    case 'inProgress':
      return {
        verdict: 'inProgress',
        ...words,
        expectedBy: rollout.expectedBy,
      };
    case 'suspended':
      return { verdict: 'suspended', ...words };
    default:
      return {
        verdict: 'diverged',
        class: 'old-version-serving',
        ...words,
        since: rollout.since,
      };
  }
}

function wordsOnMixed(behind: Behind) {
  const { service, version, newest, alike, older } = behind;
  const own = ownEndpoints(behind);
  const current = newest.length + alike.length;
  const percent = Math.floor((100 * current) / own);
  const common = commonVersionOf(older.flatMap(imagesOf));
  // By another image than the template has, though its version reads the same.
  const isOther = common !== undefined && common === version;
  const old = isOther ? 'another image' : common ?? 'an older version';
  const wanted = version ?? 'the newest';
  const share = `${percent} % on ${
    isOther ? `the image of ${wanted}` : wanted
  }`;
  return {
    headline: percent === 0 && !isOther ? `100 % still on ${old}` : share,
    summary: `${displayRef(service.ref)}: ${current} of ${own} ready ${noun(
      own,
    )} run ${version ?? 'the newest version'}, the rest ${old}.`,
    detail: percent === 0 ? `${wanted} does not serve` : `rest on ${old}`,
  };
}

/**
 * A rollout that is complete, and endpoints of other pods: one of both is behind for a moment. Later no side can be believed, as pods may
 * have been changed when they were made, or their controller count wrongly.
 */
function contradicting(
  words: Omit<Judgement, 'verdict'>,
  { service, older }: Behind,
  now: string,
): Judgement {
  const expectedBy = after(
    latestOf([lastReadyAt(older), ...list(service.slices).map(lastWriteOf)]),
    AGREE_WITHIN,
  );
  return isBefore(expectedBy, now)
    ? {
        ...words,
        verdict: 'unknown',
        unknownReason: 'noEvidence',
        summary: `${words.summary} The rollout is complete all the same, so that it cannot be told which is true.`,
      }
    : { ...words, verdict: 'inProgress', expectedBy };
}

/** A StatefulSet whose partition leaves pods on the version of before, on purpose. */
function isPartitioned({ workload }: ResolvedWorkload): boolean {
  const { updateStrategy } =
    (workload?.object as Workload | undefined)?.spec ?? {};
  return (updateStrategy?.rollingUpdate?.partition ?? 0) > 0;
}

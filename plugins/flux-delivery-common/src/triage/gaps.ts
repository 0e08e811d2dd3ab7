import type { JudgedTarget } from '../divergence/JudgedTarget';
import type {
  Segment,
  SegmentVerdict,
  UnknownReason,
} from '../divergence/SegmentVerdict';
import { WATCHED_KINDS } from '../flux/kinds';
import { verdictOn } from '../narrative/tellSegment';
import { oneLine } from '../narrative/words';
import type { InventoryView } from '../paths/InventoryView';
import { clusterInWords } from '../paths/targetId';
import type { TriageGap } from './Triage';

type Blind = Exclude<
  UnknownReason,
  'noEvidence' | 'notAuthorized' | 'notPermitted' | 'notReconciled'
>;

const WHY: Record<Blind, (cluster: string) => string> = {
  unreachable: cluster => `${cluster} does not answer`,
  forbidden: cluster => `the portal may not read it on ${cluster}`,
  notSynced: cluster => `the first reading of ${cluster} is not complete`,
  needsUserSession: cluster =>
    `${cluster} takes only credentials of the person who looks`,
};

/** What the verdicts on some segments do not tell, and why. */
export function gapsOf(
  target: Pick<JudgedTarget, 'segments' | 'cluster'>,
  segments: readonly Segment[],
): TriageGap[] {
  return segments.flatMap(segment => {
    const verdict = verdictOn(target, segment);
    switch (verdict?.verdict) {
      case undefined:
        return [
          {
            what: segment,
            why: 'nothing is known of it',
            reason: 'noEvidence' as const,
          },
        ];
      case 'unknown':
        return [gapOf(verdict, target.cluster)];
      case 'notObserved':
        return [
          {
            what: segment,
            why: oneLine(verdict.summary).replace(/\.$/, ''),
            reason: 'notThere' as const,
          },
        ];
      default:
        return [];
    }
  });
}

function gapOf(
  { segment, unknownReason, summary, evidence }: SegmentVerdict,
  cluster: string,
): TriageGap {
  const reason = unknownReason ?? 'noEvidence';
  if (
    reason === 'noEvidence' ||
    reason === 'notAuthorized' ||
    reason === 'notPermitted' ||
    reason === 'notReconciled'
  ) {
    return {
      what: segment,
      why: oneLine(summary).replace(/\.$/, ''),
      reason,
    };
  }
  const kind = evidence[0]?.object.kind;
  return {
    what: kind ? `${segment} (${kind} objects)` : segment,
    why: WHY[reason](clusterInWords(cluster)),
    reason,
  };
}

/**
 * Kinds that an answer should have looked at and that cannot be read now. What the cluster does not serve is no gap: it has no
 * such objects.
 */
export function blindKinds(
  { cluster }: Pick<JudgedTarget, 'cluster'>,
  view: Pick<InventoryView, 'freshness'> | undefined,
  kinds: readonly string[],
): TriageGap[] {
  return WATCHED_KINDS.filter(({ kind }) => kinds.includes(kind)).flatMap(
    ({ group, kind }) => {
      const state = view?.freshness(cluster, group, kind).state ?? 'synced';
      return state === 'synced' || state === 'absent'
        ? []
        : [
            {
              what: `${kind} objects`,
              why: WHY[state](clusterInWords(cluster)),
              reason: state,
            },
          ];
    },
  );
}

/** Gaps of one reason for the same why are told once. */
export function joined(gaps: readonly TriageGap[]): TriageGap[] {
  const found = new Map<string, TriageGap>();
  for (const gap of gaps) {
    const key = `${gap.reason} ${gap.why}`;
    const known = found.get(key);
    found.set(
      key,
      known && known.what !== gap.what
        ? { ...known, what: `${known.what}, ${gap.what}` }
        : gap,
    );
  }
  return [...found.values()];
}

import type { Divergence } from '../divergence/firstDivergence';
import type { JudgedTarget } from '../divergence/JudgedTarget';
import { SEGMENTS, type Segment } from '../divergence/SegmentVerdict';
import { worstVerdict } from '../divergence/verdictOrder';
import { tellDivergence } from '../narrative/tellDivergence';
import { quoted, utc } from '../narrative/words';
import { checkedFor } from './checks';
import { gapsOf } from './gaps';
import type { RecordedDivergence } from './RecordedDivergence';
import type { TriageStep } from './Triage';
import type { TriageContext } from './TriageContext';

/** Step 7: where reality first left intent, as it is judged and as a person said. */
export function divergenceStep(
  target: JudgedTarget,
  divergence: Divergence | null,
  { responder, recorded }: TriageContext,
): Omit<TriageStep, 'id' | 'question'> {
  const before: readonly Segment[] = divergence
    ? SEGMENTS.slice(0, SEGMENTS.indexOf(divergence.segment))
    : SEGMENTS;
  const said =
    recorded && recorded !== 'unavailable' ? tellRecorded(recorded) : undefined;
  return {
    answer: tellDivergence(divergence, target.segments, responder),
    ...(said && { said }),
    verdict:
      divergence?.verdict ??
      worstVerdict(target.segments.map(({ verdict }) => verdict)),
    segments: divergence ? [divergence.segment] : [...SEGMENTS],
    checked: divergence ? checkedFor(target, [divergence.segment]) : [],
    notChecked: [
      ...gapsOf(target, before).filter(({ reason }) => reason !== 'notThere'),
      ...(recorded === 'unavailable'
        ? [
            {
              what: 'what people said of it',
              why: 'the database cannot be read now',
              reason: 'unavailable' as const,
            },
          ]
        : []),
    ],
  };
}

function tellRecorded(recorded: RecordedDivergence): string {
  const { by, at, segment, confirms, note, stale, about } = recorded;
  const where = segment === 'none' ? 'nowhere' : `at ${segment}`;
  const what = confirms
    ? `confirmed that it diverges ${where}`
    : `said that it diverges ${where}${
        about.segment === 'none' ? '' : `, not at ${about.segment}`
      }`;
  return `${by} ${what} (${utc(at)})${note ? `: ${quoted(note)}` : ''}.${
    stale ? ' That was about another divergence than the one of now.' : ''
  }`;
}

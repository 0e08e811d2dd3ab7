import type { JudgedTarget } from '../divergence/JudgedTarget';
import type {
  Segment,
  SegmentVerdict,
  Verdict,
} from '../divergence/SegmentVerdict';
import { GATEWAY_ROUTES } from '../kube/backends';
import { tellSegments, verdictOn } from '../narrative/tellSegment';
import { checkedFor, hasData } from './checks';
import { blindKinds, gapsOf } from './gaps';
import type { TriageStep } from './Triage';
import type { TriageContext } from './TriageContext';

const INTENT: readonly Segment[] = ['promotion', 'source', 'reconcile'];
const NETWORK = ['Service', 'EndpointSlice', 'Ingress', ...GATEWAY_ROUTES];

const LEADS: Partial<Record<Verdict, string>> = {
  diverged: 'No.',
  suspended: 'No, it is held up.',
};

/**
 * Step 6. The judge of traffic compares with what was rolled out; whether that is what was intended is for the segments before
 * to say. Traffic that is fine on a version that nobody wants any more is no "yes".
 */
export function trafficStep(
  target: JudgedTarget,
  { view }: TriageContext,
): Omit<TriageStep, 'id' | 'question'> {
  const traffic = verdictOn(target, 'traffic');
  const said = tellSegments(target, ['traffic']);
  const intent = intentOf(target);
  const { lead, verdict, segments } =
    traffic?.verdict === 'ok'
      ? intent
      : {
          lead: LEADS[traffic?.verdict ?? 'unknown'],
          verdict: traffic?.verdict ?? 'unknown',
          segments: [],
        };
  const isKnown = hasData(target) && traffic?.verdict !== 'unknown';
  return {
    answer: lead ? `${lead} ${said}` : said,
    verdict,
    segments: ['traffic', ...segments],
    checked: checkedFor(target, ['traffic']),
    notChecked: [
      ...gapsOf(target, ['traffic', ...segments]),
      ...(isKnown ? blindKinds(target, view, NETWORK) : []),
    ],
  };
}

interface Intent {
  lead: string;
  verdict: Verdict;
  segments: Segment[];
}

/** Whether what was rolled out is what was intended, as far as the segments before tell. */
function intentOf(target: JudgedTarget): Intent {
  const before = INTENT.map(segment => verdictOn(target, segment)).filter(
    (each): each is SegmentVerdict => each !== undefined,
  );
  const find = (...verdicts: Verdict[]) =>
    before.find(({ verdict }) => verdicts.includes(verdict));
  const withheld = before.find(
    ({ verdict, newer, class: failure }) =>
      (verdict === 'diverged' && newer) ||
      (verdict === 'suspended' && (newer || failure === 'suspended')),
  );
  if (withheld) {
    const what = withheld.newer?.short ?? 'a newer version';
    return {
      lead: `No: ${what} is held up at ${withheld.segment}; traffic reaches what was rolled out before.`,
      verdict: withheld.verdict,
      segments: [withheld.segment],
    };
  }
  const open = find('diverged') ?? find('unknown');
  if (open) {
    return {
      lead: `Traffic reaches what was rolled out; whether that is the intended version cannot be told, since ${
        open.segment
      } ${open.verdict === 'diverged' ? 'diverged' : 'is not known'}.`,
      verdict: open.verdict,
      segments: [open.segment],
    };
  }
  const moving = find('inProgress');
  if (moving) {
    return {
      lead: `Not yet: ${
        moving.newer?.short ?? 'a change'
      } is on its way; traffic reaches what was rolled out before.`,
      verdict: 'inProgress',
      segments: [moving.segment],
    };
  }
  return verdictOn(target, 'reconcile')?.verdict === 'notObserved'
    ? {
        lead: 'Traffic reaches what was rolled out; what was intended is written nowhere that Flux reads.',
        verdict: 'notObserved',
        segments: ['reconcile'],
      }
    : { lead: 'Yes, as far as Flux was told.', verdict: 'ok', segments: [] };
}

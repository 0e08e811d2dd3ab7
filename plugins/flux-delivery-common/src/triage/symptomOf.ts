import type {
  Segment,
  SegmentVerdict,
  Verdict,
} from '../divergence/SegmentVerdict';
import type { JudgedTarget } from '../divergence/JudgedTarget';
import { worstVerdict } from '../divergence/verdictOrder';
import { tellSegments, verdictOn } from '../narrative/tellSegment';
import { listed } from '../narrative/words';
import { isSeen } from './checks';
import type { Symptom } from './Triage';

const CONTROL: readonly Segment[] = ['promotion', 'source', 'reconcile'];
/** The endpoints serve, and what they serve is not what was rolled out. */
const OTHER_VERSION = ['old-version-serving', 'canary-weight'];

export interface ToldSymptom {
  symptom: Symptom;
  answer: string;
  verdict: Verdict;
  segments: Segment[];
}

/** What users may notice. What was not seen leaves the symptom open; it never excludes one. */
export function symptomOf(target: JudgedTarget): ToldSymptom {
  return (
    rolloutFails(target) ??
    trafficFails(target) ??
    isBehind(target) ??
    cannotTell(target) ??
    noSymptom(target)
  );
}

function rolloutFails(target: JudgedTarget): ToldSymptom | undefined {
  if (verdictOn(target, 'rollout')?.verdict !== 'diverged') {
    return undefined;
  }
  const served = verdictOn(target, 'traffic');
  const segments: Segment[] =
    served?.verdict === 'diverged' || served?.verdict === 'inProgress'
      ? ['rollout', 'traffic']
      : ['rollout'];
  return {
    symptom: 'failedRollout',
    answer: `A failed rollout. ${tellSegments(target, segments)}`,
    verdict: 'diverged',
    segments,
  };
}

function trafficFails(target: JudgedTarget): ToldSymptom | undefined {
  const served = verdictOn(target, 'traffic');
  if (served?.verdict !== 'diverged') {
    return undefined;
  }
  const isOther = OTHER_VERSION.includes(served.class ?? '');
  return {
    symptom: isOther ? 'wrongVersion' : 'traffic',
    answer: `${
      isOther
        ? 'A wrong version: not all traffic reaches what was rolled out.'
        : 'Traffic does not get where it should.'
    } ${tellSegments(target, ['traffic'])}`,
    verdict: 'diverged',
    segments: ['traffic'],
  };
}

/** Something newer is known, and does not get on: what runs is older than what is wanted. */
function isBehind(target: JudgedTarget): ToldSymptom | undefined {
  const held = target.segments.find(
    ({ segment, verdict, newer, revision, class: failure }) =>
      segment !== 'traffic' &&
      (verdict === 'suspended'
        ? newer !== undefined || failure === 'suspended'
        : verdict === 'diverged' &&
          newer !== undefined &&
          newer.raw !== revision?.raw),
  );
  if (!held) {
    return undefined;
  }
  const what = held.newer
    ? `${held.newer.short} is not here`
    : 'a change waits';
  const runs = held.revision ? `, and ${held.revision.short} is` : '';
  return {
    symptom: 'wrongVersion',
    answer: `An older version than wanted: ${what}${runs}. It is held up at ${held.segment}.`,
    verdict: held.verdict,
    segments: [held.segment, ...seenOf(target, ['rollout', 'traffic'])],
  };
}

function cannotTell(target: JudgedTarget): ToldSymptom | undefined {
  const open = target.segments.filter(
    ({ segment, verdict }) =>
      verdict === 'unknown' ||
      (verdict === 'diverged' && CONTROL.includes(segment)),
  );
  if (open.length === 0) {
    return undefined;
  }
  const seen = seenOf(target, ['rollout', 'traffic']);
  const stopped = open.find(({ verdict }) => verdict === 'diverged');
  const why = stopped
    ? `${stopped.segment} diverged, so that it cannot be told whether this is the version that is wanted.`
    : `${listed(open.map(({ segment }) => segment))} cannot be told.`;
  return {
    symptom: 'cannotTell',
    answer: [
      seen.length > 0
        ? `No symptom is seen where it runs, but ${why}`
        : `Whether there is a symptom cannot be told: ${why}`,
      ...(seen.length > 0 ? [tellSegments(target, seen)] : []),
    ].join(' '),
    verdict: stopped ? 'diverged' : 'unknown',
    segments: [...new Set([...open.map(({ segment }) => segment), ...seen])],
  };
}

function noSymptom(target: JudgedTarget): ToldSymptom {
  const seen = seenOf(target, ['rollout', 'traffic']);
  if (seen.length === 0) {
    return {
      symptom: 'cannotTell',
      answer:
        'Nothing that runs or serves was observed, so that no symptom can be told.',
      verdict: 'notObserved',
      segments: [],
    };
  }
  const verdicts = seenOf(target, [...CONTROL, 'rollout', 'traffic']).map(
    segment => verdictOn(target, segment) as SegmentVerdict,
  );
  const verdict = worstVerdict(verdicts.map(each => each.verdict));
  const lead: Partial<Record<Verdict, string>> = {
    inProgress: 'No symptom so far: a change is on its way.',
    suspended:
      'No symptom is seen; delivery is stopped, and nothing newer is known to wait.',
  };
  return {
    symptom: 'none',
    answer: `${lead[verdict] ?? 'No symptom is seen.'} ${tellSegments(
      target,
      seen,
    )}`,
    verdict,
    segments: seen,
  };
}

function seenOf(target: JudgedTarget, among: readonly Segment[]): Segment[] {
  return among.filter(segment => isSeen(verdictOn(target, segment)));
}

import type { JudgedTarget } from '../divergence/JudgedTarget';
import type {
  Evidence,
  Segment,
  SegmentVerdict,
} from '../divergence/SegmentVerdict';
import { displayRef, keyOf } from '../kube/ObjectRef';
import { verdictOn } from '../narrative/tellSegment';
import type { TriageCheck } from './Triage';

const MOST_OBJECTS = 6;
/** Evidence of how well a kind is known, not of an object. */
const NOT_SEEN = 'watch';

/** True where the binding lets the reader see what the cluster says. */
export function hasData({ binding }: Pick<JudgedTarget, 'binding'>): boolean {
  return binding !== 'notAuthorized' && binding !== 'notVerified';
}

/** The objects that the verdicts on some segments were read from, each once. */
export function checkedFor(
  target: Pick<JudgedTarget, 'segments'>,
  segments: readonly Segment[],
): TriageCheck[] {
  const objects = new Map<string, TriageCheck>();
  for (const segment of segments) {
    for (const { object, field } of verdictOn(target, segment)?.evidence ??
      []) {
      const key = keyOf(object);
      if (field !== NOT_SEEN && !objects.has(key)) {
        objects.set(key, { object: displayRef(object), segment });
      }
    }
  }
  const all = [...objects.values()];
  const more = all.length - MOST_OBJECTS;
  return more > 1
    ? [
        ...all.slice(0, MOST_OBJECTS),
        {
          object: `${more} more objects`,
          segment: all[MOST_OBJECTS].segment,
        },
      ]
    : all;
}

/** Of some facts, those that no segment of the target carries yet. */
export function onlyNew(
  { segments }: Pick<JudgedTarget, 'segments'>,
  facts: readonly Evidence[],
): Evidence[] {
  const carried = new Set(
    segments.flatMap(({ evidence }) => evidence).map(nameOf),
  );
  return facts.filter(fact => !carried.has(nameOf(fact)));
}

function nameOf({ object, field }: Evidence): string {
  return `${keyOf(object)} ${field}`;
}

/** What facts that no segment carries were read from. */
export function checkedBeside(facts: readonly Evidence[]): TriageCheck[] {
  const objects = new Map<string, TriageCheck & { fields: string[] }>();
  for (const { object, field } of facts) {
    const key = keyOf(object);
    const check = objects.get(key) ?? {
      object: displayRef(object),
      fields: [],
    };
    check.fields.push(field);
    objects.set(key, check);
  }
  return [...objects.values()];
}

/** True where the verdict rests on something that was seen. */
export function isSeen(
  verdict: SegmentVerdict | undefined,
): verdict is SegmentVerdict {
  return (
    verdict !== undefined &&
    verdict.verdict !== 'unknown' &&
    verdict.verdict !== 'notObserved'
  );
}

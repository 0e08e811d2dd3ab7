import type { ObjectRef } from '../kube/ObjectRef';
import type { KindFreshness, KindState } from '../paths/InventoryView';
import type { Judgement } from './Judgement';
import type { JudgeContext } from './JudgeContext';
import type { UnknownReason } from './SegmentVerdict';

type KindRef = Omit<ObjectRef, 'namespace' | 'name'> & Partial<ObjectRef>;
type Blind = Exclude<KindState, 'synced' | 'absent'>;

const WORDS: Record<
  Blind,
  { headline: string; because: (cluster: string, kind: string) => string }
> = {
  unreachable: {
    headline: 'cluster unreachable',
    because: cluster => `${cluster} does not answer`,
  },
  forbidden: {
    headline: 'not allowed to look',
    because: (cluster, kind) =>
      `${cluster} does not let us read ${kind} objects`,
  },
  notSynced: {
    headline: 'not read yet',
    because: (cluster, kind) =>
      `the first list of ${kind} objects on ${cluster} is not complete`,
  },
  needsUserSession: {
    headline: 'needs your own session',
    because: cluster =>
      `${cluster} has only credentials of the person who looks`,
  },
};

/**
 * The verdict for a kind that cannot be seen now, with what was last known; undefined where it can be seen. A kind that the
 * cluster does not serve can be seen: it has no objects.
 */
export function blindTo(
  ref: KindRef,
  context: JudgeContext,
  lastKnown?: () => Judgement,
): Judgement | undefined {
  const freshness = context.view.freshness(ref.cluster, ref.group, ref.kind);
  if (freshness.state === 'synced' || freshness.state === 'absent') {
    return undefined;
  }
  return unknownBecause(
    ref,
    freshness.state,
    freshness,
    context,
    lastKnown?.(),
  );
}

function unknownBecause(
  ref: KindRef,
  state: Blind,
  { asOf, since, lastError }: KindFreshness,
  context: JudgeContext,
  known: Judgement | undefined,
): Judgement {
  const { headline, because } = WORDS[state];
  const last =
    known && asOf
      ? { verdict: known.verdict, headline: known.headline, at: asOf }
      : undefined;
  const reason: UnknownReason = state;
  return {
    verdict: 'unknown',
    unknownReason: reason,
    headline,
    summary: `This cannot be told: ${because(ref.cluster, ref.kind)}.${
      last ? ` Last known: ${last.headline}.` : ''
    }`,
    ...(last && { detail: `last known: ${last.headline}`, lastKnown: last }),
    ...(since && { since, at: since, atWord: 'since' }),
    ...(lastError && { message: lastError }),
    ...(known?.revision && { revision: known.revision }),
    evidence: [
      {
        object: { namespace: '', name: '', ...ref },
        field: 'watch',
        value: lastError ? `${state}: ${lastError}` : state,
        observedAt: asOf ?? since ?? context.now,
      },
    ],
  };
}

/**
 * Judges what was seen of an object; where its kind cannot be seen now, the judgement is only what was last known.
 */
export function withFreshness(
  ref: ObjectRef,
  context: JudgeContext,
  judge: () => Judgement,
): Judgement {
  return blindTo(ref, context, context.view.get(ref) && judge) ?? judge();
}

/** For what was seen and still does not say enough. */
export function noEvidence(
  ref: ObjectRef,
  context: JudgeContext,
  words: {
    headline: string;
    summary: string;
    field?: string;
    value?: string;
    observedAt?: string;
  },
): Judgement {
  return {
    verdict: 'unknown',
    unknownReason: 'noEvidence',
    headline: words.headline,
    summary: words.summary,
    evidence: [
      {
        object: ref,
        field: words.field ?? 'status',
        value: words.value ?? 'absent',
        observedAt: words.observedAt ?? context.now,
      },
    ],
  };
}

import type { JudgedTarget } from '../divergence/JudgedTarget';
import { SEGMENTS } from '../divergence/SegmentVerdict';
import type {
  Segment,
  SegmentVerdict,
  UnknownReason,
  Verdict,
} from '../divergence/SegmentVerdict';
import type { DeliveryApplier } from './Delivery';

/** What is kept of the verdict of a segment: what was the case and why, without evidence. @public */
export interface SegmentState {
  segment: Segment;
  verdict: Verdict;
  class?: string;
  headline: string;
  summary: string;
  /** As people read it: `main 3fa2c1e`. */
  revision?: string;
  /** RFC 3339: since when the verdict held, where the cluster told it. */
  since?: string;
  consequenceOf?: Segment;
  unknownReason?: UnknownReason;
}

/**
 * The judged state of a unit from `at` on, until the next one. States of a unit are a chain, numbered from 1.
 *
 * @public
 */
export interface UnitState {
  entityRef: string;
  targetId: string;
  environment: string;
  cluster: string;
  applier: DeliveryApplier | null;
  /** The place of the state among those of its entity and target, from 1. */
  sequence: number;
  /** RFC 3339. */
  at: string;
  /** Empty where the target was gone. */
  segments: SegmentState[];
}

/** A state that has no place in its chain yet. @public */
export type UnitStateDraft = Omit<UnitState, 'sequence'>;

const LONGEST_TEXT = 500;

/** What a judged target is recorded as. Texts are cut, so that a row is bounded. @public */
export function stateOf(
  target: JudgedTarget,
  { entityRef, at }: { entityRef: string; at: string },
): UnitStateDraft {
  const { id, cluster, environment, applierRef } = target;
  return {
    entityRef,
    targetId: id,
    environment,
    cluster,
    applier: applierRef
      ? {
          group: applierRef.group,
          kind: applierRef.kind,
          namespace: applierRef.namespace,
          name: applierRef.name,
        }
      : null,
    at,
    segments: SEGMENTS.flatMap(name =>
      target.segments
        .filter(({ segment }) => segment === name)
        .map(segmentState),
    ),
  };
}

function segmentState({
  segment,
  verdict,
  headline,
  summary,
  revision,
  since,
  consequenceOf,
  unknownReason,
  class: failure,
}: SegmentVerdict): SegmentState {
  return {
    segment,
    verdict,
    ...(failure !== undefined && { class: failure }),
    headline: headline.slice(0, LONGEST_TEXT),
    summary: summary.slice(0, LONGEST_TEXT),
    ...(revision && { revision: revision.short.slice(0, LONGEST_TEXT) }),
    ...(since !== undefined && { since }),
    ...(consequenceOf && { consequenceOf }),
    ...(unknownReason && { unknownReason }),
  };
}

/**
 * What of a state makes another one: environment, and of each segment verdict, class, revision and why it is unknown. Counts, ages
 * and wording do not.
 *
 * @public
 */
export function stateKey({
  environment,
  segments,
}: Pick<UnitState, 'environment' | 'segments'>): string {
  return JSON.stringify([
    environment,
    ...segments.map(each => [
      each.segment,
      each.verdict,
      each.class ?? null,
      each.revision ?? null,
      each.unknownReason ?? null,
    ]),
  ]);
}

import type { Segment, Verdict } from 'backstage-plugin-flux-delivery-common';

/** The words of the glossary that the pages explain where they stand. */
export const WORDS = [
  'promotion',
  'source',
  'reconcile',
  'rollout',
  'traffic',
  'control plane',
  'data plane',
  'environment',
  'applier',
  'parent applier',
  'image automation',
  'ready endpoint',
  'first responder',
  'rollback owner',
  'fix owner',
  'evidence',
  'revision',
  'failure class',
  'consequence',
  'root cause',
  'ok',
  'in progress',
  'divergence',
  'suspended',
  'unknown',
  'not observed',
] as const;

/** A word of the glossary. */
export type Word = (typeof WORDS)[number];

/** Segments are words of the glossary by their own names. */
export const wordOfSegment = (segment: Segment): Word => segment;

/** What the verdicts are called in the glossary. */
export const WORD_OF_VERDICT: Record<Verdict, Word> = {
  ok: 'ok',
  inProgress: 'in progress',
  diverged: 'divergence',
  suspended: 'suspended',
  unknown: 'unknown',
  notObserved: 'not observed',
};

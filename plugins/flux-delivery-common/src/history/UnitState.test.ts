import type { JudgedTarget } from '../divergence/JudgedTarget';
import type { SegmentVerdict } from '../divergence/SegmentVerdict';
import { stateKey, stateOf } from './UnitState';

const rollout: SegmentVerdict = {
  segment: 'rollout',
  verdict: 'inProgress',
  headline: '2 of 3 updated',
  summary: 'Two of three pods run the new version.',
  revision: { raw: 'main@sha1:3fa', short: 'main 3fa2c1e' },
  evidence: [{ object: {} as never, field: 'x', value: 'y', observedAt: 'z' }],
};

const target = (segment: Partial<SegmentVerdict> = {}) =>
  ({
    id: 't',
    cluster: 'prod',
    environment: 'prod',
    applierRef: {
      cluster: 'prod',
      group: 'g',
      kind: 'Kustomization',
      namespace: 'n',
      name: 'a',
    },
    segments: [{ ...rollout, ...segment }],
  } as unknown as JudgedTarget);

const draft = (segment?: Partial<SegmentVerdict>) =>
  stateOf(target(segment), { entityRef: 'component:default/a', at: 'now' });

describe('stateOf', () => {
  it('keeps what was the case and why, without evidence', () => {
    expect(draft()).toEqual({
      entityRef: 'component:default/a',
      targetId: 't',
      environment: 'prod',
      cluster: 'prod',
      applier: { group: 'g', kind: 'Kustomization', namespace: 'n', name: 'a' },
      at: 'now',
      segments: [
        {
          segment: 'rollout',
          verdict: 'inProgress',
          headline: '2 of 3 updated',
          summary: 'Two of three pods run the new version.',
          revision: 'main 3fa2c1e',
        },
      ],
    });
  });

  it('is bounded, whatever a controller says', () => {
    expect(
      JSON.stringify(draft({ summary: 'x'.repeat(1e6) })).length,
    ).toBeLessThan(2_000);
  });
});

describe('stateKey', () => {
  it.each<[string, Partial<SegmentVerdict>]>([
    ['a count', { headline: '3 of 3 updated' }],
    ['a wording', { summary: 'another' }],
    ['a time', { since: '2026-03-10T09:00:00Z' }],
    ['evidence', { evidence: [] }],
  ])('stays with %s', (_what, change) => {
    expect(stateKey(draft(change))).toBe(stateKey(draft()));
  });

  it.each<[string, Partial<SegmentVerdict>]>([
    ['a verdict', { verdict: 'ok' }],
    ['a class', { class: 'crash-loop' }],
    ['a revision', { revision: { raw: 'x', short: 'x' } }],
    ['why it is unknown', { unknownReason: 'forbidden' }],
  ])('changes with %s', (_what, change) => {
    expect(stateKey(draft(change))).not.toBe(stateKey(draft()));
  });
});

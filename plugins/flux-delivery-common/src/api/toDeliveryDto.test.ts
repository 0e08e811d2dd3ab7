import { aDelivery } from '../history/__testUtils__/aDelivery';
import type { Promotion } from '../promotion/Promotion';
import { compareUrlOf } from './links';
import { toDeliveryDto } from './toDeliveryDto';

const LINKS = {
  git: [
    {
      match: 'https://github.com/*',
      commit: '{url}/commit/{sha}',
      compare: '{url}/compare/{from}...{to}',
    },
  ],
};
const PROMOTION: Promotion = {
  id: 'release-4812',
  environment: 'prod',
  version: { tag: '1.8.3' },
  actor: { name: 'd.khan', type: 'human', trust: 'verified' },
  pipeline: { id: '4812', url: 'https://ci.example.com/4812' },
  change: { url: 'ftp://example.com/cr' },
  occurredAt: '2026-03-10T09:13:20Z',
  recordedAt: '2026-03-10T09:13:21Z',
  feed: 'api',
};
const git = (commit: string) => ({
  commit,
  repository: 'ssh://git@github.com/acme/fleet.git',
});
const DELIVERY = aDelivery({
  revisions: git('bbbbbbbbbb'),
  fetchedAt: '2026-03-10T09:14:00Z',
});
const PREVIOUS = aDelivery({ id: 'd0', revisions: git('aaaaaaaaaa') });

describe('toDeliveryDto', () => {
  it('joins the promotion: who, by which pipeline, and the time since then', () => {
    expect(
      toDeliveryDto(DELIVERY, { promotion: PROMOTION, links: LINKS }),
    ).toMatchObject({
      promotionId: 'release-4812',
      actor: { name: 'd.khan', trust: 'verified' },
      spans: [{ segments: ['promotion'], seconds: 40 }],
      totalSeconds: 40,
    });
  });

  it.each(['outOfBand', 'driftCorrection'] as const)(
    'names nobody who promoted the revision for a row that is %s',
    kind => {
      const told = toDeliveryDto(
        { ...DELIVERY, kind },
        {
          promotion: PROMOTION,
          hint: { actor: PROMOTION.actor, metadata: { change: '7' } },
          links: LINKS,
        },
      );
      expect(told.actor).toEqual(DELIVERY.actor);
      expect(told).not.toHaveProperty('promotionId');
      expect(told).not.toHaveProperty('eventMetadata');
    },
  );

  it('links commit, compare and pipeline, and nothing that is not http', () => {
    const { links, compareUrl, previousId } = toDeliveryDto(DELIVERY, {
      promotion: PROMOTION,
      previous: PREVIOUS,
      links: LINKS,
    });
    expect(previousId).toBe('d0');
    expect(links).toEqual([
      {
        title: 'Commit bbbbbbb',
        url: 'https://github.com/acme/fleet/commit/bbbbbbbbbb',
      },
      {
        title: 'Compare with before',
        url: 'https://github.com/acme/fleet/compare/aaaaaaaaaa...bbbbbbbbbb',
      },
      { title: 'Pipeline 4812', url: 'https://ci.example.com/4812' },
    ]);
    expect(compareUrl).toBe(
      'https://github.com/acme/fleet/compare/{from}...{to}',
    );
  });

  it('keeps the surer actor, each with its own trust', () => {
    const actor = {
      name: 'bot',
      type: 'automation',
      trust: 'claimed',
    } as const;
    const of = (promoted: Promotion['actor']) =>
      toDeliveryDto(
        { ...DELIVERY, actor },
        { promotion: { ...PROMOTION, actor: promoted }, links: LINKS },
      ).actor;
    expect(of(PROMOTION.actor)).toEqual(PROMOTION.actor);
    expect(of({ ...PROMOTION.actor, trust: 'inferred' })).toEqual(actor);
  });

  it('takes what an event of Flux claims for a claim', () => {
    const hint = {
      actor: { name: 'ann', type: 'unknown', trust: 'claimed' },
      metadata: { actor: 'ann', deploymentID: '7' },
    } as const;
    const nobody = { name: '', type: 'unknown', trust: 'unknown' } as const;
    const of = (options: { promotion?: Promotion }) =>
      toDeliveryDto(
        { ...DELIVERY, actor: nobody },
        { ...options, hint, links: LINKS },
      );
    expect(of({})).toMatchObject({
      actor: hint.actor,
      eventMetadata: hint.metadata,
    });
    expect(of({ promotion: PROMOTION }).actor).toEqual(PROMOTION.actor);
  });

  it('links nothing where no rule fits', () => {
    expect(
      toDeliveryDto(DELIVERY, { previous: PREVIOUS, links: { git: [] } }).links,
    ).toEqual([]);
  });
});

describe('compareUrlOf', () => {
  it.each([
    [undefined, 'a', 'b'],
    ['https://x/{from}..{to}', undefined, 'b'],
    ['https://x/{from}..{to}', 'a', 'a'],
  ])('leads nowhere for %s, %s, %s', (template, from, to) => {
    expect(compareUrlOf(template, from, to)).toBeUndefined();
  });

  it('fills in both commits, escaped', () => {
    expect(compareUrlOf('https://x/{from}..{to}', 'a/b', 'c')).toBe(
      'https://x/a%2Fb..c',
    );
  });
});

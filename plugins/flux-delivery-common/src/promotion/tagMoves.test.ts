import type { Promotion } from './Promotion';
import { type TaggedDelivery, tagMoves } from './tagMoves';

const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const at = (minute: number) =>
  new Date(Date.UTC(2026, 10, 21, 12, minute)).toISOString();

const delivery = (
  id: string,
  minute: number,
  letter: string,
  change: Partial<TaggedDelivery> = {},
): TaggedDelivery => ({
  id,
  environment: 'prod',
  cluster: 'prod-eu',
  targetId: 'prod-eu~api',
  kind: 'forward',
  contentId: letter,
  startedAt: at(minute),
  revisions: {
    raw: `stable@${digest(letter)}`,
    tag: 'stable',
    digest: digest(letter),
  },
  images: [],
  applier: { kind: 'Kustomization', name: 'api' },
  actor: { name: '', type: 'unknown', trust: 'unknown' },
  ...change,
});
const promotion = (id: string, minute: number, letter: string): Promotion => ({
  id,
  environment: 'prod',
  version: { tag: 'stable', digest: digest(letter) },
  actor: { name: 'd.khan', type: 'human', trust: 'verified' },
  occurredAt: at(minute),
  recordedAt: at(minute),
  feed: 'api',
});
const told = (...args: Parameters<typeof tagMoves>) =>
  tagMoves(...args).map(({ summary }) => summary);

describe('moves of tags', () => {
  it('are told with their digests, when they were seen, and that nobody is known', () => {
    const [move, ...others] = tagMoves(
      [delivery('d1', 1, 'a'), delivery('d2', 5, 'b')],
      [],
    );
    expect(others).toEqual([]);
    expect(move).toMatchObject({
      tag: 'stable',
      from: digest('a'),
      to: digest('b'),
      at: at(5),
      seen: true,
      deliveryId: 'd2',
      actor: { trust: 'unknown' },
      summary: 'stable moved from aaaaaaa to bbbbbbb, actor unknown',
    });
  });

  it('are told with who moved them, where a record or the cluster tells', () => {
    const rows = [delivery('d1', 1, 'a'), delivery('d2', 5, 'b')];
    expect(told(rows, [promotion('p1', 4, 'b')])).toEqual([
      'stable moved from aaaaaaa to bbbbbbb, by d.khan',
    ]);
    const actor = { name: 'ann', type: 'human', trust: 'inferred' } as const;
    expect(told([rows[0], { ...rows[1], actor }], [])).toEqual([
      'stable moved from aaaaaaa to bbbbbbb, by ann (inferred)',
    ]);
  });

  it('T3: twice between two polls are both told where records tell of them, and never nothing', () => {
    const rows = [delivery('d1', 1, 'a'), delivery('d2', 9, 'c')];
    expect(
      told(rows, [promotion('p1', 4, 'b'), promotion('p2', 6, 'c')]),
    ).toEqual([
      'stable moved from aaaaaaa to ccccccc, by d.khan',
      'stable moved to bbbbbbb, by d.khan; Flux was never seen to deliver it',
    ]);
    expect(told(rows, [])).toEqual([
      'stable moved from aaaaaaa to ccccccc, actor unknown',
    ]);
  });

  it('back to what a tag named before are moves', () => {
    expect(
      told(
        [
          delivery('d1', 1, 'a'),
          delivery('d2', 5, 'b'),
          delivery('d3', 9, 'a'),
        ],
        [],
      ),
    ).toHaveLength(2);
  });

  it('are none where the digest is the same, is not known, or the tag is another', () => {
    expect(
      told(
        [
          delivery('d1', 1, 'a'),
          delivery('d2', 2, 'a'),
          delivery('d3', 3, 'b', { revisions: { tag: 'stable' } }),
          delivery('d4', 4, 'b', {
            revisions: { tag: '1.0.0', digest: digest('b') },
          }),
        ],
        [],
      ),
    ).toEqual([]);
  });

  it('are told target by target', () => {
    const us = { cluster: 'prod-us', targetId: 'prod-us~api' };
    expect(
      told([delivery('d1', 1, 'a'), delivery('d2', 5, 'b', us)], []),
    ).toEqual([]);
  });

  it('of an image are those of its running digest', () => {
    const image = (running: string) => ({
      revisions: {},
      images: [
        {
          workload: 'Deployment/api',
          declared: 'ghcr.io/acme/api:latest',
          running,
        },
      ],
    });
    expect(
      tagMoves(
        [
          delivery('d1', 1, 'a', image(digest('a'))),
          delivery('d2', 5, 'b', image(digest('b'))),
        ],
        [],
      ),
    ).toMatchObject([{ tag: 'latest', repository: 'ghcr.io/acme/api' }]);
  });

  it('of a tag that nobody here follows are not told', () => {
    expect(told([], [promotion('p1', 4, 'b')])).toEqual([]);
  });
});

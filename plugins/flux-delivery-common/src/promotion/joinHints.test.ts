import { type ApplierHint, joinHints } from './joinHints';

const api = { kind: 'Kustomization', namespace: 'shop', name: 'api' };
const A = `main@sha1:${'a'.repeat(40)}`;
const B = `main@sha1:${'b'.repeat(40)}`;
const at = (minute: number) =>
  new Date(Date.UTC(2026, 10, 21, 12, minute)).toISOString();
const delivery = (
  id: string,
  minute: number,
  raw = A,
  cluster = 'prod-eu',
) => ({
  id,
  cluster,
  applier: api,
  startedAt: at(minute),
  revisions: { raw },
});
const hint = (
  name: string,
  minute: number,
  change: Partial<ApplierHint> = {},
): ApplierHint => ({
  cluster: 'prod-eu',
  applier: api,
  at: at(minute),
  toldOf: 'Kustomization shop/api',
  revision: A,
  identifiers: [],
  actor: { name, type: 'unknown', trust: 'claimed' },
  metadata: {},
  ...change,
});
const join = (...args: Parameters<typeof joinHints>) =>
  args[0].map(
    ({ id }) => `${id} ${joinHints(...args).get(id)?.actor?.name ?? '-'}`,
  );

describe('joining hints and deliveries', () => {
  it('goes by cluster, applier and revision', () => {
    const others = [
      hint('other cluster', 1, { cluster: 'prod-us' }),
      hint('other applier', 1, { applier: { ...api, name: 'web' } }),
      hint('other kind', 1, { applier: { ...api, kind: 'HelmRelease' } }),
      hint('other revision', 1, { revision: B }),
    ];
    expect(join([delivery('d1', 1)], others)).toEqual(['d1 -']);
    expect(join([delivery('d1', 1)], [...others, hint('ann', 2)])).toEqual([
      'd1 ann',
    ]);
  });

  it('takes the same commit under another ref', () => {
    const revision = `refs/heads/main@sha1:${'a'.repeat(40)}`;
    expect(join([delivery('d1', 1)], [hint('ann', 1, { revision })])).toEqual([
      'd1 ann',
    ]);
  });

  it('knows a chart by the artifact that it came from', () => {
    const revision = `1.0.0@sha256:305c31aaf5b0${'0'.repeat(52)}`;
    expect(
      join(
        [
          delivery('d1', 1, '1.0.0+305c31aaf5b0'),
          delivery('d2', 20, '1.0.0+4cbb4e60ee31'),
        ],
        [hint('ann', 1, { revision })],
      ),
    ).toEqual(['d1 ann', 'd2 -']);
  });

  it('tells a revision that comes back from when it was there first', () => {
    expect(
      join(
        [delivery('d1', 1), delivery('d2', 20, B), delivery('d3', 40)],
        [hint('ann', 1), hint('ben', 41)],
      ),
    ).toEqual(['d1 ann', 'd2 -', 'd3 ben']);
  });

  it('takes the last one before where none came with it', () => {
    expect(
      join([delivery('d1', 40)], [hint('ann', 1), hint('ben', 2)]),
    ).toEqual(['d1 ben']);
  });

  it.each(['outOfBand', 'driftCorrection', 'restart', 'remediation', 'gap'])(
    'blames nobody that Flux named for a row that is %s',
    kind => {
      const past = { ...delivery('d2', 5), kind };
      expect(join([delivery('d1', 1), past], [hint('ann', 1)])).toEqual([
        'd1 ann',
        'd2 -',
      ]);
    },
  );

  it('does not give a revision that comes back to who brought it first, however soon', () => {
    for (const back of [6, 40]) {
      expect(
        join(
          [delivery('d1', 1), delivery('d2', 3, B), delivery('d3', back)],
          [hint('ann', 2)],
        ),
      ).toEqual(['d1 ann', 'd2 -', 'd3 -']);
    }
  });

  it('does not give the first time to who brought it back', () => {
    expect(
      join(
        [delivery('d1', 1), delivery('d2', 20, B), delivery('d3', 40)],
        [hint('ben', 41)],
      ),
    ).toEqual(['d1 -', 'd2 -', 'd3 ben']);
  });

  it('takes what was told of a revision while the one before it was tried', () => {
    expect(
      join([delivery('d1', 3, B), delivery('d2', 5)], [hint('ann', 2)]),
    ).toEqual(['d1 -', 'd2 ann']);
  });

  it('keeps chains of one applier apart', () => {
    const web = { targetId: 'web' };
    expect(
      join(
        [
          { ...delivery('d1', 1), targetId: 'api' },
          { ...delivery('d2', 2, B), ...web },
          { ...delivery('d3', 30), targetId: 'api' },
        ],
        [hint('ann', 1)],
      ),
    ).toEqual(['d1 ann', 'd2 -', 'd3 ann']);
  });
});

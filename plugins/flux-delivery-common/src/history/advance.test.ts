import { ChainBench } from './__testUtils__/ChainBench';
import { observeAll, versionsOf } from './__testUtils__/replayWatch';

function replay(
  watch: string,
  applier: { kind: string; name: string },
  before: Record<string, string> = {},
): ChainBench {
  const bench = new ChainBench();
  observeAll(versionsOf(watch, before), applier).forEach(observation =>
    bench.observe(observation),
  );
  return bench;
}

const IMAGE = 'registry.example.com/shop';

const lastOf = (bench: ChainBench) => bench.rows.at(-1)!.delivery;

describe('captured watches become rows', () => {
  it('a commit that rolls out is one delivery with all of its steps', () => {
    const bench = replay(
      'watch-git-commit-rollout',
      { kind: 'Kustomization', name: 'catalog' },
      { catalog: `${IMAGE}/catalog:1.0.0` },
    );
    expect(bench.told()).toEqual([
      'baseline unknown 42e2808',
      'forward succeeded f9ceee2',
    ]);
    expect(lastOf(bench)).toMatchObject({
      sequence: 2,
      startedAt: '2026-11-21T05:38:43Z',
      fetchedAt: '2026-11-21T05:38:43Z',
      attemptedAt: '2026-11-21T05:38:43Z',
      rolledOutAt: '2026-11-21T05:38:44Z',
      appliedAt: '2026-11-21T05:38:48Z',
      finishedAt: '2026-11-21T05:38:48Z',
      applier: { kind: 'Kustomization', namespace: 'shop', name: 'catalog' },
      revisions: {
        raw: 'main@sha1:f9ceee221e1c136cbffc7c374aa2e2e4728e1ee0',
      },
      images: [
        {
          workload: 'Deployment/catalog',
          declared: `${IMAGE}/catalog:1.1.0`,
        },
      ],
    });
  });

  it('an upgrade that Helm rolled back twice is two failed attempts and two remediations', () => {
    const bench = replay(
      'watch-helm-rollback',
      { kind: 'HelmRelease', name: 'pricing' },
      { pricing: `${IMAGE}/pricing:1.0.0` },
    );
    expect(bench.told()).toEqual([
      'baseline unknown 1.0.0 v1',
      'forward failed 1.0.1-crash v2 helm-upgrade-failed',
      'remediation succeeded 1.0.0 v3',
      'forward failed 1.0.1-crash v4 helm-upgrade-failed',
      'remediation succeeded 1.0.0 v5',
    ]);
    const [, failed, remediation] = bench.rows.map(({ delivery }) => delivery);
    expect(failed).toMatchObject({
      startedAt: '2026-11-21T05:14:07Z',
      finishedAt: '2026-11-21T05:14:28Z',
      segment: 'reconcile',
      message: expect.stringContaining('Helm upgrade failed'),
      images: [{ declared: `${IMAGE}/pricing:1.0.1-crash` }],
    });
    expect(failed).not.toHaveProperty('appliedAt');
    expect(remediation).toMatchObject({
      startedAt: '2026-11-21T05:14:28Z',
      rolledOutAt: '2026-11-21T05:14:28Z',
      appliedAt: '2026-11-21T05:14:33Z',
      actor: { name: 'helm-controller', trust: 'inferred' },
      images: [{ declared: `${IMAGE}/pricing:1.0.0` }],
    });
    expect(remediation.contentId).toBe(bench.rows[0].delivery.contentId);
  });

  it('a moved tag is one delivery, with the commit of its annotation', () => {
    const bench = replay(
      'watch-oci-tag-moved',
      { kind: 'Kustomization', name: 'search' },
      { search: `${IMAGE}/search:1.0.0` },
    );
    expect(bench.told()).toEqual([
      'baseline unknown 88db4dc',
      'forward succeeded 17284d0',
    ]);
    expect(lastOf(bench).revisions).toMatchObject({
      tag: 'stable',
      digest: expect.stringMatching(/^sha256:a92cabaf022/),
      commit: expect.stringMatching(/^17284d0/),
    });
    expect(lastOf(bench)).toMatchObject({
      fetchedAt: '2026-11-21T05:38:57Z',
      attemptedAt: '2026-11-21T05:38:57Z',
      appliedAt: '2026-11-21T05:39:03Z',
    });
  });

  it('of three commits in a second, the two that were attempted, after what Flux kept of the past', () => {
    const bench = replay('watch-git-burst-skipped-revision', {
      kind: 'Kustomization',
      name: 'hist',
    });
    expect(bench.told()).toEqual([
      'forward succeeded bc90e35 backfilled',
      'forward succeeded 950271f backfilled',
      'forward succeeded 5d60a1c backfilled',
      'forward succeeded 271aa4f backfilled',
      'baseline unknown 61e57bc',
      'forward succeeded 8ab2fbe',
      'forward succeeded 3170553',
    ]);
  });

  it('nothing while it is suspended, and one delivery after it', () => {
    const bench = replay('watch-suspend-resume', {
      kind: 'Kustomization',
      name: 'noop',
    });
    expect(bench.told()).toEqual([
      'baseline unknown 6726a67',
      'forward succeeded 0d9db38',
    ]);
    expect(lastOf(bench).attemptedAt).toBe('2026-11-21T05:30:17Z');
  });
});

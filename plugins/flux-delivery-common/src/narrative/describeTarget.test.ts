import { aHelmRelease } from '../testUtils/builders';
import { aJudgedTarget, refTo, seen } from '../testUtils/judgedPath';
import { BUILT_SITUATIONS } from '../testUtils/situations';
import { describeTarget } from './describeTarget';

const situation = (name: string) =>
  BUILT_SITUATIONS.find(one => one.name === name)!.target;

describe('a target in words', () => {
  it('says nothing of what was before where nothing tells it', () => {
    const { change } = describeTarget(aJudgedTarget()).clauses;

    expect(change).toBe(
      'Deployment payments/api declares api:1.8.3; its pods were not looked at.',
    );
  });

  it('tells what was before as recorded', () => {
    const { change } = describeTarget(aJudgedTarget(), {
      previous: { version: '1.8.2', until: '2026-11-20T10:00:00Z' },
    }).clauses;

    expect(change).toContain(
      '1.8.2 was in place before, until 2026-11-20 10:00:00 UTC, as recorded.',
    );
  });

  it('counts what pods run', () => {
    expect(
      describeTarget(situation('two versions run')).clauses.change,
    ).toContain('2 of 3 pods run api:1.8.3 and 1 of 3 pods runs api:1.8.2');
  });

  it('tells the Helm releases that the release remembers', () => {
    const release = seen(
      aHelmRelease('shop', 'pricing', {
        status: {
          history: [
            { version: 3, chartVersion: '1.0.0', status: 'deployed' },
            { version: 2, chartVersion: '1.0.1', status: 'failed' },
          ],
        },
      }),
    );
    const target = aJudgedTarget(
      {},
      { applier: release, applierRef: release.ref },
    );

    expect(describeTarget(target).clauses.change).toContain(
      'The newest Helm release is v3 of chart 1.0.0 (deployed); before it was v2 of chart 1.0.1 (failed).',
    );
  });

  it('gives no data of a target that is not bound to the entity', () => {
    const { text } = describeTarget(situation('not authorized'));

    expect(text).not.toMatch(/1\.8\.|registry|Deployment/);
  });

  it('shouts where nobody owns the first move, and never names one', () => {
    const { divergence } = describeTarget(
      situation('waits for a dependency of somebody else'),
      { responder: { unowned: true, because: 'no rule names it' } },
    ).clauses;

    expect(divergence).toContain(
      'First move: UNOWNED, because no rule names it.',
    );
  });

  it('marks a claimed name as claimed', () => {
    const { divergence } = describeTarget(
      situation('suspended, a newer commit withheld'),
      {
        responder: {
          owner: 'd.khan',
          claimed: true,
          because: 'an annotation claims it',
          objectOwner: { owner: 'group:default/team', because: '' },
        },
      },
    ).clauses;

    expect(divergence).toContain(
      'First move: d.khan (claimed, not verified), because an annotation claims it. Otherwise group:default/team.',
    );
  });

  it('takes the divergence that it is given', () => {
    expect(
      describeTarget(situation('canary failed'), { divergence: null }).clauses
        .divergence,
    ).toMatch(/^No divergence was found/);
  });

  it('says where the root cause is', () => {
    const target = aJudgedTarget({
      reconcile: {
        verdict: 'diverged',
        headline: 'parent broke',
        summary: 'The parent broke.',
        rootCause: {
          ...refTo('Kustomization', 'flux-system', 'cluster'),
          class: 'build-render',
          summary: 'It cannot be built',
        },
      },
    });

    expect(describeTarget(target).clauses.divergence).toContain(
      'Root cause: Kustomization/flux-system/cluster on prod-eu (build-render). It cannot be built.',
    );
  });

  it('shows what clusters write as text in Markdown', () => {
    const { markdown } = describeTarget(
      situation('a message that holds Markdown'),
    );

    expect(markdown).toContain(
      '\\<img src=x\\> \\[click\\](javascript:alert(1))',
    );
    expect(markdown).toContain('\\`rm -rf\\` \\*\\*bold\\*\\* second line');
  });
});

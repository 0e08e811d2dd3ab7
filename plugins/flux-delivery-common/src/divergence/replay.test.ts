import type { KubeObject } from '../kube/KubeObject';
import { refOf } from '../kube/KubeObject';
import { keyOf } from '../kube/ObjectRef';
import type { JudgedTarget } from './JudgedTarget';
import {
  CLUSTER,
  fixtureTarget,
  fixtureView,
} from '../testUtils/fixtureTargets';
import { fixtureNames, loadFixture, loadWatch } from '../testUtils/loadFixture';
import { firstDivergence } from './firstDivergence';
import { judgeTarget } from './judgeTarget';
import type { Segment, SegmentVerdict, Verdict } from './SegmentVerdict';

/** What a capture leaves out where it did not change: the spec. The same objects stand whole in other captures. */
const specs = new Map<string, unknown>(
  fixtureNames().flatMap(name =>
    loadFixture(name).map(
      object => [keyOf(refOf(CLUSTER, object)), object.spec] as const,
    ),
  ),
);
const MISSING_SPECS: Record<string, unknown> = {
  Kustomization: {
    interval: '10m',
    timeout: '30s',
    path: './',
    prune: true,
    sourceRef: { kind: 'GitRepository', name: 'lab' },
  },
  GitRepository: { interval: '1m', ref: { branch: 'main' } },
};

interface Step {
  at: string;
  judged: JudgedTarget;
}

/** Judges the target of one applier after each event of a captured watch, from the first event of the applier on. */
function replay(
  name: string,
  applierKind: string,
  applierName: string,
): Step[] {
  const held = new Map<string, KubeObject>();
  const steps: Step[] = [];
  for (const { at, type, object } of loadWatch(name) as unknown as {
    at: string;
    type: string;
    object: KubeObject;
  }[]) {
    const key = keyOf(refOf(CLUSTER, object));
    if (type === 'DELETED') {
      held.delete(key);
    } else {
      const spec =
        object.spec ??
        held.get(key)?.spec ??
        specs.get(key) ??
        MISSING_SPECS[object.kind];
      held.set(key, { ...object, spec });
    }
    const applier = [...held.values()].find(
      ({ kind, metadata }) =>
        kind === applierKind && metadata.name === applierName,
    );
    if (applier) {
      const view = fixtureView([...held.values()], at);
      steps.push({
        at,
        judged: judgeTarget(fixtureTarget(applier, view), {
          view,
          now: at,
          pinned: false,
        }),
      });
    }
  }
  return steps;
}

function of(step: Step, segment: Segment): SegmentVerdict {
  return step.judged.segments.find(candidate => candidate.segment === segment)!;
}

/** The verdicts of a segment in order, each once for as long as it held. */
function course(steps: Step[], segment: Segment): Verdict[] {
  return steps
    .map(step => of(step, segment).verdict)
    .filter((verdict, index, all) => verdict !== all[index - 1]);
}

describe('a healthy delivery never looks diverged, whichever event came last', () => {
  it.each([
    ['watch-git-commit-rollout', 'Kustomization', 'catalog'],
    ['watch-oci-tag-moved', 'Kustomization', 'search'],
    ['watch-git-burst-skipped-revision', 'Kustomization', 'hist'],
  ])('%s', (name, kind, applier) => {
    const steps = replay(name, kind, applier);
    const flashes = steps.filter(
      ({ judged }) => firstDivergence(judged.segments) !== null,
    );

    expect(steps.length).toBeGreaterThan(10);
    expect(
      flashes.map(({ at, judged }) => [at, firstDivergence(judged.segments)]),
    ).toEqual([]);
    expect(of(steps.at(-1)!, 'source').verdict).toBe('ok');
    expect(course(steps, 'reconcile')).toContain('ok');
  });

  it('ends a burst with the commit that was not taken up yet', () => {
    const last = replay(
      'watch-git-burst-skipped-revision',
      'Kustomization',
      'hist',
    ).at(-1)!;

    expect(of(last, 'reconcile')).toMatchObject({
      verdict: 'inProgress',
      revision: { short: 'main 3170553' },
      newer: { short: 'main 6726a67' },
    });
    expect(of(last, 'reconcile').expectedBy).toBeDefined();
  });

  it('goes from the new commit over the apply and the rollout to done', () => {
    const steps = replay(
      'watch-git-commit-rollout',
      'Kustomization',
      'catalog',
    );

    expect(course(steps, 'reconcile')).toEqual(['inProgress', 'ok']);
    expect(course(steps, 'rollout')).toEqual(['unknown', 'inProgress', 'ok']);
    expect(of(steps.at(-1)!, 'reconcile').headline).toBe(
      'applied main f9ceee2',
    );
    expect(of(steps.at(-1)!, 'rollout').headline).toBe('2/2 ready');
  });
});

describe('a Helm upgrade that is rolled back', () => {
  const steps = replay('watch-helm-rollback', 'HelmRelease', 'pricing');

  it('ends as a divergence of reconcile that names what is there', () => {
    const reconcile = of(steps.at(-1)!, 'reconcile');

    expect(reconcile).toMatchObject({
      verdict: 'diverged',
      class: 'helm-upgrade-failed',
    });
    expect(reconcile.headline).toBe('upgrade failed, rolled back to 1.0.0');
    expect(reconcile.newer?.short).toBe('1.0.1-crash');
  });

  it('never calls the failed release ok once it was rolled back', () => {
    const rolledBack = steps.findIndex(step =>
      of(step, 'reconcile').headline.includes('rolled back'),
    );
    const after = steps
      .slice(rolledBack)
      .map(step => of(step, 'reconcile').verdict);

    expect(rolledBack).toBeGreaterThan(0);
    expect(after).not.toContain('ok');
  });
});

describe('a suspended Kustomization', () => {
  const steps = replay('watch-suspend-resume', 'Kustomization', 'noop');

  it('withholds the commit that came meanwhile, and ends ok when resumed', () => {
    const withheld = steps.filter(
      step => of(step, 'reconcile').class === 'suspended',
    );

    expect(withheld.length).toBeGreaterThan(0);
    expect(of(withheld[0], 'reconcile').newer).toBeDefined();
    expect(of(steps.at(-1)!, 'reconcile').verdict).toBe('ok');
  });
});

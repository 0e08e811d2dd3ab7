import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Kustomization } from '../flux/objects';
import type { KubeObject } from '../kube/KubeObject';
import type { JudgedTarget } from './JudgedTarget';
import {
  fixtureTarget,
  fixtureView,
  latestTimeIn,
  readerOf,
} from '../testUtils/fixtureTargets';
import { fixtureNames, loadFixture } from '../testUtils/loadFixture';
import { firstDivergence } from './firstDivergence';
import { judgeTarget } from './judgeTarget';
import { SEGMENTS, type Segment } from './SegmentVerdict';

const EXPECTED: Record<string, Record<string, string>> = parse(
  readFileSync(join(__dirname, '__fixtures__', 'verdicts.yaml'), 'utf8'),
);
const APPLIERS = ['Kustomization', 'HelmRelease'];

function judge(fixture: string, key: string): JudgedTarget {
  const objects = loadFixture(fixture);
  const now = latestTimeIn(objects);
  const [kind, namespace, name] = key.split('/');
  const object = objects.find(
    ({ kind: itsKind, metadata }) =>
      itsKind === kind &&
      metadata.namespace === namespace &&
      metadata.name === name,
  )!;
  const applier: KubeObject = APPLIERS.includes(kind)
    ? object
    : readerOf(object);
  const view = fixtureView(
    applier === object ? objects : [...objects, applier],
    now,
    applier,
  );
  return judgeTarget(fixtureTarget(applier, view), {
    view,
    now,
    pinned: false,
  });
}

function inWords(judged: JudgedTarget, isApplier: boolean): string {
  const verdicts = judged.segments.map(({ verdict }) => verdict);
  if (!isApplier) {
    return verdicts.slice(0, 2).join(' ');
  }
  const divergence = firstDivergence(judged.segments);
  const end = divergence ? ['→', divergence.segment, divergence.class] : [];
  return [...verdicts, ...end].filter(Boolean).join(' ');
}

function of(judged: JudgedTarget, segment: Segment) {
  return judged.segments.find(candidate => candidate.segment === segment)!;
}

const CASES = Object.entries(EXPECTED).flatMap(([fixture, objects]) =>
  Object.entries(objects).map(
    ([key, expected]) => [fixture, key, expected] as const,
  ),
);

describe('what real controllers wrote', () => {
  it.each(CASES)('%s %s: %s', (fixture, key, expected) => {
    const judged = judge(fixture, key);

    expect(inWords(judged, APPLIERS.includes(key.split('/')[0]))).toBe(
      expected,
    );
  });

  it('has an expectation for every applier that was captured', () => {
    const captured = fixtureNames().flatMap(fixture =>
      loadFixture(fixture)
        .filter(({ kind }) => APPLIERS.includes(kind))
        .map(
          ({ kind, metadata }) =>
            `${fixture} ${kind}/${metadata.namespace}/${metadata.name}`,
        ),
    );
    const expected = CASES.map(([fixture, key]) => `${fixture} ${key}`);

    expect(captured.filter(name => !expected.includes(name))).toEqual([]);
  });

  it.each(CASES)(
    '%s %s: every verdict but notObserved has evidence, and all five stand in order',
    (fixture, key) => {
      const { segments } = judge(fixture, key);
      const bare = segments.filter(
        ({ verdict, evidence }) =>
          verdict !== 'notObserved' && evidence.length === 0,
      );

      expect(segments.map(({ segment }) => segment)).toEqual(SEGMENTS);
      expect(bare).toEqual([]);
    },
  );
});

describe('in words', () => {
  it.each([
    [
      'source-auth',
      'Kustomization/shop/ledger',
      'source',
      'fetch failed: credentials refused',
    ],
    [
      'build-render',
      'Kustomization/shop/accounts',
      'reconcile',
      'build failed',
    ],
    ['build-render', 'Kustomization/lab/nopath', 'reconcile', 'path not found'],
    [
      'apply-admission',
      'Kustomization/lab/admission',
      'reconcile',
      'apply refused',
    ],
    ['prune-failure', 'Kustomization/lab/prune', 'reconcile', 'prune failed'],
    [
      'suspended-applier',
      'Kustomization/shop/reports',
      'reconcile',
      'suspended, main 17284d0 waits',
    ],
    [
      'helm-rolled-back',
      'HelmRelease/shop/pricing',
      'reconcile',
      'upgrade failed, rolled back to 1.0.0',
    ],
    [
      'helm-drift',
      'HelmRelease/lab/drift',
      'reconcile',
      '2 objects have drifted',
    ],
    [
      'dependency-chain',
      'Kustomization/shop/orders',
      'reconcile',
      'waits for shop/accounts',
    ],
    [
      'target-cluster-unreachable',
      'HelmRelease/lab/kubeconfigbad',
      'reconcile',
      'target cluster out of reach',
    ],
    [
      'image-pull-wait',
      'Kustomization/shop/media',
      'rollout',
      'image or tag does not exist',
    ],
    [
      'crash-loop-no-wait',
      'Kustomization/shop/mailer',
      'rollout',
      'crash loop',
    ],
    [
      'crash-loop-no-wait',
      'Kustomization/shop/mailer',
      'traffic',
      '100 % still on 1.0.0',
    ],
    [
      'no-ready-endpoints',
      'Kustomization/shop/storefront',
      'traffic',
      'selector matches nothing',
    ],
    [
      'healthy-git-kustomization',
      'Kustomization/shop/catalog',
      'rollout',
      '2/2 ready',
    ],
    [
      'healthy-git-kustomization',
      'Kustomization/shop/catalog',
      'traffic',
      '100 % on 1.1.0',
    ],
    [
      'healthy-oci-kustomization',
      'Kustomization/shop/search',
      'promotion',
      'stable (floating)',
    ],
    [
      'healthy-helm-release',
      'HelmRelease/shop/checkout',
      'promotion',
      'chart checkout 1.1.0 pinned',
    ],
    [
      'healthy-helm-release',
      'HelmRelease/shop/checkout',
      'traffic',
      '2 ready, version not proven',
    ],
  ] as const)('%s %s: %s says "%s"', (fixture, key, segment, headline) => {
    expect(of(judge(fixture, key), segment).headline).toBe(headline);
  });

  it('names the root of a chain of dependencies with its own words', () => {
    const { rootCause } = of(
      judge('dependency-chain', 'Kustomization/shop/orders'),
      'reconcile',
    );

    expect(rootCause).toMatchObject({
      kind: 'Kustomization',
      namespace: 'shop',
      name: 'accounts',
    });
    expect(rootCause?.summary).toContain('settings.yaml');
  });

  it('names the circle in which dependencies wait for each other', () => {
    expect(
      of(judge('dependency-chain', 'Kustomization/lab/depself'), 'reconcile')
        .detail,
    ).toBe('lab/depself → lab/depself2 → lab/depself');
  });

  it('marks what follows from the first divergence', () => {
    const { segments } = judge(
      'crash-loop-no-wait',
      'Kustomization/shop/mailer',
    );

    expect(segments.map(({ consequenceOf }) => consequenceOf)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      'rollout',
    ]);
  });

  it('tells when the controller tries again, and does not take a condition’s time for the start of a failure', () => {
    const reconcile = of(
      judge('build-render', 'Kustomization/shop/accounts'),
      'reconcile',
    );
    const applier = loadFixture('build-render')[0] as Kustomization;
    const ready = applier.status!.conditions!.find(
      ({ type }) => type === 'Ready',
    )!;

    expect(Date.parse(reconcile.retryAt!)).toBeGreaterThan(
      Date.parse(ready.lastTransitionTime!),
    );
    expect(reconcile.since).not.toBe(ready.lastTransitionTime);
  });

  it('calls a broken parent the root of its child, which is green on what it was given last', () => {
    const objects = loadFixture('healthy-git-kustomization').map(object =>
      object.kind === 'Kustomization' && object.metadata.name === 'shop'
        ? broken(object as Kustomization)
        : object,
    );
    const now = latestTimeIn(objects);
    const child = objects.find(
      ({ kind, metadata }) =>
        kind === 'Kustomization' && metadata.name === 'catalog',
    )!;
    const view = fixtureView(objects, now);
    const judged = judgeTarget(fixtureTarget(child, view), {
      view,
      now,
      pinned: false,
    });

    expect(of(judged, 'reconcile')).toMatchObject({
      verdict: 'diverged',
      headline: 'parent flux-system/shop: build failed',
      rootCause: {
        kind: 'Kustomization',
        namespace: 'flux-system',
        name: 'shop',
      },
    });
    expect(judged.notes.map(note => note.class)).toContain('parent-diverged');
  });
});

function broken(parent: Kustomization): Kustomization {
  const ready = {
    type: 'Ready',
    status: 'False',
    reason: 'BuildFailed',
    message: 'kustomize build failed: no such file',
  };
  return { ...parent, status: { ...parent.status, conditions: [ready] } };
}

describe('a target that may not be shown', () => {
  it.each([
    ['notAuthorized', 'notAuthorized'],
    ['notVerified', 'unreachable'],
  ] as const)('%s has five unknowns and no data', (binding, reason) => {
    const objects = loadFixture('healthy-git-kustomization');
    const now = latestTimeIn(objects);
    const applier = objects.find(
      ({ kind, metadata }) =>
        kind === 'Kustomization' && metadata.name === 'catalog',
    )!;
    const view = fixtureView(objects, now);
    const judged = judgeTarget(
      { ...fixtureTarget(applier, view), binding },
      { view, now, pinned: false },
    );
    const text = JSON.stringify(judged.segments);

    expect(judged.segments.map(({ verdict }) => verdict)).toEqual(
      Array(5).fill('unknown'),
    );
    expect(
      judged.segments.every(({ unknownReason }) => unknownReason === reason),
    ).toBe(true);
    expect(text).not.toContain('17284d0');
    expect(judged.notes).toEqual([]);
  });
});

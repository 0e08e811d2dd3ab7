import type { KubeObject } from '../kube/KubeObject';
import {
  aGitRepository,
  aHelmRelease,
  aKustomization,
  anObject,
} from '../testUtils/builders';
import { CLUSTER, fixtureTarget } from '../testUtils/fixtureTargets';
import { memoryInventory } from '../testUtils/memoryInventory';
import { judgeTarget } from './judgeTarget';
import { aCondition } from '../testUtils/builders';

const [A, B] = ['a', 'b'].map(letter => letter.repeat(64));
const [OLD, NEW] = [A, B].map(hash => `1.0.0@sha256:${hash}`);

const oci = (ref: object, metadata?: Record<string, string>) =>
  anObject(
    'source.toolkit.fluxcd.io/v1',
    'OCIRepository',
    'flux-system',
    'apps',
    {
      spec: { url: 'oci://registry.example.com/apps', interval: '1m', ref },
      status: {
        observedGeneration: 1,
        conditions: [
          aCondition({ message: `stored artifact for digest '${NEW}'` }),
        ],
        artifact: { revision: NEW, metadata },
      },
    },
  );

function appliedWith(history: [string, string][]) {
  return aKustomization('flux-system', 'payments', {
    spec: { sourceRef: { kind: 'OCIRepository', name: 'apps' } },
    status: {
      observedGeneration: 1,
      conditions: [aCondition()],
      lastAppliedRevision: NEW,
      lastAttemptedRevision: NEW,
      history: history.map(([revision, firstReconciled]) => ({
        firstReconciled,
        lastReconciledStatus: 'ReconciliationSucceeded',
        metadata: { revision },
      })),
    },
  });
}

const MOVED: [string, string][] = [
  [NEW, '2026-11-21T05:00:00Z'],
  [OLD, '2026-11-20T05:00:00Z'],
];

function promotionOf(
  source: KubeObject,
  history: [string, string][],
  pinned: boolean,
) {
  const applier = appliedWith(history);
  const view = memoryInventory(
    [applier, source].map(object => ({ cluster: CLUSTER, object })),
  );
  const { segments, notes } = judgeTarget(fixtureTarget(applier, view), {
    view,
    now: '2026-11-21T06:00:00Z',
    pinned,
  });
  return {
    promotion: segments[0],
    notes: notes.map(note => note.class),
    told: notes.map(note => note.summary),
  };
}

describe('a tag that moved', () => {
  it('diverges where versions are meant to be pinned', () => {
    expect(
      promotionOf(oci({ tag: '1.0.0' }), MOVED, true).promotion,
    ).toMatchObject({
      verdict: 'diverged',
      class: 'tag-moved',
      headline: 'tag 1.0.0 moved to bbbbbbb',
      since: '2026-11-21T05:00:00Z',
    });
  });

  it('is a note elsewhere', () => {
    const { promotion, notes } = promotionOf(
      oci({ tag: '1.0.0' }),
      MOVED,
      false,
    );

    expect(promotion.verdict).toBe('ok');
    expect(notes).toContain('tag-moved');
  });

  it.each<[string, KubeObject, [string, string][]]>([
    ['one content', oci({ tag: '1.0.0' }), MOVED.slice(0, 1)],
    ['a digest', oci({ digest: `sha256:${B}` }), MOVED],
    [
      'another tag',
      oci({ tag: '1.0.0' }),
      [MOVED[0], [`0.9.0@sha256:${A}`, '2026-11-20T05:00:00Z']],
    ],
    ['a branch', aGitRepository('flux-system', 'apps'), MOVED],
  ])('is none with %s', (_, source, history) => {
    const { promotion, notes } = promotionOf(source, history, true);

    expect(promotion.class).not.toBe('tag-moved');
    expect(notes).not.toContain('tag-moved');
  });
});

describe('a tag that was put back', () => {
  const at = (hour: number) => `2026-11-21T0${hour}:00:00Z`;

  it.each<[string, [string, string][], boolean]>([
    [
      'to what it named first',
      [
        [NEW, at(1)],
        [OLD, at(3)],
      ],
      true,
    ],
    [
      'to something that was not the first either',
      [
        [NEW, at(3)],
        [`1.0.0@sha256:${'c'.repeat(64)}`, at(4)],
        [OLD, at(1)],
      ],
      false,
    ],
    [
      'and is not applied yet',
      [
        [OLD, at(3)],
        [NEW, at(1)],
      ],
      false,
    ],
  ])('%s', (_, history, isBack) => {
    const { promotion, notes } = promotionOf(
      oci({ tag: '1.0.0' }),
      history,
      true,
    );

    expect(promotion.class).toBe(isBack ? undefined : 'tag-moved');
    expect(promotion.verdict).toBe(isBack ? 'ok' : 'diverged');
    expect(notes).toContain('tag-moved');
  });

  it('is told as what it is, elsewhere too', () => {
    const { promotion, told } = promotionOf(
      oci({ tag: '1.0.0' }),
      [
        [NEW, at(1)],
        [OLD, at(3)],
      ],
      false,
    );

    expect(promotion.verdict).toBe('ok');
    expect(told).toContain(
      'The tag 1.0.0 named aaaaaaa for a while and names bbbbbbb again.',
    );
  });
});

describe('a chart whose tag moved and was put back', () => {
  const release = (...digests: string[]) =>
    aHelmRelease('flux-system', 'payments', {
      spec: {
        chart: undefined,
        chartRef: { kind: 'OCIRepository', name: 'apps' },
      },
      status: {
        lastAttemptedRevision: '1.0.0',
        history: digests.map((digest, index) => ({
          name: 'payments',
          namespace: 'shop',
          version: digests.length - index,
          status: index === 0 ? 'deployed' : 'superseded',
          chartVersion: '1.0.0',
          ociDigest: `sha256:${digest}`,
          lastDeployed: `2026-11-21T0${5 - index}:00:00Z`,
        })),
      },
    });

  it.each<[string, string[], string | undefined]>([
    [
      'is a note where the history reaches back to the first',
      [B, A, B],
      undefined,
    ],
    [
      'stays a divergence where two releases are kept: nothing tells that it named this first',
      [B, A],
      'tag-moved',
    ],
  ])('%s', (_, digests, expected) => {
    const applier = release(...digests);
    const view = memoryInventory(
      [applier, oci({ tag: '1.0.0' })].map(object => ({
        cluster: CLUSTER,
        object,
      })),
    );
    const { segments, notes } = judgeTarget(fixtureTarget(applier, view), {
      view,
      now: '2026-11-21T06:00:00Z',
      pinned: true,
    });

    expect(segments[0].class).toBe(expected);
    expect(notes.map(note => note.class)).toContain('tag-moved');
  });
});

describe('a floating tag where versions are meant to be pinned', () => {
  it('diverges unless its artifact tells which commit it is', () => {
    const origin = { 'org.opencontainers.image.revision': 'main@sha1:1234567' };

    expect(promotionOf(oci({ tag: 'stable' }), [], true).promotion.class).toBe(
      'floating-tag-untraceable',
    );
    expect(
      promotionOf(oci({ tag: 'stable' }, origin), [], true).promotion.verdict,
    ).toBe('ok');
    expect(
      promotionOf(oci({ tag: 'stable' }), [], false).promotion.verdict,
    ).toBe('ok');
  });
});

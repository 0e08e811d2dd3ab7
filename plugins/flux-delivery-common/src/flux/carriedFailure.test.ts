import type { KubeObject } from '../kube/KubeObject';
import { findCondition } from '../kube/conditions';
import {
  carryFailure,
  failingAtLeastSince,
  failingSinceOf,
  withCarriedFailure,
} from './carriedFailure';

const object = (
  ready: { status: string; reason?: string; lastTransitionTime?: string },
  { generation = 1, attempted = 'main@sha1:a', uid = 'u' } = {},
): KubeObject => ({
  apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
  kind: 'Kustomization',
  metadata: { name: 'api', namespace: 'shop', uid, generation },
  status: {
    lastAttemptedRevision: attempted,
    conditions: [
      { type: 'Ready', ...ready },
      { type: 'Healthy', status: 'True' },
    ],
  },
});

const failed = object({ status: 'False', reason: 'BuildFailed' });
const trying = object({ status: 'Unknown', reason: 'Progressing' });
const readyOf = (held: KubeObject) =>
  findCondition(withCarriedFailure(held), 'Ready');

describe('carryFailure', () => {
  it('keeps the failure through a pass that tries the same again, however many versions it has', () => {
    const first = carryFailure(failed, trying);
    const second = carryFailure(first, trying);
    expect(readyOf(second)).toMatchObject({
      status: 'False',
      reason: 'BuildFailed',
    });
    expect(findCondition(second, 'Ready')?.status).toBe('Unknown');
    expect(findCondition(withCarriedFailure(second), 'Healthy')?.status).toBe(
      'True',
    );
  });

  it.each([
    ['the spec changed', object({ status: 'Unknown' }, { generation: 2 })],
    [
      'another revision is attempted',
      object({ status: 'Unknown' }, { attempted: 'main@sha1:b' }),
    ],
    [
      'it is another object of the same name',
      object({ status: 'Unknown' }, { uid: 'v' }),
    ],
    ['the pass succeeded', object({ status: 'True' })],
  ])('forgets it when %s', (_, after) => {
    expect(carryFailure(failed, after)).toBe(after);
  });

  const works = object({ status: 'True', reason: 'ReconciliationSucceeded' });
  const fresh: KubeObject = {
    ...works,
    status: { lastAttemptedRevision: 'main@sha1:a' },
  };
  const at = (time: string, reason = 'BuildFailed') =>
    object({ status: 'False', reason, lastTransitionTime: time });
  const held = (...story: KubeObject[]) =>
    story.reduce<KubeObject | undefined>(carryFailure, undefined)!;

  it.each<[string, KubeObject[], string | undefined, string | undefined]>([
    [
      'the first failure after it worked, through every pass',
      [works, trying, at('09:00'), trying, at('09:01'), trying, at('09:02')],
      '09:00',
      '09:00',
    ],
    [
      'the first failure of what was just made',
      [fresh, trying, at('09:00'), trying, at('09:01')],
      '09:00',
      '09:00',
    ],
    [
      'nothing where it failed already when it was first seen',
      [at('09:00'), trying, at('09:01'), trying, at('09:02')],
      undefined,
      '09:00',
    ],
    [
      'nothing where it was in the midst of a pass when it was first seen',
      [trying, at('09:00'), trying, at('09:01')],
      undefined,
      '09:00',
    ],
    [
      'the first failure of another kind',
      [at('09:00'), trying, at('09:01', 'ReconciliationFailed')],
      '09:01',
      '09:01',
    ],
    [
      'nothing where a short wait only hid what was before',
      [at('09:00', 'DependencyNotReady'), trying, at('09:01')],
      undefined,
      '09:01',
    ],
    [
      'the same through a short wait for something else',
      [
        works,
        at('09:00'),
        trying,
        at('09:01', 'DependencyNotReady'),
        trying,
        at('09:02'),
      ],
      '09:00',
      '09:00',
    ],
    [
      'the wait by itself while it lasts',
      [works, at('09:00'), trying, at('09:01', 'DependencyNotReady'), trying],
      '09:01',
      '09:01',
    ],
    [
      'the same through what Helm does about it',
      [
        works,
        at('09:00', 'UpgradeFailed'),
        at('09:01', 'RollbackSucceeded'),
        trying,
        at('09:05', 'UpgradeFailed'),
        at('09:06', 'RollbackSucceeded'),
      ],
      '09:00',
      '09:00',
    ],
    [
      'nothing where it was rolled back when it was first seen',
      [at('09:01', 'RollbackSucceeded'), trying, at('09:05', 'UpgradeFailed')],
      undefined,
      '09:01',
    ],
    [
      'nothing where passes were missed since it worked',
      [
        object({ status: 'True', lastTransitionTime: '2026-11-21T05:00:00Z' }),
        at('2026-11-21T09:00:00Z'),
        trying,
        at('2026-11-21T09:10:00Z'),
      ],
      undefined,
      '2026-11-21T09:00:00Z',
    ],
    [
      'nothing once it works',
      [works, at('09:00'), works],
      undefined,
      undefined,
    ],
  ])('tells since when it fails: %s', (_, story, seen, atLeast) => {
    expect(failingSinceOf(held(...story))).toBe(seen);
    expect(failingAtLeastSince(held(...story))).toBe(atLeast);
  });

  it('carries nothing where nothing failed', () => {
    const tried = carryFailure(object({ status: 'True' }), trying);
    expect(withCarriedFailure(tried)).toBe(tried);
    expect(carryFailure(undefined, trying)).toBe(trying);
  });

  it('takes the newest failure', () => {
    const again = object({ status: 'False', reason: 'ArtifactFailed' });
    expect(
      readyOf(carryFailure(carryFailure(failed, again), trying))?.reason,
    ).toBe('ArtifactFailed');
  });
});

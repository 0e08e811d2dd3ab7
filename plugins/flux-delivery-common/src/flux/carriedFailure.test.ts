import type { KubeObject } from '../kube/KubeObject';
import { findCondition } from '../kube/conditions';
import {
  carryFailure,
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

  it('remembers since when it fails of the same, through every pass', () => {
    const at = (time: string, reason = 'BuildFailed') =>
      object({ status: 'False', reason, lastTransitionTime: time });
    const story = [at('09:00'), trying, at('09:01'), trying, at('09:02')];
    const held = story.reduce<KubeObject | undefined>(carryFailure, undefined)!;

    expect(failingSinceOf(held)).toBe('09:00');
    expect(
      failingSinceOf(carryFailure(held, at('09:03', 'ArtifactFailed'))),
    ).toBeUndefined();
    expect(
      failingSinceOf(carryFailure(held, object({ status: 'True' }))),
    ).toBeUndefined();
  });

  it('carries nothing where nothing failed', () => {
    expect(carryFailure(object({ status: 'True' }), trying)).toBe(trying);
    expect(carryFailure(undefined, trying)).toBe(trying);
  });

  it('takes the newest failure', () => {
    const again = object({ status: 'False', reason: 'ArtifactFailed' });
    expect(
      readyOf(carryFailure(carryFailure(failed, again), trying))?.reason,
    ).toBe('ArtifactFailed');
  });
});

import { anObject } from '../testUtils/builders';
import { loadFixture } from '../testUtils/loadFixture';
import { conditionIs, findCondition } from './conditions';

describe('conditions', () => {
  const [repository] = loadFixture('healthy-git-kustomization');

  it('are found by type', () => {
    expect(findCondition(repository, 'Ready')).toMatchObject({
      reason: 'Succeeded',
    });
    expect(findCondition(repository, 'Stalled')).toBeUndefined();
    expect(conditionIs(repository, 'Ready', 'True')).toBe(true);
    expect(conditionIs(repository, 'Ready', 'False')).toBe(false);
  });

  it('that are absent have no status at all', () => {
    expect(conditionIs(repository, 'Stalled', 'False')).toBe(false);
    expect(conditionIs(repository, 'Stalled', 'Unknown')).toBe(false);
    expect(conditionIs(undefined, 'Ready', 'True')).toBe(false);
  });

  it.each([
    undefined,
    null,
    {},
    { conditions: null },
    { conditions: {} },
    { conditions: [null] },
  ])('are absent in a status of %j', status => {
    const object = anObject('v1', 'Thing', 'a', 'b', { status });
    expect(findCondition(object, 'Ready')).toBeUndefined();
  });
});

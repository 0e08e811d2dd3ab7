import type { ObjectRef } from 'backstage-plugin-flux-delivery-common';
import { RememberedJudgements } from './RememberedJudgements';

const ref = (name: string): ObjectRef => ({
  cluster: 'prod-eu',
  group: 'apps',
  kind: 'Deployment',
  namespace: 'shop',
  name,
});

function setUp() {
  const clock = { at: 0 };
  const judged: string[] = [];
  const judgements = new RememberedJudgements({
    units: {
      judge: entityRef => {
        judged.push(entityRef);
        return [];
      },
      unitsWith: ({ name }) => [name],
    },
    now: () => clock.at,
  });
  return { clock, judged, judgements };
}

describe('judgements', () => {
  it('are made once for all who ask within some seconds', () => {
    const { clock, judged, judgements } = setUp();
    expect(judgements.judge('a')).toBe(judgements.judge('a'));
    expect(judged).toEqual(['a']);
    clock.at = 5_000;
    judgements.judge('a');
    expect(judged).toEqual(['a', 'a']);
  });

  it.each<[string, (judgements: RememberedJudgements) => void, number]>([
    [
      'one of its objects',
      on => on.onChange({ objects: [ref('a')], clusters: [] }),
      2,
    ],
    [
      'an object of another entity',
      on => on.onChange({ objects: [ref('b')], clusters: [] }),
      1,
    ],
    ['a cluster', on => on.onChange({ objects: [], clusters: ['x'] }), 2],
    ['what belongs to it', on => on.onResolved('a'), 2],
  ])('after a change of %s', (_, change, times) => {
    const { judged, judgements } = setUp();
    judgements.judge('a');
    change(judgements);
    judgements.judge('a');
    expect(judged).toHaveLength(times);
  });

  it('are not kept without end', () => {
    const { judged, judgements } = setUp();
    for (let at = 0; at <= 500; at += 1) {
      judgements.judge(`entity-${at}`);
    }
    judgements.judge('entity-500');
    judgements.judge('entity-0');
    expect(judged).toHaveLength(502);
  });
});

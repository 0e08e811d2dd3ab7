import { fromMillis } from '../kube/time';
import { ChainBench } from './__testUtils__/ChainBench';
import { HelmStory } from './__testUtils__/HelmStory';
import { TwoReplicas } from './__testUtils__/TwoReplicas';

const kindsOf = ({ rows }: Pick<TwoReplicas, 'rows'>) =>
  rows.map(({ delivery }) => `${delivery.kind} ${delivery.outcome}`);

describe('replicas that are not in step', () => {
  it('one that is late goes on with what the other wrote, not with its own times', () => {
    const { told } = new HelmStory()
      .list()
      .restart()
      .byHand('w-1')
      .restart()
      .restart()
      .byHand('w-3');
    const both = new TwoReplicas();
    told.slice(0, 1).forEach(each => both.observe(0, each));
    told.slice(0, 4).forEach(each => both.observe(1, each));
    const late = (at: string) =>
      fromMillis(Math.max(Date.parse(at), Date.parse(told[3].at)));
    told
      .slice(1)
      .forEach(each => both.observe(0, { ...each, at: late(each.at) }));
    expect(kindsOf(both)).toEqual([
      'baseline unknown',
      'restart succeeded',
      'outOfBand succeeded',
      'restart succeeded',
      'restart succeeded',
      'outOfBand succeeded',
    ]);
  });

  it('each takes an end for what it was, whoever saw it first', () => {
    const { told } = new HelmStory().list().run({ version: '1.1.0' }).fail();
    const both = new TwoReplicas();
    told.forEach(each => both.observe(1, each));
    told.forEach(each => both.observe(0, each));
    expect(kindsOf(both)).toEqual(['baseline unknown', 'forward failed']);
  });
});

describe('what may be asked of a Helm revision', () => {
  it('is looked up before, though images of the row are known', () => {
    const story = new HelmStory().list().run({ version: '1.1.0' });
    // It is told as settled, and changed by hand, before Helm tells of its revision.
    const [first, ...told] = story.heartbeat().byHand('w-hand').fail().told;
    const bench = new ChainBench();
    const settled = told.map((each, at) =>
      at === 1 && each.applier?.type === 'helm'
        ? { ...each, applier: { ...each.applier, settledAt: each.at } }
        : each,
    );
    [first, ...settled].forEach(each => bench.observe(each));
    expect(bench.told()).toEqual([
      'baseline unknown 1.0.0 v1',
      'forward superseded 1.1.0',
      'outOfBand failed 1.1.0 v2 helm-upgrade-failed',
    ]);
  });
});

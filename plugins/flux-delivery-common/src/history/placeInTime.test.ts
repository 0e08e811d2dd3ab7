import { fromMillis } from '../kube/time';
import { ChainBench } from './__testUtils__/ChainBench';
import { UnitStory } from './__testUtils__/UnitStory';
import type { UnitObservation } from './UnitObservation';

const HOUR = 3600;

function tell(...parts: UnitObservation[][]): ChainBench {
  const bench = new ChainBench();
  parts.flat().forEach(observation => bench.observe(observation));
  return bench;
}

const thereAndBack = () =>
  new UnitStory()
    .list()
    .wait(60)
    .commit('b', { image: '2' })
    .wait(60)
    .commit('a', { template: 'w-a', image: '1' });

/** The same cluster counting its versions anew, with other objects where `uid` is given. */
function counted(
  { told }: UnitStory,
  from: number,
  first: number,
  uid?: string,
): UnitObservation[] {
  return told.slice(from).map((observation, at) => ({
    ...observation,
    version: String(first + at),
    ...(uid && { uid }),
  }));
}

describe('a replica that is late', () => {
  it('writes nothing from lists of what was before', () => {
    const { told } = thereAndBack();
    const late = told.map(observation => ({ ...observation, listed: true }));
    expect(tell(told, late.slice(0, -1)).told()).toEqual(tell(told).told());
    expect(tell(told, late.slice(0, -1)).rows).toHaveLength(3);
  });

  const lateIn = (story: UnitStory, listed: boolean) =>
    tell(
      story.told,
      story.told.slice(0, -1).map(each => ({ ...each, listed })),
    ).told();

  it.each([true, false])(
    'writes nothing of an attempt that was tried for hours before it was applied, listed: %s',
    listed => {
      const story = new UnitStory().list().wait(60).attempt('b');
      Array.from({ length: 4 }, () =>
        story.wait(HOUR).fail('reconcile', 'build-render'),
      );
      story.wait(60).commit('b', { image: '2' });
      expect(tell(story.told).told().slice(1)).toEqual([
        'forward failed 6262626 build-render',
        'forward succeeded 6262626',
      ]);
      expect(lateIn(story, listed)).toEqual(tell(story.told).told());
    },
  );

  it.each([true, false])(
    'writes nothing of what changed at a revision that was applied long ago, listed: %s',
    listed => {
      const story = new UnitStory().list().wait(60).commit('b', { image: '2' });
      story
        .wait(24 * HOUR)
        .heartbeat()
        .wait(HOUR)
        .heartbeat();
      story.apply({ template: 'w-3' }).settle().wait(HOUR).heartbeat();
      story.outside('w-hand');
      expect(tell(story.told).told().slice(2)).toEqual([
        'configOnly succeeded 6262626',
        'outOfBand succeeded 6262626',
      ]);
      expect(lateIn(story, listed)).toEqual(tell(story.told).told());
    },
  );

  it('of a row and its applier that told the same time, takes the list for the past', () => {
    const story = new UnitStory().list().wait(60).commit('b', { image: '2' });
    const pass = (each: UnitObservation): UnitObservation => ({
      ...each,
      applier: story.told[3].applier,
    });
    story.heartbeat().outside('w-hand');
    const told = story.told.map((each, at) => (at < 3 ? each : pass(each)));
    const late = { ...told.at(-2)!, listed: true };
    expect(tell(told, [late, told.at(-1)!]).told()).toEqual(tell(told).told());
  });

  it('writes nothing of an applier that was made anew meanwhile', () => {
    const story = new UnitStory().list().wait(60);
    const before = story.heartbeat().told.length;
    story.wait(60).commit('b', { image: '2' });
    const told = story.told.map((observation, at) => ({
      ...observation,
      uid: at < before ? 'uid-1' : 'uid-2',
    }));
    const late = told
      .slice(0, before)
      .map(observation => ({ ...observation, listed: true }));
    expect(tell(told, late).told()).toEqual([
      'baseline unknown 6161616',
      'forward succeeded 6262626',
    ]);
  });

  it('takes a list for the present where only what had the highest version is gone, once no replica is that late', () => {
    const story = new UnitStory().list().wait(60).commit('b', { image: '2' });
    const settled = story.told.at(-1)!;
    const after = (minutes: number): UnitObservation => ({
      ...settled,
      version: '1001',
      at: fromMillis(Date.parse(settled.at) + minutes * 60_000),
      listed: true,
      workloads: 'w-less',
    });
    expect(tell(story.told, [after(9)]).told()).toEqual(
      tell(story.told).told(),
    );
    expect(
      tell(story.told, [after(11), after(11)])
        .told()
        .slice(2),
    ).toEqual(['outOfBand succeeded 6262626 backfilled']);
  });
});

describe('a cluster that counts its versions anew', () => {
  it('F9: built again under its name, it is recorded on, behind a gap', () => {
    const story = thereAndBack();
    const before = story.told.length;
    story.wait(120).list().wait(60).commit('c', { image: '3' });
    story.wait(60).attempt('d').fail('reconcile', 'build-render');
    story.wait(200).fail('reconcile', 'build-render').commit('a');
    const rebuilt = counted(story, before, 5, 'uid-2');
    const bench = tell(story.told.slice(0, before), rebuilt, rebuilt);
    expect(bench.told().slice(3)).toEqual([
      'gap unknown 6161616',
      'forward succeeded 6363636',
      'forward failed 6464646 build-render',
      'noChange succeeded 6161616',
    ]);
    expect(bench.stored().cursor).toMatchObject({
      attempt: expect.stringContaining('6161'),
    });
  });

  it('F9: restored from a backup, with the same objects, it is recorded on once Flux has run again', () => {
    const story = thereAndBack();
    const before = story.told.length;
    const old = { ...story.told[1], listed: true, version: '900' };
    story.wait(HOUR).heartbeat().wait(60).commit('c', { image: '3' });
    const restored = counted(story, before, 901);
    expect(
      tell(story.told.slice(0, before), [old], restored, restored)
        .told()
        .slice(3),
    ).toEqual(['gap unknown 6161616', 'forward succeeded 6363636']);
  });
});

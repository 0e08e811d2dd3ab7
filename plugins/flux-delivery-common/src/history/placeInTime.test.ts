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

  it('takes a list for the present where only what had the highest version is gone', () => {
    const story = new UnitStory().list().wait(60).commit('b', { image: '2' });
    const settled = story.told.at(-1)!;
    story.unseen(unseen => unseen.wait(60).commit('c', { image: '3' })).list();
    const listed = { ...story.told.at(-1)!, version: '1001' };
    const told = [...story.told.slice(0, -1), settled, listed, listed];
    expect(tell(told).told()).toEqual([
      'baseline unknown 6161616',
      'forward succeeded 6262626',
      'forward succeeded 6363636 backfilled',
    ]);
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

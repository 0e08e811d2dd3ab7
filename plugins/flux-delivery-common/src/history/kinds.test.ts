import { ChainBench } from './__testUtils__/ChainBench';
import { UnitStory } from './__testUtils__/UnitStory';

function tell(story: UnitStory): ChainBench {
  const bench = new ChainBench();
  story.told.forEach(observation => bench.observe(observation));
  return bench;
}

/** Kind and outcome of each row after the baseline. */
function kinds(story: UnitStory): string[] {
  return tell(story)
    .rows.slice(1)
    .map(({ delivery }) => `${delivery.kind} ${delivery.outcome}`);
}

const story = (options?: { narrowed?: boolean }) =>
  new UnitStory(options).list();

describe('what becomes a row, and of which kind', () => {
  it('first sight is a baseline, and heartbeats are nothing', () => {
    expect(tell(story().heartbeat().heartbeat()).told()).toEqual([
      'baseline unknown 6161616',
    ]);
  });

  it('new content is forward, and takes its steps', () => {
    const bench = tell(story().commit('b', { image: '2' }));
    expect(bench.rows[1].delivery).toMatchObject({
      kind: 'forward',
      outcome: 'succeeded',
      attemptedAt: '2026-11-21T05:00:01Z',
      appliedAt: '2026-11-21T05:00:03Z',
      rolledOutAt: '2026-11-21T05:00:03Z',
      servingAt: '2026-11-21T05:00:03Z',
      finishedAt: '2026-11-21T05:00:03Z',
      revisions: { commit: '62'.repeat(20), configDigest: 'd-w-2' },
    });
  });

  it('is there while it rolls out', () => {
    const bench = tell(story().attempt('b').apply({ image: '2' }));
    expect(bench.told()[1]).toBe('forward inProgress 6262626');
  });

  it('a commit that brings nothing for the service is no change (K1)', () => {
    expect(kinds(story().commit('b').commit('c', { image: '2' }))).toEqual([
      'noChange succeeded',
      'forward succeeded',
    ]);
  });

  it('T20: of a commit to a shared applier, one service changes and the others do not', () => {
    const services = Array.from({ length: 300 }, (_, at) =>
      kinds(
        story({ narrowed: true }).commit(
          'b',
          at === 7 ? { image: '2' } : { digest: 'd-other' },
        ),
      ),
    );
    expect(services[7]).toEqual(['forward succeeded']);
    expect(
      services.filter(([kind]) => kind === 'noChange succeeded'),
    ).toHaveLength(299);
  });

  it('other manifests or templates with the same images are a change of configuration', () => {
    expect(
      kinds(
        story()
          .commit('b', { digest: 'd-service' })
          .commit('c', { template: 'w-env' }),
      ),
    ).toEqual(['configOnly succeeded', 'configOnly succeeded']);
  });

  it('A→B→A keeps its order, and the way back is a rollback', () => {
    const bench = tell(
      story().commit('b', { image: '2' }).commit('a', { template: 'w-a' }),
    );
    expect(bench.told()).toEqual([
      'baseline unknown 6161616',
      'forward succeeded 6262626',
      'rollback succeeded 6161616',
    ]);
    const [a, , again] = bench.rows.map(({ delivery }) => delivery);
    expect(again.contentId).toBe(a.contentId);
    expect(again.detail).toBe('to row 1');
  });

  it('A→B→A by manifests alone is a rollback, too', () => {
    const bench = tell(
      story()
        .commit('b', { digest: 'd-b' })
        .commit('c', { digest: 'd-c' })
        .commit('b', { digest: 'd-b' }),
    );
    expect(bench.told().slice(1)).toEqual([
      'configOnly succeeded 6262626',
      'configOnly succeeded 6363636',
      'rollback succeeded 6262626',
    ]);
    expect(bench.rows[3].delivery.detail).toBe('to row 2');
  });

  it('goes back to the sixth last content and knows it', () => {
    const long = story();
    ['2', '3', '4', '5', '6', '7', '8'].forEach(image =>
      long.commit(String.fromCharCode(96 + Number(image)), { image }),
    );
    expect(kinds(long.commit('z', { image: '2' })).at(-1)).toBe(
      'rollback succeeded',
    );
  });

  it('content that never succeeded is not rolled back to', () => {
    const failing = story().attempt('b').apply({ image: '2' });
    failing.wait(200).fail('rollout', 'crash-loop', { checked: true });
    failing.wait(200).fail('rollout', 'crash-loop', { checked: true });
    failing.commit('c', { image: '3' }).commit('d', { image: '2' });
    expect(kinds(failing)).toEqual([
      'forward failed',
      'forward succeeded',
      'forward succeeded',
    ]);
  });

  it('a restart is a restart, whoever wrote it', () => {
    expect(kinds(story().restart())).toEqual(['restart succeeded']);
  });

  it('a restart that is seen with the end of a revision that changed nothing is told after it, once', () => {
    const told = story().attempt('e').apply().restart().told;
    const bench = new ChainBench();
    [...told, ...told.map(again => ({ ...again, listed: false }))].forEach(
      observation => bench.observe(observation),
    );
    expect(bench.told().slice(1)).toEqual([
      'noChange succeeded 6565656',
      'restart succeeded 6565656',
    ]);
  });

  it('T7: a change past Flux, and Flux putting it back', () => {
    const bench = tell(story().heartbeat().outside('w-hand').correct('w-a'));
    expect(bench.told().slice(1)).toEqual([
      'outOfBand succeeded 6161616',
      'driftCorrection succeeded 6161616',
    ]);
    const [, outside, corrected] = bench.rows.map(({ delivery }) => delivery);
    expect(outside.actor).toEqual({
      name: 'kubectl-set',
      type: 'unknown',
      trust: 'inferred',
    });
    expect(corrected.actor.name).toBe('kustomize-controller');
    expect(corrected.contentId).toBe(bench.rows[0].delivery.contentId);
  });

  it('an undo by hand to content of the past is past Flux, too', () => {
    expect(kinds(story().commit('b', { image: '2' }).outside('w-a'))).toEqual([
      'forward succeeded',
      'outOfBand succeeded',
    ]);
  });

  it.each([
    ['soon, is the rest of the delivery', 90, 'configOnly succeeded'],
    ['long after it, is past Flux', 3600, 'outOfBand succeeded'],
  ])(
    'what changes %s, where no stranger is known to have written it',
    (_, seconds, kind) => {
      const late = story().commit('b').wait(seconds).heartbeat();
      late.told.push({ ...late.told.pop()!, workloads: 'w-2' });
      expect(kinds(late)).toEqual(['noChange succeeded', kind]);
    },
  );

  it('what changes at a revision that was applied long ago began with the pass that brought it', () => {
    const late = story().wait(3600).heartbeat().commit('b', { image: '2' });
    late
      .wait(24 * 3600)
      .heartbeat()
      .wait(600);
    const at = late.now();
    late.apply({ template: 'w-2-configured' }).settle();
    expect(tell(late).rows.at(-1)!.delivery).toMatchObject({
      kind: 'configOnly',
      startedAt: at,
      attemptedAt: at,
    });
    const first = story().wait(3600).heartbeat().wait(600);
    const changed = first.now();
    first.apply({ template: 'w-a-configured' }).settle();
    expect(tell(first).rows.at(-1)!.delivery.attemptedAt).toBe(changed);
  });

  it('what changes after another revision was tried in vain began with the pass that brought it', () => {
    const late = story().commit('b', { image: '2' }).attempt('c');
    late.fail('reconcile', 'build-render').wait(60).attempt('b').settle();
    late.wait(600);
    const changed = late.now();
    late.apply({ template: 'w-2-configured' }).settle();
    expect(tell(late).rows.at(-1)!.delivery.attemptedAt).toBe(changed);
  });

  it('what was tried for hours before it applied began with the first try', () => {
    const tried = story().wait(60);
    const at = tried.now();
    tried.attempt('b').wait(100).attempt('b').wait(3600);
    tried.apply({ image: '2' }).settle();
    expect(tell(tried).rows.at(-1)!.delivery.attemptedAt).toBe(at);
  });

  it('a commit over a change by hand is a delivery, no correction', () => {
    expect(
      kinds(story().outside('w-hand').commit('b', { image: '2' })),
    ).toEqual(['outOfBand succeeded', 'forward succeeded']);
  });

  it('content that another one overtakes is superseded: no success, no failure', () => {
    const overtaken = story().attempt('b').apply({ image: '2' });
    const bench = tell(overtaken.commit('c', { image: '3' }));
    expect(bench.rows[1].delivery).toMatchObject({
      outcome: 'superseded',
      finishedAt: bench.rows[2].delivery.startedAt,
    });
    expect(bench.rows[1].delivery).not.toHaveProperty('appliedAt');
  });

  it('a failure counts once it lasted longer than the retry interval, from its beginning', () => {
    const failing = story().attempt('b').apply({ image: '2' });
    failing.fail('rollout', 'crash-loop', { checked: true });
    expect(kinds(failing)).toEqual(['forward inProgress']);
    const since = failing.told.at(-1)!.at;
    failing.wait(130).fail('rollout', 'crash-loop', { checked: true });

    const [, failed] = tell(failing).rows.map(({ delivery }) => delivery);
    expect(failed).toMatchObject({
      outcome: 'failed',
      segment: 'rollout',
      class: 'crash-loop',
      message: 'no',
      finishedAt: since,
    });
  });

  it('a failure that passes is none, and the next one counts from its own beginning', () => {
    const shaky = story().attempt('b').apply({ image: '2' });
    shaky.fail('rollout', 'unready', { checked: true }).wait(100).apply();
    shaky.wait(100).fail('rollout', 'unready', { checked: true });
    expect(kinds(shaky)).toEqual(['forward inProgress']);
    expect(kinds(shaky.settle())).toEqual(['forward succeeded']);
  });

  it('what comes right after it failed keeps the failure, and shows when it came right', () => {
    const late = story().attempt('b').apply({ image: '2' });
    late.fail('rollout', 'image-pull', { checked: true }).wait(130);
    late.fail('rollout', 'image-pull', { checked: true }).wait(10).settle();
    expect(kinds(late)).toEqual(['forward failed']);
  });

  it('an attempt that fails before anything is applied is told once, when it lasted', () => {
    const broken = story().attempt('b').fail('reconcile', 'build-render');
    expect(kinds(broken)).toEqual([]);
    broken.wait(130).fail('reconcile', 'build-render');
    broken.wait(130).fail('reconcile', 'build-render');
    expect(kinds(broken)).toEqual(['forward failed']);
    expect(tell(broken).rows[1].delivery).toMatchObject({
      class: 'build-render',
      attemptedAt: '2026-11-21T05:00:01Z',
      revisions: { commit: '62'.repeat(20) },
    });
    expect(kinds(broken.commit('c'))).toEqual([
      'forward failed',
      'noChange succeeded',
    ]);
  });

  it('what comes after it with the same images is a change of configuration', () => {
    const broken = story().wait(60).attempt('b');
    broken.fail('reconcile', 'build-render').wait(130);
    broken.fail('reconcile', 'build-render').commit('c', { template: 'w-c' });
    expect(kinds(broken)).toEqual(['forward failed', 'configOnly succeeded']);
  });

  it('an attempt fails since it began, though the one before it had failed', () => {
    const broken = story().attempt('b').fail('reconcile', 'build-render');
    const since = broken.told.at(-1)!.at;
    const began = broken.wait(60).attempt('c').told.at(-1)!.at;
    broken.wait(130).fail('reconcile', 'build-render');
    const last = broken.told.pop()!;
    const { failure, ...health } = last.health();
    broken.told.push({
      ...last,
      health: () => ({ ...health, failure: { ...failure!, since } }),
    });
    expect(tell(broken).rows.at(-1)!.delivery).toMatchObject({
      outcome: 'failed',
      attemptedAt: began,
      finishedAt: began,
    });
  });

  it('a revision that failed, was left, and fails again is told again', () => {
    const broken = story();
    for (const letter of ['b', 'c', 'b', 'c']) {
      broken.attempt(letter).fail('reconcile', 'build-render');
      broken.wait(130).fail('reconcile', 'build-render');
    }
    expect(tell(broken.commit('a')).told().slice(1)).toEqual([
      'forward failed 6262626 build-render',
      'forward failed 6363636 build-render',
      'forward failed 6262626 build-render',
      'forward failed 6363636 build-render',
      'noChange succeeded 6161616',
    ]);
  });

  it('T4: keeps twelve deployments in order, with their outcomes', () => {
    const twelve = story();
    Array.from({ length: 12 }, (_, at) =>
      twelve.commit(String.fromCharCode(98 + at), { image: `${at + 2}` }),
    );
    const bench = tell(twelve);
    expect(bench.rows.map(({ delivery }) => delivery.sequence)).toEqual(
      Array.from({ length: 13 }, (_, at) => at + 1),
    );
    expect(kinds(twelve)).toEqual(Array(12).fill('forward succeeded'));
    const starts = bench.rows.map(({ delivery }) => delivery.startedAt);
    expect([...starts].sort()).toEqual(starts);
  });
});

describe('what happened while nobody watched', () => {
  const away = (happens: (unseen: UnitStory) => void) => {
    const told = story().commit('b', { image: '2' }).wait(60);
    return told.unseen(happens).list('2026-11-21T05:00:30Z');
  };

  it('nothing is written where nothing changed', () => {
    expect(kinds(away(() => {}))).toEqual(['forward succeeded']);
  });

  it('what Flux still keeps becomes rows, marked, without a gap', () => {
    const bench = tell(
      away(unseen =>
        unseen.commit('c', { image: '3' }).commit('d', { image: '4' }),
      ),
    );
    expect(bench.told().slice(2)).toEqual([
      'forward succeeded 6363636 backfilled',
      'forward succeeded 6464646 backfilled',
    ]);
  });

  it('what had been reverted at first sight is no release of the time after it', () => {
    const reverted = new UnitStory().unseen(unseen =>
      unseen
        .wait(60)
        .commit('b', { image: '2' })
        .wait(60)
        .settle()
        .wait(60)
        .commit('a', { image: '1', template: 'w-a', digest: 'd-a' }),
    );
    const bench = tell(
      reverted.list().wait(100).list('2026-11-21T05:04:00Z').wait(100).list(),
    );
    expect(bench.told()).toEqual([
      'forward succeeded 6262626 backfilled',
      'baseline unknown 6161616',
    ]);
    // It came back once the other was there for the last time; when exactly, nothing tells.
    expect(bench.rows[1].delivery).toMatchObject({
      startedAt: '2026-11-21T05:02:03Z',
    });
    expect(bench.rows[1].delivery).not.toHaveProperty('appliedAt');
  });

  it('there and back again is two rows', () => {
    const bench = tell(
      away(unseen =>
        unseen.commit('c', { image: '3' }).commit('b', { image: '2' }),
      ),
    );
    expect(bench.told().slice(2)).toEqual([
      'forward succeeded 6363636 backfilled',
      'rollback succeeded 6262626 backfilled',
    ]);
  });

  it('what was rolling out when it was seen last ended well, as the history tells', () => {
    const told = story().attempt('b').apply({ image: '2' });
    told.unseen(unseen => unseen.settle().wait(5).commit('c', { image: '3' }));
    const bench = tell(told.list('2026-11-21T05:00:02Z'));
    expect(bench.told().slice(1)).toEqual([
      'forward succeeded 6262626',
      'forward succeeded 6363636 backfilled',
    ]);
  });

  it('what was rolling out of a revision that had been applied with other values ends with its own pass', () => {
    const told = story().attempt('a').apply({ image: '2' });
    const { told: seen } = told.list('2026-11-21T05:00:02Z');
    // The list comes before the pass has ended.
    const list = { ...seen.pop()!, applier: seen.at(-1)!.applier };
    const bench = tell(told);
    bench.observe(list);
    told.settle().told.forEach(observation => bench.observe(observation));
    expect(bench.told().slice(1)).toEqual(['forward succeeded 6161616']);
  });

  it('a list after the end of what was rolling out is no gap, though Flux keeps five others', () => {
    const told = story();
    ['3', '4', '5', '6', '7'].forEach(image =>
      told.commit(String.fromCharCode(96 + Number(image)), { image }),
    );
    told.attempt('h').apply({ image: '8' });
    told.unseen(unseen => unseen.settle()).list('2026-11-21T05:00:20Z');
    expect(tell(told).told().slice(6)).toEqual(['forward succeeded 6868686']);
  });

  it('releases of a unit of a shared applier that nothing keeps are a gap', () => {
    const told = story({ narrowed: true })
      .commit('b', { image: '2' })
      .wait(60)
      .unseen(unseen =>
        unseen.commit('c', { image: '3' }).commit('d', { image: '4' }),
      );
    expect(tell(told.list('2026-11-21T05:00:30Z')).told().slice(2)).toEqual([
      'gap unknown 6262626',
      'forward succeeded 6464646 backfilled',
    ]);
  });

  it('T5: six releases are more than Flux keeps: one gap says so', () => {
    const bench = tell(
      away(unseen =>
        ['3', '4', '5', '6', '7', '8'].forEach(image =>
          unseen.commit(String.fromCharCode(96 + Number(image)), { image }),
        ),
      ),
    );
    expect(bench.told().slice(2)).toEqual([
      'gap unknown 6262626',
      ...['64', '65', '66', '67', '68'].map(
        pair => `forward succeeded ${pair.repeat(4).slice(0, 7)} backfilled`,
      ),
    ]);
    const gap = bench.rows[2].delivery;
    expect(gap).toMatchObject({
      startedAt: '2026-11-21T05:00:30Z',
      finishedAt: bench.rows.at(-1)!.delivery.finishedAt,
    });
  });
});

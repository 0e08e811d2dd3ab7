import fc from 'fast-check';
import { firstDivergence } from '../divergence/firstDivergence';
import { judgeTarget } from '../divergence/judgeTarget';
import { SEGMENTS, type SegmentVerdict } from '../divergence/SegmentVerdict';
import type { KindState } from '../paths/InventoryView';
import {
  fixtureTarget,
  fixtureView,
  latestTimeIn,
} from '../testUtils/fixtureTargets';
import { aJudgedTarget, refTo, seen, SEEN_AT } from '../testUtils/judgedPath';
import { aDeployment, anObject } from '../testUtils/builders';
import { fixtureNames, loadFixture } from '../testUtils/loadFixture';
import { BUILT_SITUATIONS, capturedSituations } from '../testUtils/situations';
import { TRIAGE_STEPS, type Triage, type TriageStepId } from './Triage';
import { triageOf } from './triageOf';

const situations = [...BUILT_SITUATIONS, ...capturedSituations()];
const built = (name: string) =>
  BUILT_SITUATIONS.find(situation => situation.name === name)!.target;
const stepOf = ({ steps }: Triage, id: TriageStepId) =>
  steps.find(step => step.id === id)!;

describe.each(situations.map(one => [one.name, one.target] as const))(
  'triage of %s',
  (_name, target) => {
    const triage = triageOf(target);
    const divergence = firstDivergence(target.segments);

    it('has all seven steps in order, each a whole answer', () => {
      expect(triage.steps.map(({ id }) => id)).toEqual(TRIAGE_STEPS);
      for (const { question, answer } of triage.steps) {
        expect(question).toMatch(/\?$/);
        expect(answer).toMatch(/^[^\n]*[.!?…”]$/);
        expect(answer).not.toMatch(/undefined|\[object|NaN|\.\.$/);
      }
    });

    it('says ok only where all segments that the answer rests on are', () => {
      for (const { verdict, segments } of triage.steps) {
        const verdicts = segments.map(
          segment =>
            target.segments.find(each => each.segment === segment)?.verdict,
        );
        expect(
          verdict !== 'ok' ||
            verdicts.every(each => each === 'ok' || each === 'notObserved'),
        ).toBe(true);
      }
    });

    it('lists every segment that cannot be told among what could not be checked', () => {
      const gaps = stepOf(triage, 'divergence').notChecked.map(
        ({ what }) => what,
      );
      const before = divergence
        ? SEGMENTS.slice(0, SEGMENTS.indexOf(divergence.segment))
        : SEGMENTS;
      for (const { segment, verdict } of target.segments) {
        expect(gaps.some(what => what.includes(segment))).toBe(
          verdict === 'unknown' && before.includes(segment),
        );
      }
    });

    it('names a cause exactly where something diverged, and doubts it where something before cannot be told', () => {
      const { cause, summary } = triage.attribution;
      expect(['none', 'cannotTell'].includes(cause)).toBe(divergence === null);
      const blind = target.segments
        .slice(0, divergence ? SEGMENTS.indexOf(divergence.segment) : 5)
        .some(({ verdict }) => verdict === 'unknown');
      expect(/cannot be told/.test(summary)).toBe(blind);
      expect(cause === 'none' && blind).toBe(false);
    });

    it('gives no time that neither a verdict nor an object gives', () => {
      const given = JSON.stringify(target);
      const times =
        JSON.stringify(triage).match(/\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d/g) ??
        [];
      expect(
        times.filter(time => !given.includes(time.replace(' ', 'T'))),
      ).toEqual([]);
    });
  },
);

it('attributes each of the four causes', () => {
  const diverged = (segment: SegmentVerdict['segment']) =>
    triageOf(
      aJudgedTarget({
        [segment]: { verdict: 'diverged', summary: 'It failed.' },
      }),
    ).attribution;

  expect(SEGMENTS.map(segment => diverged(segment).cause)).toEqual([
    'wrongIntent',
    'wrongSource',
    'wrongSource',
    'rolloutFailed',
    'trafficNotShifted',
  ]);
  expect(diverged('source').boundary).toMatch(/pipeline may well .* green/);
  expect(diverged('rollout').boundary).toMatch(/Flux reports no failure/);
  expect(diverged('traffic').boundary).toMatch(/The rollout is complete/);
});

it.each([
  ['healthy from end to end', 'none', 'ok'],
  ['healthy, pods looked at', 'none', 'ok'],
  ['two versions run', 'none', 'inProgress'],
  ['canary at work', 'none', 'inProgress'],
  ['cluster out of reach', 'cannotTell', 'unknown'],
  ['rollout out of reach, the rest known', 'cannotTell', 'unknown'],
  ['a kind that may not be read', 'cannotTell', 'unknown'],
  ['not authorized', 'cannotTell', 'unknown'],
  ['suspended, nothing withheld', 'none', 'suspended'],
  ['suspended, a newer commit withheld', 'wrongVersion', 'suspended'],
  ['canary failed', 'failedRollout', 'diverged'],
  ['job failed', 'failedRollout', 'diverged'],
  ['broken after what cannot be told', 'failedRollout', 'diverged'],
  ['old version serves', 'wrongVersion', 'diverged'],
  ['nothing observed at all', 'cannotTell', 'notObserved'],
  ['a message that holds Markdown', 'cannotTell', 'diverged'],
])('%s: the symptom is %s (%s)', (name, symptom, verdict) => {
  const triage = triageOf(built(name));
  expect(triage.symptom).toBe(symptom);
  expect(stepOf(triage, 'symptom').verdict).toBe(verdict);
});

describe('does traffic reach the intended version', () => {
  const answerTo = (changes: Parameters<typeof aJudgedTarget>[0]) => {
    const { answer, verdict } = stepOf(
      triageOf(aJudgedTarget(changes)),
      'traffic',
    );
    return [verdict, answer.split(/[.:;,]/)[0]];
  };
  const newer = { raw: 'main@sha1:9aa1b22', short: 'main 9aa1b22' };

  it.each([
    ['yes where all agrees', {}, ['ok', 'Yes']],
    [
      'no where something newer is held up before',
      { reconcile: { verdict: 'diverged', newer } },
      ['diverged', 'No'],
    ],
    [
      'not known where the source failed',
      { source: { verdict: 'diverged' } },
      ['diverged', 'Traffic reaches what was rolled out'],
    ],
    [
      'not known where a segment before is not',
      { reconcile: { verdict: 'unknown', unknownReason: 'forbidden' } },
      ['unknown', 'Traffic reaches what was rolled out'],
    ],
    [
      'not yet where it is on its way',
      { reconcile: { verdict: 'inProgress', newer } },
      ['inProgress', 'Not yet'],
    ],
    [
      'no where traffic itself diverged',
      { traffic: { verdict: 'diverged' } },
      ['diverged', 'No'],
    ],
  ] as const)('%s', (_name, changes, expected) => {
    expect(answerTo(changes)).toEqual(expected);
  });
});

describe('the latest promotion', () => {
  it('is not recorded, and is never called fine for that', () => {
    const step = stepOf(triageOf(aJudgedTarget()), 'promotion');

    expect(step.verdict).toBe('notObserved');
    expect(step.answer).toMatch(/by which pipeline is not recorded\.$/);
    expect(step.notChecked).toContainEqual({
      what: 'promotion record',
      why: 'no record of promotions is kept yet',
      reason: 'notRecorded',
    });
  });

  it('is what image automation pushed, with its evidence, and what annotations claim', () => {
    const target = aJudgedTarget();
    const automation = seen(
      anObject(
        'image.toolkit.fluxcd.io/v1',
        'ImageUpdateAutomation',
        'flux-system',
        'apps',
        {
          status: {
            lastPushCommit: '9aa1b22c'.repeat(5),
            lastPushTime: '2026-11-21T05:50:00Z',
          },
        },
      ),
    );
    target.imageAutomation = [automation];
    target.applier!.object.metadata.annotations = {
      'event.toolkit.fluxcd.io/author': 'd.khan',
    };

    const step = stepOf(triageOf(target), 'promotion');

    expect(step.answer).toContain(
      'ImageUpdateAutomation/flux-system/apps pushed commit 9aa1b22 at 2026-11-21 05:50:00 UTC.',
    );
    expect(step.answer).toContain('Annotations claim author d.khan.');
    expect(step.answer).not.toContain('not recorded');
    expect(step.evidence?.map(({ field }) => field)).toEqual([
      'status.lastPushCommit',
      'status.lastPushTime',
      'metadata.annotations[event.toolkit.fluxcd.io/author]',
    ]);
  });

  it('tells nothing of objects that the binding hides', () => {
    const triage = triageOf(
      aJudgedTarget(
        Object.fromEntries(
          SEGMENTS.map(segment => [
            segment,
            { verdict: 'unknown', unknownReason: 'notAuthorized' },
          ]),
        ),
        { binding: 'notAuthorized' },
      ),
    );

    expect(triage.names).toEqual([]);
    expect(triage.steps.flatMap(({ checked }) => checked)).toEqual([]);
    expect(triage.steps.flatMap(({ evidence = [] }) => evidence)).toEqual([]);
  });
});

describe('what could not be checked', () => {
  it('tells of kinds that may not be read although nothing diverged', () => {
    const view = {
      freshness: (_cluster: string, _group: string, kind: string) => ({
        state: (kind === 'HTTPRoute' ? 'forbidden' : 'synced') as KindState,
      }),
    };
    const step = stepOf(triageOf(aJudgedTarget(), { view }), 'traffic');

    expect(step.notChecked).toContainEqual({
      what: 'HTTPRoute objects',
      why: 'the portal may not read it on prod-eu',
      reason: 'forbidden',
    });
  });

  it('tells of a Pod that nobody looked at yet, as none is watched', () => {
    const target = aJudgedTarget();
    const [workload] = target.workloads;
    const step = stepOf(
      triageOf({
        ...target,
        workloads: [
          {
            ...workload,
            ref: refTo('Pod', 'payments', 'tool'),
            workload: undefined,
          },
        ],
      }),
      'rollout',
    );

    expect(step.notChecked).toContainEqual({
      what: 'Pod/payments/tool',
      why: 'it was not looked at yet; Pod objects are not watched',
      reason: 'notSampled',
    });
  });

  it('tells of pods that were not listed, not completely listed, or could not be', () => {
    const target = aJudgedTarget();
    const [workload] = target.workloads;
    const pods = { observedAt: SEEN_AT, pods: [], replicaSets: [] };
    const reasons = [
      undefined,
      { ...pods, truncated: true },
      { ...pods, truncated: false, error: 'forbidden' },
      { ...pods, truncated: false },
    ].map(sample =>
      stepOf(
        triageOf({ ...target, workloads: [{ ...workload, pods: sample }] }),
        'rollout',
      )
        .notChecked.filter(({ what }) => what.startsWith('pods of'))
        .map(({ reason }) => reason),
    );

    expect(reasons).toEqual([
      ['notSampled'],
      ['truncated'],
      ['notSampled'],
      [],
    ]);
  });

  it('lists events that could not be read, and does not promise them on demand', () => {
    const deployment = seen(aDeployment('payments', 'api'));
    const step = stepOf(
      triageOf(
        aJudgedTarget(
          {},
          {
            workloads: [
              {
                ref: deployment.ref,
                workload: deployment,
                because: 'a test',
                related: [],
                pods: {
                  observedAt: SEEN_AT,
                  pods: [],
                  replicaSets: [],
                  truncated: false,
                  eventsError: 'events is forbidden.\nAllow it',
                },
              },
            ],
          },
        ),
      ),
      'rollout',
    );
    expect(step.notChecked).toEqual([
      {
        what: 'events of Deployment/payments/api and its pods',
        why: 'reading them failed: events is forbidden. Allow it',
        reason: 'notSampled',
      },
    ]);
  });

  it('tells that a person’s word cannot be read now', () => {
    const step = stepOf(
      triageOf(aJudgedTarget(), { recorded: 'unavailable' }),
      'divergence',
    );
    expect(step.notChecked.map(({ reason }) => reason)).toEqual([
      'unavailable',
    ]);
  });
});

it('carries what a person said to the divergence point', () => {
  const triage = triageOf(
    aJudgedTarget({ rollout: { verdict: 'diverged', class: 'crash-loop' } }),
    {
      recorded: {
        by: 'user:default/ann',
        at: '2026-11-21T06:10:00Z',
        segment: 'source',
        note: 'wrong branch',
        about: { segment: 'rollout', class: 'crash-loop' },
        confirms: false,
      },
    },
  );

  expect(stepOf(triage, 'divergence').said).toMatch(
    /^user:default\/ann said that it diverges at source, not at rollout \(2026-11-21 06:10:00 UTC\): “wrong branch”\.$/,
  );
});

/** Every kind of evidence taken away, in one of the ways in which a cluster does. */
const BLIND: KindState[] = ['unreachable', 'forbidden', 'notSynced'];
const CAPTURES = fixtureNames()
  .map(loadFixture)
  .map(objects => ({
    objects,
    now: latestTimeIn(objects),
    appliers: objects.filter(({ kind }) =>
      ['Kustomization', 'HelmRelease'].includes(kind),
    ),
  }))
  .filter(({ appliers }) => appliers.length > 0);

it('no evidence never gives an answer that says it is fine', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...CAPTURES),
      fc.constantFrom(...BLIND),
      fc.nat(),
      ({ objects, now, appliers }, state, pick) => {
        const applier = appliers[pick % appliers.length];
        const seeing = fixtureView(objects, now, applier);
        const view = {
          ...seeing,
          get: seeing.get.bind(seeing),
          by: seeing.by.bind(seeing),
          podsOf: seeing.podsOf.bind(seeing),
          clusters: seeing.clusters.bind(seeing),
          freshness: () => ({ state, asOf: now, since: now }),
        };
        const target = judgeTarget(fixtureTarget(applier, seeing), {
          view,
          now,
          pinned: false,
        });
        const { symptom, attribution, steps } = triageOf(target, { view });

        expect(symptom).toBe('cannotTell');
        expect(attribution.cause).toBe('cannotTell');
        for (const { verdict, notChecked, answer } of steps) {
          expect(['unknown', 'notObserved']).toContain(verdict);
          expect(notChecked.length).toBeGreaterThan(0);
          expect(answer).not.toMatch(/^(?:Yes|No symptom)/);
        }
      },
    ),
  );
});

import fc from 'fast-check';
import type { KubeObject } from '../kube/KubeObject';
import { refOf } from '../kube/KubeObject';
import { keyOf } from '../kube/ObjectRef';
import type { JudgedTarget } from './JudgedTarget';
import type { InventoryView, KindState } from '../paths/InventoryView';
import { aDeployment, aService } from '../testUtils/builders';
import {
  CLUSTER,
  fixtureTarget,
  fixtureView,
  latestTimeIn,
} from '../testUtils/fixtureTargets';
import { fixtureNames, loadFixture } from '../testUtils/loadFixture';
import { firstDivergence } from './firstDivergence';
import { judgeTarget } from './judgeTarget';

const APPLIERS = ['Kustomization', 'HelmRelease'];

/** Captures that hold an applier, whole with their sources and pods. */
const SCENARIOS = fixtureNames()
  .map(name => loadFixture(name))
  .filter(objects => objects.some(({ kind }) => APPLIERS.includes(kind)))
  .map(objects => ({ objects, now: latestTimeIn(objects) }));

const scenario = fc.constantFrom(...SCENARIOS).chain(({ objects, now }) =>
  fc.record({
    objects: fc.constant(objects),
    now: fc.constant(now),
    applier: fc.constantFrom(
      ...objects.filter(({ kind }) => APPLIERS.includes(kind)),
    ),
  }),
);

function judge(
  objects: KubeObject[],
  applier: KubeObject,
  now: string,
  change = (view: InventoryView) => view,
): JudgedTarget {
  const view = change(fixtureView(objects, now, applier));
  return judgeTarget(fixtureTarget(applier, view), {
    view,
    now,
    pinned: false,
  });
}

/** Removes a random set of fields, at any depth. */
function withoutFields(value: unknown, keep: () => boolean): unknown {
  if (Array.isArray(value)) {
    return value.filter(() => keep()).map(item => withoutFields(item, keep));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([key]) => key === 'name' || key === 'type' || keep())
        .map(([key, item]) => [key, withoutFields(item, keep)]),
    );
  }
  return value;
}

describe('judges', () => {
  it('are total on objects that lack any of their fields', () => {
    fc.assert(
      fc.property(
        scenario,
        fc.infiniteStream(fc.integer({ min: 0, max: 9 })),
        ({ objects, now, applier }, chances) => {
          const keep = () => chances.next().value !== 0;
          const torn = objects.map(object => ({
            ...object,
            spec: withoutFields(object.spec, keep),
            status: withoutFields(object.status, keep),
          })) as KubeObject[];
          const judged = judge(torn, torn[objects.indexOf(applier)], now);

          expect(judged.segments).toHaveLength(5);
          expect(
            judged.segments.filter(
              ({ verdict, evidence }) =>
                verdict === 'ok' && evidence.length === 0,
            ),
          ).toEqual([]);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('never find a segment ok because something that was seen is gone', () => {
    fc.assert(
      fc.property(
        scenario,
        fc.infiniteStream(fc.boolean()),
        ({ objects, now, applier }, coins) => {
          const whole = fixtureView(objects, now, applier);
          const hidden = new Set(
            objects
              .filter(
                object =>
                  object !== applier &&
                  !APPLIERS.includes(object.kind) &&
                  coins.next().value,
              )
              .map(object => keyOf(refOf(CLUSTER, object))),
          );
          const target = fixtureTarget(applier, whole);
          const context = { view: whole, now, pinned: false };
          const before = judgeTarget(target, context).segments;
          const poorer = judgeTarget(
            {
              ...target,
              sources: target.sources.map(link =>
                hidden.has(keyOf(link.ref))
                  ? { ...link, source: undefined }
                  : link,
              ),
              workloads: target.workloads.map(resolved => ({
                ...resolved,
                ...(hidden.has(keyOf(resolved.ref)) && { workload: undefined }),
                ...(coins.next().value && { pods: undefined }),
              })),
            },
            context,
          ).segments;

          const turned = poorer.filter(
            ({ verdict }, at) =>
              verdict === 'ok' && before[at].verdict !== 'ok',
          );
          // A workload that hides what its pods say, or that a health check names, is missing: its rollout is not ok either.
          expect(turned.map(({ segment }) => segment)).toEqual([]);
        },
      ),
      { numRuns: 150 },
    );
  });

  it.each<KindState>([
    'notSynced',
    'forbidden',
    'unreachable',
    'needsUserSession',
  ])('find nothing ok where every kind is %s', state => {
    for (const { objects, now } of SCENARIOS) {
      for (const applier of objects.filter(({ kind }) =>
        APPLIERS.includes(kind),
      )) {
        const { segments } = judge(objects, applier, now, view => ({
          ...view,
          freshness: () => ({
            state,
            asOf: now,
            since: now,
            lastError: 'connection refused',
          }),
        }));

        expect(segments.map(({ verdict }) => verdict)).not.toContain('ok');
        expect(firstDivergence(segments)).toBeNull();
        expect(
          segments.find(({ segment }) => segment === 'reconcile'),
        ).toMatchObject({
          verdict: 'unknown',
          unknownReason: state,
          lastKnown: { at: now },
        });
      }
    }
  });

  it('do not change their mind because of objects of somebody else', () => {
    fc.assert(
      fc.property(scenario, ({ objects, now, applier }) => {
        const stranger = [
          aDeployment('elsewhere', 'stranger'),
          aService('elsewhere', 'stranger'),
        ];
        const kinds = new Set(objects.map(({ kind }) => kind));
        // A kind of which nothing was captured counts as unknown; one more object would make it known.
        const others = stranger.filter(({ kind }) => kinds.has(kind));

        expect(judge([...objects, ...others], applier, now).segments).toEqual(
          judge(objects, applier, now).segments,
        );
      }),
      { numRuns: 60 },
    );
  });

  it('say the same to whoever asks twice', () => {
    fc.assert(
      fc.property(scenario, ({ objects, now, applier }) => {
        expect(judge(objects, applier, now)).toEqual(
          judge(objects, applier, now),
        );
      }),
      { numRuns: 30 },
    );
  });
});

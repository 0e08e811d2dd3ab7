import fc from 'fast-check';
import type { KubeObject } from '../kube/KubeObject';
import {
  aGitRepository,
  aKustomization,
  COMMIT,
  REVISION,
} from '../testUtils/builders';
import {
  fixtureTarget,
  fixtureView,
  latestTimeIn,
  readerOf,
} from '../testUtils/fixtureTargets';
import { fixtureNames, loadFixture } from '../testUtils/loadFixture';
import { judgeTarget } from './judgeTarget';

const APPLIERS = ['Kustomization', 'HelmRelease'];
/** Fields that no capture has. */
const RARE = [
  aGitRepository('flux-system', 'apps', {
    spec: {
      ref: { commit: COMMIT, name: 'refs/tags/1', tag: '1', semver: '1.x' },
    },
  }),
  aKustomization('flux-system', 'api', {
    spec: {
      images: [{ name: 'a/b', newTag: '1', digest: 'sha256:1' }],
      dependsOn: [{ name: 'db', namespace: 'x' }],
      retryInterval: '1m',
      timeout: '1m',
    },
    status: {
      history: [
        {
          firstReconciled: '2026-11-21T04:00:00Z',
          lastReconciled: '2026-11-21T05:00:00Z',
          lastReconciledDuration: '1s',
          lastReconciledStatus: 'ReconciliationSucceeded',
          metadata: { revision: REVISION },
        },
      ],
    },
  }),
];
const CAPTURES = [
  ...fixtureNames().map(name => ({ name, objects: loadFixture(name) })),
  { name: 'fields that are rare', objects: RARE as KubeObject[] },
]
  .map(({ name, objects }) => ({ name, objects: withReaders(objects) }))
  .filter(({ objects }) => objects.some(isApplier))
  .map(one => ({ ...one, now: latestTimeIn(one.objects) }));

function isApplier({ kind }: KubeObject): boolean {
  return APPLIERS.includes(kind);
}

/** Sources that were captured alone get who reads them. */
function withReaders(objects: KubeObject[]): KubeObject[] {
  return objects.some(isApplier)
    ? objects
    : [
        ...objects,
        ...objects
          .filter(({ kind }) => /Repository$|^Bucket$/.test(kind))
          .map(readerOf),
      ];
}

/** What no schema allows, and an old version, another controller or a mistake may write all the same. */
const WRONG: unknown[] = [null, '', 'x', 7, true, [], {}, [null], ['x'], [7]];

const RUNS = 25;

type Path = (string | number)[];

/** Every field below spec and status, at any depth. */
function pathsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) {
    return [path];
  }
  const below = Array.isArray(value)
    ? value.flatMap((item, index) => pathsIn(item, [...path, index]))
    : Object.entries(value).flatMap(([key, item]) =>
        pathsIn(item, [...path, key]),
      );
  return path.length > 0 ? [path, ...below] : below;
}

function withValue(value: unknown, path: Path, wrong: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) {
    return wrong;
  }
  if (Array.isArray(value)) {
    return value.map((item, index) =>
      index === step ? withValue(item, rest, wrong) : item,
    );
  }
  const map = value as Record<string, unknown>;
  return { ...map, [step]: withValue(map[step], rest, wrong) };
}

/** The fields that objects may be wrong in: what names them is what the API server itself vouches for. */
function fieldsOf({ apiVersion, kind, metadata, ...rest }: KubeObject): Path[] {
  return pathsIn(rest);
}

function judgeAll(objects: KubeObject[], now: string) {
  return objects.filter(isApplier).map(applier => {
    const view = fixtureView(objects, now, applier);
    return judgeTarget(fixtureTarget(applier, view), {
      view,
      now,
      pinned: true,
    });
  });
}

describe('judges never throw', () => {
  it.each(CAPTURES)(
    'whatever stands in a field of $name',
    ({ objects, now }) => {
      const fields = objects.flatMap((object, at) =>
        fieldsOf(object).map(path => ({ at, path })),
      );
      fc.assert(
        fc.property(
          fc.array(
            fc.record({
              field: fc.constantFrom(...fields),
              wrong: fc.constantFrom(...WRONG),
            }),
            { minLength: 1, maxLength: 3 },
          ),
          changes => {
            const mutated = [...objects];
            // The deepest first: what was replaced has no fields of its own any more.
            const inOrder = [...changes].sort(
              (a, b) => b.field.path.length - a.field.path.length,
            );
            for (const { field, wrong } of inOrder) {
              mutated[field.at] = withValue(
                mutated[field.at],
                field.path,
                wrong,
              ) as KubeObject;
            }
            for (const { segments } of judgeAll(mutated, now)) {
              expect(segments).toHaveLength(5);
            }
          },
        ),
        { numRuns: RUNS },
      );
    },
  );
});

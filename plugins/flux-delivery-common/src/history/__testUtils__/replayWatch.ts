import { kindOf } from '../../flux/kinds';
import { groupOf, type KubeObject, refOf } from '../../kube/KubeObject';
import { keyOf } from '../../kube/ObjectRef';
import {
  CLUSTER,
  fixtureTarget,
  fixtureView,
} from '../../testUtils/fixtureTargets';
import {
  fixtureNames,
  loadFixture,
  loadWatch,
} from '../../testUtils/loadFixture';
import { observeUnit } from '../observeUnit';
import type { UnitObservation } from '../UnitObservation';

/** What a capture leaves out where it did not change: the spec. The same objects stand whole in other captures. */
const WHOLE = new Map<string, KubeObject>(
  fixtureNames().flatMap(name =>
    loadFixture(name).map(
      object => [keyOf(refOf(CLUSTER, object)), object] as const,
    ),
  ),
);
const MISSING_SPECS: Record<string, unknown> = {
  Kustomization: {
    interval: '10m',
    timeout: '30s',
    path: './',
    prune: true,
    sourceRef: { kind: 'GitRepository', name: 'lab' },
  },
  GitRepository: { interval: '1m', ref: { branch: 'main' } },
};

export interface WatchedVersion {
  at: string;
  object: KubeObject;
  isGone: boolean;
}

/** The versions of a captured watch, whole. Workloads begin as they were before: with the images of `before`. */
export function versionsOf(
  name: string,
  before: Record<string, string> = {},
): WatchedVersion[] {
  const held = new Map<string, KubeObject>();
  const first = (loadWatch(name)[0] as { at: string }).at;
  const seeded = Object.entries(before).map(([workload, image]) => {
    const object = firstOf(name, workload, image);
    held.set(keyOf(refOf(CLUSTER, object)), object);
    return { at: first, object, isGone: false };
  });
  const seen = (
    loadWatch(name) as unknown as {
      at: string;
      type: string;
      object: KubeObject;
    }[]
  )
    .filter(
      ({ type, object }) =>
        type !== 'BOOKMARK' && kindOf(groupOf(object.apiVersion), object.kind),
    )
    .map(({ at, type, object }) => {
      const key = keyOf(refOf(CLUSTER, object));
      const spec =
        object.spec ??
        held.get(key)?.spec ??
        WHOLE.get(key)?.spec ??
        MISSING_SPECS[object.kind];
      const whole = { ...object, spec };
      held.set(key, whole);
      return { at, object: whole, isGone: type === 'DELETED' };
    });
  return [...seeded, ...seen];
}

/** A Deployment as it stood before the capture began. */
function firstOf(name: string, workload: string, image: string): KubeObject {
  const changed = (loadWatch(name) as unknown as { object: KubeObject }[])
    .map(({ object }) => object)
    .find(
      ({ kind, metadata, spec }) =>
        kind === 'Deployment' && metadata.name === workload && spec,
    )!;
  const before = JSON.parse(JSON.stringify(changed)) as KubeObject<any, any>;
  before.metadata = {
    ...before.metadata,
    resourceVersion: '1',
    generation: 1,
  };
  before.spec.template.spec.containers[0].image = image;
  before.status = { ...before.status, observedGeneration: 1 };
  return before;
}

/** Observes the unit of one applier at each of the versions. */
export function observeAll(
  versions: readonly WatchedVersion[],
  { kind, name }: { kind: string; name: string },
): UnitObservation[] {
  const held = new Map<string, KubeObject>();
  return versions.flatMap(({ at, object, isGone }, index) => {
    const key = keyOf(refOf(CLUSTER, object));
    if (isGone) {
      held.delete(key);
    } else {
      held.set(key, object);
    }
    const applier = [...held.values()].find(
      candidate => candidate.kind === kind && candidate.metadata.name === name,
    );
    if (!applier) {
      return [];
    }
    const view = fixtureView([...held.values()], at);
    return [
      observeUnit(
        fixtureTarget(applier, view),
        { view, now: at, pinned: false },
        {
          entityRef: `component:default/${name}`,
          version: object.metadata.resourceVersion ?? '',
          at,
          listed: index === 0,
        },
      ),
    ];
  });
}

import type { KubeObject } from 'backstage-plugin-flux-delivery-common';
import {
  fixtureNames,
  loadFixture,
  loadWatch,
} from 'backstage-plugin-flux-delivery-common/testUtils';

const idOf = ({ kind, metadata }: KubeObject) =>
  `${kind}/${metadata.namespace}/${metadata.name}`;

/** What a capture leaves out where it did not change: the spec. The same objects stand whole in other captures. */
const WHOLE = new Map(
  fixtureNames().flatMap(name =>
    loadFixture(name).map(object => [idOf(object), object] as const),
  ),
);

/** A captured watch, whole: the objects as they were before, and each version after. The applier claims an entity. */
export function versionsOfWatch(
  name: string,
  {
    applier,
    entityRef,
    workload,
  }: {
    applier: { kind: string; name: string };
    entityRef: string;
    workload?: { name: string; image: string };
  },
): { first: KubeObject[]; versions: KubeObject[] } {
  const held = new Map<string, KubeObject<any, any>>();
  const versions = (
    loadWatch(name) as unknown as { type: string; object: KubeObject }[]
  )
    .filter(({ type }) => type !== 'BOOKMARK')
    .map(({ object }) => {
      const id = idOf(object);
      const spec = object.spec ?? held.get(id)?.spec ?? WHOLE.get(id)?.spec;
      const isApplier =
        object.kind === applier.kind && object.metadata.name === applier.name;
      const whole: KubeObject<any, any> = {
        ...object,
        spec,
        metadata: {
          ...object.metadata,
          ...(isApplier && {
            annotations: {
              ...object.metadata.annotations,
              'flux-delivery/entity': entityRef,
            },
          }),
        },
      };
      held.set(id, whole);
      return whole;
    });
  const first = new Map<string, KubeObject>();
  for (const version of versions) {
    if (!first.has(idOf(version))) {
      first.set(idOf(version), version);
    }
  }
  const before = workload && firstOf(versions, workload);
  return {
    first: [
      ...[...first.values()].filter(({ kind }) => kind !== 'Deployment'),
      ...(before ? [before] : []),
      // Captured elsewhere, and never changed.
      ...[...WHOLE.values()].filter(
        ({ kind, metadata, apiVersion }) =>
          kind === 'Service' &&
          apiVersion === 'v1' &&
          metadata.name === workload?.name,
      ),
    ],
    versions: versions.filter(
      version =>
        first.get(idOf(version)) !== version || version.kind === 'Deployment',
    ),
  };
}

function firstOf(
  versions: readonly KubeObject<any, any>[],
  { name, image }: { name: string; image: string },
): KubeObject {
  const before = structuredClone(
    versions.find(
      ({ kind, metadata }) => kind === 'Deployment' && metadata.name === name,
    )!,
  );
  before.metadata = { ...before.metadata, resourceVersion: '1', generation: 1 };
  before.spec.template.spec.containers[0].image = image;
  before.status = { ...before.status, observedGeneration: 1 };
  return before;
}

import type { KubeResource, ResourceRef } from '../store/KubeResource';
import type { ObjectStore } from '../store/ObjectStore';
import { conditionOf } from './conditions';
import { SOURCE_GROUP } from './sourceGroup';

export const KUSTOMIZE_GROUP = 'kustomize.toolkit.fluxcd.io';

/** The source that a Kustomization reads from, where it is there. */
export function sourceOf(
  store: ObjectStore,
  kustomization: KubeResource,
): { ref: ResourceRef; object: KubeResource | undefined } {
  const {
    kind,
    name,
    namespace = kustomization.metadata.namespace,
  } = kustomization.spec?.sourceRef ?? {};
  const ref: ResourceRef = { group: SOURCE_GROUP, kind, namespace, name };
  return { ref, object: store.get(ref) };
}

/** What its dependencies keep it waiting for, in the words of the kustomize-controller. */
export function blockerOf(
  store: ObjectStore,
  kustomization: KubeResource,
  sourceRef: ResourceRef,
): string | undefined {
  for (const ref of dependenciesOf(kustomization)) {
    const label = `dependency '${ref.namespace}/${ref.name}'`;
    const dependency = store.get(ref);
    if (!dependency) {
      return `${label} not found: kustomizations.${KUSTOMIZE_GROUP} "${ref.name}" not found`;
    }
    if (conditionOf(dependency, 'Ready')?.status !== 'True') {
      return `${label} is not ready`;
    }
    const own = sourceOf(store, dependency);
    const sameSource =
      own.ref.kind === sourceRef.kind &&
      own.ref.name === sourceRef.name &&
      own.ref.namespace === sourceRef.namespace;
    if (
      sameSource &&
      own.object?.status?.artifact?.revision !==
        dependency.status?.lastAppliedRevision
    ) {
      return `${label} revision is not up to date`;
    }
  }
  return undefined;
}

function dependenciesOf(kustomization: KubeResource): ResourceRef[] {
  return (kustomization.spec?.dependsOn ?? []).map(
    (dependency: { name: string; namespace?: string }) => ({
      group: KUSTOMIZE_GROUP,
      kind: 'Kustomization',
      name: dependency.name,
      namespace: dependency.namespace ?? kustomization.metadata.namespace,
    }),
  );
}

export function readsFrom(
  { metadata, spec }: KubeResource,
  kind: string,
  source: KubeResource,
): boolean {
  const { sourceRef } = spec ?? {};
  return (
    sourceRef?.kind === kind &&
    sourceRef.name === source.metadata.name &&
    (sourceRef.namespace ?? metadata.namespace) === source.metadata.namespace
  );
}

/** It waits for this Kustomization among others. */
export function waitsFor(
  kustomization: KubeResource,
  { metadata }: KubeResource,
): boolean {
  return (
    conditionOf(kustomization, 'Ready')?.reason === 'DependencyNotReady' &&
    dependenciesOf(kustomization).some(
      ({ name, namespace }) =>
        name === metadata.name && namespace === metadata.namespace,
    )
  );
}

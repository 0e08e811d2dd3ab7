import { groupOf, type KubeObject } from '../kube/KubeObject';
import type { ObjectRef } from '../kube/ObjectRef';
import type { CrossReference, HelmRelease } from './objects';

const SOURCE = 'source.toolkit.fluxcd.io';
const IMAGE = 'image.toolkit.fluxcd.io';
const GROUP_OF_KIND: Record<string, string> = {
  ArtifactGenerator: 'source.extensions.fluxcd.io',
  Kustomization: 'kustomize.toolkit.fluxcd.io',
  HelmRelease: 'helm.toolkit.fluxcd.io',
  ImageRepository: IMAGE,
  ImagePolicy: IMAGE,
  ResourceSet: 'fluxcd.controlplane.io',
};

/**
 * What an object of Flux reads from, whether that exists or not; several for an ArtifactGenerator, none for what fetches from
 * outside the cluster. A HelmRelease with a chart template reads from the HelmChart that is made for it.
 *
 * @public
 */
export function sourcesOf(ref: ObjectRef, object: KubeObject): ObjectRef[] {
  const spec = (object.spec ?? {}) as {
    sourceRef?: CrossReference;
    sources?: CrossReference[];
    imageRepositoryRef?: CrossReference;
  };
  switch (`${ref.group}/${ref.kind}`) {
    case 'kustomize.toolkit.fluxcd.io/Kustomization':
    case 'source.toolkit.fluxcd.io/ExternalArtifact':
      return one(refer(ref, spec.sourceRef));
    case 'source.toolkit.fluxcd.io/HelmChart':
      // The chart's source is always beside it; a namespace in the reference has no meaning.
      return one(
        refer(
          ref,
          spec.sourceRef && { ...spec.sourceRef, namespace: undefined },
        ),
      );
    case 'helm.toolkit.fluxcd.io/HelmRelease':
      return one(chartSourceOf(ref, object as HelmRelease));
    case 'source.extensions.fluxcd.io/ArtifactGenerator':
      return list(spec.sources).flatMap(source => one(refer(ref, source)));
    case 'image.toolkit.fluxcd.io/ImagePolicy':
      return one(refer(ref, spec.imageRepositoryRef, 'ImageRepository'));
    case 'image.toolkit.fluxcd.io/ImageUpdateAutomation':
      return one(refer(ref, spec.sourceRef, 'GitRepository'));
    default:
      return [];
  }
}

/**
 * The first of {@link sourcesOf}.
 *
 * @public
 */
export function sourceRefOf(
  ref: ObjectRef,
  object: KubeObject,
): ObjectRef | undefined {
  return sourcesOf(ref, object)[0];
}

/**
 * What an applier waits for, as `spec.dependsOn` names it; of its own kind unless the entry says otherwise.
 *
 * @public
 */
export function dependsOnOf(ref: ObjectRef, object: KubeObject): ObjectRef[] {
  const spec = object.spec as
    | { dependsOn?: CrossReference[] }
    | undefined
    | null;
  return list(spec?.dependsOn).flatMap(dependency =>
    one(refer(ref, dependency, ref.kind)),
  );
}

function chartSourceOf(
  ref: ObjectRef,
  release: HelmRelease,
): ObjectRef | undefined {
  // A release that was switched over to chartRef may still show the chart of before in its status.
  if (release.spec?.chartRef) {
    return refer(ref, release.spec.chartRef);
  }
  const [namespace, name, ...more] = String(
    release.status?.helmChart ?? '',
  ).split('/');
  if (namespace && name && more.length === 0) {
    return {
      cluster: ref.cluster,
      group: SOURCE,
      kind: 'HelmChart',
      namespace,
      name,
    };
  }
  const chart = release.spec?.chart?.spec;
  return chart
    ? {
        cluster: ref.cluster,
        group: SOURCE,
        kind: 'HelmChart',
        namespace: chart.sourceRef?.namespace || ref.namespace,
        name: `${ref.namespace}-${ref.name}`,
      }
    : undefined;
}

function refer(
  from: ObjectRef,
  to: CrossReference | undefined | null,
  defaultKind?: string,
): ObjectRef | undefined {
  const kind = to?.kind || defaultKind;
  if (!to?.name || !kind) {
    return undefined;
  }
  return {
    cluster: from.cluster,
    group: to.apiVersion
      ? groupOf(to.apiVersion)
      : GROUP_OF_KIND[kind] ?? SOURCE,
    kind,
    namespace: to.namespace || from.namespace,
    name: to.name,
  };
}

function one(ref: ObjectRef | undefined): ObjectRef[] {
  return ref ? [ref] : [];
}

function list<T>(value: T[] | undefined): T[] {
  return Array.isArray(value) ? value : [];
}

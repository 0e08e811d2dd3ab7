import type { KubeResource } from '../store/KubeResource';
import type { Content } from '../world/World';
import { conditionOf } from './conditions';
import type { ControllerContext } from './FluxContext';
import { readDuration, writeDuration } from './goDuration';
import type { SourceController } from './SourceController';
import { SOURCE_GROUP } from './sourceGroup';

export const HELM_GROUP = 'helm.toolkit.fluxcd.io';

export type ChartFound =
  | {
      type: 'found';
      content: Content;
      name: string;
      version: string;
      ociDigest?: string;
      helmChart?: string;
    }
  | { type: 'waiting'; reason: string; message: string; helmChart?: string };

/** The chart of a HelmRelease: through a chartRef, or through the HelmChart that the controller makes and keeps up to date. */
export function findChart(
  release: KubeResource,
  context: ControllerContext,
  sources: SourceController,
): ChartFound {
  const { spec = {}, metadata } = release;
  if (spec.chartRef) {
    return findByReference(release, context, sources);
  }
  const { sourceRef, ...template } = spec.chart.spec;
  const namespace: string = sourceRef.namespace ?? metadata.namespace;
  const name = `${metadata.namespace}-${metadata.name}`;
  const helmChart = `${namespace}/${name}`;
  const ref = { group: SOURCE_GROUP, kind: 'HelmChart', namespace, name };
  const wanted = {
    chart: template.chart,
    interval: writeInterval(template.interval ?? spec.interval),
    reconcileStrategy: template.reconcileStrategy ?? 'ChartVersion',
    sourceRef: { kind: sourceRef.kind, name: sourceRef.name },
    version: template.version ?? '*',
  };
  const existing = context.store.get(ref);
  if (existing) {
    context.store.modify(ref, draft => {
      draft.spec = { ...draft.spec, ...wanted };
    });
  } else {
    context.store.create({
      apiVersion: `${SOURCE_GROUP}/v1`,
      kind: 'HelmChart',
      metadata: {
        name,
        namespace,
        finalizers: ['finalizers.fluxcd.io'],
        labels: {
          [`${HELM_GROUP}/name`]: metadata.name,
          [`${HELM_GROUP}/namespace`]: metadata.namespace ?? '',
        },
      },
      spec: wanted,
    });
  }
  const chart = context.store.get(ref)!;
  const readiness = conditionOf(chart, 'Ready');
  const waiting = (text: string): ChartFound => ({
    type: 'waiting',
    reason: 'SourceNotReady',
    message: `HelmChart '${helmChart}' is not ready: ${text}`,
    helmChart,
  });
  if (readiness?.status === 'False') {
    return waiting(readiness.message);
  }
  if (chart.status?.observedGeneration !== chart.metadata.generation) {
    return waiting('latest generation of object has not been reconciled');
  }
  const artifact = sources.artifactOf(chart);
  const content = artifact?.contentAt('./');
  return content && artifact
    ? {
        type: 'found',
        content,
        name: content.chart ?? template.chart,
        version: artifact.revision,
        helmChart,
      }
    : waiting('does not have an artifact');
}

function findByReference(
  release: KubeResource,
  context: ControllerContext,
  sources: SourceController,
): ChartFound {
  const {
    kind,
    name,
    namespace = release.metadata.namespace,
  } = release.spec?.chartRef ?? {};
  const source = context.store.get({
    group: SOURCE_GROUP,
    kind,
    namespace,
    name,
  });
  const artifact = sources.artifactOf(source);
  const content = artifact?.contentAt('./');
  if (!content || !artifact) {
    return {
      type: 'waiting',
      reason: 'SourceNotReady',
      message: `${kind} '${namespace}/${name}' is not ready: ${
        conditionOf(source, 'Ready')?.message ?? 'does not have an artifact'
      }`,
    };
  }
  const [tag, digest] = artifact.revision.split('@');
  // The digest is part of the version, so that a tag that was pushed again makes an upgrade.
  const version =
    artifact.contentAt('./')?.manifests[0]?.metadata.labels?.[
      'app.kubernetes.io/version'
    ] ?? tag;
  return {
    type: 'found',
    content,
    name: content.chart ?? name,
    version: `${version}+${digest.replace('sha256:', '').slice(0, 12)}`,
    ociDigest: digest,
  };
}

function writeInterval(text: string) {
  const written = writeDuration(readDuration(text) ?? 60_000);
  return /^\d+m$/.test(written) ? `${written}0s` : written;
}

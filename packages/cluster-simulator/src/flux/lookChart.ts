import type { KubeResource } from '../store/KubeResource';
import type { Content } from '../world/World';
import type { ControllerContext } from './FluxContext';
import { SOURCE_GROUP } from './sourceGroup';
import type { StoredArtifact } from './StoredArtifact';
import type { Upstream } from './upstream';

/** Finds the chart that a HelmChart asks for: in the index of a HelmRepository, or at a path of a GitRepository. */
export function lookChart(
  chart: KubeResource,
  context: ControllerContext,
  artifactOf: (source: KubeResource | undefined) => StoredArtifact | undefined,
): Upstream {
  const { chart: name, version = '*', sourceRef } = chart.spec ?? {};
  const source = context.store.get({
    group: SOURCE_GROUP,
    kind: sourceRef.kind,
    namespace: chart.metadata.namespace,
    name: sourceRef.name,
  });
  if (sourceRef.kind === 'GitRepository') {
    const artifact = artifactOf(source);
    const content = artifact?.contentAt(name);
    return content?.chart && artifact
      ? found(
          content.chart,
          chartVersionOf(content),
          content,
          artifact.revision,
          'packaged',
        )
      : missing(
          sourceRef,
          `invalid chart reference: stat ${name}: no such file or directory`,
        );
  }
  const artifactRevision = source?.status?.artifact?.revision ?? '';
  if (!artifactRevision && source?.spec?.type !== 'oci') {
    return missing(
      sourceRef,
      `no artifact available for HelmRepository source '${sourceRef.name}'`,
      'NoSourceArtifact',
    );
  }
  const versions = context.world.charts
    .get(source?.spec?.url)
    ?.charts.get(name);
  const chosen = versions && chooseVersion([...versions.keys()], version);
  if (!versions || !chosen) {
    return missing(
      sourceRef,
      `invalid chart reference: failed to get chart version for remote reference: no '${name}' chart with version matching '${version}' found`,
    );
  }
  const archive = `${source?.spec?.url}${name}-${chosen}.tgz`;
  const refusal = context.world.refusals.get(archive);
  return refusal
    ? {
        type: 'failed',
        reason: 'ChartPullError',
        message: `chart pull error: failed to download chart for remote reference: failed to fetch ${archive} : ${refusal}`,
        condition: 'BuildFailed',
      }
    : found(name, chosen, versions.get(chosen)!, artifactRevision, 'pulled');
}

function missing(
  _sourceRef: unknown,
  message: string,
  reason = 'InvalidChartReference',
): Upstream {
  return {
    type: 'failed',
    reason,
    message,
    stalled: reason === 'InvalidChartReference',
  };
}

function chartVersionOf(content: Content) {
  return String(
    content.manifests[0]?.metadata.labels?.['app.kubernetes.io/version'] ??
      '0.1.0',
  );
}

/** An exact version, or the newest published one of a range such as `>=1.0.0`, `1.x`, `*`. */
function chooseVersion(
  published: string[],
  wanted: string,
): string | undefined {
  if (published.includes(wanted)) {
    return wanted;
  }
  if (!/[*x<>=~^]/.test(wanted)) {
    return undefined;
  }
  const major = /^[~^]?(\d+)\.(x|\*|\d)/.exec(wanted)?.[1];
  const candidates = published.filter(
    version => !major || version.startsWith(`${major}.`),
  );
  return candidates[candidates.length - 1];
}

function found(
  name: string,
  version: string,
  content: Content,
  sourceRevision: string,
  verb: 'pulled' | 'packaged',
): Upstream {
  const text = `${verb} '${name}' chart with version '${version}'`;
  return {
    type: 'found',
    revision: version,
    file: `${name}-${version}.tgz`,
    contentAt: () => content,
    texts: {
      building: `building artifact: ${text}`,
      outdated: text,
      outdatedReason: 'NewChart',
      stored: text,
      reason:
        verb === 'pulled' ? 'ChartPullSucceeded' : 'ChartPackageSucceeded',
    },
    extra: {
      observedChartName: name,
      observedSourceArtifactRevision: sourceRevision,
    },
  };
}

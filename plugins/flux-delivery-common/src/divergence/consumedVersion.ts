import type { HelmRelease, Kustomization, Source } from '../flux/objects';
import type { Observed } from '../kube/KubeObject';
import type { ResolvedTarget } from '../paths/DeliveryPath';
import { fact } from './evidence';
import { list } from './rollout/shape';
import type { Evidence } from './SegmentVerdict';

/**
 * What an environment consumes, as its source or applier spells it.
 *
 * @public
 */
export interface Consumed {
  /** `main`, `1.0.0 pinned`, `stable (floating)`, `chart checkout 1.x`. */
  text: string;
  /**
   * - `pinned`: names one content, or a version that is not meant to move;
   * - `range`: the newest in a range;
   * - `branch`: whatever is on the branch;
   * - `tag`: a tag that is meant to move.
   */
  how: 'pinned' | 'range' | 'branch' | 'tag';
  evidence: Evidence[];
}

const FULL_VERSION = /^v?\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]+)?$/;

/**
 * What a target consumes. Undefined where neither the source nor the applier tells it.
 *
 * @public
 */
export function consumedBy(target: ResolvedTarget): Consumed | undefined {
  const { applier, sources } = target;
  if (!applier) {
    return undefined;
  }
  const nearest = sources[0]?.source as Observed<Source> | undefined;
  const base =
    applier.ref.kind === 'HelmRelease' &&
    !(applier.object as HelmRelease).spec?.chartRef
      ? byChart(applier as Observed<HelmRelease>, nearest)
      : nearest && bySource(nearest);
  return withImagePins(base, applier as Observed<Kustomization>);
}

const ORIGIN = 'org.opencontainers.image.revision';

/** Whether the artifact tells which commit it was made from. */
export function isTraceable({ sources }: ResolvedTarget): boolean {
  const source = sources[0]?.source?.object as Source | undefined;
  return Boolean(source?.status?.artifact?.metadata?.[ORIGIN]);
}

function byChart(
  applier: Observed<HelmRelease>,
  nearest: Observed<Source> | undefined,
): Consumed | undefined {
  const chart = applier.object.spec?.chart?.spec;
  const made = nearest?.ref.kind === 'HelmChart' ? nearest : undefined;
  const name = chart?.chart ?? made?.object.spec?.chart;
  if (!name) {
    return undefined;
  }
  const version = chart?.version ?? made?.object.spec?.version ?? '*';
  const pinned = FULL_VERSION.test(version);
  return {
    text: `chart ${name} ${version}${pinned ? ' pinned' : ' (range)'}`,
    how: pinned ? 'pinned' : 'range',
    evidence: fact(applier, 'spec.chart.spec.version', version),
  };
}

/** What the ref of a source names: only what is text, as schemas of every version want it. */
export function refOfSource({
  object: { spec },
}: Observed<Source>): NonNullable<Source['spec']>['ref'] {
  return (
    spec?.ref &&
    Object.fromEntries(
      Object.entries(spec.ref).filter(([, value]) => typeof value === 'string'),
    )
  );
}

function bySource(source: Observed<Source>): Consumed | undefined {
  const { spec } = source.object;
  const ref = refOfSource(source);
  const ev = (field: string, value: string | undefined) =>
    fact(source, field, value);
  switch (source.ref.kind) {
    case 'GitRepository':
      return (
        (ref?.commit && {
          text: `${ref.commit.slice(0, 7)} pinned`,
          how: 'pinned' as const,
          evidence: ev('spec.ref.commit', ref.commit),
        }) ||
        (ref?.name && {
          text: ref.name.replace(/^refs\/(?:heads|tags)\//, ''),
          how: ref.name.startsWith('refs/tags/')
            ? ('pinned' as const)
            : ('branch' as const),
          evidence: ev('spec.ref.name', ref.name),
        }) ||
        (ref?.semver && {
          text: `tags ${ref.semver} (range)`,
          how: 'range' as const,
          evidence: ev('spec.ref.semver', ref.semver),
        }) ||
        (ref?.tag && {
          text: `${ref.tag} pinned`,
          how: 'pinned' as const,
          evidence: ev('spec.ref.tag', ref.tag),
        }) || {
          text: ref?.branch ?? 'master',
          how: 'branch' as const,
          evidence: ev('spec.ref.branch', ref?.branch ?? 'master (default)'),
        }
      );
    case 'OCIRepository':
      return byOciRef(source);
    case 'HelmChart':
      return spec?.chart
        ? {
            text: `chart ${spec.chart} ${spec.version ?? '*'}${
              FULL_VERSION.test(spec.version ?? '') ? ' pinned' : ' (range)'
            }`,
            how: FULL_VERSION.test(spec.version ?? '') ? 'pinned' : 'range',
            evidence: ev('spec.version', spec.version ?? '*'),
          }
        : undefined;
    case 'Bucket':
      return spec?.bucketName
        ? {
            text: `bucket ${spec.bucketName}`,
            how: 'branch',
            evidence: ev('spec.bucketName', spec.bucketName),
          }
        : undefined;
    case 'ExternalArtifact':
      return {
        text: `artifact ${source.ref.name}`,
        how: 'branch',
        evidence: ev('metadata.name', source.ref.name),
      };
    default:
      return undefined;
  }
}

function byOciRef(source: Observed<Source>): Consumed {
  const ref = refOfSource(source);
  if (ref?.digest) {
    return {
      text: `${ref.digest.slice(0, 14)} pinned`,
      how: 'pinned',
      evidence: fact(source, 'spec.ref.digest', ref.digest),
    };
  }
  if (ref?.semver) {
    return {
      text: `tags ${ref.semver} (range)`,
      how: 'range',
      evidence: fact(source, 'spec.ref.semver', ref.semver),
    };
  }
  const tag = ref?.tag ?? 'latest';
  const pinned = FULL_VERSION.test(tag);
  return {
    text: pinned ? `${tag} pinned` : `${tag} (floating)`,
    how: pinned ? 'pinned' : 'tag',
    evidence: fact(source, 'spec.ref.tag', ref?.tag ?? 'latest (default)'),
  };
}

/** A Kustomization may set image versions itself: then it, and not the source, carries what was promoted. */
function withImagePins(
  base: Consumed | undefined,
  applier: Observed<Kustomization>,
): Consumed | undefined {
  const pins = list(
    applier.ref.kind === 'Kustomization'
      ? applier.object.spec?.images
      : undefined,
  ).flatMap(({ name, newTag, digest }) => {
    const version = newTag ?? (digest && String(digest).slice(0, 14));
    return name && version
      ? [`${String(name).split('/').pop()} ${version}`]
      : [];
  });
  if (pins.length === 0) {
    return base;
  }
  return {
    how: base?.how ?? 'pinned',
    text: [...pins, base?.text].filter(Boolean).join(', '),
    evidence: [
      ...fact(applier, 'spec.images', applier.object.spec?.images),
      ...(base?.evidence ?? []),
    ],
  };
}

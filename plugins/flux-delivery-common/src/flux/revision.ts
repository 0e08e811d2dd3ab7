import type { ReadableRevision } from './ReadableRevision';

/**
 * A revision of Flux, taken apart. Only `raw` is there for a text of no known form that is no name either.
 *
 * @public
 */
export interface Revision {
  raw: string;
  /** Branch, tag or full Git ref, as Flux wrote it: `main`, `v1.2.3`, `refs/pull/1/head`. */
  name?: string;
  /** `sha1`, `sha256`, …; in forms without it, told by the length of the hash. */
  algorithm?: string;
  /** Lower-case hex. */
  hash?: string;
  /** The hash, where it is that of a Git commit. */
  commit?: string;
  /** Algorithm and hash, where it is that of an artifact, a manifest or an index. */
  digest?: string;
  /** Chart version without what Flux appends to it. */
  chartVersion?: string;
  /** The first 12 hex digits of the source's or chart's digest, where Flux appended them to the chart version. */
  digestPrefix?: string;
  /** The generation of the HelmChart, where Flux appended it: values files were merged into the chart. */
  generation?: number;
}

const ALGORITHM_HASH =
  /^(sha1|sha224|sha256|sha384|sha512|blake3):([0-9a-fA-F]{7,128})$/;
const FULL_HASH = /^(?:[0-9a-fA-F]{40}|[0-9a-fA-F]{64})$/;
const CHART_VERSION =
  /^(v?\d{1,20}\.\d{1,20}\.\d{1,20}(?:-[0-9A-Za-z.-]{1,256})?)(?:\+([0-9A-Za-z.-]{1,256}))?$/;
const APPENDED = /^(?:([0-9a-f]{12})(?:\.(\d{1,10}))?|(\d{1,10}))$/;

/**
 * Takes any revision apart that a Flux source, applier or history may show, in the forms of today and of Flux before 0.40.
 * Total: never throws, and keeps the text as it was.
 *
 * @public
 */
export function parseRevision(raw: string): Revision {
  const text = typeof raw === 'string' ? raw : '';
  const at = text.lastIndexOf('@');
  const tail = ALGORITHM_HASH.exec(text.slice(at + 1));
  if (tail) {
    return withHash(text, text.slice(0, Math.max(at, 0)), tail[1], tail[2]);
  }
  const slash = text.lastIndexOf('/');
  const hash = text.slice(slash + 1);
  if (FULL_HASH.test(hash)) {
    const before = text.slice(0, Math.max(slash, 0));
    const algorithm = hash.length === 40 ? 'sha1' : 'sha256';
    return withHash(text, before === 'HEAD' ? '' : before, algorithm, hash);
  }
  const chart = CHART_VERSION.exec(text);
  if (chart) {
    return withChartVersion(text, chart[1], chart[2]);
  }
  return text === '' ? { raw: text } : { raw: text, name: text };
}

function withHash(
  raw: string,
  name: string,
  algorithm: string,
  hex: string,
): Revision {
  const hash = hex.toLowerCase();
  return {
    raw,
    ...(name && { name }),
    algorithm,
    hash,
    ...(algorithm === 'sha1'
      ? { commit: hash }
      : { digest: `${algorithm}:${hash}` }),
  };
}

function withChartVersion(
  raw: string,
  version: string,
  build: string | undefined,
): Revision {
  const appended = build === undefined ? undefined : APPENDED.exec(build);
  if (!appended) {
    return {
      raw,
      chartVersion: build === undefined ? version : `${version}+${build}`,
    };
  }
  const generation = appended[2] ?? appended[3];
  return {
    raw,
    chartVersion: version,
    ...(appended[1] && { digestPrefix: appended[1] }),
    ...(generation !== undefined && { generation: Number(generation) }),
  };
}

/**
 * Whether two revisions name the same content: by their hashes where both have one, since the same commit may stand under
 * `main@…` and `refs/heads/main@…`; else only where they are the same text. What is absent or empty equals nothing.
 *
 * @public
 */
export function sameRevision(a?: string, b?: string): boolean {
  if (!a || !b) {
    return false;
  }
  if (a === b) {
    return true;
  }
  const [left, right] = [parseRevision(a), parseRevision(b)];
  return (
    left.hash !== undefined &&
    left.hash === right.hash &&
    left.algorithm === right.algorithm
  );
}

/**
 * Whether a chart version, as a HelmRelease tells it, came from the artifact of its chart source: that of a HelmChart
 * (`1.0.0`, `1.0.0+4cbb4e60ee31`) or of an OCIRepository (`1.0.0@sha256:4cbb4e60ee31…`). Where both tell a digest, it decides;
 * `chartDigest` is the whole one, from `lastAttemptedRevisionDigest` or `history[].ociDigest`.
 *
 * @public
 */
export function chartMatchesSource(
  chartVersion?: string,
  sourceRevision?: string,
  chartDigest?: string,
): boolean {
  if (!chartVersion || !sourceRevision) {
    return false;
  }
  const source = parseRevision(sourceRevision);
  if (source.hash === undefined) {
    return sameRevision(chartVersion, sourceRevision);
  }
  const chart = parseRevision(chartVersion);
  const prefix = parseRevision(chartDigest ?? '').hash ?? chart.digestPrefix;
  if (prefix !== undefined) {
    return source.hash.startsWith(prefix);
  }
  // A tag cannot hold the plus of a version; Helm writes an underscore.
  return (
    chart.chartVersion !== undefined &&
    chart.chartVersion === source.name?.replaceAll('_', '+')
  );
}

/**
 * A revision for people; undefined where there is none.
 *
 * @public
 */
export function readableRevision(raw?: string): ReadableRevision | undefined {
  if (!raw) {
    return undefined;
  }
  const { name, commit, digest, hash, chartVersion, digestPrefix, generation } =
    parseRevision(raw);
  const readableName = name === undefined ? undefined : readableRef(name);
  const suffix = generation === undefined ? '' : `+${generation}`;
  const words = [
    readableName,
    chartVersion && `${chartVersion}${digestPrefix ? '' : suffix}`,
    (hash ?? digestPrefix)?.slice(0, 7),
  ];
  return {
    raw,
    short: words.filter(Boolean).join(' ') || raw,
    ...(commit && { commit }),
    ...(digest && { digest }),
    ...(readableName && { name: readableName }),
    ...(chartVersion && { chartVersion }),
  };
}

function readableRef(name: string): string {
  const request = /^refs\/(pull|merge-requests)\/(\d+)\/(?:head|merge)$/.exec(
    name,
  );
  if (request) {
    return request[1] === 'pull' ? `PR ${request[2]}` : `MR ${request[2]}`;
  }
  return name.replace(/^refs\/(?:heads|tags)\/(?=.)/, '');
}

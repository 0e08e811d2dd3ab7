import { isHttpUrl } from '../kube/isHttpUrl';
import { parseImage } from '../kube/imageReference';
import { parseRevision } from '../flux/revision';
import { comparableUrl } from './comparableUrl';
import { LONGEST_IDENTIFIER, type IdentifierKind } from './identifiers';
import { podWorkloads } from './podWorkloads';
import { sourceKey } from './sourceKey';

/** One way to read what somebody pasted. @public */
export interface IdentifierReading {
  kind: IdentifierKind;
  /** In the form in which identifiers are compared. */
  value: string;
  /** True where it is only the beginning. */
  prefix: boolean;
  /** Where the text names it as well. */
  namespace?: string;
  /** True for a pod: what its workload runs now is meant. */
  now?: boolean;
}

const HEX = /^[0-9a-f]{7,64}$/i;
const DIGEST = /^(sha256|sha384|sha512):([0-9a-f]{7,128})$/i;
const HELM =
  /^(?:([a-z0-9][-a-z0-9]{0,62})\/)?(?:sh\.helm\.release\.v1\.)?([a-z0-9][-a-z0-9.]{0,52}?)(?:\.| +)v(\d{1,9})$/;
const COMMIT_URL =
  /\/(?:commit|commits|-\/commit)\/([0-9a-f]{7,64})(?:[/?#].*)?$/i;
const VERSION = /^v?\d{1,9}(?:\.\d{1,9}){0,3}(?:[-+][0-9A-Za-z.+_-]{1,128})?$/;
/** No database takes these as text. */
// eslint-disable-next-line no-control-regex -- exactly that is looked for
const UNTAKEN = /\u0000|\p{Surrogate}/u;
const ONE_WORD = /^\S{1,200}$/;

/**
 * What a pasted text may name, the likeliest first: a full or short commit or digest, a revision of Flux, a tag, a chart version, an
 * image, the id or URL of a pipeline, a change request, a promotion, a release of Helm, a pod or a workload. Empty for a text that
 * can name none of these. Never throws.
 *
 * @public
 */
export function readIdentifier(pasted: string): IdentifierReading[] {
  const text = pasted.trim().replace(/^["'`<(]+|["'`>),.;]+$/g, '');
  if (text === '' || text.length > LONGEST_IDENTIFIER || UNTAKEN.test(text)) {
    return [];
  }
  const readings = [
    ...readUrl(text),
    ...readHashes(text),
    ...readHelm(text),
    ...readVersions(text),
    ...readImage(text),
    ...readIds(text),
    ...readWorkload(text),
  ];
  const seen = new Set<string>();
  return readings.filter(({ kind, value }) => {
    const key = `${kind} ${value}`;
    return !seen.has(key) && seen.add(key);
  });
}

function readUrl(text: string): IdentifierReading[] {
  if (!isHttpUrl(text)) {
    return [];
  }
  const commit = COMMIT_URL.exec(text)?.[1];
  const page = comparableUrl(text);
  // What only says how a page is shown was perhaps not recorded with it.
  const bare = comparableUrl(text.replace(/\?.*$/, ''));
  const source = sourceKey(text);
  return [
    ...(commit
      ? [whole('commit', commit.toLowerCase(), commit.length < 40)]
      : []),
    whole('pipelineUrl', page),
    whole('change', page),
    whole('pipelineUrl', bare),
    whole('change', bare),
    ...(source ? [whole('source', source)] : []),
  ];
}

function readHashes(text: string): IdentifierReading[] {
  const [, algorithm, hex] = DIGEST.exec(text) ?? [];
  if (algorithm) {
    return [digest(algorithm, hex)];
  }
  if (HEX.test(text)) {
    const lower = text.toLowerCase();
    return [
      ...(lower.length <= 40
        ? [whole('commit', lower, lower.length < 40)]
        : []),
      digest('sha256', lower),
    ];
  }
  const { commit, digest: full, algorithm: known, hash } = parseRevision(text);
  if (commit) {
    return [whole('commit', commit, commit.length < 40)];
  }
  return full && known && hash ? [digest(known, hash)] : [];
}

/** `1.2.3+<12 hex>` names the artifact first, and the version of the chart only then. */
function readVersions(text: string): IdentifierReading[] {
  if (!VERSION.test(text)) {
    return [];
  }
  const { chartVersion, digestPrefix } = parseRevision(text);
  return [
    ...(digestPrefix ? [digest('sha256', digestPrefix)] : []),
    whole('tag', text),
    ...(chartVersion ? [whole('chartVersion', chartVersion)] : []),
  ];
}

function readImage(text: string): IdentifierReading[] {
  const reference = text.replace(/^(?:oci|docker):\/\//, '');
  const isPlain = !/[/@:]/.test(reference);
  const { repository, tag, digest: full } = parseImage(reference);
  if (isPlain || !repository) {
    return [];
  }
  return [
    ...(full ? [whole('digest', full)] : []),
    ...(tag ? [whole('image', `${repository}:${tag}`)] : []),
    ...(!tag && !full ? [whole('repository', repository)] : []),
  ];
}

function readHelm(text: string): IdentifierReading[] {
  const [, namespace, name, revision] = HELM.exec(text) ?? [];
  return name
    ? [
        {
          ...whole('helmRevision', `${name}.v${Number(revision)}`),
          ...(namespace && { namespace }),
        },
      ]
    : [];
}

function readIds(text: string): IdentifierReading[] {
  const id = text.replace(/^#(?=\d)/, '');
  return ONE_WORD.test(id) && !isHttpUrl(id)
    ? [whole('promotion', id), whole('pipeline', id), whole('tag', id)]
    : [];
}

function readWorkload(text: string): IdentifierReading[] {
  return podWorkloads(text).map(({ workload, namespace }) => ({
    ...whole('workload', workload),
    ...(namespace && { namespace }),
    now: true,
  }));
}

function digest(algorithm: string, hex: string): IdentifierReading {
  const length = { sha256: 64, sha384: 96, sha512: 128 }[
    algorithm.toLowerCase()
  ];
  return whole(
    'digest',
    `${algorithm.toLowerCase()}:${hex.toLowerCase()}`,
    hex.length < (length ?? 64),
  );
}

function whole(
  kind: IdentifierKind,
  value: string,
  prefix = false,
): IdentifierReading {
  return { kind, value, prefix };
}

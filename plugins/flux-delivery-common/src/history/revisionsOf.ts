import type { Source } from '../flux/objects';
import { parseRevision } from '../flux/revision';
import type { Observed } from '../kube/KubeObject';
import type { DeliveryRevisions } from './Delivery';

const LONGEST = 500;

/**
 * The names in a revision of a source. `origin` is the revision that the artifact was made from, as its annotations or the
 * applier tell.
 */
export function revisionsOf(
  raw: string | undefined,
  origin?: string,
  source?: Observed,
): DeliveryRevisions {
  const parsed = parseRevision(raw ?? '');
  const commit = parsed.commit ?? parseRevision(origin ?? '').commit;
  return {
    ...(commit && { commit }),
    ...named('tag', tagOf(parsed.name, Boolean(parsed.digest), source)),
    ...(parsed.digest && { digest: parsed.digest }),
    ...named('chartVersion', parsed.chartVersion),
    ...named('raw', raw),
    ...named('repository', repositoryOf(source)),
  };
}

/** A name beside a digest is a tag of OCI; one beside a commit is a tag only where the source follows tags. */
function tagOf(
  name: string | undefined,
  isOci: boolean,
  source: Observed | undefined,
): string | undefined {
  const ref = (source?.object as Source | undefined)?.spec?.ref;
  const isTag =
    isOci ||
    Boolean(ref?.tag ?? ref?.semver) ||
    name?.startsWith('refs/tags/') === true;
  return isTag ? name?.replace(/^refs\/tags\//, '') : undefined;
}

function repositoryOf(source: Observed | undefined): string | undefined {
  const { url } = (source?.object as Source | undefined)?.spec ?? {};
  return source?.ref.kind === 'GitRepository' && typeof url === 'string'
    ? url
    : undefined;
}

function named<K extends string>(
  key: K,
  value: string | undefined,
): Partial<Record<K, string>> {
  return value && value.length <= LONGEST
    ? ({ [key]: value } as Record<K, string>)
    : {};
}

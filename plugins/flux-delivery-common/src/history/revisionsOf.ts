import type { Source } from '../flux/objects';
import {
  chartMatchesSource,
  parseRevision,
  sameRevision,
} from '../flux/revision';
import { isHttpUrl } from '../kube/isHttpUrl';
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
    ...named('repository', repositoryOf(raw, source)),
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

/**
 * Where the commit is: the address of a GitRepository, or what the artifact says that it was made from. Never with credentials, which
 * people write into addresses.
 */
function repositoryOf(
  raw: string | undefined,
  source: Observed | undefined,
): string | undefined {
  const { spec, status } = (source?.object as Source | undefined) ?? {};
  const url: unknown = spec?.url;
  if (source?.ref.kind === 'GitRepository') {
    return typeof url === 'string' ? withoutCredentials(url) : undefined;
  }
  const { revision, metadata } = status?.artifact ?? {};
  const isHeld =
    sameRevision(revision, raw) || chartMatchesSource(raw, revision);
  const origin: unknown = metadata?.['org.opencontainers.image.source'];
  if (!isHeld || typeof origin !== 'string') {
    return undefined;
  }
  const plain = withoutCredentials(origin);
  return isHttpUrl(plain) ? plain : undefined;
}

/** Over SSH the user names the protocol (`git`) and stays; a password does not. */
function withoutCredentials(url: string): string {
  return url
    .replace(/^(https?:\/\/)[^/?#]*@/i, '$1')
    .replace(/^(ssh:\/\/[^/?#:@]*):[^/?#]*@/i, '$1@');
}

function named<K extends string>(
  key: K,
  value: string | undefined,
): Partial<Record<K, string>> {
  return value && value.length <= LONGEST
    ? ({ [key]: value } as Record<K, string>)
    : {};
}

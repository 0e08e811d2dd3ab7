import { matchesGlob } from '../paths/glob';
import type { AnyObject } from '../paths/DeliveryPath';
import type { ObjectRef } from '../kube/ObjectRef';
import { readableRevision } from '../flux/revision';
import { isHttpUrl } from '../kube/isHttpUrl';

/** @public */
export interface Link {
  title: string;
  url: string;
}

/**
 * `fluxDelivery.links` of the configuration.
 *
 * @public
 */
export interface LinkRules {
  git: {
    match: string;
    commit: string;
    /** The page that compares two commits: `{url}`, `{from}` and `{to}` are filled in. */
    compare?: string;
  }[];
  dashboards: { title: string; url: string }[];
}

/**
 * Links of one object: dashboards for each, and the commit at the Git host for a source that holds one.
 * Only http and https come out of here, whatever the rules and the objects say.
 *
 * @public
 */
export function linksFor(
  ref: ObjectRef,
  object: AnyObject | undefined,
  rules: LinkRules,
): Link[] {
  const links = rules.dashboards.map(({ title, url }) => ({
    title,
    url: fill(url, {
      cluster: ref.cluster,
      namespace: ref.namespace,
      name: ref.name,
      kind: ref.kind,
    }),
  }));
  const commit = commitLink(object, rules);
  return [...(commit ? [commit] : []), ...links].filter(({ url }) =>
    isHttpUrl(url),
  );
}

function commitLink(
  object: AnyObject | undefined,
  rules: LinkRules,
): Link | undefined {
  const metadata = object?.status?.artifact?.metadata;
  const url = webUrl(
    metadata?.['org.opencontainers.image.source'] ?? object?.spec?.url,
  );
  const raw =
    metadata?.['org.opencontainers.image.revision'] ??
    object?.status?.artifact?.revision;
  const sha = readableRevision(raw)?.commit;
  return gitLinksOf(url, sha, rules).commit;
}

/**
 * What the Git host shows of a commit: the rule of the first `match` that fits the address of the repository.
 *
 * @public
 */
export function gitLinksOf(
  repository: unknown,
  sha: string | undefined,
  rules: Pick<LinkRules, 'git'>,
): { commit?: Link; compareUrl?: string } {
  const url = webUrl(repository);
  const rule = url && rules.git.find(({ match }) => matchesGlob(match, url));
  if (!url || !rule) {
    return {};
  }
  const commit = sha && {
    title: `Commit ${sha.slice(0, 7)}`,
    url: rule.commit
      .split('{url}')
      .join(url)
      .split('{sha}')
      .join(encodeURIComponent(sha)),
  };
  const compareUrl = rule.compare?.split('{url}').join(url);
  return {
    ...(commit && isHttpUrl(commit.url) && { commit }),
    ...(compareUrl && isHttpUrl(compareUrl) && { compareUrl }),
  };
}

/** Where the Git host compares two commits; undefined where they are one, or one is not known. @public */
export function compareUrlOf(
  template: string | undefined,
  from: string | undefined,
  to: string | undefined,
): string | undefined {
  return template && from && to && from !== to
    ? template
        .split('{from}')
        .join(encodeURIComponent(from))
        .split('{to}')
        .join(encodeURIComponent(to))
    : undefined;
}

/** The address that a browser can open: `ssh://git@host/x.git` and `git@host:x.git` become `https://host/x`. @public */
export function webUrl(url: unknown): string | undefined {
  if (typeof url !== 'string') {
    return undefined;
  }
  const plain = url
    .replace(/^ssh:\/\/(?:[^@/]*@)?/, 'https://')
    .replace(/^[^@/:]+@([^:/]+):/, 'https://$1/')
    .replace(/^(https?:\/\/)[^@/]*@/, '$1')
    .replace(/\.git$/, '');
  return isHttpUrl(plain) ? plain : undefined;
}

function fill(template: string, values: Record<string, string>): string {
  return Object.entries(values).reduce(
    (text, [key, value]) =>
      text.split(`{${key}}`).join(encodeURIComponent(value)),
    template,
  );
}

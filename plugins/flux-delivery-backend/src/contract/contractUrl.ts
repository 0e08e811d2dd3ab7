import type { ScmIntegrationRegistry } from '@backstage/integration';
import { isHttpUrl } from 'backstage-plugin-flux-delivery-common';

/** The annotation by which an entity names its contract file. */
export const CONTRACT_ANNOTATION = 'flux-delivery/contract';

const LOCATION = 'backstage.io/managed-by-location';
const SOURCE_LOCATION = 'backstage.io/source-location';
const LONGEST = 2048;
const LONGEST_NAME = 100;

export type ContractUrl = { url: string; name: string } | { expected: string };

/**
 * Where the contract file of an entity is; undefined where the entity names none. Relative paths start from the file that describes
 * the entity, as `$text` in it does; where that is no URL, from `backstage.io/source-location`.
 */
export function contractUrl(
  annotations: Readonly<Record<string, string>>,
  integrations: Pick<ScmIntegrationRegistry, 'resolveUrl'>,
): ContractUrl | undefined {
  if (!Object.hasOwn(annotations, CONTRACT_ANNOTATION)) {
    return undefined;
  }
  const text = String(annotations[CONTRACT_ANNOTATION]).trim();
  if (!/\.ya?ml(?:[?#]|$)/i.test(text) || text.length > LONGEST) {
    return { expected: 'the path or URL of a .yaml file' };
  }
  if (/^[a-z][a-z0-9+.-]*:/i.test(text)) {
    return isHttpUrl(text)
      ? { url: text, name: nameOf(text) }
      : { expected: 'a path, or an http or https URL without credentials' };
  }
  const base = [LOCATION, SOURCE_LOCATION]
    .map(annotation => /^url:(.+)$/.exec(annotations[annotation] ?? '')?.[1])
    .find(url => url !== undefined && isHttpUrl(url));
  if (!base) {
    return {
      expected:
        'an http or https URL: the entity does not come from one, and backstage.io/source-location names none, so that a path leads nowhere',
    };
  }
  const url = resolved(text, base, integrations);
  return url
    ? { url, name: nameOf(text) }
    : { expected: 'a path within the repository of the entity' };
}

/** A link to a line of the file, in the form of its host. */
export function lineUrl(
  url: string,
  line: number | undefined,
  integrations: Pick<ScmIntegrationRegistry, 'resolveUrl'>,
): string {
  if (!line) {
    return url;
  }
  try {
    const { pathname } = new URL(url);
    const file = pathname.slice(pathname.lastIndexOf('/') + 1);
    return integrations.resolveUrl({
      url: `./${file}`,
      base: url,
      lineNumber: line,
    });
  } catch {
    return url;
  }
}

function resolved(
  path: string,
  base: string,
  integrations: Pick<ScmIntegrationRegistry, 'resolveUrl'>,
): string | undefined {
  try {
    const url = integrations.resolveUrl({ url: path, base });
    return isHttpUrl(url) && new URL(url).host === new URL(base).host
      ? url
      : undefined;
  } catch {
    return undefined;
  }
}

function nameOf(text: string): string {
  const [path] = text.split(/[?#]/);
  return path.slice(path.lastIndexOf('/') + 1).slice(0, LONGEST_NAME);
}

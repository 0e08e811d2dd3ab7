import { redact } from '../kube/redact';

/**
 * The form in which URLs of pipelines and change requests are compared: without credentials, without a fragment, and without slashes
 * at the end of the path, since people copy URLs with and without. The query stays: `…/results?buildId=7` names a page that
 * `…/results` does not.
 *
 * @public
 */
export function comparableUrl(url: string): string {
  const [, page, query = ''] = /^([^?#]*)(\?[^#]*)?/.exec(redact(url))!;
  return `${page.replace(/\/+$/, '')}${query === '?' ? '' : query}`;
}

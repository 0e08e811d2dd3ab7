/**
 * What people name, take no part in what went wrong: a namespace may be called `timeout`, an image `quota`, a host
 * `denied.example.com`. Rules read texts in which all that was made a `_`, so that they match on the words of controllers alone.
 */

const URL = /\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s"'<>]{1,4096}/gi;

/** Words, and what stands between quotes, brackets and spaces. */
const TOKEN = /[^\s"'`<>()[\]{},;=|\\]+/g;

const NAME = /^[a-z0-9*@_.:/+-]+$/;
const HAS_LETTER = /[a-z]/;
/** Labels with dots between, perhaps with a port; files look the same. */
const HOST = /^[a-z0-9*.:-]+$/;
const DOTTED = /[a-z0-9*-]\.[a-z0-9-]/;
const FILE =
  /\.(?:ya?ml|json|tgz|tar|gz|zip|tpl|env|txt|sh|toml|xml|pem|crt|key|asc|agekey|lock|sock|so|go)$/;
const HEX = /^[0-9a-f]{7,128}$/;

/** After these a bare word with a hyphen or a dot is the name of one. */
const NOUN =
  /(?:^|[\s(*])(?:pod|job|cronjob|namespace|node|container|release|deployment|statefulset|daemonset|replicaset|service|secret|configmap|ingress|gateway|chart|image|revision|canary|volume|host|lookup)s? $/i;

const OPENING = /["'`]/;

/** Keys whose value says what happened; the value of any other names something. */
const TELLING =
  /(?:code|status|reason|error|err|msg|message|desc|description|details?)["'`]?(?:[:=] ?| )["'`]?$/i;

/** `"error": "denied"` and `code="forbidden"` are said by somebody; `"name": "denied"` is not. */
function isSaid(text: string, start: number): boolean {
  return TELLING.test(text.slice(Math.max(0, start - 24), start));
}

function isQuoted(text: string, start: number, end: number): boolean {
  const before = text[start - 1] ?? '';
  return OPENING.test(before) && text[end] === before;
}

function isPath(word: string): boolean {
  const slash = word.indexOf('/');
  return slash >= 0 && slash !== 1 && HAS_LETTER.test(word);
}

function isHost(word: string, rest: string): boolean {
  // `deployments.apps "web"` is a kind, whose words count.
  return (
    HOST.test(word) &&
    DOTTED.test(word) &&
    !FILE.test(word) &&
    !rest.startsWith(' "')
  );
}

function isName(text: string, word: string, start: number): boolean {
  const end = start + word.length;
  if (/^\d{1,3}$/.test(word)) {
    return false;
  }
  if (
    isPath(word) ||
    HEX.test(word) ||
    isHost(word, text.slice(end, end + 2))
  ) {
    return true;
  }
  if (!NAME.test(word) || !HAS_LETTER.test(word) || isSaid(text, start)) {
    return false;
  }
  return (
    (isQuoted(text, start, end) && !word.includes('_')) ||
    text[start - 1] === '=' ||
    word.includes('@') ||
    (/[-.]/.test(word) && NOUN.test(text.slice(Math.max(0, start - 24), start)))
  );
}

/** Puts `_` for names, hosts, paths, images and digests, and `url` for URLs. Reads the text twice, whatever it holds. */
export function hideNames(text: string): string {
  const urlless = text
    .replace(/\\n/g, '\n')
    .replace(/\\(["'])/g, '$1')
    .replace(URL, 'url');
  return urlless.replace(TOKEN, (token, offset: number) => {
    const word = token.replace(/[.:!?*]{1,8}$/, '');
    return word && isName(urlless, word, offset)
      ? `_${token.slice(word.length)}`
      : token;
  });
}

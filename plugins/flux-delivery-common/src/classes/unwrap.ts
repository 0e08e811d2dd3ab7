const HEAD = 16_384;
const TAIL = 4_096;

/**
 * The beginning and the end of a text, at most 20 kB: the beginning says what was tried, the end often why it failed.
 * Everything that reads texts works on this, which bounds its cost whatever it is given.
 */
export function capText(text: string): string {
  return text.length <= HEAD + TAIL
    ? text
    : `${text.slice(0, HEAD)}\n${text.slice(-TAIL)}`;
}

/** Events of Helm end with the log of the action, which may speak of anything. */
export function withoutHelmLogs(text: string): string {
  const logs = text.indexOf('Last Helm logs:');
  return logs < 0 ? text : text.slice(0, logs).trimEnd();
}

/** Blanks URLs: `https://denied.example.com/401` says nothing about what went wrong. */
export function hideUrls(text: string): string {
  return text.replace(
    /\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s"'<>]{1,4096}/gi,
    'url',
  );
}

/** Where a message of Helm names the release and its chart, and what follows. */
const ACTION =
  /^Helm \w{1,20} (?:remediation )?(?:failed|for release|to previous release)/;
const CHART = / with chart [^\s:]{1,512}(?: failed)?: /;

/** The inner error of a failed Helm action; empty where there is none. */
export function helmTail(text: string): string {
  if (!ACTION.test(text)) {
    return '';
  }
  const chart = CHART.exec(text);
  if (chart) {
    return text.slice(chart.index + chart[0].length);
  }
  const colon = text.indexOf(': ');
  return colon < 0 ? '' : text.slice(colon + 2);
}

/** The source that a HelmRelease waits for, and what that source says of itself. */
export function embeddedSource(
  text: string,
): { kind: string; message: string } | undefined {
  const match = /^(\w{1,64}) '[^']{1,512}' is not ready: /.exec(text);
  return match
    ? { kind: match[1], message: text.slice(match[0].length) }
    : undefined;
}

const BEFORE_CODE =
  /(?:status(?:[ _-]?code)?|http(?:\/[\d.]{1,3})?|\bcode|error|response|returned|received|got|answered)["']?[\s:=(]{1,3}["']?([45]\d\d)\b/gi;
const BEFORE_WORDS =
  /\b([45]\d\d) (?:unauthorized|forbidden|not found|gone|proxy auth|request time|too many|internal server|bad gateway|service unavailable|gateway time)/gi;
const BETWEEN_COLONS = /: ([45]\d\d)(?=$|[\s:,.)])/gm;

/** The HTTP status codes from 400 that a text speaks of; numbers that stand for something else are left out. */
export function httpCodes(plain: string): number[] {
  return [BEFORE_CODE, BEFORE_WORDS, BETWEEN_COLONS].flatMap(pattern =>
    Array.from(plain.matchAll(pattern), match => Number(match[1])),
  );
}

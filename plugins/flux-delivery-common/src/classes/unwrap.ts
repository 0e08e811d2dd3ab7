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

/** What `kubectl describe` and `kubectl get events` print before a message, and what `flux get` does. */
const EVENT_COLUMNS =
  /^(?:[^\n]{1,32}? {2,32})?(?:Warning|Normal) {1,32}\w{1,64} {2,64}(?:[^\n]{1,48}? {2,64})?[^\s,]{1,253}(?:, [^\s,]{1,253})? {2,64}/;
const TABBED_COLUMNS = /^(?:[^\t\n]{1,253}\t){2,8}\s{0,64}/;
const MERGE_NOTE = /^\(combined from similar events\): /;

/** The message alone, of one that was copied with the columns or the note that stood before it. */
export function withoutColumns(text: string): string {
  return text
    .trimStart()
    .replace(EVENT_COLUMNS, '')
    .replace(TABBED_COLUMNS, '')
    .replace(MERGE_NOTE, '');
}

/** Where a message of Helm names the release and its chart, and what follows. */
const ACTION =
  /(?:^|: |\n)Helm \w{1,20} (?:remediation )?(?:failed|for release|to previous release)/;
const CHART = / with chart [^\s:]{1,512}(?: failed)?: /;

/** The inner error of a failed Helm action; empty where there is none. */
export function helmTail(text: string): string {
  const action = ACTION.exec(text);
  if (!action) {
    return '';
  }
  const said = text.slice(action.index + action[0].length);
  const chart = CHART.exec(said);
  if (chart) {
    return said.slice(chart.index + chart[0].length);
  }
  const colon = said.indexOf(': ');
  return colon < 0 ? '' : said.slice(colon + 2);
}

/** The source that a HelmRelease waits for, and what that source says of itself. */
export function embeddedSource(
  text: string,
): { kind: string; message: string } | undefined {
  const match = /(?:^|: )([A-Z]\w{1,63}) '[^']{1,512}' is not ready: /.exec(
    text,
  );
  return match
    ? {
        kind: match[1],
        message: text.slice(match.index + match[0].length),
      }
    : undefined;
}

const BEFORE_CODE =
  /(?:status(?:[ _-]?code)?|http(?:\/[\d.]{1,3})?|\bcode|error|response|returned|received|got|answered)["']?[\s:=(]{1,3}["']?([45]\d\d)\b/gi;
const BEFORE_WORDS =
  /\b([45]\d\d) (?:unauthorized|forbidden|not found|gone|proxy auth|request time|too many|internal server|bad gateway|service unavailable|gateway time)/gi;
const BETWEEN_COLONS = /: ([45]\d\d)(?=$|[\s:,.)])/gm;

/** The HTTP status codes from 400 that a text speaks of; numbers that stand for something else are left out. */
export function httpCodes(said: string): number[] {
  return [BEFORE_CODE, BEFORE_WORDS, BETWEEN_COLONS].flatMap(pattern =>
    Array.from(said.matchAll(pattern), match => Number(match[1])),
  );
}

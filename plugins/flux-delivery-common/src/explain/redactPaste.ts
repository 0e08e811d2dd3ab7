import { redact } from '../kube/redact';

const HIDDEN = '***';
/** No `\s` under /m: it would eat newlines from the start of each line on, in quadratic time. */
const SECRET =
  /^[ \t]*(?:- )?kind: *["']?Secret["']?[ \t\r]*$|"kind" *: *"Secret"/m;
const DATA = /^(\s*)(?:data|stringData):\s*$/;
const VALUE = /^(\s+[\w.-]{1,253}:)\s*\S.*$/;
const JSON_DATA = /("(?:data|stringData)" *: *\{)[^{}]*(\})/g;

/**
 * Takes credentials out of a text that somebody pasted. Whoever pastes a Secret does not mean to show it: what it holds is taken
 * out whole.
 */
export function redactPaste(text: string): string {
  return redact(SECRET.test(text) ? withoutData(text) : text);
}

function withoutData(text: string): string {
  let inside: number | undefined;
  return text
    .replace(/\r\n?/g, '\n')
    .replace(JSON_DATA, `$1"${HIDDEN}":"${HIDDEN}"$2`)
    .split('\n')
    .map(line => {
      const indent = line.length - line.trimStart().length;
      if (inside !== undefined && line.trim() !== '' && indent <= inside) {
        inside = undefined;
      }
      if (inside !== undefined) {
        return line.replace(VALUE, `$1 ${HIDDEN}`);
      }
      const start = DATA.exec(line);
      inside = start ? start[1].length : undefined;
      return line;
    })
    .join('\n');
}

import type { PastedFailure, ReadPaste } from '../Explanation';
import { kindNamed } from './kindNamed';
import { pickFailure, type Found, headOf } from './pickFailure';
import { recordsInLines, recordsOf } from './records';
import { fromTable, kindOfCommand } from './tables';

/** A terminal colours what it shows. */
const COLOURS = /\x1b\[[0-9;]{0,20}[A-Za-z]/g; // eslint-disable-line no-control-regex
const MOST_LINES = 200;

/**
 * Finds the failure in what somebody pasted: an event, a condition or a whole object in JSON or YAML, the output of
 * `kubectl describe`, a row of a table, a line of a log. A text of no such form is the message itself. Total and linear.
 */
export function readPaste(text: string): ReadPaste {
  const plain = text.replace(COLOURS, '').replace(/\r\n?/g, '\n');
  const found =
    fromJson(plain) ??
    fromLogLines(plain) ??
    fromFields(plain) ??
    fromTable(plain) ??
    fromCommand(plain);
  return found && found.failure.message.trim() !== ''
    ? { as: found.what, failure: withoutNothing(found.failure) }
    : { failure: { message: plain.trim() } };
}

function fromJson(text: string): Found | undefined {
  const trimmed = text.trim();
  const value = /^[[{]/.test(trimmed) ? parsed(trimmed) : undefined;
  const found = value === undefined ? undefined : pickFailure(recordsOf(value));
  return found && { ...found, what: `${found.what} in JSON` };
}

/** Undefined for what is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const FLUX_LOG =
  /^\S{10,40}\s+(error|info)\s+([A-Za-z]{1,63})\/([^\s.]{1,253})(?:\.([^\s.]{1,63}))?\s+-\s+(\S.*)$/;

/** Lines of logs, of which the last error counts: the ones before led to it. */
function fromLogLines(text: string): Found | undefined {
  const lines = text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')
    .slice(-MOST_LINES);
  const found = lines.flatMap(line => fromLogLine(line) ?? []);
  return found[found.length - 1];
}

function fromLogLine(line: string): Found | undefined {
  const match = FLUX_LOG.exec(line);
  if (match) {
    const [, level, kind, name, namespace, message] = match;
    return level === 'error'
      ? {
          what: 'a line of flux logs',
          failure: { kind: kindNamed(kind) ?? kind, namespace, name, message },
        }
      : undefined;
  }
  // Some loggers write time, level and text before the fields.
  const at = line.indexOf('{');
  const value =
    at >= 0 && line.endsWith('}') ? parsed(line.slice(at)) : undefined;
  if (value === undefined) {
    return undefined;
  }
  const head = at > 0 ? { level: 'error', msg: line.slice(0, at).trim() } : {};
  const isError = at === 0 || /\berror\b/i.test(line.slice(0, at));
  const found =
    isError && typeof value === 'object'
      ? pickFailure(recordsOf({ ...head, ...value }))
      : undefined;
  return found && { ...found, what: `${found.what} in JSON` };
}

const REASON = /^\w{1,80}$/;
const REPORTER = /^[\w-]{1,80}(?:, \S+)?$/;

/** Reason and message of a row of events: `Warning`, reason, age, reporter and message, with two blanks or more between them. */
function warningOf(line: string): string[] {
  const [type, reason, , reporter, ...message] = line.trim().split(/ {2,}/);
  return line.startsWith('  ') &&
    type === 'Warning' &&
    REASON.test(reason) &&
    REPORTER.test(reporter) &&
    message.length > 0
    ? [reason, message.join('  ')]
    : [];
}

function fromFields(text: string): Found | undefined {
  const records = recordsInLines(text);
  const found = pickFailure(records);
  const isDescribed = /^Name:\s/m.test(text);
  const warnings = isDescribed ? text.split('\n').flatMap(warningOf) : [];
  const [reason, message] = warnings.slice(-2);
  const kind = kindOfCommand(text);
  if (found?.what === 'the state of a container' && message) {
    return {
      what: 'the state of a container and the last warning of its pod',
      failure: { ...found.failure, message: firstPull(warnings) ?? message },
    };
  }
  if (message && !found) {
    return {
      what: 'the last warning of kubectl describe',
      failure: {
        ...headOf(records),
        kind: headOf(records).kind ?? kind,
        condition: 'Event',
        status: 'Warning',
        reason,
        message,
      },
    };
  }
  return (
    found && {
      what: `${found.what} ${isDescribed ? 'of kubectl describe' : 'in YAML'}`,
      failure: { ...found.failure, kind: found.failure.kind ?? kind },
    }
  );
}

/** Why a pull failed is said once, in the middle of many back-offs. */
function firstPull(warnings: readonly string[]): string | undefined {
  return warnings.find(text => /^Failed to pull image/.test(text));
}

const SAID_BY_FLUX = /^✗ (?:([A-Z]\w{1,63}) )?(\S.*)$/m;

/** What `flux reconcile` and its like end with. */
function fromCommand(text: string): Found | undefined {
  const match = SAID_BY_FLUX.exec(text);
  return match
    ? {
        what: 'the error of a flux command',
        failure: {
          kind: (match[1] && kindNamed(match[1])) ?? kindOfCommand(text),
          message: match[2],
        },
      }
    : undefined;
}

function withoutNothing(failure: PastedFailure): PastedFailure {
  return Object.fromEntries(
    Object.entries(failure).filter(
      ([, value]) => typeof value === 'string' && value !== '',
    ),
  ) as unknown as PastedFailure;
}

import type { PastedFailure } from '../Explanation';
import { kindNamed } from './kindNamed';
import type { Found } from './pickFailure';

const COLUMNS =
  'NAMESPACE NAME REVISION SUSPENDED READY MESSAGE STATUS AGE RESTARTS TYPE REASON OBJECT CHART VERSION';
const KNOWN = new Set(COLUMNS.split(' '));

interface Row {
  cells: Map<string, string>;
  text: string;
}

/**
 * A row of `flux get`, `flux events`, `kubectl get` or `kubectl get events`: the first that tells of something wrong, else the first
 * of all.
 */
export function fromTable(text: string): Found | undefined {
  const lines = text.split('\n').slice(0, 2_000);
  const at = lines.findIndex(isHeader);
  const kind = kindOfCommand(lines.slice(0, Math.max(at, 1)).join('\n'));
  const rows =
    at >= 0
      ? lines
          .slice(at + 1)
          .filter(line => line.trim() !== '')
          .map(line => rowOf(lines[at], line))
      : lines.flatMap(line => bareRow(line) ?? []);
  const told = rows.find(isWrong) ?? rows[0];
  return told && foundIn(told, kind);
}

function isHeader(line: string): boolean {
  const words = line.trim().split(/\s+/);
  return (
    words.length >= 3 &&
    words.filter(word => KNOWN.has(word)).length >= 3 &&
    line === line.toUpperCase()
  );
}

/** Cells stand under their heads; those that are longer than their column, as where a text lost its spaces, begin at a gap. */
function rowOf(header: string, line: string): Row {
  const heads = [...header.matchAll(/\S+(?: \S+)*/g)].map(
    ({ 0: name, index }) => ({ name: name.trim(), at: index }),
  );
  const cells = new Map<string, string>();
  const parts = line.trim().split(/\t+ *| {2,}/);
  const isAligned = heads.every(
    ({ at }) => at === 0 || /\s/.test(line[at - 1] ?? ' '),
  );
  heads.forEach(({ name, at }, index) => {
    const until = heads[index + 1]?.at;
    const cell = isAligned ? line.slice(at, until) : parts[index] ?? '';
    cells.set(name, cell.trim());
  });
  return { cells, text: line };
}

const EVENT_ROW =
  /^\s*\S{1,40}(?: \(x\d+ over \S+\))?\s+(Normal|Warning)\s+(\w{1,80})\s+([\w.]{1,80}\/\S{1,253})\s+(\S.*)$/;
const STATUS_ROW =
  /^\s*(\S{1,253}(?:\s+\S{1,300}){0,2})\s+(True|False)\s+(True|False|Unknown)\s+(\S.*)$/;
/** `main@sha1:1b0b926`, `1.8.3`, `sha256:…`: no name of an object is like that, but for a bare version. */
const LIKE_A_REVISION = /[@:]|^v?\d+\./;

/** A row without its head, where its cells tell what they are. */
function bareRow(line: string): Row | undefined {
  const event = EVENT_ROW.exec(line);
  if (event) {
    return row(line, {
      TYPE: event[1],
      REASON: event[2],
      OBJECT: event[3],
      MESSAGE: event[4],
    });
  }
  const status = STATUS_ROW.exec(line);
  if (!status) {
    return undefined;
  }
  const names = status[1]
    .split(/\s+/)
    .filter((word, index) => index === 0 || !LIKE_A_REVISION.test(word));
  return row(line, {
    ...(names.length > 1 && { NAMESPACE: names[0] }),
    NAME: names[1] ?? names[0],
    SUSPENDED: status[2],
    READY: status[3],
    MESSAGE: status[4],
  });
}

function row(text: string, cells: Record<string, string>): Row {
  return { text, cells: new Map(Object.entries(cells)) };
}

function isWrong({ cells }: Row): boolean {
  const ready = cells.get('READY') ?? '';
  const [have, want] = ready.split('/');
  return (
    ready === 'False' ||
    cells.get('TYPE') === 'Warning' ||
    (want !== undefined && have !== want) ||
    cells.get('SUSPENDED') === 'True'
  );
}

function foundIn({ cells }: Row, kind: string | undefined): Found | undefined {
  const type = cells.get('TYPE');
  const [ofObject, objectName] = (cells.get('OBJECT') ?? '').split('/');
  const [prefix, shortName] = (cells.get('NAME') ?? '').split('/');
  const isEvent = type === 'Warning' || type === 'Normal';
  const ready = cells.get('READY') ?? '';
  const state = cells.get('STATUS');
  const message = cells.get('MESSAGE') ?? state;
  if (!message) {
    return undefined;
  }
  const failure: PastedFailure = {
    kind: kindNamed((isEvent ? ofObject : shortName && prefix) ?? '') ?? kind,
    namespace: cells.get('NAMESPACE') || undefined,
    name: (isEvent ? objectName : shortName ?? prefix) || undefined,
    message,
  };
  if (isEvent) {
    return {
      what: 'a row of events',
      failure: {
        ...failure,
        condition: 'Event',
        status: type,
        reason: cells.get('REASON'),
      },
    };
  }
  const isCount = ready.includes('/');
  return {
    what: 'a row of a table',
    failure: {
      ...failure,
      ...(isCount
        ? { kind: failure.kind ?? 'Pod', reason: state }
        : { condition: 'Ready', status: ready || undefined }),
    },
  };
}

const COMMAND =
  /\b(?:flux (?:get|reconcile|events --for)|kubectl (?:get|describe))(?: +-{1,2}\S+(?: +[^\s-]\S*)?)* +((?:sources?|images?) +)?([\w.]+)/;

/** The kind that a command line above the table asks for. */
export function kindOfCommand(text: string): string | undefined {
  const match = COMMAND.exec(text.slice(0, 2_000));
  return match ? kindNamed(`${match[1]?.trim() ?? ''} ${match[2]}`) : undefined;
}

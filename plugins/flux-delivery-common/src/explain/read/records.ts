/** The scalar fields of one map somewhere in a text, and the key that leads to it. */
export interface Fields {
  /** Key of the map in the one around it, in lower case without spaces; that of the list for its items; empty at the top. */
  readonly parent: string;
  /** Names in lower case without spaces: `lastTransitionTime` and `Last Transition Time` are the same. */
  readonly values: ReadonlyMap<string, string>;
}

const MOST_RECORDS = 2_000;
const DEEPEST = 12;

export function fieldName(text: string): string {
  return text.replace(/[\s_-]/g, '').toLowerCase();
}

/** Every map in a value that JSON gave. Own keys only, and only so deep: what is deeper belongs to no condition or event. */
export function recordsOf(value: unknown): Fields[] {
  const records: Fields[] = [];
  visit(value, '', 0, records);
  return records;
}

function visit(
  value: unknown,
  parent: string,
  depth: number,
  records: Fields[],
): void {
  if (
    depth > DEEPEST ||
    records.length >= MOST_RECORDS ||
    typeof value !== 'object' ||
    value === null
  ) {
    return;
  }
  if (Array.isArray(value)) {
    value
      .slice(0, MOST_RECORDS)
      .forEach(item => visit(item, parent, depth + 1, records));
    return;
  }
  const values = new Map<string, string>();
  records.push({ parent, values });
  for (const [key, child] of Object.entries(value).slice(0, 200)) {
    if (typeof child === 'object') {
      visit(child, fieldName(key), depth + 1, records);
    } else if (child !== undefined && !values.has(fieldName(key))) {
      values.set(fieldName(key), String(child));
    }
  }
}

const LINE = /^( *)((?:- +)*)([A-Za-z][\w./ -]{0,80}?):(?: +(.*))?$/;
/** `kubectl describe` writes these with a word of their own, which leads to the fields below. */
const WITH_VALUE_AND_FIELDS = new Set(['state', 'laststate']);

interface Open {
  indent: number;
  values: Map<string, string>;
  parent: string;
  lastKey: string;
}

/**
 * The maps of a text in YAML, or in the form of `kubectl describe`, as far as they are simple: keys and values on lines, lists
 * with dashes or by a key that comes again, block texts, texts that go on below. No more is needed of a condition, an event or the
 * head of an object; anything else is passed over. Linear.
 */
export function recordsInLines(text: string): Fields[] {
  const records: Fields[] = [];
  const open: Open[] = [];
  let last:
    | { indent: number; into: Map<string, string>; key: string }
    | undefined;
  for (const raw of text.split('\n').slice(0, 5_000)) {
    const line = raw.replace(/\t/g, '        ').trimEnd();
    const match = LINE.exec(line);
    const indent = match ? match[1].length + match[2].length : leading(line);
    if (last && line.trim() !== '' && leading(line) > last.indent) {
      append(last.into, last.key, line.trim());
    } else if (match) {
      last = place(match, indent, open, records);
    } else {
      last = undefined;
    }
    if (records.length >= MOST_RECORDS) {
      break;
    }
  }
  return records;
}

function place(
  [, , dashes, name, given = '']: RegExpExecArray,
  indent: number,
  open: Open[],
  records: Fields[],
) {
  const key = fieldName(name);
  while (open.length > 0 && open[open.length - 1].indent > indent) {
    open.pop();
  }
  let top: Open | undefined = open[open.length - 1];
  const isSame = top?.indent === indent;
  if (!top || !isSame || dashes !== '' || top.values.has(key)) {
    const parent = isSame && top ? top.parent : top?.lastKey ?? '';
    if (isSame) {
      open.pop();
    }
    top = { indent, values: new Map(), parent, lastKey: '' };
    open.push(top);
    records.push(top);
  }
  const value = scalar(given);
  const isState = value !== undefined && WITH_VALUE_AND_FIELDS.has(key);
  top.lastKey = isState ? fieldName(value) : key;
  if (value === undefined) {
    return undefined;
  }
  top.values.set(key, value);
  return isState ? undefined : { indent, into: top.values, key };
}

/** Undefined where the value stands below: a map or a list. */
function scalar(given: string): string | undefined {
  const text = given.trim();
  if (text === '') {
    return undefined;
  }
  if (/^[|>][+-]?\d?$/.test(text)) {
    return '';
  }
  return unquoted(text);
}

function unquoted(text: string): string {
  if (text.startsWith("'")) {
    return text.replace(/^'|'$/g, '').split("''").join("'");
  }
  if (text.startsWith('"')) {
    return text
      .replace(/^"|"$/g, '')
      .replace(/\\n/g, '\n')
      .replace(/\\(["\\])/g, '$1');
  }
  return text;
}

function append(into: Map<string, string>, key: string, more: string): void {
  const before = into.get(key) ?? '';
  // A text in quotes may end on a later line.
  into.set(
    key,
    before === '' ? more : `${before} ${more.replace(/['"]$/, '')}`,
  );
}

function leading(line: string): number {
  return line.length - line.trimStart().length;
}

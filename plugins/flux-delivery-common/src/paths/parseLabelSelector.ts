import type { LabelSelector } from '../kube/workloads';

type Requirement = NonNullable<LabelSelector['matchExpressions']>[number];

const LONGEST = 1024;
const KEY =
  /^(?:[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?\/)?[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/;
const VALUE = /^(?:[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?$/;

/**
 * A label selector in the form of the API's query parameter: `a=b`, `a==b`, `a!=b`, `a in (b,c)`, `a notin (b,c)`, `a`, `!a`,
 * with commas between. Undefined where the text is none, where it is empty, or longer than 1024 characters.
 *
 * @public
 */
export function parseLabelSelector(text: string): LabelSelector | undefined {
  if (text.length > LONGEST) {
    return undefined;
  }
  const parts = splitOutsideParentheses(text);
  const requirements = parts?.map(part => parseRequirement(part.trim()));
  if (!requirements || requirements.some(each => !each)) {
    return undefined;
  }
  return { matchExpressions: requirements as Requirement[] };
}

function splitOutsideParentheses(text: string): string[] | undefined {
  const parts: string[] = [];
  let start = 0;
  let open = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (char === '(' || char === ')') {
      if (open === (char === '(')) {
        return undefined;
      }
      open = !open;
    } else if (char === ',' && !open) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return open ? undefined : [...parts, text.slice(start)];
}

function parseRequirement(part: string): Requirement | undefined {
  if (part.startsWith('!')) {
    return requirement(part.slice(1).trim(), 'DoesNotExist');
  }
  if (part.endsWith(')')) {
    return parseSet(part);
  }
  const equals = part.indexOf('=');
  if (equals < 0) {
    return requirement(part, 'Exists');
  }
  const negated = part[equals - 1] === '!';
  const value = part
    .slice(part[equals + 1] === '=' ? equals + 2 : equals + 1)
    .trim();
  const key = part.slice(0, negated ? equals - 1 : equals).trim();
  if (negated && part[equals + 1] === '=') {
    return undefined;
  }
  return requirement(key, negated ? 'NotIn' : 'In', [value]);
}

function parseSet(part: string): Requirement | undefined {
  const open = part.indexOf('(');
  const [key, operator, ...more] = part.slice(0, open).trim().split(/\s+/);
  const values = part
    .slice(open + 1, -1)
    .split(',')
    .map(value => value.trim());
  if (more.length > 0 || (operator !== 'in' && operator !== 'notin')) {
    return undefined;
  }
  return requirement(key, operator === 'in' ? 'In' : 'NotIn', values);
}

function requirement(
  key: string,
  operator: string,
  values?: string[],
): Requirement | undefined {
  if (!KEY.test(key) || values?.some(value => !VALUE.test(value))) {
    return undefined;
  }
  return { key, operator, ...(values && { values }) };
}

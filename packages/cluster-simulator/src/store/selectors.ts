import type { KubeResource } from './KubeResource';

export type Selector = (object: KubeResource) => boolean;

/** A selector that the API server refuses with 400. */
export class SelectorError extends Error {}

/** The query form of a label selector: `a=b,c!=d,e in (f,g),h,!i`. */
export function labelSelector(text: string | null): Selector {
  if (!text) {
    return () => true;
  }
  const terms = text.split(/,(?![^(]*\))/).map(term => labelTerm(term.trim()));
  return object => terms.every(term => term(object.metadata.labels ?? {}));
}

function labelTerm(term: string): (labels: Record<string, string>) => boolean {
  const set = /^(\S+)\s+(in|notin)\s+\(([^)]*)\)$/.exec(term);
  if (set) {
    const [, key, operator, list] = set;
    const values = list.split(',').map(value => value.trim());
    return operator === 'in'
      ? labels => key in labels && values.includes(labels[key])
      : labels => !(key in labels) || !values.includes(labels[key]);
  }
  const equality = /^([^=!\s]+)\s*(==|=|!=)\s*([^=!\s]*)$/.exec(term);
  if (equality) {
    const [, key, operator, value] = equality;
    return operator === '!='
      ? labels => labels[key] !== value
      : labels => labels[key] === value;
  }
  if (/^!?[^=!\s()]+$/.test(term)) {
    return term.startsWith('!')
      ? labels => !(term.slice(1) in labels)
      : labels => term in labels;
  }
  throw new SelectorError(`unable to parse requirement: found '${term}'`);
}

/** `metadata.name=x,involvedObject.uid=y`: equality on fields, of which an absent one counts as empty. */
export function fieldSelector(text: string | null): Selector {
  if (!text) {
    return () => true;
  }
  const terms = text.split(',').map(term => {
    const match = /^([A-Za-z.]+)(==|=|!=)(.*)$/.exec(term.trim());
    if (!match) {
      throw new SelectorError(`invalid field selector: ${term}`);
    }
    return {
      path: match[1].split('.'),
      equal: match[2] !== '!=',
      value: match[3],
    };
  });
  return object =>
    terms.every(({ path, equal, value }) => {
      const actual = path.reduce<any>((at, key) => at?.[key], object) ?? '';
      return (String(actual) === value) === equal;
    });
}

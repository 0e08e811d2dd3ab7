/**
 * What a person means by "the same, but": objects are merged key by key and null takes a key away, as in a JSON merge patch; lists of
 * things that have names (containers, volumes) are merged by name, any other list is replaced.
 *
 * @param {any} base
 * @param {any} change
 */
export function merge(base, change) {
  if (Array.isArray(base) && Array.isArray(change)) {
    return named(base) && named(change) ? mergeByName(base, change) : change;
  }
  if (!isObject(base) || !isObject(change)) {
    return isObject(change) ? merge({}, change) : change;
  }
  const result = { ...base };
  for (const [key, value] of Object.entries(change)) {
    if (value === null) {
      delete result[key];
    } else {
      result[key] = key in base ? merge(base[key], value) : merge({}, value);
    }
  }
  return result;
}

/**
 * Changes the objects of a file by their kind; null leaves out all objects of a kind. A kind that no object has is a mistake.
 *
 * @param {any[]} objects
 * @param {Record<string, any>} changes by kind, or by `Kind/name`
 */
export function changeObjects(objects, changes) {
  const used = new Set();
  const result = objects.flatMap(object => {
    const { kind, metadata } = object;
    const keys = [kind, `${kind}/${metadata?.name}`].filter(
      key => key in changes,
    );
    keys.forEach(key => used.add(key));
    return keys.some(key => changes[key] === null)
      ? []
      : [keys.reduce((changed, key) => merge(changed, changes[key]), object)];
  });
  const unused = Object.keys(changes).find(key => !used.has(key));
  if (unused) {
    throw new Error(`there is no ${unused} to change`);
  }
  return result;
}

const isObject = value =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const named = list => list.every(entry => typeof entry?.name === 'string');

function mergeByName(base, change) {
  const changed = base.map(entry => {
    const found = change.find(({ name }) => name === entry.name);
    return found ? merge(entry, found) : entry;
  });
  const names = new Set(base.map(({ name }) => name));
  return [...changed, ...change.filter(({ name }) => !names.has(name))];
}

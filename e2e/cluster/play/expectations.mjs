import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';

const LISTS = ['sources', 'parents', 'workloads', 'routes'];

/**
 * The expectations of a scenario with every `Kind/name` resolved.
 *
 * @param {object[]} expected
 * @param {(text: string) => { kind: string, namespace: string, name: string }} ref
 */
export function resolveExpectations(expected, ref) {
  return expected.map(wanted => ({
    ...wanted,
    applier: wanted.applier === 'none' ? undefined : ref(wanted.applier),
    rootCause: wanted.rootCause && ref(wanted.rootCause),
    ...Object.fromEntries(LISTS.map(key => [key, wanted[key]?.map(ref)])),
  }));
}

/**
 * What a file of `--extra-expectations` says of services that are there already: `Kind/namespace/name` throughout.
 *
 * @param {string} file
 * @returns {Promise<{ name: string, title: string, expected: object[] }[]>}
 */
export async function loadExtraExpectations(file) {
  const { entities } = parse(await readFile(file, 'utf8'));
  return entities.map(({ name, title, expect }) => ({
    name,
    title: title ?? name,
    expected: resolveExpectations(expect, text => {
      const [kind, namespace, objectName] = text.split('/');
      return { kind, namespace, name: objectName };
    }),
  }));
}

import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';

const LISTS = ['sources', 'parents', 'workloads', 'routes'];
const SEGMENTS = ['promotion', 'source', 'reconcile', 'rollout', 'traffic'];

/**
 * The expectations of a scenario with every `Kind/name` resolved.
 *
 * @param {object[]} expected
 * @param {(text: string) => { kind: string, namespace: string, name: string }} ref
 */
export function resolveExpectations(expected, ref) {
  return expected.map(
    ({ applier = 'Kustomization/app', verdicts, rootCause, ...wanted }) => ({
      ...wanted,
      applier: applier === 'none' ? undefined : ref(applier),
      verdicts: verdictsOf(verdicts),
      rootCause: rootCause && {
        ...ref(rootCause.object),
        class: rootCause.class,
      },
      ...Object.fromEntries(LISTS.map(key => [key, wanted[key]?.map(ref)])),
    }),
  );
}

/** `ok ok diverged - -`: five words in the order of the segments; a dash says nothing. */
function verdictsOf(text) {
  const words = text.split(' ');
  if (words.length !== SEGMENTS.length) {
    throw new Error(`"${text}" are not the verdicts of ${SEGMENTS.join(', ')}`);
  }
  return Object.fromEntries(
    SEGMENTS.map((segment, index) => [segment, words[index]]).filter(
      ([, word]) => word !== '-',
    ),
  );
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

import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const FOLDER = new URL('../scenarios/', import.meta.url);

/**
 * @typedef {object} Scenario one folder of `scenarios/`; `scenarios/README.md` says what its file may hold
 * @property {string} name
 * @property {string} title
 * @property {object[]} steps
 * @property {{ name: string, annotations: Record<string, string>, expect: object[] }[]} entities
 * @property {{ apiVersion: string, kind: string }[]} [needs] kinds without which it cannot be played
 */

/**
 * @param {string[]} only names; all where empty
 * @returns {Promise<Scenario[]>}
 */
export async function loadScenarios(only) {
  const entries = await readdir(FOLDER, { withFileTypes: true });
  const known = entries
    .filter(entry => entry.isDirectory() && !entry.name.startsWith('_'))
    .map(({ name }) => name);
  const missing = only.find(name => !known.includes(name));
  if (missing) {
    throw new Error(
      `There is no scenario "${missing}". Known: ${known.join(', ')}`,
    );
  }
  const names = only.length ? only : known;
  return Promise.all(
    names.sort().map(async name => {
      const file = new URL(`${name}/scenario.yaml`, FOLDER);
      return { name, entities: [], ...parse(await readFile(file, 'utf8')) };
    }),
  );
}

/** Where the files of a scenario are. */
export const folderOf = name => fileURLToPath(new URL(`${name}/`, FOLDER));

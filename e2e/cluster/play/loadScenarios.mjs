import { readdir, readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const FOLDER = new URL('../scenarios/', import.meta.url);

/**
 * @typedef {object} Scenario one file of `scenarios/`; `README.md` says what it may hold
 * @property {string} name
 * @property {string} title
 * @property {boolean} everywhere it is played on every cluster, and not on one of them only
 * @property {boolean} played it needs pods that are played, and not run
 * @property {boolean} watched it is played once the portal is there, to see what happens
 * @property {boolean} long it takes a minute or more, and begins before others
 * @property {string} [stops] a controller of Flux that does not run any more after its steps
 * @property {object[]} steps
 * @property {object[]} then steps after that controller was stopped
 * @property {{ name: string, owner: string, annotations?: Record<string, string>, expect: object[] }[]} entities
 * @property {{ apiVersion: string, kind: string }[]} [needs] kinds without which it cannot be played
 */

/** Owns the services of a scenario that names no group. */
const OWNER = 'group:default/apps';

/**
 * @param {string[]} only names; all where empty
 * @returns {Promise<Scenario[]>} by name
 */
export async function loadScenarios(only) {
  const entries = await readdir(FOLDER, { recursive: true });
  const files = new Map(
    entries
      .filter(path => path.endsWith('.yaml') && !path.startsWith('_'))
      .map(path => [basename(path, '.yaml'), path]),
  );
  const missing = only.find(name => !files.has(name));
  if (missing) {
    throw new Error(
      `There is no scenario "${missing}". Known: ${[...files.keys()]
        .sort()
        .join(', ')}`,
    );
  }
  const names = only.length ? only : [...files.keys()];
  return Promise.all(
    names.sort().map(async name => {
      const text = await readFile(new URL(files.get(name), FOLDER), 'utf8');
      return scenarioOf(name, parse(text));
    }),
  );
}

/** One service is enough for most: it is called like the scenario, and the file says at once what to expect. */
function scenarioOf(name, { expect, owner = OWNER, entities, ...scenario }) {
  const all = entities ?? [{ name: `e2e-${name}`, expect }];
  return {
    name,
    everywhere: false,
    played: false,
    watched: false,
    long: false,
    then: [],
    ...scenario,
    entities: all.map(entity => ({
      owner,
      ...entity,
      expect: [entity.expect].flat(),
    })),
  };
}

/** A file of `scenarios/_templates`. */
export const templateFile = name =>
  fileURLToPath(new URL(`_templates/${name}`, FOLDER));

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { KubeObject } from '../kube/KubeObject';

const FOLDER = join(__dirname, '..', '__fixtures__', 'objects');

/**
 * The objects of one fixture, captured from real controllers, whole and in the order of the file. With or without `.yaml`.
 *
 * @public
 */
export function loadFixture(name: string): KubeObject[] {
  const file = name.endsWith('.yaml') ? name : `${name}.yaml`;
  // The comment at the head of a file is a document of its own, an empty one.
  return parseAllDocuments(readFileSync(join(FOLDER, file), 'utf8'))
    .map(document => document.toJS() as KubeObject | null)
    .filter(object => object !== null);
}

/**
 * The names of all fixtures that {@link loadFixture} reads, sorted.
 *
 * @public
 */
export function fixtureNames(): string[] {
  return readdirSync(FOLDER)
    .filter(file => file.endsWith('.yaml'))
    .map(file => file.slice(0, -'.yaml'.length))
    .sort();
}

/**
 * One line of a captured watch: the instant at which it arrived beside the event.
 *
 * @public
 */
export function loadWatch(name: string): Record<string, unknown>[] {
  const file = name.endsWith('.ndjson') ? name : `${name}.ndjson`;
  return readFileSync(join(FOLDER, file), 'utf8')
    .split('\n')
    .filter(line => line !== '' && !line.startsWith('#'))
    .map(line => JSON.parse(line));
}

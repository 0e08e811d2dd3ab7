import { createHash } from 'node:crypto';
import { readFile, readdir, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';

const SKIPPED = new Set(['node_modules', 'dist', 'dist-types', 'coverage']);

/**
 * One hash over names and contents of files and folders, and over further facts. A path that does not exist counts
 * as absent.
 */
export async function contentHash(root, paths, facts = []) {
  const files = (
    await Promise.all(paths.map(path => listFiles(join(root, path))))
  ).flat();
  const hash = createHash('sha256').update(JSON.stringify(facts));
  for (const file of files.sort()) {
    hash.update(`\0${relative(root, file)}\0`).update(await readFile(file));
  }
  return hash.digest('hex');
}

async function listFiles(path) {
  const found = await stat(path).catch(() => undefined);
  if (!found) return [];
  if (!found.isDirectory()) return [path];
  const names = (await readdir(path)).filter(name => !SKIPPED.has(name));
  return (
    await Promise.all(names.map(name => listFiles(join(path, name))))
  ).flat();
}

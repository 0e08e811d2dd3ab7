import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

/** The repository's root; everything that the scripts bring or build stays below it. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(
  /\/$/,
  '',
);
/** Node and a yarn command, brought by the bootstrap. Delete it to start over. */
export const TOOLS = join(ROOT, '.tools');
/** Logs and markers of what is up to date. Safe to delete. */
export const CACHE = join(ROOT, '.cache');
export const LOGS = join(CACHE, 'logs');

import { setTimeout as sleep } from 'node:timers/promises';
import { CheckFailure } from '../CheckFailure.mjs';

const AT_ONCE = 4;
/** Pages that are opened between two looks at the logs. */
const BATCH = 48;
const TRIES = 12;
const PAUSE = 2000;

/**
 * Opens the page of each entity, and counts what that asked the API servers: nothing at all. Where a watch was renewed by
 * itself meanwhile (each is, every few minutes), or pods looked at that do not settle, the same pages are opened again: what a view
 * asks for, it asks for every time, so that one time without any request is the proof. The fewer pages at a time, the less can come
 * in between.
 *
 * @param {any} portal
 * @param {string[]} entities
 * @param {Map<string, import('./AuditLog.mjs').AuditLog>} logs by context
 */
export async function pageViewsAskNothing(portal, entities, logs) {
  const times = [];
  for (let from = 0; from < entities.length; from += BATCH) {
    const batch = entities.slice(from, from + BATCH);
    times.push(...(await askNothing(portal, batch, logs)));
  }
  return `${entities.length} pages, 0 requests, median ${percentile(
    times,
    0.5,
  )} ms, p95 ${percentile(times, 0.95)} ms`;
}

async function askNothing(portal, entities, logs) {
  let requests = [];
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const starts = await eachLog(logs, log => log.end());
    const times = await openPages(portal, entities);
    await sleep(500); // a request that a view set off would be on its way
    const found = await eachLog(logs, (log, index) => log.since(starts[index]));
    requests = found.flat();
    if (requests.length === 0) {
      return times;
    }
    await sleep(PAUSE);
  }
  const list = requests.map(({ verb, uri }) => `${verb} ${uri}`).slice(0, 10);
  throw new CheckFailure(
    `${requests.length} requests while ${
      entities.length
    } pages were opened, in each of ${TRIES} tries:\n${list.join('\n')}`,
  );
}

const eachLog = (logs, read) => Promise.all([...logs.values()].map(read));

/** @returns {Promise<number[]>} the milliseconds of each */
async function openPages(portal, entities) {
  const waiting = [...entities];
  const times = [];
  const open = async () => {
    for (let entity = waiting.shift(); entity; entity = waiting.shift()) {
      const start = performance.now();
      await portal.path(entity);
      times.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, open));
  return times;
}

function percentile(times, share) {
  const sorted = [...times].sort((a, b) => a - b);
  return Math.round(
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))],
  );
}

/** A page that nothing changed for is not sent again. */
export async function unchangedIsNotSent(portal, entity) {
  const route = `flux-delivery/entities/component/default/${entity}/path`;
  const first = await portal.get(route);
  const etag = first.headers.get('etag');
  await first.arrayBuffer();
  const second = await portal.get(route, { 'If-None-Match': etag });
  if (!etag || second.status !== 304) {
    throw new CheckFailure(
      `ETag ${etag}, then ${second.status} instead of 304`,
    );
  }
}

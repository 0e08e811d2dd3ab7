import type {
  FleetDto,
  SummariesDto,
} from 'backstage-plugin-flux-delivery-common';
import type { FleetService } from '../fleet/planFleet';
import { entityRefOf } from './catalog';
import { type Distribution, distributionOf } from '../distribution';
import { assertOk, readsOf } from './measureViews';
import type { Answer, Portal } from './Portal';

/** The time of one list, as its caller has it, and what it costs the backend. */
export interface ListCost {
  ms: Distribution;
  cpuMs: number;
  bytes: number;
}

export interface FleetViews {
  services: number;
  /** From when all clusters were in sync until every service was judged. */
  completeSeconds: number;
  /** The first page of fifty of all services, with root causes and filters. */
  firstPage: ListCost;
  /** From page to page until the end: each of them. */
  everyPage: ListCost;
  /** `POST /summaries` of 200 services. */
  summaries: ListCost;
  /** The same while the API servers of three clusters do not answer. */
  summariesInOutage: ListCost;
  firstPageInOutage: ListCost;
  /** How many of the 200 were told to be unknown then; all others were not touched by it. */
  unknownInOutage: number;
  requestsToApiServers: number;
}

const ROUNDS = 60;
const SUMMED_UP = 200;
const FLEET = '/api/flux-delivery/fleet';

/** Looks at lists of all services, and at those of a large team, while all is well and while three clusters are out of reach. */
export async function measureFleet(
  portal: Portal,
  services: readonly FleetService[],
): Promise<FleetViews> {
  const begun = Date.now();
  while (!fleetIn(await portal.get(FLEET)).complete) {
    await pause(250);
  }
  const completeSeconds = (Date.now() - begun) / 1_000;
  const before = await readsOf(portal);
  const refs = services.slice(0, SUMMED_UP).map(entityRefOf);
  const summaries = () =>
    portal.post('/api/flux-delivery/summaries', { entityRefs: refs });
  const firstPage = () => portal.get(FLEET);
  const measured = {
    services: fleetIn(await firstPage()).total,
    completeSeconds,
    firstPage: await measure(portal, repeated(firstPage)),
    everyPage: await measure(portal, pages(portal)),
    summaries: await measure(portal, repeated(summaries)),
  };
  const requestsToApiServers = (await readsOf(portal)) - before;
  await portal.apiServers.ask('outage');
  const down = await unreachable(summaries);
  return {
    ...measured,
    requestsToApiServers,
    summariesInOutage: await measure(portal, repeated(summaries)),
    firstPageInOutage: await measure(portal, repeated(firstPage)),
    unknownInOutage: down.items.filter(({ state }) => state === 'unknown')
      .length,
  };
}

/** Waits until the backend tells of the outage. */
async function unreachable(ask: () => Promise<Answer>): Promise<SummariesDto> {
  for (;;) {
    const { body } = assertOk(await ask());
    const answer = JSON.parse(body.toString()) as SummariesDto;
    const down = answer.clusters.filter(({ state }) => state !== 'synced');
    const unknown = answer.items.filter(({ state }) => state === 'unknown');
    if (down.length > 0 && unknown.length > 0) {
      // What is still being judged comes within a second or two.
      await pause(5_000);
      return JSON.parse((await ask()).body.toString());
    }
    await pause(500);
  }
}

async function measure(
  portal: Portal,
  answers: () => AsyncIterable<Answer>,
): Promise<ListCost> {
  const cpu = () => portal.backend.ask<number>('cpu');
  for await (const answer of answers()) {
    assertOk(answer);
    break;
  }
  const begun = await cpu();
  const found: Answer[] = [];
  for await (const answer of answers()) {
    found.push(assertOk(answer));
  }
  return {
    ms: distributionOf(found.map(({ ms }) => ms)),
    cpuMs: (((await cpu()) - begun) / found.length) * 1_000,
    bytes: Math.max(...found.map(({ body }) => body.length)),
  };
}

function repeated(ask: () => Promise<Answer>) {
  return async function* answers() {
    for (let round = 0; round < ROUNDS; round += 1) {
      yield await ask();
    }
  };
}

function pages(portal: Portal) {
  return async function* answers() {
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: string = cursor && `&cursor=${encodeURIComponent(cursor)}`;
      const answer: Answer = await portal.get(`${FLEET}?limit=100${query}`);
      cursor = fleetIn(answer).nextCursor;
      yield answer;
    }
  };
}

function fleetIn(answer: Answer): FleetDto {
  return JSON.parse(assertOk(answer).body.toString());
}

const pause = (ms: number) => new Promise(done => setTimeout(done, ms));

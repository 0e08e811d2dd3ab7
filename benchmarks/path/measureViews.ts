import type { DeliveryPathDto } from 'backstage-plugin-flux-delivery-common';
import type { FleetService } from '../fleet/planFleet';
import type { Traffic } from './apiServers';
import { entityRefOf } from './catalog';
import { type Distribution, distributionOf } from '../distribution';
import type { Answer, Portal } from './Portal';

export interface Views {
  views: number;
  sequential: Distribution;
  concurrent: Distribution;
  concurrency: number;
  /** Processor time of the backend for one page view, all of its threads: it hardly depends on what else runs. */
  cpuMs: { sequential: number; concurrent: number };
  /** Bodies, uncompressed. */
  bytes: Distribution;
  notModifiedShare: number;
  notModified: Distribution;
  /** Lists and reads of API servers while all of these pages were looked at. */
  requestsToApiServers: number;
  /** How late timers of the backend were, p99, while pages were looked at one by one, and at once. */
  loopP99Ms: { sequential: number; concurrent: number };
  segments: Record<string, number>;
}

const CONCURRENCY = 10;
const WARM_UP = 100;

export const pathUrl = (service: FleetService) =>
  `/api/flux-delivery/entities/${entityRefOf(service).replace(':', '/')}/path`;

/** Looks at so many pages, of one entity after the other, in every way a browser does. */
export async function measureViews(
  portal: Portal,
  services: readonly FleetService[],
  count: number,
): Promise<Views> {
  const views = shuffled(services, count);
  for (const service of views.slice(0, WARM_UP)) {
    await portal.get(pathUrl(service));
  }
  const before = await readsOf(portal);
  await portal.backend.ask('resetLoop');
  const cpu = () => portal.backend.ask<number>('cpu');
  const cpuAtStart = await cpu();
  const sequential: Answer[] = [];
  for (const service of views) {
    sequential.push(assertOk(await portal.get(pathUrl(service))));
  }
  const loopSequential = await portal.backend.ask<number>('loopP99');
  await portal.backend.ask('resetLoop');
  const cpuBetween = await cpu();
  const concurrent = await inParallel(views, service =>
    portal.get(pathUrl(service)),
  );
  const loopConcurrent = await portal.backend.ask<number>('loopP99');
  const cpuAtEnd = await cpu();
  const again: Answer[] = [];
  for (const [index, service] of views.entries()) {
    const etag = sequential[index].etag!;
    again.push(await portal.get(pathUrl(service), { 'if-none-match': etag }));
  }
  const same = again.filter(({ status }) => status === 304);
  return {
    views: count,
    sequential: distributionOf(sequential.map(({ ms }) => ms)),
    concurrent: distributionOf(concurrent.map(({ ms }) => ms)),
    concurrency: CONCURRENCY,
    cpuMs: {
      sequential: ((cpuBetween - cpuAtStart) / count) * 1_000,
      concurrent: ((cpuAtEnd - cpuBetween) / count) * 1_000,
    },
    bytes: distributionOf(sequential.map(({ body }) => body.length)),
    notModifiedShare: same.length / again.length,
    notModified: distributionOf(same.map(({ ms }) => ms)),
    requestsToApiServers: (await readsOf(portal)) - before,
    loopP99Ms: { sequential: loopSequential, concurrent: loopConcurrent },
    segments: segmentsOf(sequential),
  };
}

/** What is looked at in the background, whether anybody looks at a page or not. */
const BACKGROUND = /^watch |^get (version|coreVersions|groups?|resources)$/;

/** Lists and reads of objects so far. */
export async function readsOf(portal: Portal): Promise<number> {
  return readsIn(await portal.traffic());
}

export function readsIn({ requests }: Traffic): number {
  return Object.entries(requests)
    .filter(([request]) => !BACKGROUND.test(request))
    .reduce((sum, [, count]) => sum + count, 0);
}

export function assertOk(answer: Answer): Answer {
  if (answer.status !== 200) {
    throw new Error(`${answer.status}: ${answer.body}`);
  }
  return answer;
}

/** Neighbours share sources; pages are not looked at in the order in which services were made. */
function shuffled(services: readonly FleetService[], count: number) {
  const stride = 7919;
  return Array.from(
    { length: count },
    (_, index) => services[(index * stride) % services.length],
  );
}

async function inParallel(
  services: readonly FleetService[],
  view: (service: FleetService) => Promise<Answer>,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  const queue = [...services];
  await Promise.all(
    Array.from({ length: CONCURRENCY }, async () => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        answers.push(assertOk(await view(next)));
      }
    }),
  );
  return answers;
}

/** How often each verdict was given, so that a reader sees that whole paths were measured. */
function segmentsOf(answers: Answer[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { body } of answers) {
    const path = JSON.parse(body.toString()) as DeliveryPathDto;
    for (const { segment, verdict } of path.environments
      .flatMap(({ targets }) => targets)
      .flatMap(({ segments }) => segments)) {
      const key = `${segment} ${verdict}`;
      counts[key] = (counts[key] ?? 0) + 1;
    }
  }
  return counts;
}

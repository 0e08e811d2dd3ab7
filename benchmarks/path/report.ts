import type { Conditions } from './conditions';
import type { Cost } from './measureComparison';
import type { Distribution } from '../distribution';
import type { FleetViews, ListCost } from './measureFleet';
import type { Result } from './Result';

const MB = 1024 * 1024;
const KB = 1024;

export const PATH_HEADING = '# Results of `npm run bench -- path`';

/** All figures of a run as Markdown. */
export function reportOf(results: Result[], conditions: Conditions): string {
  const measured = results.filter(({ views }) => views);
  return [
    PATH_HEADING,
    '',
    ...conditionLines(conditions),
    '',
    '## Fleet, sync and memory',
    '',
    fleetTable(results),
    '',
    '## Path answers',
    '',
    viewsTable(measured),
    '',
    '## Lists of services',
    '',
    listsTable(measured),
    '',
    ...measured.flatMap(comparison),
    ...measured.slice(-1).flatMap(sizes),
    '',
  ].join('\n');
}

function conditionLines(conditions: Conditions): string[] {
  const { date, node, processor, cores, memoryGb, loadBefore } = conditions;
  return [
    `Measured on ${date} with Node ${node} on ${cores} cores (${processor}, ${memoryGb} GB), which the API servers, the backend and the client`,
    `shared. Load average before the start: ${loadBefore}. How to read this: [README](README.md).`,
  ];
}

function fleetTable(results: Result[]): string {
  const empty = results.find(({ appliers }) => appliers === 0);
  return table(
    ['appliers', ...results.map(({ appliers }) => count(appliers))],
    [
      ['clusters', ...results.map(r => count(r.clusters))],
      ['services (entities)', ...results.map(r => count(r.services))],
      ['objects in the inventory', ...results.map(r => count(r.objects))],
      ['in sync after', ...results.map(r => `${r.syncSeconds.toFixed(1)} s`)],
      [
        'requests to API servers until then, and to sample all pods',
        ...results.map(r => count(sum(r.syncTraffic.requests))),
      ],
      [
        'bytes from API servers for that',
        ...results.map(r => `${(r.syncTraffic.bytes / MB).toFixed(1)} MB`),
      ],
      [
        'resident memory of the backend',
        ...results.map(r => mb(r.memoryAfterViews.rss)),
      ],
      ['heap in use', ...results.map(r => mb(r.memoryAfterViews.heapUsed))],
      [
        'heap per object above an empty fleet',
        ...results.map(r => perObject(r, empty)),
      ],
    ],
  );
}

function perObject(result: Result, empty?: Result): string {
  if (!empty || result.objects === 0) {
    return '–';
  }
  const grown =
    result.memoryAfterViews.heapUsed - empty.memoryAfterViews.heapUsed;
  return `${(grown / result.objects / KB).toFixed(1)} KB`;
}

function viewsTable(results: Result[]): string {
  const of = (cell: (result: Required<Result>) => string) =>
    results.map(result => cell(result as Required<Result>));
  return table(
    ['appliers', ...results.map(({ appliers }) => count(appliers))],
    [
      ['page views, each way', ...of(({ views }) => count(views.views))],
      [
        'one after the other: p50 / p95 / p99',
        ...of(({ views }) => times(views.sequential)),
      ],
      [
        'ten at once: p50 / p95 / p99',
        ...of(({ views }) => times(views.concurrent)),
      ],
      [
        'processor time of the backend for each: one after the other / ten at once',
        ...of(
          ({ views: { cpuMs } }) =>
            `${ms(cpuMs.sequential)} / ${ms(cpuMs.concurrent)}`,
        ),
      ],
      [
        'with the ETag of before: answered 304',
        ...of(({ views }) => `${Math.round(views.notModifiedShare * 100)} %`),
      ],
      ['304: p50 / p95 / p99', ...of(({ views }) => times(views.notModified))],
      [
        'body, p50 / p95',
        ...of(({ views: { bytes } }) => `${kb(bytes.p50)} / ${kb(bytes.p95)}`),
      ],
      [
        'delay of the event loop p99, one after the other / ten at once',
        ...of(
          ({ views: { loopP99Ms: loop } }) =>
            `${ms(loop.sequential)} / ${ms(loop.concurrent)}`,
        ),
      ],
      [
        'requests that these page views caused at API servers',
        ...of(({ views }) => count(views.requestsToApiServers)),
      ],
    ],
  );
}

function listsTable(results: Result[]): string {
  const of = (cell: (fleet: FleetViews) => string) =>
    results.map(({ fleet }) => cell(fleet!));
  const cost = ({ ms: took, cpuMs, bytes }: ListCost) =>
    `${times(took)}; ${ms(cpuMs)}; ${kb(bytes)}`;
  return table(
    ['appliers', ...results.map(({ appliers }) => count(appliers))],
    [
      ['services', ...of(({ services }) => count(services))],
      [
        'all of them judged, after views had begun',
        ...of(({ completeSeconds }) => `${completeSeconds.toFixed(1)} s`),
      ],
      [
        '`GET /fleet`, first page: p50 / p95 / p99; processor time; body',
        ...of(({ firstPage }) => cost(firstPage)),
      ],
      [
        'the same, each page of a hundred until the end',
        ...of(({ everyPage }) => cost(everyPage)),
      ],
      [
        '`POST /summaries` of 200 services',
        ...of(({ summaries }) => cost(summaries)),
      ],
      [
        'the same, three clusters out of reach',
        ...of(({ summariesInOutage }) => cost(summariesInOutage)),
      ],
      [
        'first page, three clusters out of reach',
        ...of(({ firstPageInOutage }) => cost(firstPageInOutage)),
      ],
      [
        'of the 200 unknown then',
        ...of(({ unknownInOutage }) => count(unknownInOutage)),
      ],
      [
        'requests that the lists caused at API servers',
        ...of(fleet => count(fleet.requestsToApiServers)),
      ],
    ],
  );
}

function comparison(result: Result): string[] {
  const { path, customQuery, workloadsQuery } = result.comparison!;
  const row = (
    title: string,
    field: keyof Cost,
    show: (value: number) => string,
  ) => [
    title,
    show(path[field]),
    `${show(customQuery[field])}${ratio(customQuery[field], path[field])}`,
    `${show(workloadsQuery[field])}${ratio(
      workloadsQuery[field],
      path[field],
    )}`,
  ];
  return [
    `## One page view of the same service, ${count(
      result.appliers,
    )} appliers in ${result.clusters} clusters`,
    '',
    table(
      [
        '',
        'delivery path',
        '`resources/custom/query`, five Flux kinds',
        '`resources/workloads/query`',
      ],
      [
        row('requests to API servers', 'requestsToApiServers', count),
        row('bytes from API servers', 'bytesFromApiServers', kb),
        row('bytes to the browser', 'bytesToBrowser', kb),
        row('the same, gzipped', 'bytesToBrowserGzipped', kb),
        row('time, median', 'ms', ms),
      ],
    ),
    '',
  ];
}

function sizes({ sizes: kinds = {} }: Result): string[] {
  return [
    '## Size of objects',
    '',
    'Mean bytes as JSON, in the first cluster of the largest fleet. Pods and ReplicaSets are those of samples.',
    '',
    table(
      [
        'kind',
        'as the API server sends it',
        'as the inventory keeps it',
        'largest',
      ],
      Object.entries(kinds).map(([kind, size]) => [
        kind,
        count(size.raw),
        count(size.projected),
        count(size.largest),
      ]),
    ),
  ];
}

/** How a figure compares with ours; nothing where ours is zero. */
export const ratio = (value: number, ours: number) =>
  ours > 0 ? ` (${(value / ours).toFixed(1)} ×)` : '';

function table(head: string[], rows: string[][]): string {
  return [head, head.map((_, index) => (index ? '---:' : '---')), ...rows]
    .map(cells => `| ${cells.join(' | ')} |`)
    .join('\n');
}

const sum = (counts: Record<string, number>) =>
  Object.values(counts).reduce((total, each) => total + each, 0);
const count = (value: number) => value.toLocaleString('en');
const kb = (bytes: number) =>
  bytes === 0 ? '0' : `${(bytes / KB).toFixed(1)} KB`;
const mb = (bytes: number) => `${Math.round(bytes / MB)} MB`;
const ms = (value: number) => `${value.toFixed(1)} ms`;
const times = ({ p50, p95, p99 }: Distribution) =>
  `${ms(p50)} / ${ms(p95)} / ${ms(p99)}`;

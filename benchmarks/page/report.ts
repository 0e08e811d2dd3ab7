import type { Conditions } from '../path/conditions';
import type { PageFigures } from './measurePage';

export const PAGE_HEADING = '# Results of `npm run bench -- page`';

const ROWS: [keyof PageFigures, string, (value: number) => string][] = [
  ['firstRowMs', 'time to the first service', ms],
  ['elements', 'elements of the document then', count],
  ['elementsAfterScroll', 'the same, after all have passed', count],
  ['heapMb', 'memory of JavaScript then', value => `${value.toFixed(0)} MB`],
  ['frames', 'frames from the first service to the last', count],
  ['slowFrames', 'of them over 50 ms', count],
  ['longestFrameMs', 'the longest', ms],
  [
    'cpuMsPerFrame',
    'processor time of the page for each frame',
    value => `${value.toFixed(1)} ms`,
  ],
  ['filterMs', 'time from a text to the one service that it names', ms],
];

/** Both ways beside each other, the medians of all rounds, as Markdown. */
export function reportOf({
  services,
  delivery,
  plain,
  conditions: { date, node, processor, cores, memoryGb, loadBefore },
}: {
  services: number;
  delivery: PageFigures[];
  plain: PageFigures[];
  conditions: Conditions;
}): string {
  const lines = ROWS.map(([key, name, format]) => {
    const [ours, theirs] = [delivery, plain].map(rounds =>
      median(rounds.map(round => round[key])),
    );
    const ratio = ours > 0 ? ` (${(theirs / ours).toFixed(1)} ×)` : '';
    return `| ${name} | ${format(ours)} | ${format(theirs)}${ratio} |`;
  });
  return [
    PAGE_HEADING,
    '',
    `Measured on ${date} with Node ${node} on ${cores} cores (${processor}, ${memoryGb} GB), which the API servers, the backend and`,
    `Chromium shared. Load average before the start: ${loadBefore}. Medians of ${delivery.length} rounds. How to read this: [README](README.md).`,
    '',
    `| ${services.toLocaleString(
      'en-US',
    )} services | page Delivery | \`Table\` of Backstage, all rows |`,
    '| --- | ---: | ---: |',
    ...lines,
    '',
  ].join('\n');
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

function ms(value: number): string {
  return value < 1_000
    ? `${value.toFixed(0)} ms`
    : `${(value / 1_000).toFixed(1)} s`;
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

import type { Browser, Page } from '@playwright/test';

/** How a list of services feels to whoever uses it. */
export interface PageFigures {
  /** From the first byte asked for until a service is to be seen. */
  firstRowMs: number;
  /** Elements of the document, before and after all rows have passed. */
  elements: number;
  elementsAfterScroll: number;
  /** Memory of JavaScript after a collection, once all rows have passed. */
  heapMb: number;
  frames: number;
  /** Of the frames of the way from the first service to the last. */
  slowFrames: number;
  longestFrameMs: number;
  /** Processor time of the page for each of these frames; says the same whatever else the machine does. */
  cpuMsPerFrame: number;
  /** From the last key until the one service that is meant is alone. */
  filterMs: number;
}

/** One way to show the services, and where on its page what is. */
export interface ListPage {
  path: string;
  rows: string;
  /** What scrolls; the first element that can where there are several. */
  scrolled: string;
  search: string;
}

/** A frame that takes longer is seen as a jerk. */
const SLOW_MS = 50;
/** A fast hand at a mouse wheel. */
const PIXELS_A_FRAME = 200;
const WAIT_MS = 180_000;

export async function measurePage(
  browser: Browser,
  url: string,
  list: ListPage,
  wanted: string,
): Promise<PageFigures> {
  const page = await browser.newPage({
    viewport: { width: 1280, height: 900 },
  });
  try {
    const begun = Date.now();
    await page.goto(`${url}${list.path}`);
    await page.waitForSelector(list.rows, { timeout: WAIT_MS });
    const firstRowMs = Date.now() - begun;
    const elements = await countElements(page);
    const cpu = await cpuClock(page);
    const cpuBefore = await cpu();
    const scroll = await scrollThrough(page, list.scrolled);
    const cpuMs = (await cpu()) - cpuBefore;
    return {
      firstRowMs,
      elements,
      ...scroll,
      cpuMsPerFrame: cpuMs / scroll.frames,
      elementsAfterScroll: await countElements(page),
      heapMb: await heapMb(page),
      filterMs: await filter(page, list, wanted),
    };
  } finally {
    await page.close();
  }
}

const countElements = (page: Page) =>
  page.evaluate(() => document.getElementsByTagName('*').length);

/** Milliseconds that the thread of the page has worked so far. */
async function cpuClock(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration')!.value * 1_000;
  };
}

async function heapMb(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize / 1024 ** 2;
}

/** From the top to the end, as far as it goes in each frame; a list that is read on while it is scrolled is waited for. */
function scrollThrough(page: Page, selector: string) {
  return page.evaluate(
    ([scrolled, pixels, slow]) =>
      new Promise<
        Pick<PageFigures, 'frames' | 'slowFrames' | 'longestFrameMs'>
      >(done => {
        const element = [...document.querySelectorAll(scrolled as string)].find(
          each => each.scrollHeight > each.clientHeight + 1,
        )!;
        const times: number[] = [];
        let last = performance.now();
        let hasMoved = false;
        let still = 0;
        const next = (now: number) => {
          // What nothing has moved in is a time of waiting.
          if (hasMoved) {
            times.push(now - last);
          }
          last = now;
          const before = element.scrollTop;
          element.scrollTop += pixels as number;
          hasMoved = element.scrollTop !== before;
          const isReading = document.querySelector('[aria-busy=true]');
          still = hasMoved || isReading ? 0 : still + 1;
          if (still < 30) {
            requestAnimationFrame(next);
            return;
          }
          done({
            frames: times.length,
            slowFrames: times.filter(time => time > (slow as number)).length,
            longestFrameMs: Math.max(...times),
          });
        };
        requestAnimationFrame(next);
      }),
    [selector, PIXELS_A_FRAME, SLOW_MS] as const,
  );
}

async function filter(
  page: Page,
  { rows, search }: ListPage,
  wanted: string,
): Promise<number> {
  await page.locator(search).first().fill(wanted, { timeout: WAIT_MS });
  const begun = Date.now();
  await page.waitForFunction(
    ([selector, text]) => {
      const found = [...document.querySelectorAll(selector)];
      return found.length === 1 && found[0].textContent?.includes(text);
    },
    [rows, wanted] as const,
    { timeout: WAIT_MS, polling: 'raf' },
  );
  return Date.now() - begun;
}

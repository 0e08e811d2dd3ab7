import type { FleetRow } from 'backstage-plugin-flux-delivery-common';
import { SummaryStore } from './SummaryStore';

const wait = (ms: number) => jest.advanceTimersByTimeAsync(ms);
const refOf = (n: number) => `component:default/c${n}`;

function setUp() {
  let isVisible = true;
  let answer: 'rows' | Error = 'rows';
  let headline = 'first';
  const load = jest.fn(async (refs: readonly string[]) => {
    if (answer instanceof Error) {
      throw answer;
    }
    return {
      observedAt: '2026-03-10T09:30:00Z',
      complete: true,
      clusters: [],
      items: refs
        .filter(entityRef => entityRef !== refOf(0))
        .map(
          entityRef =>
            ({
              entityRef,
              headline,
              judgedAt: new Date().toISOString(),
            } as FleetRow),
        ),
    };
  });
  const store = new SummaryStore({ load, isVisible: () => isVisible });
  return {
    store,
    load,
    become: (next: 'rows' | Error, text = headline) => {
      answer = next;
      headline = text;
    },
    hide: () => {
      isVisible = false;
    },
  };
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it('asks once for all rows of a table, and once for each 500', async () => {
  const { store, load } = setUp();
  const ends = Array.from({ length: 1001 }, (_, n) =>
    store.subscribe(refOf(n), () => {}),
  );
  await wait(20);
  expect(load.mock.calls.map(([refs]) => refs.length)).toEqual([500, 500, 1]);
  expect(store.get(refOf(0))).toEqual({ type: 'none' });
  expect(store.get(refOf(7))).toMatchObject({ type: 'ready' });
  ends.forEach(end => end());
});

it('asks again for what is on screen, tells only what changed, and ends', async () => {
  const { store, load, become, hide } = setUp();
  const told = jest.fn();
  const end = store.subscribe(refOf(1), told);
  const endOther = store.subscribe(refOf(2), () => {});
  await wait(20);
  expect(told).toHaveBeenCalledTimes(1);
  endOther();
  await wait(7_100);
  expect(load.mock.calls[1][0]).toEqual([refOf(1)]);
  expect(told).toHaveBeenCalledTimes(1);

  become('rows', 'second');
  await wait(7_000);
  expect(told).toHaveBeenCalledTimes(2);
  hide();
  await wait(60_000);
  expect(load).toHaveBeenCalledTimes(3);
  end();
  expect(jest.getTimerCount()).toBe(0);
});

it('A4: shows nothing any more seven seconds after it is not told any more', async () => {
  const { store, load } = setUp();
  const end = store.subscribe(refOf(1), () => {});
  await wait(20);
  expect(store.get(refOf(1))).toMatchObject({ type: 'ready' });
  load.mockResolvedValue({
    observedAt: '',
    complete: true,
    clusters: [],
    items: [],
  });
  await wait(7_020);
  expect(store.get(refOf(1))).toEqual({ type: 'none' });
  end();
});

it('does not go on showing what it cannot know', async () => {
  const { store, become } = setUp();
  const end = store.subscribe(refOf(1), () => {});
  await wait(20);
  become(new Error('Bad gateway'));
  await wait(8_100);
  expect(store.get(refOf(1))).toEqual({
    type: 'error',
    error: new Error('Bad gateway'),
  });
  end();
});

it('asks nothing for a row that has gone again', async () => {
  const { store, load } = setUp();
  store.subscribe(refOf(1), () => {})();
  await wait(20);
  expect(load).not.toHaveBeenCalled();
});

it('asks not again for rows that are drawn anew at once', async () => {
  const { store, load } = setUp();
  const end = store.subscribe(refOf(1), () => {});
  await wait(20);
  end();
  const endAgain = store.subscribe(refOf(1), () => {});
  await wait(1_000);
  expect(load).toHaveBeenCalledTimes(1);
  endAgain();
  await wait(4_000);
  const endLater = store.subscribe(refOf(1), () => {});
  await wait(20);
  expect(load).toHaveBeenCalledTimes(2);
  endLater();
});

import { setImmediate } from 'node:timers/promises';
import type { EntityFacts } from 'backstage-plugin-flux-delivery-common';
import { FreshFacts } from './FreshFacts';

const REFS = Array.from(
  { length: 5_000 },
  (_, at) => `component:default/s${at}`,
);
const [FIRST] = REFS;

function setUp() {
  const owners = new Map<string, string>();
  const state = { now: 0, isDown: false, onRead: [] as EntityFacts[] };
  const asked: number[] = [];
  const facts = new FreshFacts({
    now: () => state.now,
    onRead: read => state.onRead.push(...read),
    read: async refs => {
      asked.push(refs.length);
      await setImmediate();
      if (state.isDown) {
        throw new Error('down');
      }
      return new Map(
        refs
          .filter(ref => owners.get(ref) !== 'gone')
          .map(entityRef => [
            entityRef,
            {
              entityRef,
              owner: owners.get(entityRef) ?? 'old',
              annotations: {},
            },
          ]),
      );
    },
  });
  const ownerAt = async (ms: number) => {
    state.now = ms;
    return (await facts.of([FIRST])).get(FIRST)?.owner;
  };
  const newestAt = async (ms: number) => {
    state.now = ms;
    return (await facts.newest([FIRST])).get(FIRST)?.owner;
  };
  return { asked, facts, newestAt, ownerAt, owners, state };
}

describe('facts that decide who may see entities', () => {
  it('are read in chunks, once for all who ask, and not again for five seconds', async () => {
    const { asked, facts, state } = setUp();
    const [a, b] = await Promise.all([facts.of(REFS), facts.of(REFS)]);
    expect(a.size).toBe(5_000);
    expect(b.size).toBe(5_000);
    expect(asked).toEqual(Array(20).fill(250));
    state.now = 4_999;
    await facts.of(REFS);
    expect(asked).toHaveLength(20);
  });

  it('are read again behind the answer for whoever looks every eight seconds, and are never older than nine', async () => {
    const { asked, ownerAt, owners } = setUp();
    await ownerAt(0);
    owners.set(FIRST, 'new');
    expect(await ownerAt(8_000)).toBe('old');
    await setImmediate();
    expect(await ownerAt(8_001)).toBe('new');
    expect(asked).toHaveLength(2);
    owners.set(FIRST, 'newer');
    expect(await ownerAt(17_000)).toBe('newer');
  });

  it('are read together, also where some were read later than others before they were told', async () => {
    const { asked, facts, newestAt, state } = setUp();
    await facts.of(REFS);
    await newestAt(1_500);
    asked.length = 0;
    for (const ms of [5_000, 6_499, 6_500, 7_000, 8_000]) {
      state.now = ms;
      await facts.of(REFS);
      await setImmediate();
    }
    expect(asked).toEqual(Array(20).fill(250));
  });

  it('are not there of what the catalog does not have any more', async () => {
    const { ownerAt, owners } = setUp();
    await ownerAt(0);
    owners.set(FIRST, 'gone');
    expect(await ownerAt(9_000)).toBeUndefined();
  });

  it('decide nothing once they are too old and the catalog does not answer, and are asked for anew', async () => {
    const { ownerAt, state } = setUp();
    await ownerAt(0);
    state.isDown = true;
    expect(await ownerAt(8_000)).toBe('old');
    await setImmediate();
    await expect(ownerAt(9_000)).rejects.toThrow('down');
    state.isDown = false;
    expect(await ownerAt(9_001)).toBe('old');
  });

  it('are a second old at most before something is told, and read once in that time', async () => {
    const { asked, newestAt, ownerAt, owners } = setUp();
    await ownerAt(0);
    owners.set(FIRST, 'new');
    expect(await newestAt(999)).toBe('old');
    expect(asked).toHaveLength(1);
    expect(await newestAt(1_000)).toBe('new');
    expect(await newestAt(1_999)).toBe('new');
    expect(asked).toHaveLength(2);
  });

  it('are read again after a read that began too early to know, and once for all who wait', async () => {
    const { asked, facts, owners, newestAt, state } = setUp();
    const early = facts.of([FIRST]);
    state.now = 1_500;
    const late = [newestAt(1_500), newestAt(1_500)];
    await early;
    owners.set(FIRST, 'new');
    expect(await Promise.all(late)).toEqual(['new', 'new']);
    expect(asked).toEqual([1, 1]);
  });

  it('decide nothing where they cannot be read just now', async () => {
    const { newestAt, state } = setUp();
    await newestAt(0);
    state.isDown = true;
    await expect(newestAt(1_000)).rejects.toThrow('down');
    state.isDown = false;
    expect(await newestAt(1_001)).toBe('old');
  });

  it('are told to whoever keeps them', async () => {
    const { ownerAt, state } = setUp();
    await ownerAt(0);
    expect(state.onRead.map(({ entityRef }) => entityRef)).toEqual([FIRST]);
  });
});

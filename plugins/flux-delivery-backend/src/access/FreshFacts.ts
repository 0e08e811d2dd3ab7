import type { EntityFacts } from 'backstage-plugin-flux-delivery-common';
import { DECIDING_MS } from './decidingAge';

/** So long nothing is asked again to choose by. */
const FRESH_MS = 5_000;
/** When one is so old, all that are not fresh are read with it: those that somebody was just told of are not asked for one by one. */
const DUE_MS = 6_500;
/** Nothing is chosen by older facts: whoever waits for younger ones waits. */
const OLDEST_MS = 9_000;
const ASKED_AT_ONCE = 250;
/** Facts that nobody asked for so long are forgotten. */
const FORGOTTEN_MS = 60_000;

interface Known {
  /** When it was last asked for; milliseconds. */
  askedAt: number;
  /** When the read began that told `facts`; undefined where none has ended yet. */
  readAt?: number;
  /** Undefined for what the catalog does not have. */
  facts?: EntityFacts;
  reading?: { since: number; done: Promise<void> };
}

type Entry = readonly [string, Known];

interface Age {
  ms: number;
  /** Milliseconds. */
  now: number;
}

/**
 * What decides who may see an entity, for thousands of entities at once. Read in chunks, once for all who ask. Two questions: `of` is
 * about many, to find what somebody may see, at most nine seconds old, and read again in the background while somebody goes on asking;
 * `newest` is about those that were found, before they are told. So a right that was lost counts at once, one that was given within
 * seconds. Nothing is read for callers to whom facts make no difference, as those do not ask.
 */
export class FreshFacts {
  /** What was not asked for longest first. */
  private readonly known = new Map<string, Known>();

  constructor(
    private readonly deps: {
      /** As the plugin itself, and not from a memory. */
      read: (
        entityRefs: readonly string[],
      ) => Promise<ReadonlyMap<string, EntityFacts>>;
      /** Milliseconds. */
      now: () => number;
      /** Told of what was read. */
      onRead?: (facts: EntityFacts[]) => void;
    },
  ) {}

  /** What the catalog does not have is left out. Rejects where the catalog does not answer, and what is known is too old. */
  async of(
    entityRefs: readonly string[],
  ): Promise<ReadonlyMap<string, EntityFacts>> {
    const now = this.deps.now();
    const entries = this.entriesOf(entityRefs, now);
    const due = dueIn(entries, { ms: FRESH_MS, now });
    if (due.some(([, { readAt }]) => !isWithin(readAt, DUE_MS, now))) {
      this.ask(due, now);
    }
    return this.answer(entries, { ms: OLDEST_MS, now });
  }

  /**
   * The same, at most a second old. A read that began before that is waited for, and is followed by another one: a catalog that is slow
   * is not asked ever more.
   */
  async newest(
    entityRefs: readonly string[],
  ): Promise<ReadonlyMap<string, EntityFacts>> {
    const now = this.deps.now();
    const entries = this.entriesOf(entityRefs, now);
    await Promise.allSettled(
      new Set(
        entries.flatMap(([, { reading }]) =>
          reading && !isWithin(reading.since, DECIDING_MS, now)
            ? reading.done
            : [],
        ),
      ),
    );
    this.ask(dueIn(entries, { ms: DECIDING_MS, now }), this.deps.now());
    return this.answer(entries, { ms: DECIDING_MS, now });
  }

  /** When what is read now, and is older than that, is there. */
  private async answer(
    entries: readonly Entry[],
    { ms, now }: Age,
  ): Promise<ReadonlyMap<string, EntityFacts>> {
    const awaited = entries.flatMap(([, { readAt, reading }]) =>
      reading && !isWithin(readAt, ms, now) ? reading.done : [],
    );
    await Promise.all(new Set(awaited));
    this.forget(now);
    return factsIn(entries);
  }

  private entriesOf(entityRefs: readonly string[], now: number): Entry[] {
    return entityRefs.map(ref => {
      const known = this.known.get(ref) ?? { askedAt: now };
      known.askedAt = now;
      this.known.delete(ref);
      this.known.set(ref, known);
      return [ref, known];
    });
  }

  private ask(entries: readonly Entry[], now: number): void {
    for (let at = 0; at < entries.length; at += ASKED_AT_ONCE) {
      this.askAtOnce(entries.slice(at, at + ASKED_AT_ONCE), now);
    }
  }

  private askAtOnce(chunk: readonly Entry[], now: number): void {
    const done = this.read(chunk, now).finally(() =>
      chunk.forEach(([, known]) => {
        known.reading = undefined;
      }),
    );
    chunk.forEach(([, known]) => {
      known.reading = { since: now, done };
    });
    // Whoever waits for it hears of it; the others go by what is known, as long as that holds.
    done.catch(() => {});
  }

  private async read(chunk: readonly Entry[], now: number): Promise<void> {
    const found = await this.deps.read(chunk.map(([ref]) => ref));
    chunk.forEach(([ref, known]) => {
      known.facts = found.get(ref);
      known.readAt = now;
    });
    this.deps.onRead?.([...found.values()]);
  }

  private forget(now: number): void {
    for (const [ref, { askedAt }] of this.known) {
      if (now - askedAt < FORGOTTEN_MS) {
        return;
      }
      this.known.delete(ref);
    }
  }
}

function factsIn(entries: readonly Entry[]): ReadonlyMap<string, EntityFacts> {
  return new Map(
    entries.flatMap(([ref, { facts }]): [string, EntityFacts][] =>
      facts ? [[ref, facts]] : [],
    ),
  );
}

/** What is older, and is not being read. */
function dueIn(entries: readonly Entry[], { ms, now }: Age): Entry[] {
  return entries.filter(
    ([, { readAt, reading }]) => !reading && !isWithin(readAt, ms, now),
  );
}

function isWithin(at: number | undefined, ms: number, now: number): boolean {
  return at !== undefined && now - at < ms;
}

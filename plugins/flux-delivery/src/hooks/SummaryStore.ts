import type {
  FleetRow,
  SummariesDto,
} from 'backstage-plugin-flux-delivery-common';
import { LOOK_AGAIN_EVERY } from './lookAgain';

/** What is known of one entity. `none` where it has no delivery path, or not one that the reader may see. */
export type Summary =
  | { type: 'loading' }
  | { type: 'none' }
  | { type: 'ready'; row: FleetRow }
  | { type: 'error'; error: Error };

export interface SummaryStoreOptions {
  load: (
    entityRefs: readonly string[],
    options: { signal?: AbortSignal },
  ) => Promise<SummariesDto>;
  /** Whether somebody looks at the page. */
  isVisible: () => boolean;
}

/** The API takes no more at once. */
const AT_ONCE = 500;
/** A table draws its rows in one go: what they ask for within this time is one question. */
const GATHER_MS = 20;
/** A table that draws its rows anew asks for nothing that it was just told. */
const FRESH_FOR = 4_000;

const LOADING: Summary = { type: 'loading' };
const NONE: Summary = { type: 'none' };

/**
 * Summaries for the rows of tables: however many rows ask, it is one request for every 500 of them. What is on screen is asked for
 * again every few seconds, and nothing while nobody looks.
 */
export class SummaryStore {
  private readonly known = new Map<string, Summary>();
  private readonly listeners = new Map<string, Set<() => void>>();
  private readonly wanted = new Set<string>();
  private readonly askedAt = new Map<string, number>();
  private gathering?: ReturnType<typeof setTimeout>;
  private again?: ReturnType<typeof setInterval>;

  constructor(private readonly options: SummaryStoreOptions) {}

  /** The same object until something changed. */
  get(entityRef: string): Summary {
    return this.known.get(entityRef) ?? LOADING;
  }

  /** Asks for an entity, and tells of changes until the returned function is called. */
  subscribe(entityRef: string, listener: () => void): () => void {
    const own = this.listeners.get(entityRef) ?? new Set();
    this.listeners.set(entityRef, own.add(listener));
    if (Date.now() - (this.askedAt.get(entityRef) ?? 0) >= FRESH_FOR) {
      this.want(entityRef);
    }
    this.again ??= setInterval(() => this.lookAgain(), LOOK_AGAIN_EVERY);
    return () => {
      own.delete(listener);
      if (own.size === 0) {
        this.listeners.delete(entityRef);
        this.wanted.delete(entityRef);
      }
      if (this.listeners.size === 0) {
        clearInterval(this.again);
        this.again = undefined;
      }
    };
  }

  private lookAgain(): void {
    if (this.options.isVisible()) {
      [...this.listeners.keys()].forEach(entityRef => this.want(entityRef));
    }
  }

  private want(entityRef: string): void {
    this.wanted.add(entityRef);
    this.gathering ??= setTimeout(() => {
      this.gathering = undefined;
      const refs = [...this.wanted];
      this.wanted.clear();
      refs.forEach(ref => this.askedAt.set(ref, Date.now()));
      for (let from = 0; from < refs.length; from += AT_ONCE) {
        void this.ask(refs.slice(from, from + AT_ONCE));
      }
    }, GATHER_MS);
  }

  private async ask(entityRefs: readonly string[]): Promise<void> {
    try {
      const { items } = await this.options.load(entityRefs, {});
      const rows = new Map(items.map(row => [row.entityRef, row]));
      entityRefs.forEach(entityRef => {
        const row = rows.get(entityRef);
        this.tell(entityRef, row ? { type: 'ready', row } : NONE);
      });
    } catch (error) {
      // What was known may not hold any more, nor be for these eyes.
      entityRefs.forEach(entityRef =>
        this.tell(entityRef, { type: 'error', error: error as Error }),
      );
    }
  }

  private tell(entityRef: string, summary: Summary): void {
    const before = this.known.get(entityRef);
    if (before && toldBy(before) === toldBy(summary)) {
      return;
    }
    this.known.set(entityRef, summary);
    this.listeners.get(entityRef)?.forEach(listener => listener());
  }
}

/** That it was judged again is no news. */
function toldBy(summary: Summary): string {
  return JSON.stringify(summary, (key, value) =>
    key === 'judgedAt' ? undefined : value,
  );
}

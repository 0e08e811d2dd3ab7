/** Longer texts are hardly ever the same twice. */
const LONGEST = 512;
/** Nobody else has the same value: they would only push others out. */
const OWN = new Set(['uid', 'resourceVersion']);

/**
 * Lets equal texts be one text: objects of clusters repeat names, revisions, times and images many times over, and each object that
 * is parsed brings its own copy of them.
 *
 * Bounded: it holds at most twice as many texts as it is made for, and forgets those that nobody brought for longest.
 */
export class TextPool {
  private young = new Map<string, string>();
  private old = new Map<string, string>();

  constructor(private readonly size: number) {}

  /**
   * Puts the texts that are known already in the place of equal ones, in the value itself: it must be nobody else's yet. What it says
   * stays the same.
   */
  share<T>(value: T): T {
    return this.shared(value, '') as T;
  }

  private shared(value: unknown, key: string): unknown {
    if (typeof value === 'string') {
      return value.length > LONGEST || OWN.has(key) ? value : this.one(value);
    }
    if (Array.isArray(value)) {
      for (let at = 0; at < value.length; at += 1) {
        value[at] = this.shared(value[at], key);
      }
    } else if (typeof value === 'object' && value !== null) {
      const map = value as Record<string, unknown>;
      for (const field of Object.keys(map)) {
        map[field] = this.shared(map[field], field);
      }
    }
    return value;
  }

  private one(text: string): string {
    const known = this.young.get(text);
    if (known !== undefined) {
      return known;
    }
    const kept = this.old.get(text) ?? text;
    this.young.set(kept, kept);
    if (this.young.size >= this.size) {
      this.old = this.young;
      this.young = new Map();
    }
    return kept;
  }
}

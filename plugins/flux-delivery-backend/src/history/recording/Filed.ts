/**
 * Values under keys. Most keys have one value, so that a set is made only for the second; a key without values is forgotten. Values
 * are no sets themselves.
 */
export class Filed<T> {
  private readonly held = new Map<string, T | Set<T>>();

  /** The number of keys that are held. */
  get size(): number {
    return this.held.size;
  }

  /** In the order in which they were filed. */
  get(key: string): readonly T[] {
    const found = this.held.get(key);
    if (found === undefined) {
      return [];
    }
    return found instanceof Set ? [...found] : [found];
  }

  add(key: string, value: T): void {
    const found = this.held.get(key);
    if (found === undefined) {
      this.held.set(key, value);
    } else if (found instanceof Set) {
      found.add(value);
    } else if (found !== value) {
      this.held.set(key, new Set([found, value]));
    }
  }

  remove(key: string, value: T): void {
    const found = this.held.get(key);
    if (found === value) {
      this.held.delete(key);
    } else if (found instanceof Set && found.delete(value)) {
      const [one] = found;
      if (found.size === 1) {
        this.held.set(key, one);
      }
    }
  }

  /** Takes the value from keys that it had and has no more, and puts it under all that it has now. */
  refile(value: T, before: Iterable<string>, after: Iterable<string>): void {
    const now = new Set(after);
    for (const key of before) {
      if (!now.has(key)) {
        this.remove(key, value);
      }
    }
    now.forEach(key => this.add(key, value));
  }
}

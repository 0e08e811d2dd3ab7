/**
 * Lets only so many do something at a time, in the order in which they ask: controllers have few workers, and a crowd that waits for
 * them times out.
 */
export class Turns {
  #free;
  #waiting = [];

  /** @param {number} atOnce */
  constructor(atOnce) {
    this.#free = atOnce;
  }

  /**
   * @template T
   * @param {() => Promise<T>} body
   * @returns {Promise<T>}
   */
  async take(body) {
    if (this.#free > 0) {
      this.#free -= 1;
    } else {
      await new Promise(resolve => this.#waiting.push(resolve));
    }
    try {
      return await body();
    } finally {
      const next = this.#waiting.shift();
      if (next) {
        next();
      } else {
        this.#free += 1;
      }
    }
  }
}

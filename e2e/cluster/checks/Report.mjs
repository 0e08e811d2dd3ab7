import { CheckFailure } from '../CheckFailure.mjs';

/** Prints each check with its result and time, and counts them. */
export class Report {
  #passed = 0;
  #failed = 0;

  /** @param {{ write: (line: string) => void, now: () => number }} options `now` in milliseconds */
  constructor({ write, now }) {
    this.write = write;
    this.now = now;
  }

  /**
   * Never rejects.
   *
   * @param {string} name
   * @param {() => Promise<string | void>} body a text that it returns is printed behind the name
   * @returns {Promise<boolean>} whether it passed
   */
  async check(name, body) {
    const start = this.now();
    const time = () => `${((this.now() - start) / 1000).toFixed(1)} s`;
    try {
      const remark = await body();
      this.#passed += 1;
      this.write(`✓ ${name}${remark ? `: ${remark}` : ''} (${time()})`);
      return true;
    } catch (error) {
      this.#failed += 1;
      const text =
        error instanceof CheckFailure
          ? error.message
          : error.stack ?? String(error);
      this.write(`✕ ${name} (${time()})\n${text.replace(/^/gm, '    ')}`);
      return false;
    }
  }

  /** A check that could not even begin: it counts as failed. */
  notRun(name, why) {
    this.#failed += 1;
    this.write(`✕ ${name}: not run, ${why}`);
  }

  say(text) {
    this.write(`· ${text}`);
  }

  get failed() {
    return this.#failed;
  }

  summary() {
    return `${this.#passed} passed, ${this.#failed} failed`;
  }
}

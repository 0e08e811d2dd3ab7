import { setTimeout as sleep } from 'node:timers/promises';

/** How long a watch that broke is left alone. */
const PAUSE = 500;

/**
 * Waits for states of objects of one kind. One watch over all namespaces serves everybody who waits: asking again and again for each
 * object would take the API server the time that the controllers need.
 */
export class Follower {
  #waiting = new Map();
  #watching;
  #stopping = new AbortController();

  /**
   * @param {{ get: (namespace: string, name: string) => Promise<any>, watch: (signal: AbortSignal) => AsyncIterable<{ type: string, object: any }> }} source
   */
  constructor(source) {
    this.source = source;
  }

  /**
   * @param {{ namespace?: string, name: string }} ref
   * @param {(object: any) => boolean} reached of undefined, where the object is not there
   * @param {number} timeout milliseconds
   * @returns {Promise<any>} the object as it was last seen: so that it is reached, or at the end of the time
   */
  async wait({ namespace, name }, reached, timeout) {
    const key = keyOf({ namespace, name });
    const waiter = new Waiter(reached);
    const all = this.#waiting.get(key) ?? new Set();
    this.#waiting.set(key, all.add(waiter));
    this.#watching ??= this.#watch();
    const timer = setTimeout(() => waiter.end(), timeout);
    try {
      // What the watch tells may be older than what the caller has done; this answer is not.
      waiter.start(await this.source.get(namespace, name));
      return await waiter.done;
    } finally {
      clearTimeout(timer);
      all.delete(waiter);
    }
  }

  stop() {
    this.#stopping.abort();
  }

  async #watch() {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      try {
        for await (const change of this.source.watch(signal)) {
          this.#tell(change);
        }
      } catch {
        // It is begun again below; who waits is told all that was missed, as a watch begins with all that there is.
      }
      await sleep(PAUSE, undefined, { signal }).catch(() => {});
    }
  }

  #tell({ type, object }) {
    const { metadata = {} } = object;
    for (const waiter of this.#waiting.get(keyOf(metadata)) ?? []) {
      const now = type === 'DELETED' ? undefined : object;
      waiter.see(now, metadata.resourceVersion);
    }
  }
}

/** What no namespace holds has a name alone. */
const keyOf = ({ namespace = '', name }) => `${namespace}/${name}`;

class Waiter {
  #reached;
  #last;
  /** Nothing that is told counts before this version; unknown until the first answer is there. */
  #from;
  #early = [];

  constructor(reached) {
    this.#reached = reached;
    this.done = new Promise(resolve => {
      this.#resolve = resolve;
    });
  }

  #resolve;

  /** @param {any} object as it is for certain */
  start(object) {
    this.#from = BigInt(object?.metadata.resourceVersion ?? 0);
    this.#look(object);
    this.#early.forEach(([told, version]) => this.see(told, version));
  }

  see(object, version) {
    if (this.#from === undefined) {
      this.#early.push([object, version]);
    } else if (BigInt(version) > this.#from) {
      this.#look(object);
    }
  }

  end() {
    this.#resolve(this.#last);
  }

  #look(object) {
    this.#last = object;
    if (this.#reached(object)) {
      this.end();
    }
  }
}

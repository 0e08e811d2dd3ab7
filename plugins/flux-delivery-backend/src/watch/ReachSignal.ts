import type { SampledInventory } from './SampledInventory';

/** Whether a cluster is in reach, as a signal for the calls to it: they end when it goes away. */
export class ReachSignal {
  private current = new AbortController();

  /** @param end - what is aborted for good when it is */
  constructor(
    private readonly inventory: Pick<SampledInventory, 'clusters'>,
    private readonly cluster: string,
    private readonly end: AbortSignal,
  ) {
    end.addEventListener('abort', () => this.current.abort(), { once: true });
  }

  get signal(): AbortSignal {
    return this.current.signal;
  }

  isLost(): boolean {
    return this.inventory
      .clusters()
      .some(
        ({ name, state }) => name === this.cluster && state === 'unreachable',
      );
  }

  /** Ends the calls where the cluster is gone. True where it was, and is back: from now on there is another signal. */
  isBack(): boolean {
    if (this.isLost()) {
      this.current.abort();
      return false;
    }
    if (!this.current.signal.aborted || this.end.aborted) {
      return false;
    }
    this.current = new AbortController();
    return true;
  }
}

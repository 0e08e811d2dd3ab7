import {
  advance,
  type Advance,
  contentsInQuestion,
  type Delivery,
  type UnitChain,
  type UnitKey,
  type UnitObservation,
} from 'backstage-plugin-flux-delivery-common';
import type { DeliveryLedger } from '../DeliveryLedger';

const MOST_RACES = 10;

/**
 * Writes the chain of one unit. What it knows of the chain it keeps; where another replica was faster, it reads the chain again and
 * derives anew. Observations that could not be written wait, as long as there is room for them.
 */
export class UnitRecorder {
  private chain?: UnitChain;
  private waiting: UnitObservation[] = [];
  /** What the chain would be with what waits, where nothing could be looked up. */
  private provisional?: UnitChain;
  /** RFC 3339: since when observations were dropped for want of room. */
  private tornSince?: string;

  constructor(
    readonly unit: UnitKey,
    private readonly ledger: DeliveryLedger,
  ) {}

  /** How many observations wait. */
  get backlog(): number {
    return this.waiting.length;
  }

  /** True where something may happen without a word of the cluster: a failure may last too long. */
  get isOpen(): boolean {
    const { chain } = this;
    return (
      chain !== undefined &&
      (chain.open.length > 0 || chain.cursor?.failingAt !== undefined)
    );
  }

  /** The rows that are in memory, the newest first. */
  rows(): Delivery[] {
    const { newest, open = [] } = this.provisional ?? this.chain ?? {};
    const rows = [...open, ...(newest ? [newest] : [])];
    return [
      ...new Map(
        rows.map(({ delivery }) => [delivery.sequence, delivery] as const),
      ).values(),
    ].sort((a, b) => b.sequence - a.sequence);
  }

  /** Adds observations to what is to be written, in their order. */
  add(observations: readonly UnitObservation[]): void {
    this.waiting.push(...observations);
  }

  /**
   * Writes what waits, one observation after the other. Answers whether rows were written.
   *
   * @throws where the ledger does not answer; what was not written waits then
   */
  async flush(): Promise<boolean> {
    let wrote = false;
    while (this.waiting.length > 0) {
      wrote = (await this.write(this.waiting[0])) || wrote;
      this.waiting.shift();
    }
    this.provisional = undefined;
    this.tornSince = undefined;
    return wrote;
  }

  /**
   * While the ledger does not answer: keeps of what waits only what says something new, as far as that can be told without looking
   * anything up.
   */
  condense(): void {
    if (!this.chain) {
      return;
    }
    let chain = this.chain;
    this.waiting = this.waiting.filter(observation => {
      const next = advance(chain, observation, () => undefined);
      ({ chain } = next);
      return next.operations.length > 0 || observation.listed;
    });
    this.provisional = chain;
  }

  /** Drops what waits: the next list says what is there, and a gap that something is missing. Answers since when it is. */
  drop(): string | undefined {
    this.tornSince ??= this.waiting[0]?.at;
    this.waiting = [];
    this.provisional = undefined;
    return this.tornSince;
  }

  /** RFC 3339: only where observations were dropped. */
  get droppedSince(): string | undefined {
    return this.tornSince;
  }

  private async write(observation: UnitObservation): Promise<boolean> {
    for (let race = 0; race < MOST_RACES; race += 1) {
      const begin = this.chain ?? (await this.ledger.chain(this.unit));
      const { chain, operations } = await this.derive(begin, observation);
      if (
        operations.length === 0 ||
        (await this.ledger.write(this.unit, operations)) === 'written'
      ) {
        this.chain = chain;
        return operations.length > 0;
      }
      this.chain = undefined;
    }
    throw new Error(
      `${this.unit.entityRef} ${this.unit.targetId}: other replicas were faster ${MOST_RACES} times`,
    );
  }

  private async derive(
    chain: UnitChain,
    observation: UnitObservation,
  ): Promise<Advance> {
    const earlier = new Map<string, Awaited<ReturnType<typeof lookUp>>>();
    const lookUp = (content: Parameters<DeliveryLedger['delivered']>[1]) =>
      this.ledger.delivered(this.unit, content);
    for (const content of contentsInQuestion(chain, observation)) {
      earlier.set(JSON.stringify(content), await lookUp(content));
    }
    return advance(chain, observation, content =>
      earlier.get(JSON.stringify(content)),
    );
  }
}

import {
  advance,
  type Advance,
  applyProgress,
  carriesContent,
  contentsInQuestion,
  type Delivery,
  type LedgerOperation,
  type LedgerRow,
  type UnitChain,
  type UnitKey,
  type UnitObservation,
} from 'backstage-plugin-flux-delivery-common';
import type { DeliveryLedger } from '../DeliveryLedger';

const MOST_RACES = 10;

type Earlier = Pick<Delivery, 'id' | 'sequence' | 'images'> | undefined;

/** Rows as they will be once everything derived until now is written. */
class UnwrittenRows {
  private readonly rows = new Map<number, LedgerRow>();

  perform(operation: LedgerOperation, { newest, open }: UnitChain): void {
    if (operation.type === 'append') {
      this.rows.set(operation.row.delivery.sequence, operation.row);
    } else if (operation.type === 'progress') {
      const { sequence, steps, end } = operation;
      const row =
        this.rows.get(sequence) ??
        [...open, ...(newest ? [newest] : [])].find(
          ({ delivery }) => delivery.sequence === sequence,
        );
      if (row) {
        this.rows.set(sequence, applyProgress(row, steps, end));
      }
    }
  }

  delivered(content: { workloads: string; applied: string }): Earlier {
    return [...this.rows.values()]
      .sort((a, b) => b.delivery.sequence - a.delivery.sequence)
      .find(row => carriesContent(row, content))?.delivery;
  }
}

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

  /** True where the ledger answers that it has no row of the unit. */
  async isNew(): Promise<boolean> {
    try {
      this.chain ??= await this.ledger.chain(this.unit);
    } catch {
      // Whoever writes will say so.
      return false;
    }
    return this.chain.newest === undefined;
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
   * Writes what waits, all of it together. Answers whether rows were written.
   *
   * @throws where the ledger does not answer; all of it waits then
   */
  async flush(): Promise<boolean> {
    const taken = this.waiting.length;
    const wrote = taken > 0 && (await this.write(this.waiting.slice()));
    this.waiting.splice(0, taken);
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

  private async write(
    observations: readonly UnitObservation[],
  ): Promise<boolean> {
    for (let race = 0; race < MOST_RACES; race += 1) {
      const begin = this.chain ?? (await this.ledger.chain(this.unit));
      const { chain, operations } = await this.derive(begin, observations);
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
    begin: UnitChain,
    observations: readonly UnitObservation[],
  ): Promise<Advance> {
    const stored = new Map<string, Earlier>();
    const unwritten = new UnwrittenRows();
    const all: Advance = { chain: begin, operations: [] };
    for (const observation of observations) {
      for (const content of contentsInQuestion(all.chain, observation)) {
        const key = JSON.stringify(content);
        if (!stored.has(key)) {
          stored.set(key, await this.ledger.delivered(this.unit, content));
        }
      }
      const { chain, operations } = advance(
        all.chain,
        observation,
        content =>
          unwritten.delivered(content) ?? stored.get(JSON.stringify(content)),
      );
      all.chain = chain;
      all.operations.push(...operations);
      operations.forEach(operation => unwritten.perform(operation, begin));
    }
    return all;
  }
}

import type { LoggerService } from '@backstage/backend-plugin-api';
import type { DeliveryLedger } from '../DeliveryLedger';
import type { Work } from './observeWork';

const MOST_WAITING = 20_000;
const DOWN_MS = 5_000;
const RETRY_MS = 1_000;
/** How long a unit that cannot be written is left alone at most, and how often what waits of it is tried. */
const LONGEST_FAILURE_MS = 5 * 60_000;
const MOST_TRIES = 3;

/**
 * Writes what was observed of units to the ledger. While that does not answer, it waits in memory, up to a bound over all units; past
 * it, what waits of a unit is dropped.
 */
export class LedgerWriting {
  /** Those of which something waits for the ledger. */
  private readonly holding = new Set<Work>();
  private downUntil = 0;

  constructor(
    private readonly deps: {
      ledger: Pick<DeliveryLedger, 'chain'>;
      logger: LoggerService;
      clock: { now(): number };
      /** Rows of the entity were written. */
      onWritten?: (entityRef: string) => void;
      /** What waits of the unit is to be tried again at that time, in milliseconds. */
      onHeldBack: (work: Work, until: number) => void;
      /** How many observations may wait, over all units. */
      mostWaiting?: number;
    },
  ) {}

  /** True while the ledger does not answer. */
  get isDown(): boolean {
    return this.deps.clock.now() < this.downUntil;
  }

  /** How many observations wait, over all units. */
  get backlog(): number {
    let waiting = 0;
    this.holding.forEach(({ recorder }) => {
      waiting += recorder.backlog;
    });
    return waiting;
  }

  /** The unit is not followed any more, and nothing of it waits. */
  forget(work: Work): void {
    this.holding.delete(work);
  }

  /** Writes what waits of a unit, or holds it back. Never rejects because of the ledger. */
  async write(work: Work): Promise<void> {
    if (this.isDown) {
      this.holdBack(work);
      return;
    }
    try {
      if (await work.recorder.flush()) {
        this.deps.onWritten?.(work.entityRef);
      }
      this.holding.delete(work);
      work.failures = 0;
    } catch (error) {
      if (await this.answersFor(work)) {
        this.setAside(work, error);
        return;
      }
      this.deps.logger.warn(
        `The ledger does not answer; deliveries wait in memory: ${error}`,
      );
      this.downUntil = this.deps.clock.now() + DOWN_MS;
      this.holdBack(work);
    }
  }

  /** Whether the ledger is there, so that a failure is that of the one unit. */
  private async answersFor({ recorder }: Work): Promise<boolean> {
    try {
      await this.deps.ledger.chain(recorder.unit);
      return true;
    } catch {
      return false;
    }
  }

  /**
   * One unit cannot be written: the others go on. What waits of it is tried again, later each time; after some tries it is given
   * up, so that the unit begins anew with what is there, behind a gap.
   */
  private setAside(work: Work, error: unknown): void {
    const { clock, logger, onHeldBack } = this.deps;
    work.failures += 1;
    logger.warn(
      `${work.entityRef} ${work.target.id} could not be written, for the ${work.failures}. time: ${error}`,
    );
    this.holdBack(work);
    if (work.failures >= MOST_TRIES) {
      work.recorder.drop();
    }
    const pause = DOWN_MS * 2 ** (work.failures - 1);
    onHeldBack(work, clock.now() + Math.min(pause, LONGEST_FAILURE_MS));
  }

  /** What waits is tried again; where it is too much over all units, that of this one is dropped. */
  private holdBack(work: Work): void {
    const { clock, onHeldBack, mostWaiting = MOST_WAITING } = this.deps;
    work.recorder.condense();
    this.holding.add(work);
    if (this.backlog > mostWaiting) {
      work.recorder.drop();
    }
    onHeldBack(work, Math.max(this.downUntil, clock.now() + RETRY_MS));
  }
}

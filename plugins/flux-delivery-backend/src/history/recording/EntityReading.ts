import type { LoggerService } from '@backstage/backend-plugin-api';
import type { EntityCatalog } from './EntityCatalog';
import type { DirectoryChange, UnitDirectory } from './UnitDirectory';

const EVERY_MS = 5 * 60_000;
const RETRY_MS = 15_000;
/** As a portal that starts fills its catalog within seconds. */
const FILLING_MS = 3_000;
/** What grows or stays empty for longer than this is taken for what it is. */
const FILLED_AFTER_MS = 60_000;
/** A catalog of so many is read whole as often as one likes. */
const SMALL = 500;

/** Reads the entities of the catalog into the directory, again and again; what is known stays while the catalog does not answer. */
export class EntityReading {
  private dueAt = 0;
  private found = 0;
  private firstReadAt?: number;
  /** How often in a row the catalog had another size than before. */
  private changes = 0;
  private running = false;

  constructor(
    private readonly deps: {
      entities: EntityCatalog;
      directory: UnitDirectory;
      logger: LoggerService;
      clock: { now(): number };
      onChange: (change: DirectoryChange) => void;
    },
  ) {}

  get isRunning(): boolean {
    return this.running;
  }

  /** Begins to read where it is time to. Returns at once: observing goes on meanwhile. */
  readWhenDue(): void {
    const { clock, entities, directory, logger, onChange } = this.deps;
    if (clock.now() < this.dueAt || this.running) {
      return;
    }
    this.running = true;
    this.dueAt = clock.now() + EVERY_MS;
    entities
      .all()
      .then(found => {
        directory.replace(found).forEach(onChange);
        this.firstReadAt ??= clock.now();
        const isFilling = clock.now() - this.firstReadAt < FILLED_AFTER_MS;
        if (this.isSettledAt(found.length) || !isFilling) {
          directory.settle();
        }
        this.dueAt = clock.now() + this.pauseAfter(found.length, isFilling);
      })
      .catch(error => {
        this.dueAt = clock.now() + RETRY_MS;
        logger.warn(
          `The catalog was not read; deliveries are recorded for the entities known before: ${error}`,
        );
      })
      .finally(() => {
        this.running = false;
      });
  }

  /** A catalog that fills still, as after the start of a portal, is read again soon; a large one whose size keeps changing less and less soon. */
  private pauseAfter(size: number, isFilling: boolean): number {
    const isSettled = this.isSettledAt(size);
    this.found = size;
    if (isSettled) {
      this.changes = 0;
      return EVERY_MS;
    }
    if (isFilling && size <= SMALL) {
      return FILLING_MS;
    }
    const pause = RETRY_MS * 2 ** Math.min(this.changes, 10);
    this.changes = size > SMALL ? this.changes + 1 : 0;
    return Math.min(pause, EVERY_MS);
  }

  private isSettledAt(size: number): boolean {
    return size > 0 && size === this.found;
  }
}

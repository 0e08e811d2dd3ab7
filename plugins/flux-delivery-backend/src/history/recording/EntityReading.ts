import type { LoggerService } from '@backstage/backend-plugin-api';
import type { EntityCatalog } from './EntityCatalog';
import type { DirectoryChange, UnitDirectory } from './UnitDirectory';

const EVERY_MS = 5 * 60_000;
const RETRY_MS = 15_000;

/** Reads the entities of the catalog into the directory, again and again; what is known stays while the catalog does not answer. */
export class EntityReading {
  private dueAt = 0;
  private found = 0;
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
        if (found.length === 0 || found.length !== this.found) {
          // A catalog that fills still, as after the start of a portal.
          this.dueAt = clock.now() + RETRY_MS;
        }
        this.found = found.length;
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
}

import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Survey } from './OwnershipSurvey';

/** As long as a survey is as good as a new one. */
const FRESH_MS = 5_000;
/** As long as it is answered from while a new one is made. */
const USABLE_MS = 60_000;

/**
 * One look through everything, for all who ask: made again when something changed, at most every five seconds, and never for nobody.
 */
export class RememberedSurvey {
  private held?: Survey;
  private running?: Promise<Survey>;
  private isChanged = true;

  constructor(
    private readonly deps: {
      survey: () => Promise<Survey>;
      now: () => number;
      logger: Pick<LoggerService, 'error'>;
    },
  ) {}

  /** Something that a survey goes by is another. */
  readonly onChange = () => {
    this.isChanged = true;
  };

  /** Rejects where it cannot be made and none is held. */
  async get(): Promise<Survey> {
    const { held, deps } = this;
    const age = held ? deps.now() - held.at : Infinity;
    if (held && (!this.isChanged || age < FRESH_MS)) {
      return held;
    }
    const next = this.make();
    if (held && age < USABLE_MS) {
      next.catch(error =>
        deps.logger.error(`Ownership could not be surveyed: ${error}`),
      );
      return held;
    }
    return next;
  }

  private make(): Promise<Survey> {
    if (!this.running) {
      this.isChanged = false;
      this.running = this.deps
        .survey()
        .then(made => {
          this.held = made;
          return made;
        })
        .catch(error => {
          this.isChanged = true;
          throw error;
        })
        .finally(() => {
          this.running = undefined;
        });
    }
    return this.running;
  }
}

import type { LoggerService } from '@backstage/backend-plugin-api';
import type { RecordedPoints } from '../paths/RecordedPoints';
import type { DivergencePointStore } from './DivergencePointStore';

/** A database that answers at all does so in a few milliseconds. */
const WAIT_MS = 1_500;
/** So long after a failure nothing is asked, so that page views do not wait in turn for a database that hangs. */
const REST_MS = 10_000;

/** Reads what stands, and says so where that fails or takes too long. */
export class StandingPoints implements RecordedPoints {
  private restUntil = 0;
  private failing = false;

  constructor(
    private readonly deps: {
      store: Pick<DivergencePointStore, 'standing'>;
      logger: LoggerService;
      now: () => number;
    },
  ) {}

  async of(entityRef: string) {
    const { store, logger, now } = this.deps;
    if (now() < this.restUntil) {
      return 'unavailable';
    }
    try {
      const standing = await within(WAIT_MS, store.standing(entityRef));
      this.failing = false;
      return standing;
    } catch (error) {
      this.restUntil = now() + REST_MS;
      if (!this.failing) {
        this.failing = true;
        logger.warn(
          'What people said of divergence points cannot be read; paths are answered without it',
          error as Error,
        );
      }
      return 'unavailable';
    }
  }
}

async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () =>
        reject(new Error(`the database did not answer within ${ms / 1000} s`)),
      ms,
    );
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

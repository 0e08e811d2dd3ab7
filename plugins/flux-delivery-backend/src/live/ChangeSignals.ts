import type { LoggerService } from '@backstage/backend-plugin-api';
import type { SignalsService } from '@backstage/plugin-signals-node';
import type { InventoryChange } from '../inventory/changes';
import type { PathInterest } from '../paths/PathInterest';
import type { Viewers } from '../paths/Viewers';

/** The channel that pages listen on. */
export const SIGNAL_CHANNEL = 'flux-delivery';

const COALESCED_MS = 300;

/**
 * Tells open pages that the path of their entity may have changed. A message carries entity refs and a generation, never data, and
 * goes to those users alone who were allowed to read these entities just now: signals know no permissions. Changes within 300 ms
 * become one message, and nothing is sent while nobody looks.
 */
export class ChangeSignals {
  private generation = 0;
  private readonly pending = new Set<string>();
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly deps: {
      signals: SignalsService;
      interest: PathInterest;
      viewers: Pick<Viewers, 'readersOf'>;
      logger: LoggerService;
    },
  ) {}

  onChange({ objects, clusters }: InventoryChange): void {
    const { interest } = this.deps;
    const concerned = [
      ...interest.concernedBy(objects),
      ...clusters.flatMap(cluster => interest.inCluster(cluster)),
    ];
    this.enqueue(concerned);
  }

  /** Something was said of this entity's path that no cluster tells. Pages that another replica answers notice it when they poll. */
  announce(entityRef: string): void {
    this.enqueue([entityRef]);
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.pending.clear();
  }

  private enqueue(entityRefs: readonly string[]): void {
    entityRefs.forEach(entityRef => this.pending.add(entityRef));
    if (this.pending.size > 0 && !this.timer) {
      this.timer = setTimeout(() => this.send(), COALESCED_MS);
    }
  }

  private send(): void {
    this.timer = undefined;
    const pending = [...this.pending].sort();
    this.pending.clear();
    this.generation += 1;
    const { generation } = this;
    for (const { users, entityRefs } of this.deps.viewers.readersOf(pending)) {
      this.publish(users, { entityRefs, generation });
    }
  }

  private publish(
    users: string[],
    message: { entityRefs: string[]; generation: number },
  ): void {
    this.deps.signals
      .publish({
        recipients: { type: 'user', entityRef: users },
        channel: SIGNAL_CHANNEL,
        message,
      })
      .catch(error =>
        this.deps.logger.warn(
          'A change could not be signalled; pages notice it when they poll',
          error,
        ),
      );
  }
}

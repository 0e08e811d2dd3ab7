import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  awaitsReplicaSets,
  type Delivery,
  type InventoryView,
} from 'backstage-plugin-flux-delivery-common';
import type { VersionListener } from '../../inventory/versions';
import type { DeliveryLedger } from '../DeliveryLedger';
import { targetAsOf } from './asOfVersion';
import { ClusterReadiness } from './ClusterReadiness';
import type { EntityCatalog } from './EntityCatalog';
import { EntityReading } from './EntityReading';
import { isEarly } from './isEarly';
import { LedgerWriting } from './LedgerWriting';
import { observeWork, type Work } from './observeWork';
import type { UnitDirectory } from './UnitDirectory';
import { UnitRecorder } from './UnitRecorder';
import { WaitingWorks } from './WaitingWorks';

export interface RecorderClock {
  /** Milliseconds. */
  now(): number;
  /** Calls back again and again. Returns how to end it. */
  every(ms: number, call: () => void): () => void;
}

export interface DeliveryRecorderOptions {
  view: InventoryView & {
    onVersion(listener: VersionListener): () => void;
  };
  directory: UnitDirectory;
  entities: EntityCatalog;
  ledger: DeliveryLedger;
  logger: LoggerService;
  clock: RecorderClock;
  isPinned: (environment: string) => boolean;
  /** Rows of the entity were written. */
  onWritten?: (entityRef: string) => void;
  /** How many observations may wait for the ledger, over all units. */
  mostWaiting?: number;
  /** How many versions of objects of one unit may wait to be observed. */
  mostBuffered?: number;
  /**
   * How long the first sight of a unit waits for the ReplicaSets of its Deployments, in milliseconds: they are listed on demand.
   * Default: 0.
   */
  replicaSetsWithin?: number;
}

const STEP_MS = 100;
const OPEN_MS = 30_000;
const WATCHED_MS = 30_000;
const AT_ONCE = 8;
const RESOLVED_AT_ONCE = 25;

/**
 * Makes rows of the ledger of every version of every object that belongs to a unit, for all entities of the catalog. What comes
 * within a second is put into the order of the cluster first, so that the order in which watches deliver makes no difference.
 *
 * Nothing is lost while the ledger does not answer, up to a bound; past it the next list writes a gap.
 */
export class DeliveryRecorder {
  private readonly works: WaitingWorks;
  private readonly writing: LedgerWriting;
  private readonly entities: EntityReading;
  private readonly readiness: ClusterReadiness;
  private readonly ends: (() => void)[] = [];
  private running = 0;

  constructor(private readonly options: DeliveryRecorderOptions) {
    this.readiness = new ClusterReadiness(options);
    this.works = new WaitingWorks({
      ...options,
      recorderOf: unit => new UnitRecorder(unit, options.ledger),
      onForgotten: work => this.writing.forget(work),
    });
    this.writing = new LedgerWriting({
      ...options,
      onHeldBack: (work, until) => this.works.holdBack(work, until),
    });
    this.entities = new EntityReading({
      ...options,
      onChange: change => this.works.apply(change),
    });
  }

  start(): void {
    const { view, clock, directory } = this.options;
    this.ends.push(
      view.onVersion({
        version: version => {
          directory.note(version);
          this.works.tell(version);
        },
        sampled: workload => this.works.touch(workload),
      }),
      clock.every(STEP_MS, () => this.step()),
      clock.every(OPEN_MS, () => this.works.touchOpen()),
      clock.every(WATCHED_MS, () => void this.noteWatched()),
    );
  }

  stop(): void {
    this.ends.splice(0).forEach(end => end());
  }

  /** True while the ledger does not answer. */
  get isDown(): boolean {
    return this.writing.isDown;
  }

  /** How many observations wait, over all units. */
  get backlog(): number {
    return this.writing.backlog;
  }

  /** How many versions wait to be observed, over all units. */
  get buffered(): number {
    return this.works.buffered;
  }

  /** How many units are to be observed or written. */
  get waiting(): number {
    return this.works.waiting + this.running;
  }

  /** True while something is being observed or written. */
  get isRunning(): boolean {
    return this.running > 0 || this.entities.isRunning;
  }

  /** The rows of an entity that are in memory, for whoever reads while the database does not answer. */
  heldRows(entityRef: string): Delivery[] {
    return [...this.works.all()]
      .filter(work => work.entityRef === entityRef)
      .flatMap(({ recorder }) => recorder.rows());
  }

  /** One step of everything that waits. Never throws. */
  private step(): void {
    const { directory, logger } = this.options;
    try {
      this.entities.readWhenDue();
      directory
        .refresh(RESOLVED_AT_ONCE)
        .forEach(change => this.works.apply(change));
      this.startDue();
    } catch (error) {
      logger.error(`Deliveries could not be recorded: ${error}`);
    }
  }

  private startDue(): void {
    if (this.running >= AT_ONCE) {
      return;
    }
    const now = this.options.clock.now();
    const due = this.works.takeDue(work =>
      work.needsList
        ? this.readiness.isReadyFor(work.target)
        : !isEarly(work, now),
    );
    for (const work of due) {
      void this.run(work);
      if (this.running >= AT_ONCE) {
        return;
      }
    }
  }

  private async run(work: Work): Promise<void> {
    work.running = true;
    this.running += 1;
    try {
      await nextTurn();
      if (work.needsList && !this.isDown) {
        await this.readiness.prepare(work.target.cluster);
        if (await this.awaitsPast(work)) {
          return;
        }
      }
      work.recorder.add(
        observeWork(work, {
          ...this.options,
          unseenSince: this.readiness.unseenSince(work.target.cluster),
        }),
      );
      await this.writing.write(work);
    } catch (error) {
      this.options.logger.error(
        `${work.entityRef} ${work.target.id} could not be observed: ${error}`,
      );
    } finally {
      work.running = false;
      this.running -= 1;
      this.works.forgetWritten(work);
      if (work.buffer.length > 0 || work.touched || work.needsList) {
        this.works.schedule(work);
      }
      this.startDue();
    }
  }

  /** Rows of the time before first sight can only be written before its own. */
  private async awaitsPast(work: Work): Promise<boolean> {
    const { replicaSetsWithin = 0, clock, view } = this.options;
    work.readySince ??= clock.now();
    return (
      clock.now() - work.readySince < replicaSetsWithin &&
      awaitsReplicaSets(targetAsOf(work.target, new Map(), view)) &&
      (await work.recorder.isNew())
    );
  }

  private async noteWatched(): Promise<void> {
    const lagging = new Set<string>();
    for (const { target, needsList, recorder } of this.works.all()) {
      if (needsList || recorder.backlog > 0 || recorder.droppedSince) {
        lagging.add(target.cluster);
      }
    }
    await this.readiness.note(lagging);
  }
}

/** A ledger may answer without ever waiting, as SQLite does: requests and watches get their turn between two units all the same. */
function nextTurn(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}

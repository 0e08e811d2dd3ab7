import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  type Delivery,
  type InventoryView,
  isNarrowed,
  keyOf,
  type ObjectRef,
  type ResolvedTarget,
} from 'backstage-plugin-flux-delivery-common';
import type { ObjectVersion, VersionListener } from '../../inventory/versions';
import { refsOfTarget } from '../../paths/PathInterest';
import type { DeliveryLedger } from '../DeliveryLedger';
import { ClusterReadiness } from './ClusterReadiness';
import type { EntityCatalog } from './EntityCatalog';
import type { DirectoryChange, UnitDirectory } from './UnitDirectory';
import { observeWork, type Work } from './observeWork';
import { UnitRecorder } from './UnitRecorder';

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
}

/** Watches of different kinds are apart by milliseconds; after this time they are put into the order of their versions. */
const HOLD_MS = 1_000;
const STEP_MS = 100;
const ENTITIES_MS = 5 * 60_000;
const RETRY_ENTITIES_MS = 15_000;
const OPEN_MS = 30_000;
const WATCHED_MS = 30_000;
const AT_ONCE = 8;
const RESOLVED_AT_ONCE = 25;
const MOST_WAITING = 20_000;
const MOST_BUFFERED = 1_000;
const DOWN_MS = 5_000;
/** How long a unit that cannot be written is left alone at most, and how often what waits of it is tried. */
const LONGEST_FAILURE_MS = 5 * 60_000;
const MOST_TRIES = 3;

/**
 * Makes rows of the ledger of every version of every object that belongs to a unit, for all entities of the catalog. What comes
 * within a second is put into the order of the cluster first, so that the order in which watches deliver makes no difference.
 *
 * Nothing is lost while the ledger does not answer, up to a bound; past it the next list writes a gap.
 */
export class DeliveryRecorder {
  private readonly works = new Map<string, Work>();
  private readonly byKey = new Map<string, Set<Work>>();
  private readonly due = new Set<Work>();
  /** Those of which something waits for the ledger. */
  private readonly holding = new Set<Work>();
  private readonly readiness: ClusterReadiness;
  private readonly ends: (() => void)[] = [];
  private busy = false;
  private running = 0;
  private downUntil = 0;
  private entitiesAt = 0;
  private entitiesFound = 0;
  private loading = false;

  constructor(private readonly options: DeliveryRecorderOptions) {
    this.readiness = new ClusterReadiness(options);
  }

  start(): void {
    const { view, clock } = this.options;
    this.ends.push(
      view.onVersion({
        version: version => this.onVersion(version),
        sampled: workload => this.touch(workload),
      }),
      clock.every(STEP_MS, () => void this.step()),
      clock.every(OPEN_MS, () => this.touchOpen()),
      clock.every(WATCHED_MS, () => void this.noteWatched()),
    );
  }

  stop(): void {
    this.ends.splice(0).forEach(end => end());
  }

  /** True while the ledger does not answer. */
  get isDown(): boolean {
    return this.options.clock.now() < this.downUntil;
  }

  /** How many observations wait, over all units. */
  get backlog(): number {
    let waiting = 0;
    this.holding.forEach(({ recorder }) => {
      waiting += recorder.backlog;
    });
    return waiting;
  }

  /** How many versions wait to be observed, over all units. */
  get buffered(): number {
    let buffered = 0;
    this.works.forEach(({ buffer }) => {
      buffered += buffer.length;
    });
    return buffered;
  }

  /** How many units are to be observed or written. */
  get waiting(): number {
    return this.due.size + this.running;
  }

  /** True while something is being observed or written. */
  get isRunning(): boolean {
    return this.running > 0 || this.busy || this.loading;
  }

  /** The rows of an entity that are in memory, for whoever reads while the database does not answer. */
  heldRows(entityRef: string): Delivery[] {
    return [...this.works.values()]
      .filter(work => work.entityRef === entityRef)
      .flatMap(({ recorder }) => recorder.rows());
  }

  private onVersion(version: ObjectVersion): void {
    this.options.directory.note(version);
    const { mostBuffered = MOST_BUFFERED } = this.options;
    for (const work of this.byKey.get(keyOf(version.ref)) ?? []) {
      if (version.listed) {
        work.needsList = true;
      } else if (!work.needsList) {
        work.buffer.push(version);
      }
      if (work.buffer.length > mostBuffered) {
        work.tornSince ??= work.buffer[0].at;
        work.needsList = true;
      }
      if (work.needsList) {
        // The list tells what is there.
        work.buffer = [];
      }
      this.schedule(work);
    }
  }

  private touch(ref: ObjectRef): void {
    for (const work of this.byKey.get(keyOf(ref)) ?? []) {
      work.touched = true;
      this.schedule(work);
    }
  }

  private touchOpen(): void {
    for (const work of this.works.values()) {
      if (work.recorder.isOpen) {
        work.touched = true;
        this.schedule(work);
      }
    }
  }

  private schedule(work: Work): void {
    work.dueAt ??= this.options.clock.now() + HOLD_MS;
    this.due.add(work);
  }

  /** One step of everything that waits. Never rejects. */
  private async step(): Promise<void> {
    if (this.busy) {
      return;
    }
    this.busy = true;
    try {
      await this.loadEntities();
      this.options.directory
        .refresh(RESOLVED_AT_ONCE)
        .forEach(change => this.apply(change));
      this.startDue();
    } catch (error) {
      this.options.logger.error(`Deliveries could not be recorded: ${error}`);
    } finally {
      this.busy = false;
    }
  }

  private async loadEntities(): Promise<void> {
    const { clock, entities, directory, logger } = this.options;
    if (clock.now() < this.entitiesAt || this.loading) {
      return;
    }
    this.loading = true;
    this.entitiesAt = clock.now() + ENTITIES_MS;
    // Observing goes on meanwhile.
    entities
      .all()
      .then(found => {
        directory.replace(found).forEach(change => this.apply(change));
        if (found.length === 0 || found.length !== this.entitiesFound) {
          // A catalog that fills still, as after the start of a portal.
          this.entitiesAt = clock.now() + RETRY_ENTITIES_MS;
        }
        this.entitiesFound = found.length;
      })
      .catch(error => {
        this.entitiesAt = clock.now() + RETRY_ENTITIES_MS;
        logger.warn(
          `The catalog was not read; deliveries are recorded for the entities known before: ${error}`,
        );
      })
      .finally(() => {
        this.loading = false;
      });
  }

  private apply({ entityRef, targets, gone }: DirectoryChange): void {
    gone.forEach(targetId => this.remove(entityRef, targetId));
    for (const [targetId, target] of targets) {
      const name = `${entityRef}\n${targetId}`;
      const work = this.works.get(name);
      const keys = new Set(refsOfTarget(target).map(keyOf));
      if (work) {
        if (work.leaving) {
          Object.assign(work, { leaving: false, needsList: true });
        }
        this.refit(work, target, keys);
      } else {
        const added: Work = {
          entityRef,
          target,
          keys,
          narrowed: isNarrowed(target),
          buffer: [],
          needsList: true,
          touched: false,
          running: false,
          reached: '0',
          failures: 0,
          recorder: new UnitRecorder(
            { entityRef, targetId },
            this.options.ledger,
          ),
        };
        this.works.set(name, added);
        this.file(added, new Set(), keys);
        this.schedule(added);
      }
    }
  }

  /** The objects of a unit are others now: those that are new to it are observed in the order of their versions, too. */
  private refit(work: Work, target: ResolvedTarget, keys: Set<string>): void {
    const news = refsOfTarget(target).filter(ref => !work.keys.has(keyOf(ref)));
    const isSame = news.length === 0 && keys.size === work.keys.size;
    this.file(work, work.keys, keys);
    Object.assign(work, { target, keys, narrowed: isNarrowed(target) });
    for (const ref of news) {
      const observed = this.options.view.get(ref);
      if (
        observed &&
        !work.buffer.some(({ ref: held }) => keyOf(held) === keyOf(ref))
      ) {
        work.buffer.push({
          ref,
          observed,
          at: this.options.clock.now(),
          listed: false,
        });
      }
    }
    if (!isSame) {
      this.schedule(work);
    }
  }

  private remove(entityRef: string, targetId: string): void {
    const name = `${entityRef}\n${targetId}`;
    const work = this.works.get(name);
    if (!work) {
      return;
    }
    this.file(work, work.keys, new Set());
    Object.assign(work, {
      keys: new Set(),
      buffer: [],
      needsList: false,
      touched: false,
      leaving: true,
    });
    this.forgetWritten(work);
  }

  /** A target that is gone is forgotten once what waits of it is written. */
  private forgetWritten(work: Work): void {
    const { recorder, target, entityRef, leaving } = work;
    if (leaving && recorder.backlog === 0 && !recorder.droppedSince) {
      this.works.delete(`${entityRef}\n${target.id}`);
      this.due.delete(work);
      this.holding.delete(work);
    }
  }

  private file(work: Work, before: Set<string>, after: Set<string>): void {
    for (const key of before) {
      const works = this.byKey.get(key);
      if (!after.has(key) && works?.delete(work) && works.size === 0) {
        this.byKey.delete(key);
      }
    }
    for (const key of after) {
      this.byKey.set(key, (this.byKey.get(key) ?? new Set()).add(work));
    }
  }

  /** What waits for something else goes to the end. */
  private startDue(): void {
    const now = this.options.clock.now();
    for (const work of this.due) {
      if (this.running >= AT_ONCE) {
        return;
      }
      if ((work.dueAt ?? 0) > now) {
        continue;
      }
      this.due.delete(work);
      if (
        work.running ||
        (work.needsList && !this.readiness.isReadyFor(work.target))
      ) {
        work.dueAt = now + HOLD_MS;
        this.due.add(work);
        continue;
      }
      work.dueAt = undefined;
      void this.run(work);
    }
  }

  private async run(work: Work): Promise<void> {
    work.running = true;
    this.running += 1;
    try {
      if (work.needsList && !this.isDown) {
        await this.readiness.prepare(work.target.cluster);
      }
      work.recorder.add(
        observeWork(work, {
          ...this.options,
          unseenSince: this.readiness.unseenSince(work.target.cluster),
        }),
      );
      await this.flush(work);
    } catch (error) {
      this.options.logger.error(
        `${work.entityRef} ${work.target.id} could not be observed: ${error}`,
      );
    } finally {
      work.running = false;
      this.running -= 1;
      this.forgetWritten(work);
      if (work.buffer.length > 0 || work.touched || work.needsList) {
        this.schedule(work);
      }
      this.startDue();
    }
  }

  private async flush(work: Work): Promise<void> {
    if (this.isDown) {
      this.holdBack(work);
      return;
    }
    try {
      if (await work.recorder.flush()) {
        this.options.onWritten?.(work.entityRef);
      }
      this.holding.delete(work);
      work.failures = 0;
    } catch (error) {
      if (await this.answersFor(work)) {
        this.setAside(work, error);
        return;
      }
      this.options.logger.warn(
        `The ledger does not answer; deliveries wait in memory: ${error}`,
      );
      this.downUntil = this.options.clock.now() + DOWN_MS;
      this.holdBack(work);
    }
  }

  /** Whether the ledger is there, so that a failure is that of the one unit. */
  private async answersFor({ recorder }: Work): Promise<boolean> {
    try {
      await this.options.ledger.chain(recorder.unit);
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
    work.failures += 1;
    this.options.logger.warn(
      `${work.entityRef} ${work.target.id} could not be written, for the ${work.failures}. time: ${error}`,
    );
    this.holdBack(work);
    if (work.failures >= MOST_TRIES) {
      work.recorder.drop();
    }
    work.dueAt =
      this.options.clock.now() +
      Math.min(DOWN_MS * 2 ** (work.failures - 1), LONGEST_FAILURE_MS);
  }

  /** What waits is tried again; where it is too much over all units, that of this one is dropped. */
  private holdBack(work: Work): void {
    const { clock, mostWaiting = MOST_WAITING } = this.options;
    work.recorder.condense();
    this.holding.add(work);
    if (this.backlog > mostWaiting) {
      work.recorder.drop();
    }
    this.schedule(work);
    work.dueAt = Math.max(this.downUntil, clock.now() + HOLD_MS);
  }

  private async noteWatched(): Promise<void> {
    const lagging = new Set<string>();
    for (const { target, needsList, recorder } of this.works.values()) {
      if (needsList || recorder.backlog > 0 || recorder.droppedSince) {
        lagging.add(target.cluster);
      }
    }
    await this.readiness.note(lagging);
  }
}

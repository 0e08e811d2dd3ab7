import { setImmediate } from 'node:timers/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  type EntityFacts,
  type FleetPath,
  type FleetTarget,
  fromMillis,
  keyOf,
  type ObjectRef,
} from 'backstage-plugin-flux-delivery-common';
import type { TargetPlace } from '../access/PathAccess';
import type { InventoryChange } from '../inventory/changes';
import type { FleetBook, FleetEntry } from './FleetBook';

/** Changes that come together are judged once. */
const COALESCED_MS = 1_000;
/** Verdicts change by time alone, too. */
const SWEEP_MS = 30_000;
/** In so many sweeps, which is two minutes, everything is judged again, whether anything told of a change or not. */
const SWEEPS_FOR_ALL = 4;
/** Judging lets others on the processor after so long. */
const SLICE_MS = 15;
/** More changed objects than this at once are all objects. */
const REFS_AT_MOST = 20_000;

/** The services of the fleet, as they are now. */
export interface FleetUnits {
  entityRefs(): Iterable<string>;
  factsOf(entityRef: string): EntityFacts | undefined;
  /** The entities that the object belongs to. */
  unitsWith(ref: ObjectRef): Iterable<string>;
  /** Undefined for what is not delivered at all. */
  judge(facts: EntityFacts): JudgedUnit | undefined;
  readiness(): FleetReadiness;
}

/** A summary with what else the book holds of it. */
export type JudgedUnit = Pick<FleetEntry, 'path' | 'foreign' | 'dueAt'>;

/**
 * Whether it can be told what there is: `no` as long as the catalog was not read, or first lists are under way; `inPart` where lists of
 * some clusters do not come, so that it is known which clusters are not known.
 */
export type FleetReadiness = 'no' | 'inPart' | 'whole';

/**
 * Keeps the book of the fleet: judges those services again that a change may concern, those in flight, and all others by and by.
 *
 * Never waits for a database or a cluster. Bounded: it holds one name for each service that is to be judged.
 */
export class FleetJudging {
  private readonly due = new Set<string>();
  private refs = new Map<string, ObjectRef>();
  private readonly clusters = new Set<string>();
  private isEverything = true;
  private sweeps = 0;
  private timer?: NodeJS.Timeout;
  private sweep?: NodeJS.Timeout;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly deps: {
      units: FleetUnits;
      book: FleetBook;
      logger: LoggerService;
      /** Milliseconds. */
      now: () => number;
      /** Told of each service whose summary is another one. */
      onChanged?: (entityRef: string) => void;
    },
  ) {}

  start(): void {
    this.sweep = setInterval(() => this.sweepOne(), SWEEP_MS);
    this.schedule();
  }

  /** What is under way is finished. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.sweep);
    clearTimeout(this.timer);
    await this.running;
  }

  /** What changed in the inventory. */
  onChange({ objects, clusters }: InventoryChange): void {
    for (const ref of objects) {
      this.refs.set(keyOf(ref), ref);
    }
    clusters.forEach(cluster => this.clusters.add(cluster));
    if (this.refs.size > REFS_AT_MOST) {
      this.refs.clear();
      this.isEverything = true;
    }
    this.schedule();
  }

  /** The entity was resolved again, or is gone. */
  onResolved(entityRef: string): void {
    this.due.add(entityRef);
    this.schedule();
  }

  private schedule(): void {
    if (this.stopped || !this.sweep) {
      return;
    }
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.running = this.running
        .then(() => this.judgeDue())
        .catch(error =>
          this.deps.logger.error(
            `The fleet could not be judged; the next sweep tries again: ${error}`,
          ),
        );
    }, COALESCED_MS);
  }

  /** What is in flight, what is due by itself, and a part of the rest. */
  private sweepOne(): void {
    const now = this.deps.now();
    this.sweeps += 1;
    let at = 0;
    for (const { path, dueAt = Infinity } of this.deps.book.all()) {
      const isTurn = at % SWEEPS_FOR_ALL === this.sweeps % SWEEPS_FOR_ALL;
      if (
        isTurn ||
        dueAt <= now ||
        path.targets.some(({ state }) => state === 'inProgress')
      ) {
        this.due.add(path.entityRef);
      }
      at += 1;
    }
    this.schedule();
  }

  private async judgeDue(): Promise<void> {
    const { units, book } = this.deps;
    const readiness = units.readiness();
    this.gather();
    let until = Date.now() + SLICE_MS;
    for (const entityRef of this.due) {
      if (this.stopped) {
        return;
      }
      this.due.delete(entityRef);
      this.judgeOne(entityRef);
      if (Date.now() >= until) {
        await setImmediate();
        until = Date.now() + SLICE_MS;
      }
    }
    if (readiness !== 'no') {
      book.completed(readiness === 'whole');
    }
  }

  private gather(): void {
    const { units, book } = this.deps;
    if (this.isEverything) {
      this.isEverything = false;
      for (const entityRef of units.entityRefs()) {
        this.due.add(entityRef);
      }
    }
    for (const ref of this.refs.values()) {
      for (const entityRef of units.unitsWith(ref)) {
        this.due.add(entityRef);
      }
    }
    if (this.clusters.size > 0) {
      for (const { path } of book.all()) {
        if (path.targets.some(({ cluster }) => this.clusters.has(cluster))) {
          this.due.add(path.entityRef);
        }
      }
    }
    this.refs.clear();
    this.clusters.clear();
  }

  private judgeOne(entityRef: string): void {
    const { units, book, logger, onChanged, now } = this.deps;
    const facts = units.factsOf(entityRef);
    const before = book.get(entityRef);
    const judgedAt = fromMillis(now());
    try {
      const judged = facts && units.judge(facts);
      if (!facts || !judged) {
        book.remove(entityRef);
      } else {
        const path = { ...judged.path, judgedAt };
        if (before && isSame(before.path, path)) {
          const { foreign, dueAt } = judged;
          Object.assign(before, { facts, path, foreign, dueAt });
          return;
        }
        book.put({ ...judged, facts, path });
      }
    } catch (error) {
      // What is not known is neither shown as it was, nor left out.
      book.put({
        facts: facts!,
        path: { ...failedPath(facts!), judgedAt },
        places: before?.places ?? before?.path.targets.map(placeOfTarget),
      });
      logger.error(`${entityRef} could not be judged for the fleet: ${error}`);
    }
    if (before || book.get(entityRef)) {
      onChanged?.(entityRef);
    }
  }
}

function placeOfTarget({
  cluster,
  environment,
  namespaces,
}: FleetTarget): TargetPlace {
  return { cluster, environment, namespaces };
}

function failedPath({
  entityRef,
  title,
  owner,
  system,
}: EntityFacts): FleetPath {
  return {
    entityRef,
    ...(title && { title }),
    ...(owner && { owner }),
    ...(system && { system }),
    targets: [],
    failed: true,
  };
}

/** Whenever they were judged. Both were made in one way, so that their keys are in one order. */
function isSame(
  { judgedAt: _, ...a }: FleetPath,
  { judgedAt: __, ...b }: FleetPath,
): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

import { randomUUID } from 'crypto';
import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  fromMillis,
  type JudgedTarget,
  keyOf,
  type ObjectRef,
  SEGMENTS,
  stateKey,
  stateOf,
  type UnitStateDraft,
} from 'backstage-plugin-flux-delivery-common';
import type { InventoryChange } from '../inventory/changes';
import { JudgedTimes } from './JudgedTimes';
import type { UnitStateStore } from './UnitStateStore';

/** Changes that come together are judged once. */
const COALESCED_MS = 2_000;
/** Verdicts change by time alone, too: work in flight that ought to be done. */
const SWEEP_MS = 60_000;
/** What was good is unknown once nobody looks after it any more: also where nothing is in flight, time alone changes verdicts. */
const JUDGED_AT_LEAST_EVERY_MS = 10 * 60_000;
/** So many of those in one run; the others have their turn a minute later. */
const UNTOUCHED_AT_ONCE = 500;
/** Judging takes the processor, writing a connection: a few entities at a time. */
const AT_ONCE = 4;
/** More changed objects than this at once are all objects. */
const REFS_AT_MOST = 20_000;

/** The entities whose states are recorded, whoever looks. */
export interface RecordedUnits {
  /** All of them. */
  entityRefs(): Iterable<string>;
  /** Those that the object belongs to. */
  unitsWith(ref: ObjectRef): Iterable<string>;
  /** The targets of an entity, judged now; empty where it has none any more. */
  judge(entityRef: string): readonly JudgedTarget[];
  /** How well a cluster is known: a target that is not found is only gone where its cluster is `synced`, or itself gone. */
  clusterState(
    cluster: string,
  ): 'synced' | 'notSynced' | 'unreachable' | 'needsUserSession' | 'gone';
}

type Known = Map<string, UnitStateDraft>;

/** Nothing is known to have been looked at in a longer pause of the process, such as that of a machine that slept. */
const LONGEST_PAUSE_MS = 3 * SWEEP_MS;
/** Under churn there is a run every two seconds. */
const NOTED_EVERY_MS = 30_000;

/**
 * Appends a state wherever the verdict, the class or the revision of a target changes, for all entities, whether anybody looks or
 * not. A cluster that goes out of reach turns the states of its targets unknown.
 *
 * It also notes in which times it did so: what happened while no process recorded, or the database did not answer, is unknown,
 * though it was the same before and after.
 *
 * Bounded: it holds one state per target and two entries per entity, and judges a few entities at once. What came and
 * went within two seconds is not recorded.
 */
export class StateRecorder {
  private readonly known = new Map<string, Known>();
  private readonly judgedTimes = new JudgedTimes();
  private refs = new Map<string, ObjectRef>();
  private clusters = new Set<string>();
  private isEverything = false;
  private timer?: NodeJS.Timeout;
  private sweep?: NodeJS.Timeout;
  private running: Promise<void> = Promise.resolve();
  private failing = false;
  private readonly watcher = randomUUID();
  /** By cluster, since when every change was recorded (milliseconds). */
  private readonly watchedFrom = new Map<string, number>();
  /** A write or read was refused in the present run: a change may be lost. */
  private isIncomplete = false;
  private begun = 0;
  private ended = 0;
  private notedAt = -Infinity;

  constructor(
    private readonly deps: {
      store: Pick<UnitStateStore, 'append' | 'newest' | 'noteWatched'>;
      units: RecordedUnits;
      logger: LoggerService;
      now: () => Date;
    },
  ) {}

  start(): void {
    this.sweep = setInterval(() => this.schedule(), SWEEP_MS);
    this.schedule();
  }

  /** What is under way is finished. */
  async stop(): Promise<void> {
    clearInterval(this.sweep);
    clearTimeout(this.timer);
    this.sweep = undefined;
    await this.running;
    await this.noteWatched();
  }

  /** What changed in the inventory. */
  onChange({ objects, clusters }: InventoryChange): void {
    if (!this.sweep) {
      return;
    }
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

  private schedule(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.running = this.running.then(() => this.recordConcerned());
    }, COALESCED_MS);
  }

  private async recordConcerned(): Promise<void> {
    this.begun = this.deps.now().getTime();
    this.isIncomplete = false;
    const entityRefs = [...this.concerned()];
    const next = async (): Promise<void> => {
      for (let ref = entityRefs.pop(); ref; ref = entityRefs.pop()) {
        await this.recordSafely(ref);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, next));
    this.followSpans();
    if (this.begun - this.notedAt >= NOTED_EVERY_MS) {
      await this.noteWatched();
    }
  }

  /** Up to the beginning of the run, all changes of these clusters are recorded; of the others a new span begins later. */
  private followSpans(): void {
    const paused = this.begun - this.ended > LONGEST_PAUSE_MS;
    this.ended = this.deps.now().getTime();
    if (paused || this.isIncomplete) {
      this.watchedFrom.clear();
    }
    if (this.isIncomplete) {
      return;
    }
    const clusters = new Set(
      [...this.known.values()].flatMap(known =>
        [...known.values()].map(({ cluster }) => cluster),
      ),
    );
    for (const cluster of clusters) {
      const state = this.deps.units.clusterState(cluster);
      // Out of reach is a state, too, and recorded as one.
      if (state !== 'synced' && state !== 'unreachable') {
        this.watchedFrom.delete(cluster);
      } else if (!this.watchedFrom.has(cluster)) {
        this.watchedFrom.set(cluster, this.begun);
      }
    }
  }

  /** Never rejects: what is not noted was not watched. */
  private async noteWatched(): Promise<void> {
    const { store, logger } = this.deps;
    const until = fromMillis(this.begun);
    this.notedAt = this.begun;
    try {
      for (const [cluster, from] of this.watchedFrom) {
        await store.noteWatched({
          cluster,
          watcher: this.watcher,
          from: fromMillis(from),
          until,
        });
      }
    } catch (error) {
      logger.warn(
        'It was not noted that states are recorded; until it is, they count as unknown',
        error as Error,
      );
    }
  }

  /** Whose states may be others now: by what changed, by time alone, and those that were never looked at. */
  private concerned(): Set<string> {
    const { units } = this.deps;
    const present = [...units.entityRefs()];
    if (this.isEverything) {
      this.isEverything = false;
      this.clusters.clear();
      return new Set([...present, ...this.known.keys()]);
    }
    const found = new Set([
      ...present.filter(ref => !this.known.has(ref)),
      ...this.judgedTimes.notSince(
        this.begun - JUDGED_AT_LEAST_EVERY_MS,
        UNTOUCHED_AT_ONCE,
      ),
    ]);
    for (const ref of this.refs.values()) {
      for (const entityRef of units.unitsWith(ref)) {
        found.add(entityRef);
      }
    }
    const isPresent = new Set(present);
    for (const [entityRef, known] of this.known) {
      const states = [...known.values()];
      if (
        states.some(isInFlight) ||
        states.some(({ cluster }) => this.clusters.has(cluster)) ||
        (!isPresent.has(entityRef) && states.some(isThere))
      ) {
        found.add(entityRef);
      }
    }
    this.refs.clear();
    this.clusters.clear();
    return found;
  }

  private async recordSafely(entityRef: string): Promise<void> {
    try {
      await this.record(entityRef);
      this.failing = false;
    } catch (error) {
      // Read again, and judged again, with the next change or the next sweep.
      this.known.delete(entityRef);
      if (!this.failing) {
        this.failing = true;
        this.deps.logger.warn(
          'States of delivery paths cannot be recorded; it is tried again',
          error as Error,
        );
      }
    }
  }

  private async record(entityRef: string): Promise<void> {
    const { units, store, now } = this.deps;
    const known = await this.knownOf(entityRef);
    const instant = now();
    const at = instant.toISOString();
    this.judgedTimes.note(entityRef, instant.getTime());
    const judged = new Map(
      units
        .judge(entityRef)
        .map(target => [target.id, stateOf(target, { entityRef, at })]),
    );
    const missing = [...known.values()]
      .filter(state => !judged.has(state.targetId) && isThere(state))
      .flatMap(state => this.withoutTarget(state, at));
    for (const state of [...judged.values(), ...missing]) {
      const before = known.get(state.targetId);
      if (!before || stateKey(before) !== stateKey(state)) {
        await this.stored(store.append(state));
        known.set(state.targetId, state);
      }
    }
  }

  /** What is to be said of a target that is not found: gone only where its cluster can tell. */
  private withoutTarget(state: UnitStateDraft, at: string): UnitStateDraft[] {
    switch (this.deps.units.clusterState(state.cluster)) {
      case 'synced':
      case 'gone':
        return [{ ...state, at, segments: [] }];
      case 'unreachable':
        return [
          {
            ...state,
            at,
            segments: SEGMENTS.map(segment => ({
              segment,
              verdict: 'unknown',
              headline: 'Cluster unreachable',
              summary: `${state.cluster} could not be reached.`,
              unknownReason: 'unreachable',
            })),
          },
        ];
      default:
        return [];
    }
  }

  private async stored<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      this.isIncomplete = true;
      throw error;
    }
  }

  /** What was recorded last of each target: read once, then remembered. */
  private async knownOf(entityRef: string): Promise<Known> {
    const held = this.known.get(entityRef);
    if (held) {
      return held;
    }
    const newest = await this.stored(this.deps.store.newest(entityRef));
    const known: Known = new Map(
      newest.map(({ sequence, ...state }) => [state.targetId, state]),
    );
    this.known.set(entityRef, known);
    return known;
  }
}

function isThere({ segments }: UnitStateDraft): boolean {
  return segments.length > 0;
}

function isInFlight({ segments }: UnitStateDraft): boolean {
  return segments.some(({ verdict }) => verdict === 'inProgress');
}

import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  type JudgedTarget,
  stateKey,
  stateOf,
  type UnitStateDraft,
} from 'backstage-plugin-flux-delivery-common';
import type { UnitStateStore } from './UnitStateStore';

/** Changes that come together are judged once. */
const COALESCED_MS = 2_000;
/** Verdicts change by time alone, too: work in flight that ought to be done. */
const SWEEP_MS = 60_000;
/** Judging takes the processor, writing a connection: a few entities at a time. */
const AT_ONCE = 4;

/** The entities whose states are recorded, as the plugin itself sees them. */
export interface RecordedEntities {
  all(): readonly string[];
  /** The targets of an entity, judged now; undefined where it is not in the catalog, or nothing can be told yet. */
  judge(entityRef: string): Promise<readonly JudgedTarget[] | undefined>;
}

/**
 * Appends a state wherever the verdict, the class or the revision of a target changes, for all entities, whether anybody looks or
 * not. Bounded: it holds one key per target and one entry per entity, judges a few entities at once, and drops nothing but time in
 * between: a state that came and went within two seconds is not recorded.
 */
export class StateRecorder {
  private readonly known = new Map<string, Map<string, UnitStateDraft>>();
  private dirty = new Set<string>();
  private timer?: NodeJS.Timeout;
  private sweep?: NodeJS.Timeout;
  private running?: Promise<void>;
  private failing = false;

  constructor(
    private readonly deps: {
      store: Pick<UnitStateStore, 'append' | 'newest'>;
      entities: RecordedEntities;
      logger: LoggerService;
      now: () => Date;
    },
  ) {}

  start(): void {
    this.sweep = setInterval(
      () => this.note(this.deps.entities.all()),
      SWEEP_MS,
    );
    this.note(this.deps.entities.all());
  }

  /** What is under way is finished. */
  async stop(): Promise<void> {
    clearInterval(this.sweep);
    clearTimeout(this.timer);
    this.sweep = undefined;
    this.dirty.clear();
    await this.running;
  }

  /** The paths of these entities may have changed. */
  note(entityRefs: readonly string[]): void {
    if (!this.sweep) {
      return;
    }
    entityRefs.forEach(entityRef => this.dirty.add(entityRef));
    if (this.dirty.size > 0 && !this.timer) {
      this.timer = setTimeout(() => {
        this.timer = undefined;
        this.running = (this.running ?? Promise.resolve()).then(() =>
          this.recordDirty(),
        );
      }, COALESCED_MS);
    }
  }

  private async recordDirty(): Promise<void> {
    const entityRefs = [...this.dirty];
    this.dirty.clear();
    const next = async (): Promise<void> => {
      for (let ref = entityRefs.pop(); ref; ref = entityRefs.pop()) {
        await this.recordSafely(ref);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, next));
  }

  private async recordSafely(entityRef: string): Promise<void> {
    try {
      await this.record(entityRef);
      this.failing = false;
    } catch (error) {
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
    const { entities, store, now } = this.deps;
    const judged = await entities.judge(entityRef);
    if (!judged) {
      return;
    }
    const known = await this.knownOf(entityRef);
    const at = now().toISOString();
    const states = new Map(
      judged.map(target => [target.id, stateOf(target, { entityRef, at })]),
    );
    const gone = [...known]
      .filter(([id, { segments }]) => !states.has(id) && segments.length > 0)
      .map(([, state]) => ({ ...state, at, segments: [] }));
    for (const state of [...states.values(), ...gone]) {
      const before = known.get(state.targetId);
      if (!before || stateKey(before) !== stateKey(state)) {
        await store.append(state);
        known.set(state.targetId, state);
      }
    }
  }

  /** What was recorded last of each target: read once, then remembered. */
  private async knownOf(
    entityRef: string,
  ): Promise<Map<string, UnitStateDraft>> {
    const held = this.known.get(entityRef);
    if (held) {
      return held;
    }
    const newest = await this.deps.store.newest(entityRef);
    const known = new Map<string, UnitStateDraft>(
      newest.map(({ sequence, ...state }) => [state.targetId, state]),
    );
    this.known.set(entityRef, known);
    return known;
  }
}

import {
  type InventoryView,
  keyOf,
  type ObjectRef,
} from 'backstage-plugin-flux-delivery-common';
import type { ObjectVersion } from '../../inventory/versions';
import { refsOfTarget } from '../../paths/PathInterest';
import { Filed } from './Filed';
import type { HeldTarget } from './HeldTarget';
import type { Work } from './observeWork';
import type { DirectoryChange } from './UnitDirectory';
import type { UnitRecorder } from './UnitRecorder';

/** Watches of different kinds are apart by milliseconds; after this time they are put into the order of their versions. */
const HOLD_MS = 1_000;
const MOST_BUFFERED = 1_000;

/** All units that are recorded, by the objects that belong to them, with what was told of each and waits to be observed. */
export class WaitingWorks {
  private readonly works = new Map<string, Work>();
  private readonly byKey = new Filed<Work>();
  private readonly due = new Set<Work>();

  constructor(
    private readonly deps: {
      view: Pick<InventoryView, 'get'>;
      clock: { now(): number };
      recorderOf: (unit: UnitRecorder['unit']) => UnitRecorder;
      /** The unit is not followed any more, and nothing of it waits. */
      onForgotten: (work: Work) => void;
      /** How many versions of objects of one unit may wait to be observed. */
      mostBuffered?: number;
    },
  ) {}

  all(): Iterable<Work> {
    return this.works.values();
  }

  /** How many units wait. */
  get waiting(): number {
    return this.due.size;
  }

  /** How many versions wait to be observed, over all units. */
  get buffered(): number {
    let buffered = 0;
    this.works.forEach(({ buffer }) => {
      buffered += buffer.length;
    });
    return buffered;
  }

  /** Adds a version to all units that its object belongs to; past the bound of a unit, a list takes the place of its versions. */
  tell(version: ObjectVersion): void {
    const { mostBuffered = MOST_BUFFERED } = this.deps;
    for (const work of this.byKey.get(keyOf(version.ref))) {
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

  /** Something of the object changed that has no version. */
  touch(ref: ObjectRef): void {
    for (const work of this.byKey.get(keyOf(ref))) {
      work.touched = true;
      this.schedule(work);
    }
  }

  /** Time went by: what rows that are open depend on, too. */
  touchOpen(): void {
    for (const work of this.works.values()) {
      if (work.recorder.isOpen) {
        work.touched = true;
        this.schedule(work);
      }
    }
  }

  schedule(work: Work): void {
    work.dueAt ??= this.deps.clock.now() + HOLD_MS;
    this.due.add(work);
  }

  /** As {@link schedule}, at that time and not before, in milliseconds. */
  holdBack(work: Work, until: number): void {
    work.dueAt = until;
    this.due.add(work);
  }

  /**
   * Takes units off that are due, one after the other, as long as the caller asks for more. Those that cannot start yet go to the end.
   */
  *takeDue(canStart: (work: Work) => boolean): Generator<Work> {
    const now = this.deps.clock.now();
    for (const work of this.due) {
      if ((work.dueAt ?? 0) > now) {
        continue;
      }
      this.due.delete(work);
      if (work.running || !canStart(work)) {
        this.holdBack(work, now + HOLD_MS);
      } else {
        work.dueAt = undefined;
        yield work;
      }
    }
  }

  /** Follows the targets of an entity as they are now. */
  apply({ entityRef, targets, gone }: DirectoryChange): void {
    gone.forEach(targetId => this.remove(nameOf(entityRef, targetId)));
    for (const [targetId, target] of targets) {
      const work = this.works.get(nameOf(entityRef, targetId));
      if (work) {
        if (work.leaving) {
          Object.assign(work, { leaving: false, needsList: true });
        }
        this.refit(work, target);
      } else {
        this.add(entityRef, targetId, target);
      }
    }
  }

  /** A target that is gone is forgotten once what waits of it is written. */
  forgetWritten(work: Work): void {
    const { recorder, target, entityRef, leaving } = work;
    if (leaving && recorder.backlog === 0 && !recorder.droppedSince) {
      this.works.delete(nameOf(entityRef, target.id));
      this.due.delete(work);
      this.deps.onForgotten(work);
    }
  }

  private add(entityRef: string, targetId: string, target: HeldTarget): void {
    const added: Work = {
      entityRef,
      target,
      keys: target.keys,
      narrowed: target.narrowed,
      buffer: [],
      needsList: true,
      touched: false,
      running: false,
      reached: '0',
      failures: 0,
      recorder: this.deps.recorderOf({ entityRef, targetId }),
    };
    this.works.set(nameOf(entityRef, targetId), added);
    this.byKey.refile(added, [], added.keys);
    this.schedule(added);
  }

  /** The objects of a unit are others now: those that are new to it are observed in the order of their versions, too. */
  private refit(work: Work, target: HeldTarget): void {
    const { view, clock } = this.deps;
    const before = new Set(work.keys);
    const { keys, narrowed } = target;
    const news = refsOfTarget(target).filter(ref => !before.has(keyOf(ref)));
    const isSame = news.length === 0 && keys.length === before.size;
    this.byKey.refile(work, before, keys);
    Object.assign(work, { target, keys, narrowed });
    for (const ref of news) {
      const observed = view.get(ref);
      const isHeld = work.buffer.some(held => keyOf(held.ref) === keyOf(ref));
      if (observed && !isHeld) {
        work.buffer.push({ ref, observed, at: clock.now(), listed: false });
      }
    }
    if (!isSame) {
      this.schedule(work);
    }
  }

  private remove(name: string): void {
    const work = this.works.get(name);
    if (!work) {
      return;
    }
    this.byKey.refile(work, work.keys, []);
    Object.assign(work, {
      keys: [],
      buffer: [],
      needsList: false,
      touched: false,
      leaving: true,
    });
    this.forgetWritten(work);
  }
}

function nameOf(entityRef: string, targetId: string): string {
  return `${entityRef}\n${targetId}`;
}

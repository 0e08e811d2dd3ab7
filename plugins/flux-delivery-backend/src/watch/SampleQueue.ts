import type { ObjectRef } from 'backstage-plugin-flux-delivery-common';
import { keyOf } from 'backstage-plugin-flux-delivery-common';

interface Waiting {
  ref: ObjectRef;
  dueAt: number;
  /** Not together with others of its namespace. */
  alone: boolean;
}

/** From so many workloads of one namespace on, the namespace is listed once for all of them. */
const TOGETHER_FROM = 3;

/** The workloads of one cluster that are to be sampled, each once, and when. Pure bookkeeping: knows neither clock nor calls. */
export class SampleQueue {
  private readonly waiting = new Map<string, Waiting>();

  get size() {
    return this.waiting.size;
  }

  /** An earlier time than the one that is noted holds; a later one does not put it off. */
  add(ref: ObjectRef, dueAt: number, alone = false) {
    const key = keyOf(ref);
    const noted = this.waiting.get(key);
    if (!noted || dueAt < noted.dueAt || alone) {
      this.waiting.set(key, {
        ref,
        dueAt: Math.min(dueAt, noted?.dueAt ?? dueAt),
        alone: alone || (noted?.alone ?? false),
      });
    }
  }

  remove(ref: ObjectRef) {
    this.waiting.delete(keyOf(ref));
  }

  /** When the next one is due. */
  nextDueAt(): number | undefined {
    let next: number | undefined;
    for (const { dueAt } of this.waiting.values()) {
      next = next === undefined ? dueAt : Math.min(next, dueAt);
    }
    return next;
  }

  /** What to list now, together: one workload, or all that are due of one namespace. */
  take(now: number): { refs: ObjectRef[]; together: boolean } | undefined {
    const due = [...this.waiting.values()].filter(({ dueAt }) => dueAt <= now);
    if (due.length === 0) {
      return undefined;
    }
    const first = due.reduce((a, b) => (b.dueAt < a.dueAt ? b : a));
    const neighbours = due.filter(
      ({ ref, alone }) => ref.namespace === first.ref.namespace && !alone,
    );
    const together = !first.alone && neighbours.length >= TOGETHER_FROM;
    const refs = (together ? neighbours : [first]).map(({ ref }) => ref);
    refs.forEach(ref => this.remove(ref));
    return { refs, together };
  }
}

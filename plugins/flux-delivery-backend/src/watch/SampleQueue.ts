import type { ObjectRef } from 'backstage-plugin-flux-delivery-common';
import { keyOf } from 'backstage-plugin-flux-delivery-common';
import type { Lane } from './SampleLanes';

interface How {
  /** Not together with others of its namespace. */
  alone?: boolean;
  /** Before those that are not. */
  urgent?: boolean;
}

interface Waiting extends Required<How> {
  ref: ObjectRef;
  dueAt: number;
}

/** From so many workloads of one namespace on, the namespace is listed once for all of them. */
const TOGETHER_FROM = 3;
/** After so many urgent ones in a row it is the turn of another, however many urgent ones wait: nobody is passed over for ever. */
const URGENT_IN_A_ROW = 3;

/** The workloads of one cluster that are to be sampled, each once, and when. Pure bookkeeping: knows neither clock nor calls. */
export class SampleQueue {
  private readonly urgent = new Map<string, Waiting>();
  /** Not urgent. Thousands, where a cluster was just listed: whoever looks for urgent ones does not look here. */
  private readonly others = new Map<string, Waiting>();
  private urgentInARow = 0;

  get size() {
    return this.urgent.size + this.others.size;
  }

  /** An earlier time than the one that is noted holds; a later one does not put it off. What is urgent stays so until it is taken. */
  add(
    ref: ObjectRef,
    dueAt: number,
    { alone = false, urgent = false }: How = {},
  ) {
    const key = keyOf(ref);
    const noted = this.urgent.get(key) ?? this.others.get(key);
    const waiting = {
      ref,
      dueAt: Math.min(dueAt, noted?.dueAt ?? dueAt),
      alone: alone || noted?.alone === true,
      urgent: urgent || noted?.urgent === true,
    };
    this.remove(ref);
    (waiting.urgent ? this.urgent : this.others).set(key, waiting);
  }

  remove(ref: ObjectRef) {
    const key = keyOf(ref);
    this.urgent.delete(key);
    this.others.delete(key);
  }

  /** What is urgent does not wait for its time any more. */
  hastenUrgent(now: number) {
    for (const one of this.urgent.values()) {
      one.dueAt = Math.min(one.dueAt, now);
    }
  }

  /** When the next one is due that may go there. */
  nextDueAt(lane: Lane = 'any'): number | undefined {
    let next: number | undefined;
    for (const { dueAt } of this.thoseFor(lane)) {
      next = Math.min(dueAt, next ?? dueAt);
    }
    return next;
  }

  /**
   * What to list now, together: one workload, or all that are due of one namespace. Those that are urgent go by themselves: a whole
   * namespace may take long.
   */
  take(
    now: number,
    lane: Lane = 'any',
  ): { refs: ObjectRef[]; together: boolean } | undefined {
    const due = this.thoseFor(lane).filter(({ dueAt }) => dueAt <= now);
    if (due.length === 0) {
      return undefined;
    }
    const first = lane === 'any' ? this.firstOf(due) : earliestOf(due);
    const neighbours = due.filter(
      ({ ref, alone, urgent }) =>
        ref.namespace === first.ref.namespace &&
        !alone &&
        urgent === first.urgent,
    );
    const together = !first.alone && neighbours.length >= TOGETHER_FROM;
    const refs = (together ? neighbours : [first]).map(({ ref }) => ref);
    refs.forEach(ref => this.remove(ref));
    return { refs, together };
  }

  private thoseFor(lane: Lane): Waiting[] {
    const urgent = [...this.urgent.values()];
    return lane === 'urgent' ? urgent : [...urgent, ...this.others.values()];
  }

  private firstOf(due: readonly Waiting[]): Waiting {
    const isTurnOfUrgent = this.urgentInARow < URGENT_IN_A_ROW;
    const preferred = due.filter(({ urgent }) => urgent === isTurnOfUrgent);
    const first = earliestOf(preferred.length > 0 ? preferred : due);
    this.urgentInARow = first.urgent ? this.urgentInARow + 1 : 0;
    return first;
  }
}

function earliestOf(some: readonly Waiting[]): Waiting {
  return some.reduce((a, b) => (b.dueAt < a.dueAt ? b : a));
}

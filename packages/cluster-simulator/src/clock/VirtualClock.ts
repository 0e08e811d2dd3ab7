interface Task {
  at: number;
  order: number;
  run: () => void;
}

/**
 * Time as the simulation knows it. Nothing happens until somebody advances it; tasks that are due at the same instant run in the
 * order in which they were scheduled, so that a run depends on the scenario and its seed alone.
 */
export class VirtualClock {
  private tasks: Task[] = [];
  private order = 0;
  private time: number;

  /** @param start - milliseconds since the epoch */
  constructor(start: number) {
    this.time = start;
  }

  now(): number {
    return this.time;
  }

  /** RFC 3339 with whole seconds, as Kubernetes writes times. */
  timestamp(): string {
    return `${new Date(this.time).toISOString().slice(0, 19)}Z`;
  }

  /** Returns a function that takes the task off again. */
  schedule(delayMs: number, run: () => void): () => void {
    const task = {
      at: this.time + Math.max(0, delayMs),
      order: this.order++,
      run,
    };
    this.tasks.splice(this.position(task.at), 0, task);
    return () => {
      const index = this.tasks.indexOf(task);
      if (index >= 0) {
        this.tasks.splice(index, 1);
      }
    };
  }

  /** When the next task is due, in milliseconds since the epoch. */
  nextDue(): number | undefined {
    return this.tasks[0]?.at;
  }

  advance(ms: number): void {
    this.advanceTo(this.time + ms);
  }

  /** Runs everything that is due until then, in order, each task at its own instant. */
  advanceTo(until: number): void {
    for (
      let task = this.tasks[0];
      task && task.at <= until;
      task = this.tasks[0]
    ) {
      this.tasks.shift();
      this.time = Math.max(this.time, task.at);
      task.run();
    }
    this.time = Math.max(this.time, until);
  }

  clear(): void {
    this.tasks = [];
  }

  private position(at: number): number {
    let low = 0;
    let high = this.tasks.length;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (this.tasks[middle].at <= at) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}

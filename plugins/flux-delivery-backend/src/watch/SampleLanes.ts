/** `any` is for whatever waits, `urgent` only for what is urgent. */
export type Lane = 'urgent' | 'any';

/** How many may run in each at once. What is urgent finds room though others hang; in all there are never more than three. */
const ROOM: Readonly<Record<Lane, number>> = { urgent: 1, any: 2 };

/** What runs against one cluster. */
export class SampleLanes {
  private readonly running: Readonly<Record<Lane, Set<Promise<void>>>> = {
    urgent: new Set(),
    any: new Set(),
  };

  /** @param onEnd - called whenever one has ended, and its place is free again. */
  constructor(private readonly onEnd: () => void) {}

  hasRoom(lane: Lane): boolean {
    return this.running[lane].size < ROOM[lane];
  }

  /** The work must not fail. */
  run(lane: Lane, work: () => Promise<void>): void {
    const running: Promise<void> = work().finally(() => {
      this.running[lane].delete(running);
      this.onEnd();
    });
    this.running[lane].add(running);
  }

  /** Resolves when all that runs now has ended. */
  async settled(): Promise<void> {
    await Promise.all([...this.running.urgent, ...this.running.any]);
  }
}

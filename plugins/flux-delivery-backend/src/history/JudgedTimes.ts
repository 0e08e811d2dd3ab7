/** When each entity was judged last. Holds one instant per entity. */
export class JudgedTimes {
  /** In the order in which they were judged. */
  private readonly times = new Map<string, number>();

  /** @param at - milliseconds */
  note(entityRef: string, at: number): void {
    this.times.delete(entityRef);
    this.times.set(entityRef, at);
  }

  /** Those that were not judged since that instant (milliseconds), the longest waiting first, and no more than `most`. */
  notSince(instant: number, most: number): string[] {
    const found: string[] = [];
    for (const [entityRef, at] of this.times) {
      if (at > instant || found.length >= most) {
        break;
      }
      found.push(entityRef);
    }
    return found;
  }
}

import {
  fromMillis,
  stateKey,
  toMillis,
  type UnitState,
  type UnitStateDraft,
  type Unseen,
} from 'backstage-plugin-flux-delivery-common';
import type { UnitStateStore, WatchSpan } from './UnitStateStore';

/** Keeps states as long as the process lives: for tests. */
export class MemoryUnitStateStore implements UnitStateStore {
  private readonly chains = new Map<string, UnitState[]>();
  private readonly spans = new Map<string, WatchSpan>();

  async append(draft: UnitStateDraft): Promise<boolean> {
    const key = `${draft.entityRef}\n${draft.targetId}`;
    const chain = this.chains.get(key) ?? [];
    const newest = chain.at(-1);
    if (newest && stateKey(newest) === stateKey(draft)) {
      return false;
    }
    const goesBack = newest && toMillis(newest.at)! > toMillis(draft.at)!;
    this.chains.set(key, [
      ...chain,
      structuredClone({
        ...draft,
        at: goesBack ? newest.at : draft.at,
        sequence: (newest?.sequence ?? 0) + 1,
      }),
    ]);
    return true;
  }

  async newest(entityRef: string): Promise<UnitState[]> {
    return this.lastOf(entityRef, () => true);
  }

  async at(entityRef: string, instant: string): Promise<UnitState[]> {
    return this.lastOf(
      entityRef,
      ({ at }) => toMillis(at)! <= toMillis(instant)!,
    );
  }

  async noteWatched(span: WatchSpan): Promise<void> {
    const key = JSON.stringify([span.cluster, span.from, span.watcher]);
    const held = this.spans.get(key);
    if (!held || toMillis(held.until)! < toMillis(span.until)!) {
      this.spans.set(key, { ...span });
    }
  }

  async unwatched(
    clusters: readonly string[],
    instant: string,
  ): Promise<Map<string, Unseen>> {
    const at = toMillis(instant)!;
    return new Map(
      clusters.flatMap((cluster): [string, Unseen][] => {
        const spans = [...this.spans.values()]
          .filter(span => span.cluster === cluster)
          .map(span => [toMillis(span.from)!, toMillis(span.until)!]);
        if (spans.some(([from, until]) => from <= at && at <= until)) {
          return [];
        }
        const from = spans.map(span => span[1]).filter(until => until < at);
        const to = spans.map(span => span[0]).filter(start => start > at);
        return [
          [
            cluster,
            {
              ...(from.length > 0 && { from: fromMillis(Math.max(...from)) }),
              ...(to.length > 0 && { to: fromMillis(Math.min(...to)) }),
            },
          ],
        ];
      }),
    );
  }

  async prune(before: string, limit: number): Promise<number> {
    for (const [key, { until }] of this.spans) {
      if (toMillis(until)! < toMillis(before)!) {
        this.spans.delete(key);
      }
    }
    const old = [...this.chains.values()]
      .flatMap(chain => chain.slice(0, -1))
      .filter(({ at }) => toMillis(at)! < toMillis(before)!)
      .sort((a, b) => toMillis(a.at)! - toMillis(b.at)!)
      .slice(0, limit);
    const gone = new Set(old);
    for (const [key, chain] of this.chains) {
      this.chains.set(
        key,
        chain.filter(state => !gone.has(state)),
      );
    }
    return old.length;
  }

  private lastOf(
    entityRef: string,
    holds: (state: UnitState) => boolean,
  ): UnitState[] {
    return structuredClone(
      [...this.chains.values()].flatMap(chain => {
        const found = chain.findLast(holds);
        return found?.entityRef === entityRef ? [found] : [];
      }),
    );
  }
}

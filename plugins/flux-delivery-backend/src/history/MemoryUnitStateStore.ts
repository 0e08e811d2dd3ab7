import {
  stateKey,
  toMillis,
  type UnitState,
  type UnitStateDraft,
} from 'backstage-plugin-flux-delivery-common';
import type { UnitStateStore } from './UnitStateStore';

/** Keeps states as long as the process lives: for tests. */
export class MemoryUnitStateStore implements UnitStateStore {
  private readonly chains = new Map<string, UnitState[]>();

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

  async prune(before: string, limit: number): Promise<number> {
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

import type { DivergenceStatement } from 'backstage-plugin-flux-delivery-common';
import type { DivergencePointStore, TargetKey } from './DivergencePointStore';

/** Keeps statements as long as the process lives: for tests. */
export class MemoryDivergencePointStore implements DivergencePointStore {
  private readonly standingBy = new Map<
    string,
    Map<string, DivergenceStatement>
  >();

  async record(
    { entityRef, targetId }: TargetKey,
    statement: DivergenceStatement,
  ): Promise<void> {
    const targets = this.standingBy.get(entityRef) ?? new Map();
    this.standingBy.set(entityRef, targets.set(targetId, statement));
  }

  async withdraw({ entityRef, targetId }: TargetKey): Promise<boolean> {
    return this.standingBy.get(entityRef)?.delete(targetId) ?? false;
  }

  async standing(entityRef: string): Promise<Map<string, DivergenceStatement>> {
    return new Map(this.standingBy.get(entityRef));
  }
}

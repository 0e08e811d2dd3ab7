import {
  type DivergenceStatement,
  repeats,
} from 'backstage-plugin-flux-delivery-common';
import type { DivergencePointStore, TargetKey } from './DivergencePointStore';

/** Keeps what stands, and nothing else, as long as the process lives: for tests. */
export class MemoryDivergencePointStore implements DivergencePointStore {
  private readonly standingBy = new Map<
    string,
    Map<string, DivergenceStatement>
  >();

  async record(
    { entityRef, targetId }: TargetKey,
    statement: DivergenceStatement,
  ): Promise<DivergenceStatement> {
    const targets = this.standingBy.get(entityRef) ?? new Map();
    const standing = targets.get(targetId);
    if (standing && repeats(statement, standing)) {
      return standing;
    }
    this.standingBy.set(entityRef, targets.set(targetId, statement));
    return statement;
  }

  async withdraw({ entityRef, targetId }: TargetKey): Promise<boolean> {
    return this.standingBy.get(entityRef)?.delete(targetId) ?? false;
  }

  async standing(entityRef: string): Promise<Map<string, DivergenceStatement>> {
    return new Map(this.standingBy.get(entityRef));
  }

  async prune(): Promise<number> {
    return 0;
  }
}

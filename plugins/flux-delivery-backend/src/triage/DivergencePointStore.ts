import type { DivergenceStatement } from 'backstage-plugin-flux-delivery-common';

/** Names a target of the path of an entity. */
export interface TargetKey {
  /** Full and lower-case. */
  entityRef: string;
  targetId: string;
}

/**
 * What people said of divergence points. Nothing that was said is ever changed; the newest statement on a target stands until it
 * is withdrawn. What no longer stands is forgotten by age alone.
 */
export interface DivergencePointStore {
  /**
   * What somebody repeats of what stands by them adds nothing. Gives what stands then: the statement, or the one that it repeats.
   */
  record(
    target: TargetKey,
    statement: DivergenceStatement,
  ): Promise<DivergenceStatement>;

  /** Lets the statement on a target stand no longer; false where none stands. */
  withdraw(
    target: TargetKey,
    who: Pick<DivergenceStatement, 'by' | 'at'>,
  ): Promise<boolean>;

  /** The statements that stand, by target id. */
  standing(entityRef: string): Promise<Map<string, DivergenceStatement>>;

  /** Forgets what was said before an instant and stands no longer; tells how many statements and withdrawals that were. */
  prune(before: Date): Promise<number>;
}

import type { DivergenceStatement } from 'backstage-plugin-flux-delivery-common';

/** Names a target of the path of an entity. */
export interface TargetKey {
  /** Full and lower-case. */
  entityRef: string;
  targetId: string;
}

/**
 * What people said of divergence points. Nothing that was said is ever changed or forgotten; the newest statement on a target
 * stands until it is withdrawn.
 */
export interface DivergencePointStore {
  record(target: TargetKey, statement: DivergenceStatement): Promise<void>;

  /** Lets the statement on a target stand no longer; false where none stands. */
  withdraw(
    target: TargetKey,
    who: Pick<DivergenceStatement, 'by' | 'at'>,
  ): Promise<boolean>;

  /** The statements that stand, by target id. */
  standing(entityRef: string): Promise<Map<string, DivergenceStatement>>;
}

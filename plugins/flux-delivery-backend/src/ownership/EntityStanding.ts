import type { BackstageCredentials } from '@backstage/backend-plugin-api';

/** By what services belong to whoever stands for several of them. */
export interface Standing {
  /** Full entity refs: who owns the services. */
  owners: readonly string[];
  /** Full entity refs: of what the services are part. */
  systems: readonly string[];
}

/**
 * Which services a Group, User, System or Domain stands for: those that a Group owns by itself or by a group below it, those of a User and
 * of the groups that they are in, those of a System, those of the systems of a Domain.
 */
export interface EntityStanding {
  /**
   * Undefined where the catalog has no such entity, or does not show it to the caller, or it is of another kind.
   *
   * @throws where the catalog does not answer
   */
  of(
    entityRef: string,
    options: { credentials: BackstageCredentials },
  ): Promise<Standing | undefined>;
}

/** Kinds that stand for others. */
export function standsForOthers(entityRef: string): boolean {
  return /^(?:group|user|system|domain):/i.test(entityRef);
}

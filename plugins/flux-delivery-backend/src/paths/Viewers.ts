import type { BackstageCredentials } from '@backstage/backend-plugin-api';

/** Who may have lost the right since is told nothing more after this time. An open page reads its path again before that. */
const SEEN_FOR_MS = 10_000;
const MOST_VIEWERS = 2_000;
const MOST_ENTITIES = 50;

/**
 * Which users were allowed to read which entities just now, and did: they alone are told of changes, so that nobody learns by a
 * message that an entity exists. Bounded in number and in time.
 */
export class Viewers {
  /** By user, then by entity, when they last read it. */
  private readonly seen = new Map<string, Map<string, number>>();

  constructor(private readonly now: () => number) {}

  /** The caller was allowed to read it. Services have no pages that are told. */
  note(entityRef: string, credentials: BackstageCredentials): void {
    const user = userOf(credentials);
    if (!user) {
      return;
    }
    const entities = this.seen.get(user) ?? new Map<string, number>();
    entities.delete(entityRef);
    entities.set(entityRef, this.now());
    this.seen.delete(user);
    this.seen.set(user, entities);
    dropOldest(entities, MOST_ENTITIES);
    dropOldest(this.seen, MOST_VIEWERS);
  }

  /** The caller asked and was refused: from now on they are told nothing of it. */
  refuse(entityRef: string, credentials: BackstageCredentials): void {
    const user = userOf(credentials);
    if (user) {
      this.seen.get(user)?.delete(entityRef);
    }
  }

  /** Who is to be told of changes of these entities: for each set of them that somebody reads, by whom. */
  readersOf(
    entityRefs: readonly string[],
  ): { entityRefs: string[]; users: string[] }[] {
    const since = this.now() - SEEN_FOR_MS;
    const asked = new Set(entityRefs);
    const sets = new Map<string, { entityRefs: string[]; users: string[] }>();
    for (const [user, entities] of this.seen) {
      // Of one user there are few, of all together there may be thousands.
      const read = [...entities]
        .flatMap(([ref, at]) => (at > since && asked.has(ref) ? ref : []))
        .sort();
      if (read.length > 0) {
        const set = sets.get(read.join()) ?? { entityRefs: read, users: [] };
        set.users.push(user);
        sets.set(read.join(), set);
      }
    }
    return [...sets.values()];
  }
}

function userOf({ principal }: BackstageCredentials): string | undefined {
  const { type, userEntityRef } = (principal ?? {}) as {
    type?: string;
    userEntityRef?: string;
  };
  return type === 'user' ? userEntityRef : undefined;
}

function dropOldest(map: Map<string, unknown>, most: number): void {
  if (map.size > most) {
    const [oldest] = map.keys();
    map.delete(oldest);
  }
}

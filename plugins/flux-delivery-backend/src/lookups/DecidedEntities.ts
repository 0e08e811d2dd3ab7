import type { EntityFacts } from 'backstage-plugin-flux-delivery-common';
import type { PathMay } from '../access/PathAccess';
import type { FreshFacts } from '../access/FreshFacts';
import type { Directory } from './OwnedUnits';

/**
 * By what it is decided which entities one caller is told of, for one answer. The directory finds them, with facts that are minutes old;
 * before something is told of an entity, its facts are read again: `shown` first, then `factsOf` once more.
 */
export class DecidedEntities {
  private readonly newest = new Map<string, EntityFacts | undefined>();

  constructor(
    private readonly deps: {
      directory: Pick<Directory, 'factsOf'>;
      facts: Pick<FreshFacts, 'newest'>;
    },
    private readonly may: PathMay,
  ) {}

  factsOf(entityRef: string): EntityFacts | undefined {
    return this.newest.has(entityRef)
      ? this.newest.get(entityRef)
      : this.deps.directory.factsOf(entityRef);
  }

  /** Those that the catalog shows to the caller. From then on `factsOf` is a second old at most, where facts make a difference. */
  async shown(entityRefs: readonly string[]): Promise<ReadonlySet<string>> {
    const refs = [...new Set(entityRefs)];
    const { may } = this;
    const [visible, read] = await Promise.all([
      may.visibleAmong(refs),
      may.all || may.nothing ? undefined : this.deps.facts.newest(refs),
    ]);
    if (read) {
      refs.forEach(ref => this.newest.set(ref, read.get(ref)));
    }
    return visible;
  }
}

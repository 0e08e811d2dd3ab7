import {
  type EntityFacts,
  type FleetCompleteness,
  type FleetPath,
  fluxDeliveryPathReadPermission,
  type InventoryView,
  toFreshness,
} from 'backstage-plugin-flux-delivery-common';
import type { PathAccess, PathMay } from '../access/PathAccess';
import type { FleetBook, FleetEntry } from './FleetBook';
import type { FleetCall } from './FleetService';
import type { FreshFacts } from '../access/FreshFacts';
import { restsOnFacts, visiblePart } from './visiblePart';

/** What of the book one caller may see, and how well it is known. */
export class VisibleFleet {
  constructor(
    private readonly deps: {
      book: FleetBook;
      access: PathAccess;
      /** What is in the book was read with the whole catalog, some minutes ago: it decides nothing. */
      facts: Pick<FreshFacts, 'of' | 'newest'>;
      view: Pick<InventoryView, 'clusters'>;
      now: () => Date;
    },
  ) {}

  may({ credentials }: FleetCall): Promise<PathMay> {
    return this.deps.access.of(credentials, fluxDeliveryPathReadPermission);
  }

  /**
   * The entries with facts by which it may be decided who sees them; those that the catalog does not have any more are left out. Of what
   * is seen because of them, they were read just now.
   */
  async decidable(
    entries: Iterable<FleetEntry>,
    ...mays: readonly PathMay[]
  ): Promise<FleetEntry[]> {
    const all = [...entries];
    const conditional = mays.filter(may => !may.all && !may.nothing);
    if (conditional.length === 0) {
      return all;
    }
    const { facts } = this.deps;
    const known = withFacts(all, await facts.of(all.map(refOf)));
    const resting = known.filter(entry =>
      conditional.some(may => restsOnFacts(entry, may)),
    );
    const newest = await facts.newest(resting.map(refOf));
    const renewed = new Set(resting);
    return known.flatMap(entry =>
      renewed.has(entry) ? withFacts([entry], newest) : entry,
    );
  }

  /** By permission first, from memory; the catalog is asked about what is left. */
  async paths(
    entries: Iterable<FleetEntry>,
    may: PathMay,
  ): Promise<FleetPath[]> {
    const parts = (await this.decidable(entries, may)).flatMap(
      entry => visiblePart(entry, may) ?? [],
    );
    const shown = await may.visibleAmong(
      parts.map(({ entityRef }) => entityRef),
    );
    return parts.filter(({ entityRef }) => shown.has(entityRef));
  }

  /** Of the clusters that the services are in, and of no others. */
  completenessOf(visible: readonly FleetPath[]): FleetCompleteness {
    const { book, view, now } = this.deps;
    const concerned = new Set<string>();
    for (const { targets } of visible) {
      targets.forEach(({ cluster }) => concerned.add(cluster));
    }
    return {
      observedAt: now().toISOString(),
      complete: book.isComplete,
      clusters: view
        .clusters()
        .filter(({ name }) => concerned.has(name))
        .map(toFreshness),
    };
  }
}

function refOf({ path }: FleetEntry): string {
  return path.entityRef;
}

function withFacts(
  entries: readonly FleetEntry[],
  known: ReadonlyMap<string, EntityFacts>,
): FleetEntry[] {
  return entries.flatMap(entry => {
    const facts = known.get(refOf(entry));
    return facts ? { ...entry, facts } : [];
  });
}

import {
  type FleetCompleteness,
  type FleetPath,
  fluxDeliveryPathReadPermission,
  type InventoryView,
  toFreshness,
} from 'backstage-plugin-flux-delivery-common';
import type { PathAccess, PathMay } from '../access/PathAccess';
import type { FleetBook, FleetEntry } from './FleetBook';
import type { FleetCall } from './FleetService';
import type { FreshFacts } from './FreshFacts';
import { visiblePart } from './visiblePart';

/** What of the book one caller may see, and how well it is known. */
export class VisibleFleet {
  constructor(
    private readonly deps: {
      book: FleetBook;
      access: PathAccess;
      /** What is in the book was read with the whole catalog, some minutes ago: it decides nothing. */
      facts: Pick<FreshFacts, 'of'>;
      view: Pick<InventoryView, 'clusters'>;
      now: () => Date;
    },
  ) {}

  may({ credentials }: FleetCall): Promise<PathMay> {
    return this.deps.access.of(credentials, fluxDeliveryPathReadPermission);
  }

  /** The entries with facts by which it may be decided who sees them; those that the catalog does not have any more are left out. */
  async decidable(
    entries: Iterable<FleetEntry>,
    ...mays: readonly PathMay[]
  ): Promise<FleetEntry[]> {
    const all = [...entries];
    if (mays.every(may => may.all || may.nothing)) {
      return all;
    }
    const known = await this.deps.facts.of(
      all.map(({ path }) => path.entityRef),
    );
    return all.flatMap(entry => {
      const facts = known.get(entry.path.entityRef);
      return facts ? { ...entry, facts } : [];
    });
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

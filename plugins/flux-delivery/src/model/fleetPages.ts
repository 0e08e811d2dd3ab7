import type { FleetRow } from 'backstage-plugin-flux-delivery-common';

/** A part of a list, from a cursor on; the first has none. */
export interface LoadedPage {
  cursor?: string;
  etag?: string;
  items: readonly FleetRow[];
  nextCursor: string | null;
  /** When it was read, as a number that grows; of two pages with one service the later is right. */
  readAt: number;
  /** Something in the list changed since then. */
  isOld: boolean;
}

export interface PlacedRow {
  row: FleetRow;
  /** The index of its page. */
  page: number;
}

/**
 * The pages with one of them read anew. Each page begins where the one before it ends, so that nothing falls between them: where
 * that place moved, what follows is old.
 */
export function withPage(
  pages: readonly LoadedPage[],
  index: number,
  page: LoadedPage,
): LoadedPage[] {
  const before = pages.slice(0, index);
  const [next, ...after] = pages.slice(index + 1);
  if (!next || page.nextCursor === null) {
    return [...before, page];
  }
  const follows = page.nextCursor === next.cursor;
  return [
    ...before,
    page,
    follows
      ? next
      : { ...next, cursor: page.nextCursor, etag: undefined, isOld: true },
    ...after,
  ];
}

/** All but the first page are old: the order, or what is in it, changed somewhere. */
export function withOldTail(pages: readonly LoadedPage[]): LoadedPage[] {
  return pages.map((page, index) =>
    index === 0 ? page : { ...page, isOld: true },
  );
}

/** Every service once, where it was seen last. */
export function rowsIn(pages: readonly LoadedPage[]): PlacedRow[] {
  const latest = new Map<string, number>();
  pages.forEach(({ items, readAt }, index) => {
    for (const { entityRef } of items) {
      const held = latest.get(entityRef);
      if (held === undefined || pages[held].readAt < readAt) {
        latest.set(entityRef, index);
      }
    }
  });
  return pages.flatMap(({ items }, page) =>
    items
      .filter(({ entityRef }) => latest.get(entityRef) === page)
      .map(row => ({ row, page })),
  );
}

import type {
  DeliveriesDto,
  DeliveryDto,
} from 'backstage-plugin-flux-delivery-common';

/** What is loaded of a list that grows at its head and is read on at its end. */
export interface LoadedDeliveries {
  items: DeliveryDto[];
  nextCursor?: string;
}

/** The server gives so many where nobody says how many, and no more than the other number at once. */
const ON_A_PAGE = 20;
const AT_ONCE = 100;

/**
 * As many rows as `wanted` says by then, from the newest on: all that is shown is read again, since of each row it may be that its reader
 * must not see it any more. What `wanted` says may grow meanwhile.
 */
export async function readDeliveries(
  read: (page: { cursor?: string; limit?: number }) => Promise<DeliveriesDto>,
  wanted: () => number,
): Promise<DeliveriesDto> {
  const limitOf = (rows: number) =>
    rows > ON_A_PAGE ? { limit: Math.min(rows, AT_ONCE) } : {};
  const head = await read(limitOf(wanted()));
  let loaded: LoadedDeliveries = head;
  while (loaded.nextCursor && loaded.items.length < wanted()) {
    const lacking = wanted() - loaded.items.length;
    const next = await read({
      cursor: loaded.nextCursor,
      ...limitOf(lacking),
    });
    loaded = withNextPage(loaded, next);
  }
  return { ...head, items: loaded.items, nextCursor: loaded.nextCursor };
}

/** The next page behind what is loaded. */
export function withNextPage(
  loaded: LoadedDeliveries,
  page: DeliveriesDto,
): LoadedDeliveries {
  const known = new Set(loaded.items.map(({ id }) => id));
  return {
    items: [...loaded.items, ...page.items.filter(({ id }) => !known.has(id))],
    nextCursor: page.nextCursor,
  };
}

import type {
  DeliveriesDto,
  DeliveryDto,
} from 'backstage-plugin-flux-delivery-common';

/** What is loaded of a list that grows at its head and is read on at its end. */
export interface LoadedDeliveries {
  items: DeliveryDto[];
  nextCursor?: string;
}

/**
 * The first page, read again, over what was loaded before. Where the two do not touch, more has come than one page holds: then
 * only the new page is shown, rather than one with a hole in it.
 */
export function withFirstPage(
  loaded: LoadedDeliveries | undefined,
  page: DeliveriesDto,
): LoadedDeliveries {
  const fresh = new Set(page.items.map(({ id }) => id));
  const older = loaded?.items.filter(({ id }) => !fresh.has(id)) ?? [];
  const touches = loaded?.items.some(({ id }) => fresh.has(id)) ?? false;
  if (!loaded || !touches || !page.nextCursor) {
    return { items: page.items, nextCursor: page.nextCursor };
  }
  return {
    items: [...page.items, ...older],
    nextCursor: older.length > 0 ? loaded.nextCursor : page.nextCursor,
  };
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

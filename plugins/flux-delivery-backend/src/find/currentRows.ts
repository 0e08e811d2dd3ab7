import type { Delivery } from 'backstage-plugin-flux-delivery-common';
import type { DeliveryHistory } from '../history/DeliveryLedger';

/** The newest row of each target, by id: what is there now, or on its way. */
export type CurrentRows = ReadonlyMap<string, Delivery>;

export async function currentRows(
  { history, now }: { history: Pick<DeliveryHistory, 'at'>; now: () => Date },
  entityRefs: readonly string[],
): Promise<CurrentRows> {
  const instant = now().toISOString();
  const rows = await Promise.all(
    entityRefs.map(entityRef => history.at(entityRef, instant)),
  );
  return new Map(rows.flat().map(row => [row.id, row]));
}

import type {
  Delivery,
  TellsSegment,
} from 'backstage-plugin-flux-delivery-common';
import type { DeliveryHistory, RecordedTarget } from './DeliveryLedger';

/** What of the rows of one entity may be told. */
export interface SeenRows {
  /** The targets; rows of others are not there. Undefined: of all. */
  targetIds?: readonly string[];
  /** Which segments of a target are told; undefined: all of them. */
  tells?: (target: RecordedTarget) => TellsSegment;
}

/** The rows of one entity that may be told, and no others: the store is asked for these alone, so that no page has a gap. */
export function seenHistory(
  history: DeliveryHistory,
  { targetIds, tells }: SeenRows,
): DeliveryHistory {
  if (!targetIds && !tells) {
    return history;
  }
  const seen = targetIds && new Set(targetIds);
  const told = (rows: readonly Delivery[]) =>
    rows
      .filter(({ targetId }) => !seen || seen.has(targetId))
      .map(row => (tells ? toldRow(row, tells(row)) : row));
  return {
    async page(query, options) {
      const page = await history.page({ ...query, targetIds }, options);
      return { ...page, items: told(page.items) };
    },
    entities: (...asked) => history.entities(...asked),
    targets: async entityRef =>
      (await history.targets(entityRef)).filter(
        ({ targetId }) => !seen || seen.has(targetId),
      ),
    byIds: async ids => told(await history.byIds(ids)),
    at: async (...asked) => told(await history.at(...asked)),
    before: async row => {
      const before = await history.before(row);
      return before && told([before])[0];
    },
    behind: async (...asked) => told(await history.behind(...asked)),
  };
}

/** That it failed stays; where and of what is for those who may see that segment. */
export function toldRow(row: Delivery, tells: TellsSegment): Delivery {
  if (!row.segment || tells(row.segment)) {
    return row;
  }
  const { segment, class: _class, message, ...rest } = row;
  return rest;
}

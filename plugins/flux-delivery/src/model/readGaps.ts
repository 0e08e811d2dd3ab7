import type { OwnershipGapsDto } from 'backstage-plugin-flux-delivery-common';
import type { OwnershipGapsQuery } from '../api/OwnershipApi';

const MOST_ON_A_PAGE = 100;

/** The first `count` gaps, however many pages they are on, as one answer. */
export async function readGaps(
  read: (query: OwnershipGapsQuery) => Promise<OwnershipGapsDto>,
  filter: OwnershipGapsQuery,
  count: number,
): Promise<OwnershipGapsDto> {
  let answer = await read({
    ...filter,
    limit: Math.min(count, MOST_ON_A_PAGE),
  });
  let left = count - MOST_ON_A_PAGE;
  while (answer.nextCursor && left > 0) {
    const next = await read({
      ...filter,
      limit: Math.min(left, MOST_ON_A_PAGE),
      cursor: answer.nextCursor,
    });
    answer = { ...next, items: [...answer.items, ...next.items] };
    left -= MOST_ON_A_PAGE;
  }
  return answer;
}

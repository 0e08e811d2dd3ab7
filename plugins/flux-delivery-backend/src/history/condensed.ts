import {
  applyProgress,
  type LedgerOperation,
} from 'backstage-plugin-flux-delivery-common';

/**
 * Fewer operations that come to the same: steps of a row that is appended with them are part of it at once, and of places of the
 * cursor the last one counts. One that takes the place of another is held against what is stored by then, so it stays.
 */
export function condensed(
  operations: readonly LedgerOperation[],
): LedgerOperation[] {
  const kept: LedgerOperation[] = [];
  const appended = new Map<number, number>();
  let cursorAt: number | undefined;
  for (const operation of operations) {
    const place = cursorAt === undefined ? undefined : kept[cursorAt];
    if (
      operation.type === 'cursor' &&
      operation.instead === undefined &&
      place?.type === 'cursor'
    ) {
      kept[cursorAt!] = { ...place, cursor: operation.cursor };
      continue;
    }
    const at =
      operation.type === 'progress'
        ? appended.get(operation.sequence)
        : undefined;
    const held = at === undefined ? undefined : kept[at];
    if (operation.type === 'progress' && held?.type === 'append') {
      const { steps, end } = operation;
      kept[at!] = { ...held, row: applyProgress(held.row, steps, end) };
      continue;
    }
    if (operation.type === 'append') {
      appended.set(operation.row.delivery.sequence, kept.length);
    } else if (operation.type === 'cursor') {
      cursorAt = kept.length;
    }
    kept.push(operation);
  }
  return kept;
}

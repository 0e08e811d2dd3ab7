import { InputError } from '@backstage/errors';
import { toMillis } from 'backstage-plugin-flux-delivery-common';
import type { PromotionPosition } from './PromotionStore';

/** A cursor is opaque to callers; it holds nothing but the place of a record that they were shown. */
export function toCursor({ occurredAt, id }: PromotionPosition): string {
  return Buffer.from(JSON.stringify([occurredAt, id])).toString('base64url');
}

/** @throws InputError for a text that is no cursor */
export function fromCursor(text: string): PromotionPosition {
  try {
    const [occurredAt, id] = JSON.parse(
      Buffer.from(text, 'base64url').toString('utf8'),
    );
    if (toMillis(occurredAt) !== undefined && typeof id === 'string') {
      return { occurredAt, id };
    }
  } catch {
    // Falls through: it is none.
  }
  throw new InputError('request/query/cursor is no cursor of this list');
}

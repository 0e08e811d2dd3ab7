import { InputError } from '@backstage/errors';
import type { FleetPosition } from 'backstage-plugin-flux-delivery-common';

/** Opaque to callers; it holds nothing but the place of a service that they were shown. */
export function toCursor(position: FleetPosition): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** @throws InputError */
export function fromCursor(cursor: string): FleetPosition {
  try {
    const position = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const [state, environment, entityRef] = position;
    if (
      Array.isArray(position) &&
      Number.isInteger(state) &&
      Number.isInteger(environment) &&
      typeof entityRef === 'string'
    ) {
      return [state, environment, entityRef];
    }
  } catch {
    // As any other text.
  }
  throw new InputError('cursor: it is none that this list gave');
}

import type { JsonObject } from '@backstage/types';
import type { Request } from 'express';
import type { RouterOptions } from './RouterOptions';

/** A change that somebody makes, with its begin and its outcome in the audit log. */
export async function audited<T>(
  { auditor }: Pick<RouterOptions, 'auditor'>,
  {
    request,
    actionType,
    meta,
    eventId = 'divergence-point',
  }: {
    request: Request;
    actionType: string;
    meta: JsonObject;
    eventId?: string;
  },
  change: () => Promise<T>,
): Promise<T> {
  const event = await auditor.createEvent({
    eventId,
    severityLevel: 'medium',
    request,
    meta: { actionType, ...meta },
  });
  try {
    const result = await change();
    await event.success();
    return result;
  } catch (error) {
    await event.fail({ error: error as Error });
    throw error;
  }
}

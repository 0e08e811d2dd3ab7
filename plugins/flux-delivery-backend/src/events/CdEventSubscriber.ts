import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError, InputError } from '@backstage/errors';
import type { EventParams, EventsService } from '@backstage/plugin-events-node';
import {
  FieldFault,
  readCloudEvent,
} from 'backstage-plugin-flux-delivery-common';
import type { PromotionService } from '../promotions/PromotionService';
import { toldByCloudEvent } from './toldByCloudEvent';

/** Where the events service is asked for CDEvents. */
export const CDEVENTS_TOPIC = 'cdevents';

/**
 * Records what CDEvents on the events service tell of. Nothing proves who sent them: whoever they name is a claim. An event that
 * cannot be taken is told in the log, by the field at fault, and left; one that the database did not take is left to the events
 * service, which may bring it again.
 */
export class CdEventSubscriber {
  constructor(
    private readonly deps: {
      events: EventsService;
      promotions: Pick<PromotionService, 'recordUnproven'>;
      logger: LoggerService;
    },
  ) {}

  async start(): Promise<void> {
    await this.deps.events.subscribe({
      id: 'promotions',
      topics: [CDEVENTS_TOPIC],
      onEvent: event => this.onEvent(event),
    });
  }

  private async onEvent({
    eventPayload,
    metadata = {},
  }: EventParams): Promise<void> {
    try {
      const told = toldByCloudEvent(readCloudEvent(metadata, eventPayload));
      if (told) {
        await this.deps.promotions.recordUnproven(told);
      }
    } catch (error) {
      if (
        error instanceof FieldFault ||
        error instanceof InputError ||
        error instanceof ConflictError
      ) {
        // One line, and nothing that was sent but names of fields: the sender is not known.
        this.deps.logger.warn(
          `A CDEvent was not recorded: ${JSON.stringify(error.message)}`,
        );
        return;
      }
      throw error;
    }
  }
}

import {
  cdEventKind,
  type CloudEvent,
  promotionFromCdEvent,
  typeOfCloudEvent,
} from 'backstage-plugin-flux-delivery-common';
import type { ToldPromotion } from '../promotions/PromotionService';

/** The promotion that an event tells of; undefined for an event of another kind, which is nobody's fault. */
export function toldByCloudEvent(event: CloudEvent): ToldPromotion | undefined {
  return cdEventKind(typeOfCloudEvent(event))
    ? {
        feed: 'cdevents',
        read: rules => promotionFromCdEvent(event, rules),
      }
    : undefined;
}

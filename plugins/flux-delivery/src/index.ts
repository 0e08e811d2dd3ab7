/**
 * The delivery path of a service, on its Backstage page. This entry is for the legacy frontend system; `./alpha` is for the new one.
 *
 * @packageDocumentation
 */
export {
  EntityFluxDeliveryCard,
  EntityFluxDeliveryContent,
  FluxDeliveryPage,
  fluxDeliveryPlugin,
} from './plugin';
export { isFluxDeliveryAvailable } from './isFluxDeliveryAvailable';
export * from './api/FluxDeliveryApi';
export * from './api/RequestOptions';
export * from './api/DeliveryHistoryApi';
export * from './api/FleetApi';
export { FluxDeliveryClient } from './api/FluxDeliveryClient';
export { fluxDeliveryTranslationRef } from './translation';

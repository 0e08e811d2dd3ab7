/**
 * The delivery path of a service, on its Backstage page. This entry is for the legacy frontend system; `./alpha` is for the new one.
 *
 * @packageDocumentation
 */
export {
  EntityFluxDeliveryCard,
  EntityFluxDeliveryContent,
  EntityFluxDeliveryFleetCard,
  EntityFluxDeliveryFleetContent,
  EntityFluxDeliveryOwnershipContent,
  FluxDeliveryMyServicesCard,
  FluxDeliveryOwnershipPage,
  FluxDeliveryPage,
  fluxDeliveryPlugin,
} from './plugin';
export { isFluxDeliveryAvailable } from './isFluxDeliveryAvailable';
export * from './api/FluxDeliveryApi';
export * from './api/OwnershipApi';
export * from './api/RequestOptions';
export * from './api/DeliveryHistoryApi';
export * from './api/FleetApi';
export { FluxDeliveryClient } from './api/FluxDeliveryClient';
export { createFluxDeliveryColumn } from './components/CatalogColumn/createFluxDeliveryColumn';
export { DeliveryStateFilter } from './components/CatalogColumn/DeliveryStateFilter';
export { FluxDeliveryStatePicker } from './components/CatalogColumn/FluxDeliveryStatePicker';
export { fluxDeliveryTranslationRef } from './translation';

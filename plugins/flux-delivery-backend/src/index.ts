/**
 * The backend plugin of flux-delivery.
 *
 * @packageDocumentation
 */
export { fluxDeliveryPlugin as default } from './plugin';

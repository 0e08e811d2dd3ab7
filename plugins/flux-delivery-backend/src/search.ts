/**
 * A module for the search of the portal, which finds releases by any name of them, and services by their state:
 * `backend.add(import('backstage-plugin-flux-delivery-backend/search'))`.
 *
 * @packageDocumentation
 */
export { fluxDeliverySearchModule as default } from './search/searchModule';
export type { ReleaseDocument } from './search/ReleaseDocument';
export type { PathDocument } from './search/PathDocument';

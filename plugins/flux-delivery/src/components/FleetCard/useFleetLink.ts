import { useRouteRef } from '@backstage/core-plugin-api';
import type { FleetFilter } from 'backstage-plugin-flux-delivery-common';
import { writeFleetView } from '../../model/fleetUrl';
import { fleetLinkRouteRef } from '../../routes';

/** The address of the page of all services with a filter; undefined in a portal that does not have the page. */
export function useFleetLink(filter: FleetFilter): string | undefined {
  const page = useRouteRef(fleetLinkRouteRef);
  const search = writeFleetView({ section: 'services', filter }).toString();
  return page && `${page()}${search && `?${search}`}`;
}

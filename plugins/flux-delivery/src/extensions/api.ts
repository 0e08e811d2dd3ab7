import {
  ApiBlueprint,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { fluxDeliveryApiRef } from '../api/FluxDeliveryApi';
import { FluxDeliveryClient } from '../api/FluxDeliveryClient';

export const fluxDeliveryApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: fluxDeliveryApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new FluxDeliveryClient(deps),
    }),
});

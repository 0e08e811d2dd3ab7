import { createContext } from 'react';
import type { DeliveryPathDto } from 'backstage-plugin-flux-delivery-common';

/** Who the owners are that the answer on screen names, and how to reach them. */
export const OwnersContext = createContext<DeliveryPathDto['owners']>({});

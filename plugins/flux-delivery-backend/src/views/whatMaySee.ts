import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  fluxDeliveryHistoryReadPermission,
  fluxDeliveryPathReadPermission,
} from 'backstage-plugin-flux-delivery-common';
import { assertAllowed } from '../paths/assertMayRead';

/** What a view of the past says where facts of the present path are left out. */
export const PRESENT_NOT_TOLD =
  'What environments follow now, and what suspensions hold back, is not told: that takes the permission to read the delivery path.';

/**
 * Whether the caller may see the present path beside the history. Who may not read the history of the entity gets the answer of
 * a missing one.
 */
export async function maySeePresent(
  permissions: PermissionsService,
  entityRef: string,
  credentials: BackstageCredentials,
): Promise<boolean> {
  const [history, path] = await permissions.authorize(
    [fluxDeliveryHistoryReadPermission, fluxDeliveryPathReadPermission].map(
      permission => ({ permission, resourceRef: entityRef }),
    ),
    { credentials },
  );
  assertAllowed(entityRef, history.result);
  return path.result === AuthorizeResult.ALLOW;
}

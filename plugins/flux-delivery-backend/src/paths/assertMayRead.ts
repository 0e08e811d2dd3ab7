import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  AuthorizeResult,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';

/**
 * Passes where the caller has all of the permissions on the entity.
 *
 * @throws NotFoundError, the answer of a missing entity, where one of them is denied
 */
export async function assertMayRead(
  permissions: PermissionsService,
  entityRef: string,
  needed: readonly ResourcePermission[],
  credentials: BackstageCredentials,
): Promise<void> {
  const decisions = await permissions.authorize(
    needed.map(permission => ({ permission, resourceRef: entityRef })),
    { credentials },
  );
  decisions.forEach(({ result }) => assertAllowed(entityRef, result));
}

/** Who is denied gets the answer of a missing entity. */
export function assertAllowed(
  entityRef: string,
  result: AuthorizeResult,
): void {
  if (result !== AuthorizeResult.ALLOW) {
    throw new NotFoundError(`No entity ${entityRef}`);
  }
}

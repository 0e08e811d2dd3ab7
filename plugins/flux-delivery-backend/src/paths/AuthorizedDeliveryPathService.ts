import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  fluxDeliveryDivergenceRecordPermission,
  fluxDeliveryPathReadPermission,
} from 'backstage-plugin-flux-delivery-common';
import { assertAllowed, assertMayRead } from './assertMayRead';
import type { DeliveryPathService } from './DeliveryPathService';

/**
 * Asks for `flux-delivery.path.read` on the entity first; who is denied gets the answer of a missing entity. A path also tells
 * whether its reader may say where it diverged, so that a page offers only what works.
 */
export class AuthorizedDeliveryPathService implements DeliveryPathService {
  constructor(
    private readonly inner: DeliveryPathService,
    private readonly permissions: PermissionsService,
  ) {}

  async judgePath(
    ...[entityRef, options]: Parameters<DeliveryPathService['judgePath']>
  ) {
    await this.assertMayRead(entityRef, options.credentials);
    return this.inner.judgePath(entityRef, options);
  }

  async getPath(
    ...[entityRef, options]: Parameters<DeliveryPathService['getPath']>
  ) {
    const { credentials } = options;
    const [read, record] = await this.permissions.authorize(
      [
        { permission: fluxDeliveryPathReadPermission, resourceRef: entityRef },
        {
          permission: fluxDeliveryDivergenceRecordPermission,
          resourceRef: entityRef,
        },
      ],
      { credentials },
    );
    assertAllowed(entityRef, read.result);
    return {
      ...(await this.inner.getPath(entityRef, options)),
      mayRecordDivergence:
        record.result === AuthorizeResult.ALLOW && isUser(credentials),
    };
  }

  async getOwned(
    ...[entityRef, options]: Parameters<DeliveryPathService['getOwned']>
  ) {
    await this.assertMayRead(entityRef, options.credentials);
    return this.inner.getOwned(entityRef, options);
  }

  private async assertMayRead(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<void> {
    await assertMayRead(
      this.permissions,
      entityRef,
      [fluxDeliveryPathReadPermission],
      credentials,
    );
  }
}

function isUser({ principal }: BackstageCredentials): boolean {
  return (principal as { type?: string } | undefined)?.type === 'user';
}

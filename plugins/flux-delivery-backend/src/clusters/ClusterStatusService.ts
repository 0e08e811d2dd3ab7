import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  type ClustersDto,
  fluxDeliveryClusterReadPermission,
} from 'backstage-plugin-flux-delivery-common';

/** How well each cluster and kind is known, and what to do where it is not. */
export interface ClusterStatusService {
  getClusters(options: {
    credentials: BackstageCredentials;
  }): Promise<ClustersDto>;
}

/** Asks for `flux-delivery.cluster.read` first. */
export class AuthorizedClusterStatusService implements ClusterStatusService {
  constructor(
    private readonly status: () => ClustersDto,
    private readonly permissions: PermissionsService,
  ) {}

  async getClusters({
    credentials,
  }: {
    credentials: BackstageCredentials;
  }): Promise<ClustersDto> {
    const [{ result }] = await this.permissions.authorize(
      [{ permission: fluxDeliveryClusterReadPermission }],
      {
        credentials,
      },
    );
    if (result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(
        'You may not see the clusters: ask for the permission flux-delivery.cluster.read',
      );
    }
    return this.status();
  }
}

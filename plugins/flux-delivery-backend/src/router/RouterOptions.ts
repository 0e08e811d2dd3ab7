import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { ClusterStatusService } from '../clusters/ClusterStatusService';
import type { ObjectDetailsService } from '../details/ObjectDetailsService';
import type { DeliveryPathService } from '../paths/DeliveryPathService';

/** What the routes call. */
export interface RouterOptions {
  httpAuth: HttpAuthService;
  paths: DeliveryPathService;
  details: ObjectDetailsService;
  clusters: ClusterStatusService;
}

import type {
  AuditorService,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import type { ClusterStatusService } from '../clusters/ClusterStatusService';
import type { ObjectDetailsService } from '../details/ObjectDetailsService';
import type { FluxEventReceiver } from '../events/FluxEventReceiver';
import type { ExplainService } from '../explain/ExplainService';
import type { DeliveryPathService } from '../paths/DeliveryPathService';
import type { FindService } from '../find/FindService';
import type { FleetService } from '../fleet/FleetService';
import type { OwnershipService } from '../lookups/OwnershipService';
import type { PromotionService } from '../promotions/PromotionService';
import type { DivergencePointService } from '../triage/DivergencePointService';
import type { ContractService } from '../views/ContractService';
import type { DeliveryListService } from '../views/DeliveryListService';
import type { HistoryViewService } from '../views/HistoryViewService';
import type { ReleaseListService } from '../views/ReleaseListService';
import type { TagService } from '../views/TagService';

/** What the routes call. */
export interface RouterOptions {
  httpAuth: HttpAuthService;
  paths: DeliveryPathService;
  details: ObjectDetailsService;
  clusters: ClusterStatusService;
  explain: ExplainService;
  divergencePoints: DivergencePointService;
  promotions: PromotionService;
  find: FindService;
  deliveries: DeliveryListService;
  tags: TagService;
  contract: ContractService;
  releases: ReleaseListService;
  historyViews: HistoryViewService;
  fleet: FleetService;
  ownership: OwnershipService;
  fluxEvents: Pick<FluxEventReceiver, 'admit' | 'receive'>;
  auditor: AuditorService;
}

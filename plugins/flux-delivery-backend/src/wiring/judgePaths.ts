import type { PathAccess } from '../access/PathAccess';
import {
  AuthorizedClusterStatusService,
  type ClusterStatusService,
} from '../clusters/ClusterStatusService';
import { sleep, systemClock } from '../clusters/Clock';
import type { FluxDeliveryOptions } from '../config';
import type { Contracts } from '../contract/Contracts';
import { DefaultObjectDetailsService } from '../details/DefaultObjectDetailsService';
import type { ObjectDetailsService } from '../details/ObjectDetailsService';
import { DefaultExplainService } from '../explain/DefaultExplainService';
import type { ExplainService } from '../explain/ExplainService';
import type { InventoryStore } from '../inventory/InventoryStore';
import { CatalogOwnerDirectory } from '../ownership/CatalogOwnerDirectory';
import type { OwnerDirectory } from '../ownership/OwnerDirectory';
import { AuthorizedDeliveryPathService } from '../paths/AuthorizedDeliveryPathService';
import { CatalogEntityLookup } from '../paths/CatalogEntityLookup';
import { DefaultDeliveryPathService } from '../paths/DefaultDeliveryPathService';
import type { DeliveryPathService } from '../paths/DeliveryPathService';
import type { RecordedPoints } from '../paths/RecordedPoints';
import type { PluginDeps } from './PluginDeps';
import { readContracts } from './readContracts';
import type { Live } from './signalChanges';

export interface Paths {
  contracts: Contracts;
  owners: OwnerDirectory;
  entities: CatalogEntityLookup;
  /** Checks whether the caller sees the entity, not whether they may read its path: for rooms that ask for a permission of theirs. */
  judged: DeliveryPathService;
  /** Refuses paths that the caller may not read. */
  paths: DeliveryPathService;
  details: ObjectDetailsService;
  explain: ExplainService;
  clusters: ClusterStatusService;
}

/** inventory → paths, and what is told by them: details, explanations, the state of clusters. */
export function judgePaths(
  deps: Pick<
    PluginDeps,
    | 'auth'
    | 'catalog'
    | 'client'
    | 'config'
    | 'lifecycle'
    | 'logger'
    | 'permissions'
    | 'scheduler'
    | 'urlReader'
  >,
  {
    access,
    announce,
    inventory,
    interest,
    options,
    recorded,
    viewers,
  }: Pick<Live, 'announce' | 'interest' | 'viewers'> & {
    access: PathAccess;
    inventory: InventoryStore;
    options: FluxDeliveryOptions;
    recorded: RecordedPoints;
  },
): Paths {
  const { auth, catalog, client, logger, permissions } = deps;
  const view = inventory;
  const millis = () => Date.now();
  const now = () => new Date();
  const owners = new CatalogOwnerDirectory({
    catalog,
    logger,
    now: millis,
    sleep: (ms, signal) => sleep(systemClock, ms, signal),
  });
  const entities = new CatalogEntityLookup({ catalog, auth, now: millis });
  const contracts = readContracts(deps, {
    factsOf: refs => entities.factsOf(refs),
    announce,
  });
  const judged = new DefaultDeliveryPathService({
    entities,
    owners,
    view,
    options,
    interest,
    recorded,
    contracts,
    now,
  });
  const paths = new AuthorizedDeliveryPathService(judged, access, viewers);
  return {
    contracts,
    owners,
    entities,
    judged,
    paths,
    details: new DefaultObjectDetailsService({
      paths,
      client,
      versionOf: (...kind) => inventory.versionOf(...kind),
      links: options.links,
      now,
    }),
    explain: new DefaultExplainService({
      paths,
      owners,
      view,
      entities,
      options,
      contracts,
    }),
    clusters: new AuthorizedClusterStatusService(
      () => inventory.clusterStatus(millis()),
      permissions,
    ),
  };
}

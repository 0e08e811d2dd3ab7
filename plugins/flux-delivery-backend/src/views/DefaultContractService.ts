import type {
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  checkContract,
  type CheckedLedger,
  type ContractDto,
  environmentPromotions,
  fluxDeliveryHistoryReadPermission,
  fluxDeliveryPathReadPermission,
  type InventoryView,
  ownersInContract,
  toContractDto,
} from 'backstage-plugin-flux-delivery-common';
import type { PathAccess, PathMay } from '../access/PathAccess';
import { placeOfRow } from '../access/places';
import type { FluxDeliveryOptions } from '../config';
import { contractsFor } from '../contract/contractFor';
import type { Contracts } from '../contract/Contracts';
import type { DeliveryHistory } from '../history/DeliveryLedger';
import type { OwnerDirectory } from '../ownership/OwnerDirectory';
import type {
  DeliveryPathService,
  JudgedPath,
} from '../paths/DeliveryPathService';
import type { EntityLookup } from '../paths/EntityLookup';
import { ownershipOf } from '../paths/ownershipOf';
import type { PromotionStore } from '../promotions/PromotionStore';
import { subjectOf } from '../promotions/subjectOf';
import type { ContractService } from './ContractService';
import { HistoryReader } from './HistoryReader';

const MOST_ROWS = 1_000;
const MOST_RECORDS = 300;

/** {@link ContractService} over the pure core: nothing of a check is decided here. */
export class DefaultContractService implements ContractService {
  private readonly reader: HistoryReader;

  constructor(
    private readonly deps: {
      /** Checks whether the caller sees the entity; permissions are asked for here. */
      paths: Pick<DeliveryPathService, 'judgePath'>;
      access: Pick<PathAccess, 'ofEach'>;
      contracts: Pick<Contracts, 'of'>;
      entities: Pick<EntityLookup, 'ownersOf' | 'withKubernetesId'>;
      owners: OwnerDirectory;
      view: InventoryView;
      history: DeliveryHistory;
      promotions: Pick<PromotionStore, 'page'>;
      options: Pick<
        FluxDeliveryOptions,
        'environments' | 'links' | 'ownership'
      >;
      logger: LoggerService;
    },
  ) {
    const { history, promotions, options } = deps;
    this.reader = new HistoryReader({
      history,
      promotions,
      links: options.links,
    });
  }

  async contract(
    entityRef: string,
    { credentials }: { credentials: BackstageCredentials },
  ): Promise<ContractDto> {
    const { access, paths, owners, view, options } = this.deps;
    const [may, mayHistory] = await access.ofEach(credentials, [
      fluxDeliveryPathReadPermission,
      fluxDeliveryHistoryReadPermission,
    ]);
    if (may.nothing) {
      throw new NotFoundError(`No entity ${entityRef}`);
    }
    const path = await paths.judgePath(entityRef, { credentials, may });
    const { entity, judged, observedAt } = path;
    const contracts = contractsFor(may, this.deps.contracts);
    const { files, errors, annotationErrors, ...merged } = await contracts.of(
      entity,
    );
    const seen = new Set(judged.map(({ cluster }) => cluster));
    const seenHere = {
      judged,
      // Which other clusters there are is not for everybody.
      clusters: view.clusters().filter(({ name }) => may.all || seen.has(name)),
      environments: options.environments.map(({ name }) => name),
    };
    const told = toContractDto(merged, {
      entityRef: entity.entityRef,
      observedAt,
      files,
      errors,
      annotationErrors,
      promotions: environmentPromotions({
        ...seenHere,
        declared: merged.sections.environments?.value,
      }),
      checks: checkContract({
        ...seenHere,
        merged,
        ownership: await ownershipOf(entity, judged, {
          ...this.deps,
          contracts,
        }),
        ledger: await this.ledger(path, may, mayHistory),
        now: observedAt,
      }),
    });
    const named = await owners.lookUp(ownersInContract(told), {
      credentials,
      may,
    });
    return { ...told, owners: named };
  }

  /** Times without rows are not told apart here from rows that are not read: neither proves anything. */
  private async ledger(
    path: JudgedPath,
    may: PathMay,
    mayHistory: PathMay,
  ): Promise<CheckedLedger> {
    if (mayHistory.nothing) {
      return {
        notKnown:
          'what is recorded is not told: that takes the permission flux-delivery.history.read',
      };
    }
    const { entity } = path;
    const subject = subjectOf(path);
    try {
      const [rows, records, lacks] = await Promise.all([
        this.reader.rows({ entityRef: entity.entityRef, all: true }, MOST_ROWS),
        this.deps.promotions.page(subject, {}, { limit: MOST_RECORDS }),
        this.reader.lacksSome(
          { entityRef: entity.entityRef },
          { isEmpty: false },
        ),
      ]);
      const isAll = may.all && mayHistory.all;
      return {
        deliveries: isAll
          ? rows.items
          : rows.items.filter(row =>
              mayHistory.seeTarget(entity, placeOfRow(row)),
            ),
        // A record is of an environment, and says nothing of the places in it that the caller may see.
        promotions: isAll ? records.items : [],
        isComplete: isAll && !rows.truncated && !lacks,
      };
    } catch (error) {
      this.deps.logger.warn(
        'The ledger does not answer; contracts are checked without it',
        error as Error,
      );
      return { notKnown: 'the ledger does not answer' };
    }
  }
}

import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  type ExplainContext,
  explainFailure,
  type ExplanationDto,
  type InventoryView,
} from 'backstage-plugin-flux-delivery-common';
import type { FluxDeliveryOptions } from '../config';
import { contractsFor } from '../contract/contractFor';
import type { Contracts } from '../contract/Contracts';
import type { OwnerDirectory } from '../ownership/OwnerDirectory';
import type { DeliveryPathService } from '../paths/DeliveryPathService';
import type { EntityLookup } from '../paths/EntityLookup';
import { ownershipOf } from '../paths/ownershipOf';
import type { ExplainRequest, ExplainService } from './ExplainService';

type Call = { credentials: BackstageCredentials };

/** {@link ExplainService} over the pure core; what it knows of a service comes from its path, which asks for permission. */
export class DefaultExplainService implements ExplainService {
  constructor(
    private readonly deps: {
      /** Refuses paths that the caller may not read. */
      paths: Pick<DeliveryPathService, 'judgePath'>;
      owners: OwnerDirectory;
      view: InventoryView;
      entities: Pick<EntityLookup, 'ownersOf' | 'withKubernetesId'>;
      options: Pick<FluxDeliveryOptions, 'ownership' | 'runbooks'>;
      contracts: Pick<Contracts, 'of'>;
    },
  ) {}

  async explain(
    { entityRef, targetId, ...input }: ExplainRequest,
    call: Call,
  ): Promise<ExplanationDto> {
    const context = entityRef
      ? await this.contextOf(entityRef, targetId, call)
      : this.deps.options;
    const explanation = explainFailure(input, context);
    const { firstMove, policy } = explanation;
    const named = [
      firstMove.claimed ? undefined : firstMove.owner,
      policy?.owner,
    ];
    const owners = await this.deps.owners.lookUp(
      named.filter(owner => owner !== undefined),
      call,
    );
    return { ...explanation, ...(entityRef && { entityRef }), owners };
  }

  private async contextOf(
    entityRef: string,
    targetId: string | undefined,
    call: Call,
  ): Promise<ExplainContext> {
    const { paths, options } = this.deps;
    const { entity, judged, may } = await paths.judgePath(entityRef, call);
    const contracts = contractsFor(may, this.deps.contracts);
    if (targetId !== undefined && !judged.some(({ id }) => id === targetId)) {
      throw new NotFoundError(
        `The path of ${entityRef} has no target ${targetId}`,
      );
    }
    const { runbook } = await contracts.of(entity);
    return {
      ownership: await ownershipOf(entity, judged, {
        ...this.deps,
        contracts,
      }),
      runbooks: options.runbooks,
      entity: { targets: judged, targetId, runbookUrl: runbook?.url },
    };
  }
}

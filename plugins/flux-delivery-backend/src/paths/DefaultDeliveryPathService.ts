import { NotFoundError } from '@backstage/errors';
import {
  type EntityFacts,
  type InventoryView,
  judgeTarget,
  type OwnedDto,
  ownersIn,
  type PathOptions,
  readContract,
  resolvePath,
  toDeliveryPathDto,
} from 'backstage-plugin-flux-delivery-common';
import type { FluxDeliveryOptions } from '../config';
import type { OwnerDirectory } from '../ownership/OwnerDirectory';
import type { DeliveryPathService, JudgedPath } from './DeliveryPathService';
import type { EntityLookup } from './EntityLookup';
import { ownedOf } from './ownedOf';
import { ownershipOf } from './ownershipOf';
import type { PathInterest } from './PathInterest';
import type { RecordedPoints } from './RecordedPoints';

const KUBERNETES_ID = 'backstage.io/kubernetes-id';

type Call = Parameters<DeliveryPathService['getPath']>[1];

/** Entity from the catalog, objects from the inventory, judgement from the pure core. */
export class DefaultDeliveryPathService implements DeliveryPathService {
  constructor(
    private readonly deps: {
      entities: EntityLookup;
      owners: OwnerDirectory;
      view: InventoryView;
      options: Pick<
        FluxDeliveryOptions,
        | 'environments'
        | 'tenants'
        | 'resolution'
        | 'links'
        | 'ownership'
        | 'runbooks'
      >;
      interest: PathInterest;
      recorded: RecordedPoints;
      now: () => Date;
    },
  ) {}

  async judgePath(
    entityRef: string,
    { credentials }: Call,
  ): Promise<JudgedPath> {
    const { entities, view, interest, now } = this.deps;
    const entity = await entities.find(entityRef, { credentials });
    if (!entity) {
      throw new NotFoundError(`No entity ${entityRef}`);
    }
    const observedAt = now().toISOString();
    const resolved = resolvePath(entity, view, await this.pathOptions(entity));
    const contextOf = (pinned: boolean) => ({ view, now: observedAt, pinned });
    // What targets have in common is looked at once for all that share a context.
    const [pinned, floating] = [true, false].map(contextOf);
    const judged = resolved.targets.map(target =>
      judgeTarget(
        target,
        this.isPinned(target.environment) ? pinned : floating,
      ),
    );
    interest.note(entity.entityRef, resolved.targets);
    return { entity, observedAt, resolved, judged };
  }

  async getPath(entityRef: string, call: Call) {
    const [{ entity, observedAt, resolved, judged }, recorded] =
      await Promise.all([
        this.judgePath(entityRef, call),
        this.deps.recorded.of(entityRef),
      ]);
    const { view, options, owners } = this.deps;
    const { runbookUrl, errors } = readContract(entity);
    const ownership = await ownershipOf(entity, judged, this.deps);
    const path = toDeliveryPathDto({
      entityRef: entity.entityRef,
      resolved,
      judged,
      environments: options.environments,
      links: options.links,
      ownership,
      runbooks: options.runbooks,
      runbookUrl,
      contractErrors: errors,
      context: { view, now: observedAt },
      recorded,
    });
    return { ...path, owners: await owners.lookUp(ownersIn(path), call) };
  }

  async getOwned(
    entityRef: string,
    { targetId, credentials }: Call & { targetId: string },
  ): Promise<OwnedDto> {
    const { judged, observedAt } = await this.judgePath(entityRef, {
      credentials,
    });
    const target = judged.find(({ id }) => id === targetId);
    if (!target) {
      throw new NotFoundError(
        `The path of ${entityRef} has no target ${targetId}`,
      );
    }
    return ownedOf(target, {
      view: this.deps.view,
      now: observedAt,
      pinned: this.isPinned(target.environment),
    });
  }

  private async pathOptions(entity: EntityFacts): Promise<PathOptions> {
    const { entities, options } = this.deps;
    const id = entity.annotations[KUBERNETES_ID];
    const sharing = id ? await entities.withKubernetesId(id) : [];
    return {
      environments: options.environments,
      tenants: options.tenants,
      requireClaim: options.resolution.requireClaim,
      sameKubernetesId: sharing.filter(
        ({ entityRef }) => entityRef !== entity.entityRef,
      ),
    };
  }

  private isPinned(environment: string): boolean {
    return (
      this.deps.options.environments.find(({ name }) => name === environment)
        ?.pinned ?? false
    );
  }
}

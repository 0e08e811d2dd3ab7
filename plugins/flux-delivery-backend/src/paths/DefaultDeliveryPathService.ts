import { NotFoundError } from '@backstage/errors';
import {
  type EntityFacts,
  type InventoryView,
  type JudgedTarget,
  judgeTarget,
  type OwnedDto,
  ownersIn,
  type PathOptions,
  resolvePath,
  tenancyNotes,
  type TellsObject,
  toDeliveryPathDto,
  withholdForeign,
} from 'backstage-plugin-flux-delivery-common';
import type { FluxDeliveryOptions } from '../config';
import type { PathMay } from '../access/PathAccess';
import { placeOf, placeOfObject } from '../access/places';
import { contractsFor } from '../contract/contractFor';
import type { Contracts } from '../contract/Contracts';
import type { OwnerDirectory } from '../ownership/OwnerDirectory';
import type {
  DeliveryPathService,
  JudgedPath,
  PathCall,
  ResolvedEntity,
} from './DeliveryPathService';
import type { EntityLookup, EntityOwner } from './EntityLookup';
import { ownedOf } from './ownedOf';
import { ownershipOf } from './ownershipOf';
import type { PathInterest } from './PathInterest';
import type { RecordedPoints } from './RecordedPoints';
import { recordable, seenClusters, seenPath, tellsSegment } from './seenPath';
import { tellsObject } from './tellsObject';

const KUBERNETES_ID = 'backstage.io/kubernetes-id';

type Call = PathCall;

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
      contracts: Pick<Contracts, 'of'>;
      now: () => Date;
    },
  ) {}

  async resolvePath(entityRef: string, call: Call): Promise<ResolvedEntity> {
    const { entities, view } = this.deps;
    const entity = await entities.find(entityRef, call);
    const resolved =
      entity && (await this.admits(entity, call))
        ? seenPath(
            entity,
            resolvePath(entity, view, await this.pathOptions(entity, call.may)),
            call.may,
          )
        : undefined;
    if (!entity || !resolved) {
      throw new NotFoundError(`No entity ${entityRef}`);
    }
    return { entity, resolved };
  }

  async judgePath(entityRef: string, call: Call): Promise<JudgedPath> {
    const { view, interest, now } = this.deps;
    const { entity, resolved } = await this.resolvePath(entityRef, call);
    const observedAt = now().toISOString();
    const contextOf = (pinned: boolean) => ({ view, now: observedAt, pinned });
    // What targets have in common is looked at once for all that share a context.
    const [pinned, floating] = [true, false].map(contextOf);
    const judged = resolved.targets.map(target =>
      this.withTenancy(
        judgeTarget(
          target,
          this.isPinned(target.environment) ? pinned : floating,
          tellsSegment(entity, target, call.may),
        ),
      ),
    );
    interest.note(entity.entityRef, resolved.targets);
    const tells = await this.tellsObject(entity, judged, call);
    return {
      entity,
      observedAt,
      resolved,
      judged: tells
        ? judged.map(target => withholdForeign(target, tells))
        : judged,
      tells: tells ?? (() => true),
      ...(call.may && { may: call.may }),
    };
  }

  async getPath(entityRef: string, call: Call) {
    const [{ entity, observedAt, resolved, judged }, recorded] =
      await Promise.all([
        this.judgePath(entityRef, call),
        this.deps.recorded.of(entityRef),
      ]);
    const { view, options, owners } = this.deps;
    const contracts = contractsFor(call.may, this.deps.contracts);
    const { runbook, errors, annotationErrors } = await contracts.of(entity);
    const ownership = await ownershipOf(entity, judged, {
      ...this.deps,
      contracts,
    });
    const path = toDeliveryPathDto({
      entityRef: entity.entityRef,
      resolved,
      judged,
      environments: options.environments,
      links: options.links,
      ownership,
      runbooks: options.runbooks,
      runbookUrl: runbook?.url,
      contractAnnotationErrors: annotationErrors,
      contractErrors: errors,
      context: { view, now: observedAt },
      recorded,
    });
    return {
      ...path,
      clusters: seenClusters(path, call.may),
      ...recordable(path, entity, judged, call),
      owners: await owners.lookUp(ownersIn(path), call),
    };
  }

  async getOwned(
    entityRef: string,
    { targetId, ...call }: Call & { targetId: string },
  ): Promise<OwnedDto> {
    const { judged, observedAt } = await this.judgePath(entityRef, call);
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

  /** With what of it crosses the borders between tenants; that speaks of all segments. */
  private withTenancy(target: JudgedTarget): JudgedTarget {
    const { tenants, ownership } = this.deps.options;
    const isWhole = target.segments.every(
      ({ unknownReason }) => unknownReason !== 'notPermitted',
    );
    const crossing = isWhole
      ? tenancyNotes(target, {
          tenants,
          platformGroup: ownership.platformGroup,
        })
      : [];
    return crossing.length > 0
      ? { ...target, notes: [...target.notes, ...crossing] }
      : target;
  }

  /** Undefined where everything is told. */
  private async tellsObject(
    entity: EntityFacts,
    judged: readonly JudgedTarget[],
    { may }: Call,
  ): Promise<TellsObject | undefined> {
    const { entities, options, view } = this.deps;
    return isNarrowed(may)
      ? tellsObject(judged, { entity, may, entities, options, view })
      : undefined;
  }

  /**
   * Whether there may be something to see, from memory alone: nothing else that takes time is asked about an entity that may not be
   * seen, as nothing is about one that is missing. Those who share its id could at most take targets from it.
   */
  private async admits(
    entity: EntityFacts,
    { may, admits }: Call,
  ): Promise<boolean> {
    if (!admits && !isByTarget(may)) {
      return !may || may.seeEntity(entity, []);
    }
    const { targets } = resolvePath(
      entity,
      this.deps.view,
      this.optionsAmong([], entity, may),
    );
    const isSeen =
      !may ||
      [targets.map(placeOf), []].some(places => may.seeEntity(entity, places));
    return isSeen && (!admits || admits(entity, targets));
  }

  private async pathOptions(
    entity: EntityFacts,
    may?: PathMay,
  ): Promise<PathOptions> {
    const id = entity.annotations[KUBERNETES_ID];
    const sharing = id
      ? await this.deps.entities.withKubernetesId(id, {
          decides: isNarrowed(may),
        })
      : [];
    return this.optionsAmong(sharing, entity, may);
  }

  private optionsAmong(
    sharing: readonly EntityOwner[],
    entity: EntityFacts,
    may?: PathMay,
  ): PathOptions {
    const { options } = this.deps;
    return {
      environments: options.environments,
      tenants: options.tenants,
      requireClaim: options.resolution.requireClaim,
      sameKubernetesId: sharing.filter(
        ({ entityRef }) => entityRef !== entity.entityRef,
      ),
      ...(isNarrowed(may) && {
        mayPointAt: place => may.seeTarget(entity, placeOfObject(place)),
      }),
    };
  }

  private isPinned(environment: string): boolean {
    return (
      this.deps.options.environments.find(({ name }) => name === environment)
        ?.pinned ?? false
    );
  }
}

function isNarrowed(may: PathMay | undefined): may is PathMay {
  return may !== undefined && !may.all;
}

function isByTarget(may: PathMay | undefined): boolean {
  return isNarrowed(may) && may.byTarget;
}

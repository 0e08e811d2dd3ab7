import {
  CLAIM_ANNOTATION,
  claimedEntities,
  KUBERNETES_ID_LABEL,
} from '../flux/claims';
import type { KubeObject, Observed } from '../kube/KubeObject';
import type { ObjectRef } from '../kube/ObjectRef';
import { describeRef } from './describeRef';
import type { Binding, EntityFacts } from './DeliveryPath';
import { matchesRule, type MatchRule } from './Environment';
import type { EntitySelector } from './entitySelector';

/**
 * Lets the entities of one owner point into the clusters and namespaces that match.
 *
 * @public
 */
export interface TenantRule {
  /** A full entity ref. */
  owner: string;
  /** Alternatives: one is enough. */
  match: MatchRule[];
}

/** @public */
export interface BindingOptions {
  tenants: readonly TenantRule[];
  requireClaim: boolean;
  /** The other entities of the catalog that have the same `backstage.io/kubernetes-id`. */
  sameKubernetesId: readonly { entityRef: string; owner?: string }[];
  /** Whether something that does not name the entity may be pointed out in this place; everywhere without it. */
  mayPointAt?: (place: { cluster: string; namespace: string }) => boolean;
}

/**
 * Why a link holds.
 *
 * @public
 */
export interface Bond {
  binding: Binding;
  because: string;
}

/**
 * Strongest first. `notVerified` and `notAuthorized` are no bonds: they stand for the lack of one.
 *
 * @public
 */
export const BINDING_ORDER: readonly Binding[] = [
  'claimed',
  'label',
  'tenantRule',
  'trusted',
  'inferred',
  'notVerified',
  'notAuthorized',
];

/**
 * Decides which objects an entity may be shown with. Only what an object says of itself, and what the configuration says of
 * the entity's owner, counts: never what the entity says.
 *
 * @public
 */
export class BindingPolicy {
  /** True where entities of other owners have the same id, so that the label tells nothing about whose an object is. */
  readonly labelIsDisputed: boolean;
  private readonly entityRef: string;
  private readonly owner: string | undefined;

  constructor(
    entity: EntityFacts,
    private readonly selector: EntitySelector,
    private readonly options: BindingOptions,
  ) {
    this.entityRef = selector.entityRef;
    this.owner = entity.owner?.toLowerCase();
    this.labelIsDisputed =
      options.requireClaim &&
      options.sameKubernetesId.some(
        other =>
          other.entityRef.toLowerCase() !== this.entityRef &&
          // Two entities without an owner are not known to have the same one.
          (!this.owner || other.owner?.toLowerCase() !== this.owner),
      );
  }

  /** The bond that the object itself makes. */
  ofObject({ ref, object }: Observed): Bond | undefined {
    if (this.claims(object)) {
      return {
        binding: 'claimed',
        because: `annotation ${CLAIM_ANNOTATION} on ${describeRef(ref)}`,
      };
    }
    if (this.bearsLabel(object) && !this.labelIsDisputed) {
      return {
        binding: 'label',
        because: `label ${KUBERNETES_ID_LABEL} on ${describeRef(ref)}`,
      };
    }
    return undefined;
  }

  /** The bond that the configuration allows in a place, without any word of the objects there. */
  ofPlace(cluster: string, namespace: string): Bond | undefined {
    const { owner } = this;
    const admitted =
      owner !== undefined &&
      this.options.tenants.some(
        rule =>
          rule.owner.toLowerCase() === owner &&
          rule.match.some(match =>
            matchesRule(match, { cluster, namespaces: [namespace] }),
          ),
      );
    if (admitted) {
      return {
        binding: 'tenantRule',
        because: `fluxDelivery.tenants lets ${owner} into ${cluster}/${namespace}`,
      };
    }
    return this.options.requireClaim
      ? undefined
      : {
          binding: 'trusted',
          because: 'fluxDelivery.resolution.requireClaim is off',
        };
  }

  /** True where some place may bind by configuration alone: else nobody needs to search places for a selector. */
  admitsSomewhere(): boolean {
    return (
      !this.options.requireClaim ||
      this.options.tenants.some(rule => rule.owner.toLowerCase() === this.owner)
    );
  }

  /**
   * A tenant rule gives the place to another owner, and none to this one: there nothing is guessed, and no near miss told.
   * Rules over all namespaces do not divide anything, so they take nothing away.
   */
  isOfAnotherTenant({
    cluster,
    namespace,
  }: Pick<ObjectRef, 'cluster' | 'namespace'>): boolean {
    if (this.options.mayPointAt?.({ cluster, namespace }) === false) {
      return true;
    }
    const isGiven = this.options.tenants.some(({ match }) =>
      match.some(
        rule =>
          rule.namespace !== undefined &&
          rule.namespace !== '*' &&
          matchesRule(rule, { cluster, namespaces: [namespace] }),
      ),
    );
    return isGiven && !this.ofPlace(cluster, namespace);
  }

  claims(object: KubeObject): boolean {
    return claimedEntities(object).includes(this.entityRef);
  }

  bearsLabel(object: KubeObject): boolean {
    const { kubernetesId } = this.selector;
    return (
      kubernetesId !== undefined &&
      object.metadata.labels?.[KUBERNETES_ID_LABEL] === kubernetesId
    );
  }

  /** The object claims entities, and not this one. */
  claimsAnother(object: KubeObject): boolean {
    const claimed = claimedEntities(object);
    return claimed.length > 0 && !claimed.includes(this.entityRef);
  }

  /** The object claims nobody, and its label names another entity by its id or name. */
  isLabelledForAnother(object: KubeObject): boolean {
    const label = object.metadata.labels?.[KUBERNETES_ID_LABEL];
    return (
      label !== undefined &&
      label !== (this.selector.kubernetesId ?? this.selector.name) &&
      claimedEntities(object).length === 0
    );
  }

  belongsToAnother(object: KubeObject): boolean {
    return this.claimsAnother(object) || this.isLabelledForAnother(object);
  }
}

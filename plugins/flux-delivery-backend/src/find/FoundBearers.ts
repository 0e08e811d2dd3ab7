import type {
  ApplierHint,
  Delivery,
  Identifier,
  IdentifierEdgeHow,
  NamedBearer,
  Promotion,
} from 'backstage-plugin-flux-delivery-common';

/** What the index led to, by what it is. */
export interface FoundBearers {
  deliveries: Map<string, Delivery>;
  promotions: Map<string, Promotion>;
}

export const deliveryKey = (id: string) => `delivery ${id}`;
export const promotionKey = (id: string) => `promotion ${id}`;

type Name = Pick<Identifier, 'kind' | 'value'>;

/** A row of the ledger as something that bears names; with what an event of Flux said of it. */
export function deliveryBearer(
  delivery: Delivery,
  {
    identifiers,
    matched,
    hint,
  }: {
    identifiers: readonly Identifier[];
    matched: readonly Name[];
    hint?: Pick<ApplierHint, 'toldOf' | 'identifiers'>;
  },
): NamedBearer {
  const { applier, cluster } = delivery;
  const object = applier
    ? `${applier.kind} ${applier.namespace}/${applier.name}`
    : 'its workloads';
  const words: Record<IdentifierEdgeHow, string> = {
    statusField: `the status of ${object} in ${cluster}`,
    ociAnnotation: `annotations of the artifact that ${object} in ${cluster} applied`,
    eventMetadata: `an event of ${hint?.toldOf ?? object} in ${cluster}`,
    promotion: 'a promotion',
    imageReference: `the images that ${object} in ${cluster} declares`,
    runningPod: `pods that ${object} in ${cluster} runs`,
  };
  return {
    key: deliveryKey(delivery.id),
    entityRef: delivery.entityRef,
    identifiers: [...identifiers, ...(hint?.identifiers ?? [])],
    matched,
    knownFrom: how => words[how],
  };
}

/** A promotion as something that bears names. */
export function promotionBearer(
  promotion: Promotion,
  {
    entityRef,
    identifiers,
    matched,
  }: {
    entityRef: string;
    identifiers: readonly Identifier[];
    matched: readonly Name[];
  },
): NamedBearer {
  return {
    key: promotionKey(promotion.id),
    entityRef,
    identifiers,
    matched,
    knownFrom: () =>
      `promotion ${promotion.id}${
        promotion.environment ? ` into ${promotion.environment}` : ''
      }`,
  };
}

import type { AnnotationErrorDto } from '../api/dto';
import { KUBERNETES_ID_LABEL } from '../flux/claims';
import { imageRepository } from '../kube/imageReference';
import type { LabelSelector } from '../kube/workloads';
import type { EntityFacts } from './DeliveryPath';
import { parseLabelSelector } from './parseLabelSelector';
import {
  APPLIER_FORM,
  HELM_RELEASE_ANNOTATION,
  KUSTOMIZATION_ANNOTATION,
  parseApplierPointer,
  parseWorkloadPointer,
  WORKLOAD_ANNOTATION,
  WORKLOAD_FORM,
  type Pointer,
} from './pointers';

/**
 * What the annotations of an entity say is to be looked for. Annotations that cannot be read are in `errors` and nowhere else.
 *
 * @public
 */
export interface EntitySelector {
  entityRef: string;
  /** The name in the entity ref. */
  name: string;
  /** `backstage.io/kubernetes-id`. */
  kubernetesId?: string;
  /** `backstage.io/kubernetes-namespace`: narrows the id and the selector. */
  namespace?: string;
  /** `backstage.io/kubernetes-label-selector`. */
  labelSelector?: { text: string; selector: LabelSelector };
  /** `backstage.io/kubernetes-cluster`: narrows the id and the selector. */
  clusters?: string[];
  pointers: Pointer[];
  /** `flux-delivery/image`: repositories, normalised. */
  images: string[];
  errors: AnnotationErrorDto[];
}

/** @public */
export const IMAGE_ANNOTATION = 'flux-delivery/image';

/** @public */
export const NAMESPACE_ANNOTATION = 'backstage.io/kubernetes-namespace';

/** @public */
export const LABEL_SELECTOR_ANNOTATION =
  'backstage.io/kubernetes-label-selector';

/** @public */
export const CLUSTER_ANNOTATION = 'backstage.io/kubernetes-cluster';

const LEADING_TO_CLUSTERS = [
  KUSTOMIZATION_ANNOTATION,
  HELM_RELEASE_ANNOTATION,
  WORKLOAD_ANNOTATION,
  IMAGE_ANNOTATION,
  KUBERNETES_ID_LABEL,
  NAMESPACE_ANNOTATION,
  LABEL_SELECTOR_ANNOTATION,
];

/**
 * Whether an annotation of the entity leads to clusters. False does not mean that it has no delivery path: objects may claim it by
 * themselves.
 *
 * @public
 */
export function pointsAtClusters({
  annotations,
}: Pick<EntityFacts, 'annotations'>): boolean {
  return LEADING_TO_CLUSTERS.some(name => Boolean(annotations[name]));
}

const LABEL_VALUE = /^[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/;
const NAMESPACE = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const MOST_ITEMS = 200;
const LONGEST_SHOWN = 500;

class AnnotationReader {
  readonly errors: AnnotationErrorDto[] = [];

  constructor(private readonly annotations: Record<string, string>) {}

  one<T>(
    annotation: string,
    parse: (text: string) => T | undefined,
    expected: string,
  ): T | undefined {
    const raw = this.annotations[annotation];
    if (raw === undefined) {
      return undefined;
    }
    const text = String(raw).trim();
    const value = text === '' ? undefined : parse(text);
    if (value === undefined) {
      this.fail(annotation, String(raw), expected);
    }
    return value;
  }

  /** The good items; undefined where the annotation is absent. Each bad item is one error. */
  list<T>(
    annotation: string,
    parse: (text: string) => T | undefined,
    expected: string,
  ): T[] | undefined {
    const raw = this.annotations[annotation];
    if (raw === undefined) {
      return undefined;
    }
    const items = String(raw)
      .split(',')
      .map(item => item.trim())
      .filter(item => item !== '');
    if (items.length === 0 || items.length > MOST_ITEMS) {
      this.fail(
        annotation,
        String(raw),
        items.length === 0 ? expected : `at most ${MOST_ITEMS} items`,
      );
    }
    return items.slice(0, MOST_ITEMS).flatMap(item => {
      const value = parse(item);
      if (value === undefined) {
        this.fail(annotation, item, expected);
        return [];
      }
      return [value];
    });
  }

  private fail(annotation: string, value: string, expected: string) {
    this.errors.push({
      annotation,
      value: value.slice(0, LONGEST_SHOWN),
      expected,
    });
  }
}

/**
 * Reads all annotations of an entity that lead to a delivery path. Total: what is malformed becomes an error and the rest holds.
 *
 * @public
 */
export function readEntitySelector(entity: EntityFacts): EntitySelector {
  const entityRef = entity.entityRef.toLowerCase();
  const reader = new AnnotationReader(entity.annotations);
  return {
    entityRef,
    name: entityRef.slice(entityRef.lastIndexOf('/') + 1),
    kubernetesId: reader.one(
      KUBERNETES_ID_LABEL,
      text => (LABEL_VALUE.test(text) ? text : undefined),
      'a label value: at most 63 letters, digits, - _ and .',
    ),
    namespace: reader.one(
      NAMESPACE_ANNOTATION,
      text => (NAMESPACE.test(text) ? text : undefined),
      'the name of one namespace',
    ),
    labelSelector: reader.one(
      LABEL_SELECTOR_ANNOTATION,
      text => {
        const selector = parseLabelSelector(text);
        return selector && { text, selector };
      },
      'a Kubernetes label selector, such as app=payments,tier in (api,worker)',
    ),
    clusters: reader.list(
      CLUSTER_ANNOTATION,
      text => (text.includes('|') ? undefined : text),
      'the name of a cluster',
    ),
    pointers: [
      ...(reader.list(
        KUSTOMIZATION_ANNOTATION,
        text => parseApplierPointer(KUSTOMIZATION_ANNOTATION, text),
        APPLIER_FORM,
      ) ?? []),
      ...(reader.list(
        HELM_RELEASE_ANNOTATION,
        text => parseApplierPointer(HELM_RELEASE_ANNOTATION, text),
        APPLIER_FORM,
      ) ?? []),
      ...(reader.list(
        WORKLOAD_ANNOTATION,
        parseWorkloadPointer,
        WORKLOAD_FORM,
      ) ?? []),
    ],
    images:
      reader.list(
        IMAGE_ANNOTATION,
        imageRepository,
        'image repositories, such as registry.example.com/payments/api, with commas between',
      ) ?? [],
    errors: reader.errors,
  };
}

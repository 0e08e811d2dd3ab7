import type { AnnotationErrorDto } from '../api/dto';
import { SEGMENTS, type Segment } from '../divergence/SegmentVerdict';
import { isHttpUrl } from '../kube/isHttpUrl';
import type { EntityFacts } from '../paths/DeliveryPath';
import type { Contracted, DeliveryContract } from './OwnershipRule';
import { parseOwner } from './parseOwner';

/**
 * `flux-delivery/owner-source: group:default/platform`: who owns a segment of this entity's paths.
 *
 * @public
 */
export const OWNER_ANNOTATION_PREFIX = 'flux-delivery/owner-';

/**
 * `flux-delivery/first-response-rollout: group:default/on-call`: who moves first when a segment breaks.
 *
 * @public
 */
export const FIRST_RESPONSE_ANNOTATION_PREFIX = 'flux-delivery/first-response-';

/** @public */
export const ROLLBACK_OWNER_ANNOTATION = 'flux-delivery/rollback-owner';

/** @public */
export const FIX_OWNER_ANNOTATION = 'flux-delivery/fix-owner';

/** @public */
export const RUNBOOK_ANNOTATION = 'flux-delivery/runbook';

const OWNER_FORM = 'a group or user, such as group:default/payments';
const SEGMENT_FORM = `a segment at the end of its name: ${SEGMENTS.join(', ')}`;
const URL_FORM = 'an http or https URL without credentials';
const LONGEST_SHOWN = 500;
const LONGEST_URL = 2048;

/**
 * The delivery contract as far as annotations of the entity say it.
 *
 * @public
 */
export interface AnnotatedContract {
  contract: DeliveryContract;
  /** The entity's own runbook page. */
  runbookUrl?: string;
  /** Annotations that cannot be read; everything else holds without them. */
  errors: AnnotationErrorDto[];
}

/**
 * Reads who owns what, as the author of an entity says it. Total: what cannot be read is an error, and the rest holds. Whether
 * the groups exist is not asked here.
 *
 * @public
 */
export function readContract(
  entity: Pick<EntityFacts, 'entityRef' | 'annotations'>,
  /** How the entity is called in answers. */
  called = 'the entity',
): AnnotatedContract {
  const errors: AnnotationErrorDto[] = [];
  const fail = (annotation: string, expected: string) =>
    errors.push({
      annotation,
      value: String(entity.annotations[annotation]).slice(0, LONGEST_SHOWN),
      expected,
    });
  const ownerIn = (annotation: string): Contracted | undefined => {
    if (!Object.hasOwn(entity.annotations, annotation)) {
      return undefined;
    }
    const owner = parseOwner(
      String(entity.annotations[annotation]),
      entity.entityRef,
    );
    if (!owner) {
      fail(annotation, OWNER_FORM);
    }
    return owner
      ? { owner, said: `the annotation ${annotation} of ${called}` }
      : undefined;
  };
  const bySegment = (prefix: string) => {
    const found: Partial<Record<Segment, Contracted>> = {};
    for (const annotation of Object.keys(entity.annotations).sort()) {
      if (annotation.startsWith(prefix)) {
        const segment = SEGMENTS.find(
          known => known === annotation.slice(prefix.length),
        );
        const owner = segment && ownerIn(annotation);
        if (!segment) {
          fail(annotation, SEGMENT_FORM);
        } else if (owner) {
          found[segment] = owner;
        }
      }
    }
    return found;
  };
  const responders = bySegment(FIRST_RESPONSE_ANNOTATION_PREFIX);
  const contract: DeliveryContract = {
    owners: bySegment(OWNER_ANNOTATION_PREFIX),
    firstResponse: SEGMENTS.flatMap(segment => {
      const named = responders[segment];
      return named ? [{ ...named, segment }] : [];
    }),
    rollback: ownerIn(ROLLBACK_OWNER_ANNOTATION),
    fix: ownerIn(FIX_OWNER_ANNOTATION),
  };
  return { contract, runbookUrl: runbookIn(entity, fail), errors };
}

function runbookIn(
  { annotations }: Pick<EntityFacts, 'annotations'>,
  fail: (annotation: string, expected: string) => void,
): string | undefined {
  if (!Object.hasOwn(annotations, RUNBOOK_ANNOTATION)) {
    return undefined;
  }
  const url = String(annotations[RUNBOOK_ANNOTATION]).trim();
  if (url.length <= LONGEST_URL && isHttpUrl(url)) {
    return url;
  }
  fail(RUNBOOK_ANNOTATION, URL_FORM);
  return undefined;
}

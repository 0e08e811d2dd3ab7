import type { Kustomization, Source } from '../../flux/objects';
import { conditionIs, findCondition } from '../../kube/conditions';
import type { Observed } from '../../kube/KubeObject';
import { displayRef, keyOf, type ObjectRef } from '../../kube/ObjectRef';
import type { ResolvedTarget } from '../../paths/DeliveryPath';
import type { InventoryView } from '../../paths/InventoryView';
import { readersOf } from '../relatedEntities';

/**
 * Whether a controller lets an applier read a source of another namespace, as objects prove it: how a controller was started is not read.
 *
 * @public
 */
export interface CrossNamespaceRefs {
  answer: 'allowed' | 'refused' | 'unknown';
  /** In words, without a full stop. */
  because: string;
}

const REFUSED =
  /cross-namespace references (?:are not allowed|have been blocked)/i;
const LOCKED = '--no-cross-namespace-refs';

/**
 * What is known of the reference from the applier of a target to a source in another namespace; undefined where the source stands beside
 * it. It is allowed where the applier, or another one of its kind that reads the source from elsewhere, got what the source holds; refused
 * where the controller says so.
 *
 * @public
 */
export function crossNamespaceRefs(
  { applier, applierRef }: Pick<ResolvedTarget, 'applier' | 'applierRef'>,
  source: { ref: ObjectRef; source?: Observed },
  view: InventoryView,
): CrossNamespaceRefs | undefined {
  if (!applierRef || applierRef.namespace === source.ref.namespace) {
    return undefined;
  }
  const name = displayRef(applierRef);
  if (!applier) {
    return { answer: 'unknown', because: `${name} cannot be seen` };
  }
  const { message = '' } = findCondition(applier.object, 'Ready') ?? {};
  if (conditionIs(applier.object, 'Ready', 'False') && REFUSED.test(message)) {
    return {
      answer: 'refused',
      because: `the controller of ${name} says so: it was started with ${LOCKED}`,
    };
  }
  if (isRead(applier, source.source)) {
    return { answer: 'allowed', because: `${name} got what the source holds` };
  }
  return elsewhereRead(applierRef, source, view)
    ? {
        answer: 'allowed',
        because: `another ${applierRef.kind} of another namespace got what the source holds`,
      }
    : {
        answer: 'unknown',
        because: `nothing of the source got to ${name} yet, and its controller does not refuse it; with ${LOCKED} it would`,
      };
}

/** The others belong to whom they may: none is named. */
function elsewhereRead(
  applier: ObjectRef,
  { ref, source }: { ref: ObjectRef; source?: Observed },
  view: InventoryView,
): boolean {
  return readersOf(ref, view).some(reader => {
    const seen = view.get(reader);
    return (
      keyOf(reader) !== keyOf(applier) &&
      reader.kind === applier.kind &&
      reader.namespace !== ref.namespace &&
      seen !== undefined &&
      isRead(seen, source)
    );
  });
}

/** Whoever is ready has read its source; a Kustomization that fails later attempted what the source holds. */
function isRead({ object }: Observed, source: Observed | undefined): boolean {
  const { spec, status, metadata } = object as Kustomization;
  const revision = (source?.object as Source | undefined)?.status?.artifact
    ?.revision;
  const isCurrent =
    status?.observedGeneration === undefined ||
    String(status.observedGeneration) === String(metadata.generation);
  return (
    !(spec as { suspend?: boolean } | undefined)?.suspend &&
    ((conditionIs(object, 'Ready', 'True') && isCurrent) ||
      (revision !== undefined && status?.lastAttemptedRevision === revision))
  );
}

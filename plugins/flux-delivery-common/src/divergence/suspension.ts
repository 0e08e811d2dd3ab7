import type { Observed } from '../kube/KubeObject';
import { fact } from './evidence';
import type { Judgement } from './Judgement';

const FIELD = 'spec.suspend';

/**
 * Since when an object is suspended, and through which client: as its managed fields tell. Who that was only an annotation can claim.
 */
export function suspensionOf(
  observed: Observed,
): Pick<Judgement, 'since' | 'evidence'> {
  const change = observed.object.metadata.changes?.find(({ fields }) =>
    fields.includes(FIELD),
  );
  const since = change?.time ?? change?.seenAt;
  return {
    ...(since && { since }),
    evidence: [
      ...fact(observed, FIELD, true),
      ...(change
        ? fact(
            observed,
            `metadata.managedFields[${change.manager}]`,
            `wrote ${FIELD}${since ? ` at ${since}` : ''}`,
          )
        : []),
    ],
  };
}

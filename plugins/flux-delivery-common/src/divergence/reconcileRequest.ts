import type { FieldChange } from '../kube/fieldChanges';
import type { Observed } from '../kube/KubeObject';

const REQUESTED = 'reconcile.fluxcd.io/requestedAt';

/** The annotation by which a pass is asked for, as evidence names it. */
export const REQUEST_FIELD = `metadata.annotations[${REQUESTED}]`;
export const HANDLED_FIELD = 'status.lastHandledReconcileAt';

/** Somebody asked a controller of Flux to look at an object now. */
export interface ReconcileRequest {
  /** What stands in the annotation: mostly an instant, and whatever the asker wrote. */
  value?: string;
  change?: FieldChange;
  /** RFC 3339: when it was asked, as the API server or this portal noted it. */
  at?: string;
  /** The request that the controller answered last. */
  handled?: string;
}

export function requestOf({ object }: Observed): ReconcileRequest {
  const change = object.metadata.changes?.find(({ fields }) =>
    fields.includes(REQUEST_FIELD),
  );
  const { lastHandledReconcileAt: handled } = (object.status ?? {}) as {
    lastHandledReconcileAt?: string;
  };
  return {
    value: object.metadata.annotations?.[REQUESTED],
    change,
    at: change?.time ?? change?.seenAt,
    handled,
  };
}

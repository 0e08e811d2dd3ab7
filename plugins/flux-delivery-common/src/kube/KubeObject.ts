import type { FieldChange, ReplicasBy } from './fieldChanges';
import type { ObjectRef } from './ObjectRef';
import type { TemplateFingerprint } from './templateFingerprint';

/**
 * A condition as Kubernetes and Flux write it.
 *
 * @public
 */
export interface Condition {
  type: string;
  status: string;
  reason?: string;
  message?: string;
  lastTransitionTime?: string;
  observedGeneration?: number;
}

/** @public */
export interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
}

/** @public */
export interface ObjectMeta {
  name: string;
  namespace?: string;
  uid?: string;
  resourceVersion?: string;
  generation?: number;
  creationTimestamp?: string;
  /** RFC 3339: when it has to be gone, which is when that was asked for, and its grace period later. */
  deletionTimestamp?: string;
  /** Only of objects that are being deleted: the time that they have to end by themselves. */
  deletionGracePeriodSeconds?: number;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  ownerReferences?: OwnerReference[];
  /** Only of objects that are being deleted: what still holds them. */
  finalizers?: string[];
  /** Who wrote fields that the kind's {@link ChangeScope} names; made of `managedFields`. */
  changes?: FieldChange[];
  /** Only of what has `spec.replicas`: who sets it, as far as that tells something; made of `managedFields`. */
  replicasBy?: ReplicasBy;
  /** RFC 3339: when the fields that the kind's `writes` name were last written by anybody; made of `managedFields`. */
  writtenAt?: string;
  /** RFC 3339: when the status was last written by anybody, of kinds where that tells something; made of `managedFields`. */
  statusWrittenAt?: string;
  /** Only of workloads: tells whether the pod template changed. Never shown. */
  template?: TemplateFingerprint;
}

/**
 * An object of a cluster, cut down to the fields that rules read (see `projectObject`). It keeps the shape that the API server
 * gave it, so that every field can be named to a user as kubectl shows it.
 *
 * Objects in the inventory are shared by all readers and are never changed.
 *
 * @public
 */
export interface KubeObject<Spec = unknown, Status = unknown> {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta;
  spec?: Spec;
  status?: Status;
  /** Left-overs that live outside spec and status: EndpointSlice `endpoints`, `ports`, and so on. */
  [extra: string]: unknown;
}

/**
 * An object together with where and when it was seen.
 *
 * @public
 */
export interface Observed<T extends KubeObject = KubeObject> {
  ref: ObjectRef;
  object: T;
  /** RFC 3339: when the watch or the list delivered this version of the object. */
  observedAt: string;
}

/**
 * The API group of an object: the part of `apiVersion` before the slash, empty for the core group.
 *
 * @public
 */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

/** @public */
export function refOf(cluster: string, object: KubeObject): ObjectRef {
  return {
    cluster,
    group: groupOf(object.apiVersion),
    kind: object.kind,
    namespace: object.metadata.namespace ?? '',
    name: object.metadata.name,
  };
}

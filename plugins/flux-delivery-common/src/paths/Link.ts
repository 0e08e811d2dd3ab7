import type { AnnotationErrorDto } from '../api/dto';
import type { Observed } from '../kube/KubeObject';
import type { ObjectRef } from '../kube/ObjectRef';
import type { Bond } from './binding';

/** An object that the entity is bound to, and how. */
export interface Link {
  ref: ObjectRef;
  /** Absent where the object cannot be seen now. */
  observed?: Observed;
  bond: Bond;
}

/**
 * Something that the entity points at and that nothing binds. It says nothing that the entity's annotations do not say
 * themselves: it is the same whether the object exists or not.
 */
export interface Unbound {
  id: string;
  cluster: string;
  namespace: string;
  /** As the annotation names it. */
  applierRef?: ObjectRef;
  bond: Bond;
  /** Which targets, if another way has bound them, make this row needless. Never shown. */
  isMetBy(target: {
    applierRef?: ObjectRef;
    objects: readonly Observed[];
  }): boolean;
}

/** Everything that the ways from the entity led to. */
export interface Links {
  bound: Link[];
  unbound: Unbound[];
  errors: AnnotationErrorDto[];
}

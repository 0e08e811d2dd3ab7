import { stringifyEntityRef } from '@backstage/catalog-model';
import type { Request } from 'express';

/** The full, lower-case entity ref that the path parameters name. */
export function entityRefOf({ params }: Request): string {
  return stringifyEntityRef({
    kind: params.kind,
    namespace: params.namespace,
    name: params.name,
  });
}

import { stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import type { Request } from 'express';

const KIND = /^[a-z][a-z0-9]{0,62}$/i;
const NAMESPACE = /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/i;
const NAME = /^[a-z0-9](?:[-a-z0-9_.]{0,61}[a-z0-9])?$/i;

/** The full, lower-case entity ref that the path parameters name. */
export function entityRefOf({ params }: Pick<Request, 'params'>): string {
  return fullRef(params.kind, params.namespace, params.name, 'request/params');
}

/**
 * The full, lower-case form of an entity ref in a body or a query; what it leaves out is `component` and `default`.
 *
 * @throws InputError that names the field
 */
export function readEntityRef(text: string, field: string): string {
  const [, kind = 'component', namespace = 'default', name] =
    /^(?:([^:/]*):)?(?:([^:/]*)\/)?([^:/]*)$/.exec(text) ?? [];
  return fullRef(kind, namespace, name, field);
}

function fullRef(
  kind: string,
  namespace: string,
  name: string | undefined,
  field: string,
): string {
  if (
    name === undefined ||
    !KIND.test(kind) ||
    !NAMESPACE.test(namespace) ||
    !NAME.test(name)
  ) {
    throw new InputError(`${field} is no entity ref`);
  }
  return stringifyEntityRef({ kind, namespace, name });
}

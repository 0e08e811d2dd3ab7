import { InputError } from '@backstage/errors';

interface Schema {
  $ref?: string;
  properties?: Record<string, Schema>;
  additionalProperties?: unknown;
}

/** `components.schemas` of an OpenAPI description. */
export type Schemas = Record<string, object>;

const LONGEST_NAME = 100;

/**
 * Passes a body whose fields the schema allows, or of which it says nothing.
 *
 * @throws InputError that names the field which is not allowed, and those that are
 */
export function assertKnownFields(
  value: unknown,
  schema: object,
  schemas: Schemas,
  at = 'request/body',
): void {
  const { properties, additionalProperties } = resolved(schema, schemas);
  if (!properties || typeof value !== 'object' || value === null) {
    return;
  }
  for (const [name, inner] of Object.entries(value)) {
    if (Object.hasOwn(properties, name)) {
      assertKnownFields(inner, properties[name], schemas, `${at}/${name}`);
    } else if (additionalProperties === false && !Array.isArray(value)) {
      throw new InputError(
        `${at} has the unknown field ${JSON.stringify(
          name.slice(0, LONGEST_NAME),
        )}; known are ${Object.keys(properties).join(', ')}`,
      );
    }
  }
}

function resolved(schema: Schema, schemas: Schemas): Schema {
  return schema.$ref
    ? schemas[schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1)]
    : schema;
}

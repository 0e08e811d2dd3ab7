import { contractShape } from './contractShape';
import { toJsonSchema } from './toJsonSchema';

/**
 * Names the schema; it is no address. The file is `delivery-contract.schema.json` of this package.
 *
 * @public
 */
export const CONTRACT_SCHEMA_ID = 'urn:flux-delivery:delivery-contract:v1';

/**
 * The JSON Schema (draft 2020-12) of contract files. It takes exactly what `parseContract` takes without a problem.
 *
 * @public
 */
export function contractSchema(): Record<string, unknown> {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: CONTRACT_SCHEMA_ID,
    title: 'Delivery contract',
    ...toJsonSchema(contractShape),
  };
}

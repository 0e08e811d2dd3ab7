import Ajv, { type ErrorObject } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { spec } from '../schema/spec.generated';

/** An answer of the API to a request under its base URL. */
export interface Answer {
  method: string;
  /** Without the query. */
  path: string;
  status: number;
  /** Undefined where there is none. */
  body?: unknown;
  /** Its media type; JSON unless told. */
  type?: string;
}

interface Described {
  $ref?: string;
  content?: {
    'application/json': { schema: { $ref: string } };
    [type: string]: { schema: object };
  };
}

const JSON_TYPE = 'application/json';

type Operations = Record<string, { responses: Record<string, Described> }>;

const ajv = addFormats(new Ajv({ strict: false, allErrors: true }));
ajv.addSchema(closed(spec) as object, 'api');

/**
 * Throws where `schema/openapi.yaml` does not describe an answer: its status, its form, or a field of it. Fields that are not
 * described do not pass, although clients have to bear with them: the next version may send more.
 */
export function assertDescribed({
  method,
  path,
  status,
  body,
  type = JSON_TYPE,
}: Answer): void {
  const where = `${method.toUpperCase()} ${path} answers ${status}`;
  const operations = Object.entries(spec.paths).find(([template]) =>
    matches(template, path),
  )?.[1] as Operations | undefined;
  const responses = operations?.[method.toLowerCase()]?.responses;
  if (!responses) {
    throw new Error(`${where}, and has no description`);
  }
  const response = responses[status];
  if (!response) {
    throw new Error(`${where}, which is not described: ${excerpt(body)}`);
  }
  const { content } = resolved(response);
  // Of a file only its type is described.
  if (type !== JSON_TYPE && content?.[type]) {
    return;
  }
  const schema = content?.[JSON_TYPE].schema;
  if (schema === undefined || body === undefined) {
    if ((schema === undefined) !== (body === undefined)) {
      throw new Error(`${where} with ${schema ? 'no' : 'a'} body`);
    }
    return;
  }
  const validate = ajv.getSchema(`api${schema.$ref}`)!;
  if (!validate(body)) {
    throw new Error(`${where}: ${inWords(validate.errors ?? [])}`);
  }
}

function inWords(errors: ErrorObject[]): string {
  return errors
    .map(
      ({ instancePath, message, params }) =>
        `${instancePath} ${message} ${params.additionalProperty ?? ''}`,
    )
    .join('; ');
}

function matches(template: string, path: string): boolean {
  const pattern = template.replace(/\{\w+\}/g, '[^/]+');
  return new RegExp(`^${pattern}$`).test(path);
}

function resolved(response: Described): Described {
  const name = response.$ref?.split('/').at(-1);
  return name
    ? spec.components.responses[name as keyof typeof spec.components.responses]
    : response;
}

/** The same description, in which objects have no other fields than those it lists. */
function closed(node: unknown): unknown {
  if (Array.isArray(node)) {
    return node.map(closed);
  }
  if (typeof node !== 'object' || node === null) {
    return node;
  }
  const copy = Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, closed(value)]),
  );
  return copy.type === 'object' && copy.properties
    ? { additionalProperties: false, ...copy }
    : copy;
}

function excerpt(body: unknown): string {
  return JSON.stringify(body)?.slice(0, 300) ?? 'no body';
}

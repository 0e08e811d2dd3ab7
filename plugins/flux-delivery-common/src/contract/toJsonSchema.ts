import type { AnyShape } from './Shape';

/** A JSON Schema, draft 2020-12, that takes exactly what {@link readShape} takes without a problem. */
export function toJsonSchema(shape: AnyShape): Record<string, unknown> {
  const { description } = shape;
  return { ...(description && { description }), ...constraints(shape) };
}

function constraints(shape: AnyShape): Record<string, unknown> {
  switch (shape.type) {
    case 'text':
      return { type: 'string', maxLength: shape.most, pattern: shape.pattern };
    case 'choice':
      return { type: 'string', enum: [...shape.of] };
    case 'list':
      return {
        type: 'array',
        ...(shape.least > 0 && { minItems: shape.least }),
        maxItems: shape.most,
        items: toJsonSchema(shape.item),
      };
    case 'record': {
      const value = toJsonSchema(shape.value);
      return {
        type: 'object',
        additionalProperties: false,
        properties: Object.fromEntries(shape.keys.map(key => [key, value])),
      };
    }
    default:
      return {
        type: 'object',
        additionalProperties: false,
        ...(shape.required.length > 0 && { required: [...shape.required] }),
        properties: Object.fromEntries(
          Object.entries(shape.properties).map(([key, property]) => [
            key,
            toJsonSchema(property),
          ]),
        ),
      };
  }
}

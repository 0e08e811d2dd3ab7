/** What a text must look like. One form serves the reader and the JSON Schema, so that both take the same. */
export interface TextShape {
  type: 'text';
  /** Unicode characters. */
  most: number;
  /** Source of a regular expression with the flag `u`. */
  pattern: string;
  /** Completes "must be …". */
  expected: string;
  description?: string;
}

export interface ChoiceShape {
  type: 'choice';
  of: readonly string[];
  description?: string;
}

export interface ListShape {
  type: 'list';
  item: AnyShape;
  least: number;
  most: number;
  description?: string;
}

export interface ObjectShape {
  type: 'object';
  properties: Readonly<Record<string, AnyShape>>;
  required: readonly string[];
  description?: string;
}

/** A map whose keys are given, and whose values all have one shape. */
export interface RecordShape {
  type: 'record';
  keys: readonly string[];
  value: AnyShape;
  description?: string;
}

export type AnyShape =
  | TextShape
  | ChoiceShape
  | ListShape
  | ObjectShape
  | RecordShape;

/** A shape together with what is read by it. */
export type Shape<T> = AnyShape & { readonly reads?: T };

export function text(shape: Omit<TextShape, 'type'>): Shape<string> {
  return { type: 'text', ...shape };
}

export function choice<T extends string>(
  of: readonly T[],
  description?: string,
): Shape<T> {
  return { type: 'choice', of, ...(description && { description }) };
}

export function list<T>(
  item: Shape<T>,
  {
    least = 0,
    most,
    description,
  }: { least?: number; most: number; description?: string },
): Shape<T[]> {
  return {
    type: 'list',
    item,
    least,
    most,
    ...(description && { description }),
  };
}

export function record<K extends string, T>(
  keys: readonly K[],
  value: Shape<T>,
  description?: string,
): Shape<Partial<Record<K, T>>> {
  return { type: 'record', keys, value, ...(description && { description }) };
}

/** Every property of `T` has a shape, and no other has. */
export function object<T extends object>(
  properties: { [K in keyof T]-?: Shape<NonNullable<T[K]>> },
  {
    required = [],
    description,
  }: { required?: readonly (keyof T & string)[]; description?: string } = {},
): Shape<T> {
  return {
    type: 'object',
    properties: properties as unknown as Record<string, AnyShape>,
    required,
    ...(description && { description }),
  };
}

import { isHttpUrl } from '../kube/isHttpUrl';
import { redact } from '../kube/redact';
import { FieldFault } from './FieldFault';

interface TextRules {
  most: number;
  /** True where the text may have several lines. */
  lines?: boolean;
  form?: RegExp;
  /** Completes "must be …". */
  expected?: string;
}

const LONGEST_URL = 2048;
const LONGEST_NAME = 100;
/** Controls, line breaks other than \n, halves of surrogates, and what changes the direction of text. */
const UNWANTED =
  // eslint-disable-next-line no-control-regex -- exactly those are looked for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}/u;

/**
 * An object that somebody sent, read field by field. Own fields alone are read; whatever is not asked for is refused. Texts come
 * trimmed, and without credentials.
 */
export class Fields {
  private readonly value: Readonly<Record<string, unknown>>;

  constructor(value: unknown, private readonly path = '') {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new FieldFault(path || 'body', 'must be an object');
    }
    this.value = value as Record<string, unknown>;
  }

  /** Refuses fields of any other name. */
  only(...known: readonly string[]): this {
    const unknown = Object.keys(this.value).find(key => !known.includes(key));
    if (unknown !== undefined) {
      throw new FieldFault(
        this.path || 'body',
        `has the unknown field ${JSON.stringify(
          unknown.slice(0, LONGEST_NAME),
        )}; known are ${known.join(', ')}`,
      );
    }
    return this;
  }

  has(key: string): boolean {
    return this.own(key) !== undefined && this.own(key) !== null;
  }

  fail(key: string, problem: string): never {
    throw new FieldFault(this.name(key), problem);
  }

  /** Undefined where it is absent or empty. */
  text(key: string, rules: TextRules): string | undefined {
    const text = this.asSent(key, rules);
    return text && redact(text);
  }

  /** As {@link text}, with whatever credentials are in it: to be compared, and neither kept nor shown. */
  asSent(key: string, rules: TextRules): string | undefined {
    const value = this.own(key);
    if (value === undefined || value === null) {
      return undefined;
    }
    if (typeof value !== 'string') {
      return this.fail(key, 'must be a text');
    }
    const { most, lines = false, form, expected } = rules;
    const text = value.trim();
    if (text.length > most) {
      return this.fail(key, `must not be longer than ${most} characters`);
    }
    if (UNWANTED.test(text) || (!lines && /[\n\t]/.test(text))) {
      return this.fail(key, 'must not hold control characters');
    }
    if (text === '') {
      return undefined;
    }
    if (form && !form.test(text)) {
      return this.fail(key, `must be ${expected}`);
    }
    return text;
  }

  required(key: string, rules: TextRules): string {
    return this.text(key, rules) ?? this.fail(key, 'is missing');
  }

  oneOf<T extends string>(key: string, allowed: readonly T[]): T | undefined {
    const text = this.text(key, { most: 100 });
    if (text === undefined || allowed.includes(text as T)) {
      return text as T | undefined;
    }
    return this.fail(key, `must be one of ${allowed.join(', ')}`);
  }

  /** http or https, without credentials. */
  url(key: string): string | undefined {
    const text = this.text(key, { most: LONGEST_URL });
    if (text === undefined || isHttpUrl(text)) {
      return text;
    }
    return this.fail(key, 'must be an http or https URL without credentials');
  }

  inner(key: string): Fields | undefined {
    return this.has(key)
      ? new Fields(this.own(key), this.name(key))
      : undefined;
  }

  /** As it was sent; undefined where it is no object. */
  object(key: string): Readonly<Record<string, unknown>> | undefined {
    const value = this.own(key);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  }

  private own(key: string): unknown {
    return Object.hasOwn(this.value, key) ? this.value[key] : undefined;
  }

  private name(key: string): string {
    return this.path ? `${this.path}.${key}` : key;
  }
}

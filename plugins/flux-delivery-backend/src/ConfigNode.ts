import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { globError } from 'backstage-plugin-flux-delivery-common';

/**
 * One value of the configuration with the path of its key. Every reader checks the form, and throws one line that names the
 * path. A key without a value counts as absent. Values of environment variables are texts, so numbers and booleans may be.
 */
export class ConfigNode {
  constructor(readonly path: string, private readonly value: unknown) {}

  get isAbsent(): boolean {
    return this.value === undefined || this.value === null;
  }

  fail(problem: string): never {
    throw new InputError(`Configuration ${this.path}: ${problem}`);
  }

  /** The node of each known key, present or not; any other key is refused. */
  keys<K extends string>(...known: readonly K[]): Record<K, ConfigNode> {
    const object = this.object();
    const unknown = Object.keys(object).find(
      key => !(known as readonly string[]).includes(key),
    );
    if (unknown !== undefined) {
      this.child(unknown, object).fail(
        `unknown key${didYouMean(unknown, known)}`,
      );
    }
    return Object.fromEntries(
      known.map(key => [key, this.child(key, object)]),
    ) as Record<K, ConfigNode>;
  }

  /** The nodes of an object whose keys are names of the user's. */
  entries(): [name: string, node: ConfigNode][] {
    const object = this.isAbsent ? {} : this.object();
    return Object.keys(object).map(key => [key, this.child(key, object)]);
  }

  /** Empty where the key is absent. */
  list(): ConfigNode[] {
    if (this.isAbsent) {
      return [];
    }
    if (!Array.isArray(this.value)) {
      return this.fail(`must be a list, is ${typeInWords(this.value)}`);
    }
    return this.value.map(
      (item, index) => new ConfigNode(`${this.path}[${index}]`, item),
    );
  }

  nonEmptyList(): ConfigNode[] {
    const items = this.list();
    return items.length > 0
      ? items
      : this.fail('must be a list with at least one item');
  }

  string(): string {
    if (this.isAbsent) {
      return this.fail('is missing');
    }
    // YAML reads an unquoted 2026 as a number.
    if (typeof this.value !== 'string' && typeof this.value !== 'number') {
      return this.fail(`must be a text, is ${typeInWords(this.value)}`);
    }
    const text = String(this.value).trim();
    return text === '' ? this.fail('must not be empty') : text;
  }

  boolean(): boolean {
    const text = String(this.value);
    return text === 'true' || text === 'false'
      ? text === 'true'
      : this.fail(`must be true or false, is ${typeInWords(this.value)}`);
  }

  positiveInteger(): number {
    const number =
      typeof this.value === 'string' ? Number(this.value) : this.value;
    return typeof number === 'number' &&
      Number.isSafeInteger(number) &&
      number > 0
      ? number
      : this.fail(
          `must be a whole number above 0, is ${typeInWords(this.value)}`,
        );
  }

  glob(): string {
    const text = this.string();
    const problem = globError(text);
    return problem
      ? this.fail(`${JSON.stringify(text)} is no glob: ${problem}`)
      : text;
  }

  oneOf<T extends string>(allowed: readonly T[]): T {
    const text = this.string();
    return allowed.includes(text as T)
      ? (text as T)
      : this.fail(
          `must be one of ${allowed.join(', ')}, is ${JSON.stringify(
            text,
          )}${didYouMean(text, allowed)}`,
        );
  }

  /** An http or https URL, in which `{placeholder}` may stand for the given names. */
  urlTemplate(placeholders: readonly string[]): string {
    const text = this.string();
    this.checkPlaceholders(text, placeholders);
    const isFine =
      URL.canParse(text) &&
      /^https?:\/\/[^{]/i.test(text) &&
      !new URL(text).username;
    return isFine
      ? text
      : this.fail(
          `must be an http or https URL without credentials, is ${JSON.stringify(
            text,
          )}`,
        );
  }

  checkPlaceholders(text: string, known: readonly string[]): void {
    for (const [, name] of text.matchAll(/\{([^{}]*)\}/g)) {
      if (!known.includes(name)) {
        this.fail(
          `has the placeholder {${name}}, but ${
            known.map(each => `{${each}}`).join(', ') || 'none'
          } can be filled${didYouMean(name, known)}`,
        );
      }
    }
  }

  /** A full, lower-case entity ref; what it leaves out is `group` and `default`. */
  ownerRef(): string {
    const text = this.string();
    const ref = parseOwner(text);
    return (
      ref ??
      this.fail(
        `must name a group or user, such as group:default/payments, is ${JSON.stringify(
          text,
        )}`,
      )
    );
  }

  private object(): Record<string, unknown> {
    if (this.isAbsent) {
      return {};
    }
    return typeof this.value === 'object' && !Array.isArray(this.value)
      ? (this.value as Record<string, unknown>)
      : this.fail(`must be an object, is ${typeInWords(this.value)}`);
  }

  private child(key: string, object: Record<string, unknown>): ConfigNode {
    return new ConfigNode(`${this.path}.${key}`, object[key]);
  }
}

const NAME = /^[a-z0-9](?:[a-z0-9_.-]{0,61}[a-z0-9])?$/i;

function parseOwner(text: string): string | undefined {
  try {
    const ref = parseEntityRef(text, {
      defaultKind: 'group',
      defaultNamespace: 'default',
    });
    const isOwner = ['group', 'user'].includes(ref.kind.toLowerCase());
    return isOwner && NAME.test(ref.name) && NAME.test(ref.namespace)
      ? stringifyEntityRef(ref)
      : undefined;
  } catch {
    return undefined;
  }
}

function typeInWords(value: unknown): string {
  if (value === undefined || value === null) {
    return 'missing';
  }
  if (Array.isArray(value)) {
    return 'a list';
  }
  // Never the value of a text: it may be a secret in the wrong place.
  return (
    {
      object: 'an object',
      string: 'a text',
      boolean: `${value}`,
      number: `${value}`,
    }[typeof value as string] ?? 'something else'
  );
}

function didYouMean(text: string, known: readonly string[]): string {
  const [best] = known
    .map(name => ({
      name,
      distance: editDistance(text.toLowerCase(), name.toLowerCase()),
    }))
    .sort((a, b) => a.distance - b.distance);
  return best && best.distance <= Math.max(2, Math.floor(best.name.length / 3))
    ? `, did you mean ${best.name}?`
    : `; known are ${known.join(', ')}`;
}

function editDistance(a: string, b: string): number {
  let row = [...Array(b.length + 1).keys()];
  for (let i = 1; i <= Math.min(a.length, 100); i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      next[j] = Math.min(
        row[j] + 1,
        next[j - 1] + 1,
        row[j - 1] + Number(a[i - 1] !== b[j - 1]),
      );
    }
    row = next;
  }
  return row[b.length];
}

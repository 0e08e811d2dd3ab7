import { redact } from '../kube/redact';
import type { ContractNode, ContractProblem } from './ContractNode';
import type { AnyShape, ListShape, TextShape } from './Shape';

const MOST_PROBLEMS = 50;
const LONGEST_KEY = 60;

/** What was read, with the line of every value. */
export interface ReadValue {
  /** Undefined where nothing of it can be taken. */
  value: unknown;
  problems: ContractProblem[];
  /** True where there are more problems than are told. */
  isCut: boolean;
  /** By key path in `value`. */
  lines: ReadonlyMap<string, number>;
}

class Reader {
  readonly problems: ContractProblem[] = [];
  readonly lines = new Map<string, number>();

  /** `at` is the key path in what was read, where items that cannot be taken are left out. */
  read(
    node: ContractNode,
    shape: AnyShape,
    keyPath: string,
    at: string,
  ): unknown {
    const value = this.valueOf(node, shape, keyPath, at);
    if (value !== undefined) {
      this.lines.set(at, node.line);
    }
    return value;
  }

  private valueOf(
    node: ContractNode,
    shape: AnyShape,
    keyPath: string,
    at: string,
  ): unknown {
    switch (shape.type) {
      case 'text':
        return this.text(node, shape, keyPath);
      case 'choice':
        return node.type === 'scalar' &&
          typeof node.value === 'string' &&
          shape.of.includes(node.value)
          ? node.value
          : this.fail(node, keyPath, `must be one of ${shape.of.join(', ')}`);
      case 'list':
        return this.list(node, shape, keyPath, at);
      case 'record':
        return this.map(node, keyPath, at, {
          shapeOf: key => (shape.keys.includes(key) ? shape.value : undefined),
          known: shape.keys,
          required: [],
        });
      default:
        return this.map(node, keyPath, at, {
          shapeOf: key =>
            Object.hasOwn(shape.properties, key)
              ? shape.properties[key]
              : undefined,
          known: Object.keys(shape.properties),
          required: shape.required,
        });
    }
  }

  private text(
    node: ContractNode,
    { most, pattern, expected }: TextShape,
    keyPath: string,
  ): string | undefined {
    if (node.type !== 'scalar' || typeof node.value !== 'string') {
      const quoted =
        node.type === 'scalar' && node.value !== null
          ? ', as a text: put it in quotes'
          : '';
      return this.fail(node, keyPath, `must be ${expected}${quoted}`);
    }
    const { value } = node;
    // Units are at least as many as characters: most texts need not be counted.
    if (value.length > most && [...value].length > most) {
      return this.fail(
        node,
        keyPath,
        `must not be longer than ${most} characters`,
      );
    }
    return new RegExp(pattern, 'u').test(value)
      ? redact(value)
      : this.fail(node, keyPath, `must be ${expected}`);
  }

  private list(
    node: ContractNode,
    { item, least, most }: ListShape,
    keyPath: string,
    at: string,
  ): unknown[] | undefined {
    if (node.type !== 'list') {
      return this.fail(node, keyPath, 'must be a list');
    }
    if (node.items.length < least) {
      return this.fail(
        node,
        keyPath,
        `must have at least ${least} item${least === 1 ? '' : 's'}`,
      );
    }
    if (node.items.length > most) {
      this.fail(node, keyPath, `must have at most ${most} items`);
    }
    const items: unknown[] = [];
    for (const [index, each] of node.items.slice(0, most).entries()) {
      const value = this.read(
        each,
        item,
        `${keyPath}[${index}]`,
        `${at}[${items.length}]`,
      );
      if (value !== undefined) {
        items.push(value);
      }
    }
    return items.length < least ? undefined : items;
  }

  private map(
    node: ContractNode,
    keyPath: string,
    at: string,
    {
      shapeOf,
      known,
      required,
    }: {
      shapeOf: (key: string) => AnyShape | undefined;
      known: readonly string[];
      required: readonly string[];
    },
  ): Record<string, unknown> | undefined {
    if (node.type !== 'map') {
      return this.fail(
        node,
        keyPath,
        `must have keys, of ${known.slice(0, 20).join(', ')}`,
      );
    }
    const found: Record<string, unknown> = {};
    for (const { key, place, value } of node.entries) {
      const shape = shapeOf(key);
      if (!shape) {
        this.problems.push({
          ...place,
          keyPath: joined(keyPath, shortened(key)),
          problem: `is not known here; known are ${known.join(', ')}`,
        });
        continue;
      }
      const read = this.read(
        value,
        shape,
        joined(keyPath, key),
        joined(at, key),
      );
      if (read !== undefined) {
        found[key] = read;
      }
    }
    const missing = required.filter(
      key => !node.entries.some(entry => entry.key === key),
    );
    for (const key of missing) {
      this.fail(node, joined(keyPath, key), 'is missing');
    }
    return required.every(key => Object.hasOwn(found, key)) ? found : undefined;
  }

  private fail(
    { line, column }: ContractNode,
    keyPath: string,
    problem: string,
  ): undefined {
    this.problems.push({ line, column, keyPath, problem });
    return undefined;
  }
}

/**
 * Reads a node by a shape. Total: what has another shape is a problem and left out, and the rest holds; an item without what it must
 * have is left out as a whole. Texts come without credentials.
 */
export function readShape(node: ContractNode, shape: AnyShape): ReadValue {
  const reader = new Reader();
  const value = reader.read(node, shape, '', '');
  return {
    value,
    problems: reader.problems.slice(0, MOST_PROBLEMS),
    isCut: reader.problems.length > MOST_PROBLEMS,
    lines: reader.lines,
  };
}

function joined(keyPath: string, key: string): string {
  return keyPath ? `${keyPath}.${key}` : key;
}

/** Only what may be a key: a file that is no contract is not to be read off its problems. */
function shortened(key: string): string {
  return /^[A-Za-z][A-Za-z0-9_-]*$/.test(key)
    ? key.slice(0, LONGEST_KEY)
    : '(a key)';
}

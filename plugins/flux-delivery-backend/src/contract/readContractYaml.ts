import type {
  ContractNode,
  ContractPlace,
  ContractProblem,
} from 'backstage-plugin-flux-delivery-common';
import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
  type Scalar,
} from 'yaml';

const DEEPEST = 20;
const MOST_PROBLEMS = 10;

const START: ContractPlace = { line: 1, column: 1 };

class Misplaced extends Error {
  constructor(readonly place: ContractPlace, message: string) {
    super(message);
  }
}

/** YAML with its places; `root` is absent where there is a problem with the YAML itself. */
export interface ContractYaml {
  root?: ContractNode;
  problems: ContractProblem[];
}

/** Reads the YAML of a contract file. Total, and no problem quotes the file. */
export function readContractYaml(text: string): ContractYaml {
  const counter = new LineCounter();
  try {
    const [document, ...others] = parseAllDocuments(text, {
      lineCounter: counter,
      prettyErrors: false,
      strict: true,
      uniqueKeys: true,
    }) as Document[];
    const problems = document ? problemsOf(document, counter) : [];
    if (others.length > 0) {
      const at = others[0].range?.[0] ?? 0;
      problems.push(problem(placeOf(counter, at), 'must be one document'));
    }
    return problems.length > 0
      ? { problems }
      : {
          root: document?.contents
            ? convert(document.contents, counter, 0)
            : undefined,
          problems: [],
        };
  } catch (error) {
    const place = error instanceof Misplaced ? error.place : START;
    const words =
      error instanceof Misplaced ? error.message : 'cannot be read as YAML';
    return { problems: [problem(place, words)] };
  }
}

function problemsOf(
  { errors, warnings }: Document,
  counter: LineCounter,
): ContractProblem[] {
  return [...errors, ...warnings]
    .slice(0, MOST_PROBLEMS)
    .map(({ code, pos }) =>
      problem(
        placeOf(counter, pos[0]),
        code === 'DUPLICATE_KEY'
          ? 'is a key that stands here twice'
          : `is no YAML of a contract from here on (${code
              .toLowerCase()
              .replaceAll('_', ' ')})`,
      ),
    );
}

function convert(
  node: unknown,
  counter: LineCounter,
  depth: number,
): ContractNode {
  const range = (node as { range?: [number, number, number] | null } | null)
    ?.range;
  const place = placeOf(counter, range?.[0] ?? 0);
  if (depth > DEEPEST) {
    throw new Misplaced(place, 'is nested too deep');
  }
  if (isAlias(node)) {
    throw new Misplaced(
      place,
      'is an alias: every value has to stand where it counts',
    );
  }
  if (isMap(node)) {
    return {
      type: 'map',
      ...place,
      entries: node.items.map(({ key, value }) => {
        const keyNode = key as Scalar;
        return {
          key: isScalar(key) ? String(key.value) : '',
          place: placeOf(counter, keyNode.range?.[0] ?? 0),
          value: value
            ? convert(value, counter, depth + 1)
            : {
                type: 'scalar',
                ...placeOf(counter, keyNode.range?.[1] ?? 0),
                value: null,
              },
        };
      }),
    };
  }
  if (isSeq(node)) {
    return {
      type: 'list',
      ...place,
      items: node.items.map(item => convert(item, counter, depth + 1)),
    };
  }
  const value = isScalar(node) ? node.value : null;
  return {
    type: 'scalar',
    ...place,
    value:
      typeof value === 'string' ||
      typeof value === 'number' ||
      typeof value === 'boolean'
        ? value
        : null,
  };
}

function placeOf(counter: LineCounter, offset: number): ContractPlace {
  const { line, col } = counter.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

function problem(place: ContractPlace, words: string): ContractProblem {
  return { ...place, keyPath: '', problem: words };
}

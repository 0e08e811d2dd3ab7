import { isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { ContractNode } from '../ContractNode';

/** YAML with its places, for tests: what the backend's reader does for files that may hold anything. */
export function contractNode(yaml: string): ContractNode {
  const counter = new LineCounter();
  const place = (node: { range?: [number, number, number] | null }) => {
    const { line, col } = counter.linePos(node.range?.[0] ?? 0);
    return { line, column: col };
  };
  const convert = (node: unknown): ContractNode => {
    if (isMap(node)) {
      return {
        type: 'map',
        ...place(node),
        entries: node.items.map(({ key, value }) => ({
          key: String((key as { value: unknown }).value),
          place: place(key as never),
          value: convert(value),
        })),
      };
    }
    if (isSeq(node)) {
      return { type: 'list', ...place(node), items: node.items.map(convert) };
    }
    if (isScalar(node)) {
      return { type: 'scalar', ...place(node), value: node.value as string };
    }
    throw new Error('no YAML of a contract');
  };
  return convert(
    parseDocument(yaml, { lineCounter: counter }).contents as unknown,
  );
}

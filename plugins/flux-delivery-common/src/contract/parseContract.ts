import { parseOwner } from '../ownership/parseOwner';
import type { ContractContent } from './ContractContent';
import type { ContractNode, ContractProblem } from './ContractNode';
import { contractShape } from './contractShape';
import { readShape } from './readShape';

/**
 * A contract file as far as it can be taken.
 *
 * @public
 */
export interface ParsedContract {
  /** Undefined where the file is no contract. */
  content?: ContractContent;
  /** In the order of the file. */
  problems: ContractProblem[];
  /** Lines by key path in `content`: `environments[1].overlay`. */
  lines: ReadonlyMap<string, number>;
}

/**
 * Reads a contract file. Total: what cannot be taken is a problem, and everything else holds without it. A file that does not say by
 * `apiVersion` and `kind` that it is a contract gives one problem and nothing else, so that no other file is told of.
 *
 * @public
 */
export function parseContract(
  root: ContractNode | undefined,
  {
    entityRef,
  }: {
    /** Gives owners the namespace that they leave out. */
    entityRef: string;
  },
): ParsedContract {
  if (!root || !isContract(root)) {
    const { line, column } = root ?? { line: 1, column: 1 };
    const problem =
      'is no delivery contract: apiVersion must be flux-delivery/v1, and kind DeliveryContract';
    return {
      problems: [{ line, column, keyPath: '', problem }],
      lines: new Map(),
    };
  }
  const { value, problems, isCut, lines } = readShape(root, contractShape);
  const content = value as ContractContent | undefined;
  const inOrder = [...problems].sort(
    (a, b) => a.line - b.line || a.column - b.column,
  );
  return {
    ...(content && { content: withFullOwners(content, entityRef) }),
    problems: isCut
      ? [
          ...inOrder,
          { ...root, keyPath: '', problem: 'has more problems' },
        ].map(({ line, column, keyPath, problem }) => ({
          line,
          column,
          keyPath,
          problem,
        }))
      : inOrder,
    lines,
  };
}

function isContract(root: ContractNode): boolean {
  const says = (key: string, value: string) =>
    root.type === 'map' &&
    root.entries.some(
      entry =>
        entry.key === key &&
        entry.value.type === 'scalar' &&
        entry.value.value === value,
    );
  return (
    says('apiVersion', 'flux-delivery/v1') && says('kind', 'DeliveryContract')
  );
}

function withFullOwners(
  content: ContractContent,
  entityRef: string,
): ContractContent {
  const full = (owner: string) => parseOwner(owner, entityRef) ?? owner;
  const each = <T extends Partial<Record<string, string>>>(owners: T): T =>
    Object.fromEntries(
      Object.entries(owners).map(([key, owner]) => [key, full(owner!)]),
    ) as T;
  const { owners, firstResponse, rollback, fix, environments, interfaces } =
    content;
  return {
    ...content,
    ...(owners && { owners: each(owners) }),
    ...(firstResponse && {
      firstResponse: {
        ...(firstResponse.segments && {
          segments: each(firstResponse.segments),
        }),
        ...(firstResponse.classes && { classes: each(firstResponse.classes) }),
      },
    }),
    ...(rollback && { rollback: full(rollback) }),
    ...(fix && { fix: full(fix) }),
    ...(environments && {
      environments: environments.map(environment => ({
        ...environment,
        ...(environment.approvals && {
          approvals: environment.approvals.map(approval => ({
            ...approval,
            by: full(approval.by),
          })),
        }),
      })),
    }),
    ...(interfaces && {
      interfaces: interfaces.map(shared => ({
        ...shared,
        owner: full(shared.owner),
      })),
    }),
  };
}

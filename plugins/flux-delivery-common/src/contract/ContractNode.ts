/** Where something stands in a file; both count from 1. @public */
export interface ContractPlace {
  line: number;
  column: number;
}

/**
 * A value of a contract file with its place, as whoever reads the file hands it over: the core reads no YAML. Aliases and tags have
 * no form here, so that every value stands where it counts.
 *
 * @public
 */
export type ContractNode =
  | (ContractPlace & { type: 'map'; entries: ContractEntry[] })
  | (ContractPlace & { type: 'list'; items: ContractNode[] })
  | (ContractPlace & {
      type: 'scalar';
      value: string | number | boolean | null;
    });

/** @public */
export interface ContractEntry {
  key: string;
  /** Of the key. */
  place: ContractPlace;
  value: ContractNode;
}

/**
 * What cannot be taken of a contract file. It never quotes what the file holds, for it may be another file than its author meant.
 *
 * @public
 */
export interface ContractProblem extends ContractPlace {
  /** `environments[1].name`; empty for the file as a whole. */
  keyPath: string;
  /** Completes the key path: `must be an http or https URL without credentials`. */
  problem: string;
}

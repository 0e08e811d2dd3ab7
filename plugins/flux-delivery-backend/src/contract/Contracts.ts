import type {
  AnnotationErrorDto,
  ContractErrorDto,
  ContractFileDto,
  EntityFacts,
  MergedContract,
} from 'backstage-plugin-flux-delivery-common';

/** The contract that holds for an entity, and what is wrong with what says it. */
export interface EntityContract extends MergedContract {
  /** Nearest first. */
  files: ContractFileDto[];
  errors: ContractErrorDto[];
  annotationErrors: AnnotationErrorDto[];
  /** Where a system stands behind the entity: the same for those from whom the catalog hides the system. See `contractFor`. */
  hidingSystem?: { system: string; contract: EntityContract };
}

/**
 * Contracts of entities: annotations and files of an entity, and those of its system behind them. Whoever looks, the answer is the
 * same: it is read as the plugin; what of it is told to whom is for `contractFor`. Nothing here rejects, or waits for a host longer than
 * a moment.
 */
export interface Contracts {
  /** Waits a moment for a file that was never read. */
  of(entity: EntityFacts): Promise<EntityContract>;
  /** From memory; what is not there is asked for and is there later. */
  known(entity: EntityFacts): EntityContract;
}

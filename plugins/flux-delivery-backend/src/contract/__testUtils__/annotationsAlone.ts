import {
  type EntityFacts,
  mergeContracts,
  readContract,
} from 'backstage-plugin-flux-delivery-common';
import type { Contracts } from '../Contracts';

const known: Contracts['known'] = (entity: EntityFacts) => {
  const annotated = readContract(entity);
  return {
    ...mergeContracts([{ annotated }]),
    files: [],
    errors: [],
    annotationErrors: annotated.errors,
  };
};

/** Contracts without any file. */
export const annotationsAlone: Contracts = {
  known,
  of: async entity => known(entity),
};

import {
  type EntityFacts,
  type FleetPath,
  fleetTargetOf,
  type InventoryView,
  type JudgedTarget,
  ownObjects,
  type OwnershipOptions,
  pointsAtClusters,
  relatedObjects,
  relatedOwners,
} from 'backstage-plugin-flux-delivery-common';
import type { FluxDeliveryOptions } from '../config';
import type { Contracts } from '../contract/Contracts';
import type { UnitDirectory } from '../history/recording/UnitDirectory';
import type { RecordedUnits } from '../history/StateRecorder';
import type { FleetUnits } from './FleetJudging';
import { fleetReadiness } from './fleetReadiness';
import { foreignPartsOf } from './foreignParts';
import { nextDeadline } from './nextDeadline';

interface FleetUnitsDeps {
  contracts: Pick<Contracts, 'known'>;
  directory: UnitDirectory;
  view: InventoryView;
  judged: Pick<RecordedUnits, 'judge'>;
  options: Pick<FluxDeliveryOptions, 'ownership' | 'tenants'>;
  /** Milliseconds. */
  now: () => number;
}

/** The services of the directory, summed up by what the inventory says now. */
export function fleetUnits(deps: FleetUnitsDeps): FleetUnits {
  const { directory, view, judged } = deps;
  return {
    entityRefs: () => directory.entityRefs(),
    factsOf: entityRef => directory.factsOf(entityRef),
    unitsWith: ref => directory.unitsWith(ref),
    judge: facts => {
      const targets = judged.judge(facts.entityRef);
      if (targets.length === 0 && !pointsAtClusters(facts)) {
        return undefined;
      }
      const path = pathOf(facts, targets, deps);
      const isOwn = ownObjects(facts, targets, view, deps.options);
      return {
        path,
        foreign: foreignPartsOf(targets, path, isOwn),
        dueAt: nextDeadline(targets, deps.now()),
      };
    },
    readiness: () => fleetReadiness(deps),
  };
}

function pathOf(
  facts: EntityFacts,
  targets: readonly JudgedTarget[],
  deps: FleetUnitsDeps,
): FleetPath {
  const { entityRef, title, owner, system } = facts;
  const ownership = ownershipOf(facts, targets, deps);
  return {
    entityRef,
    ...(title && { title }),
    ...(owner && { owner }),
    ...(system && { system }),
    targets: targets.map(target => fleetTargetOf(target, ownership)),
  };
}

/** As a path has it, with what the directory knows of other entities in place of questions to the catalog. */
function ownershipOf(
  facts: EntityFacts,
  judged: readonly JudgedTarget[],
  { contracts, directory, view, options }: FleetUnitsDeps,
): OwnershipOptions {
  const related = relatedObjects(judged, view);
  const known = contracts.known(facts);
  return {
    ...options.ownership,
    ...relatedOwners(related, ({ entityRefs, kubernetesIds }) => {
      const bearers =
        entityRefs.length > 0
          ? entityRefs
          : kubernetesIds.flatMap(id => directory.withKubernetesId(id));
      return [
        ...new Set(bearers.flatMap(ref => directory.factsOf(ref)?.owner ?? [])),
      ];
    }),
    entityOwner: facts.owner,
    objectOf: ref => view.get(ref)?.object,
    // Who reads it is not known here: where a system says whose move it is, that it does is all that is told.
    contract: (known.hidingSystem?.contract ?? known).contract,
  };
}

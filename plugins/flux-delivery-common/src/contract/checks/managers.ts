import { outsideChanges } from '../../divergence/rollout/outOfBand';
import type { JudgedTarget } from '../../divergence/JudgedTarget';
import { displayRef } from '../../kube/ObjectRef';
import {
  concluded,
  type CheckInput,
  type ContractCheck,
  type ContractFinding,
} from './ContractCheck';
import { seenTargets } from './targets';

/** Whether an object of the path has two appliers, or somebody beside its applier who writes it. */
export function checkManagers(input: CheckInput): ContractCheck {
  const { targets, notKnown } = seenTargets(input);
  const objects = targets.flatMap(({ applier, workloads, services }) =>
    applier
      ? [
          ...workloads.flatMap(({ workload }) => workload ?? []),
          ...services.map(({ service }) => service),
        ]
      : [],
  );
  return concluded('managers', {
    findings: targets.flatMap(target => [
      ...twoAppliers(target),
      ...strangers(target),
    ]),
    notKnown: [
      ...notKnown,
      ...targets.flatMap(({ workloads }) =>
        workloads
          .filter(({ workload }) => !workload)
          .map(({ ref }) => `${displayRef(ref)} cannot be seen`),
      ),
    ],
    proof:
      objects.length > 0
        ? `${objects.length} objects that run and serve the service are each in one inventory, and nobody writes them past it.`
        : undefined,
  });
}

function twoAppliers({
  notes,
  segments,
  cluster,
}: JudgedTarget): ContractFinding[] {
  return [
    ...segments
      .filter(
        each => each.verdict === 'diverged' && each.class === 'apply-conflict',
      )
      .map(({ summary, since }) => ({
        summary: `${cluster}: ${summary}`,
        ...(since && { since }),
      })),
    ...notes
      .filter(note => note.class === 'owned-twice')
      .map(({ summary }) => ({ summary: `${cluster}: ${summary}` })),
  ];
}

/** Those whose writes Flux has not put back. */
function strangers({
  applier,
  workloads,
  cluster,
}: JudgedTarget): ContractFinding[] {
  return applier
    ? workloads.flatMap(({ workload }) =>
        workload
          ? outsideChanges(workload, applier).map(
              ({ manager, fields, time, seenAt }) => ({
                summary: `${cluster}: ${manager} writes ${fields.join(
                  ', ',
                )} of ${displayRef(workload.ref)}, which ${displayRef(
                  applier.ref,
                )} applies.`,
                ...((time ?? seenAt) && { since: time ?? seenAt }),
              }),
            )
          : [],
      )
    : [];
}

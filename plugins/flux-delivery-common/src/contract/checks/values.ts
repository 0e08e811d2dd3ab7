import { outsideChanges } from '../../divergence/rollout/outOfBand';
import type { JudgedTarget } from '../../divergence/JudgedTarget';
import { displayRef } from '../../kube/ObjectRef';
import { matchesGlob } from '../../paths/glob';
import type { ContractValues } from '../ContractContent';
import { saidAt } from '../mergeContracts';
import {
  concluded,
  notSaid,
  type CheckInput,
  type ContractCheck,
  type ContractFinding,
} from './ContractCheck';
import { seenTargets } from './targets';

/**
 * Whether what was changed is what the contract gives away. Which fields somebody wrote past Flux is known; of what came through
 * Git or a chart, clusters tell that configuration changed, not which keys, and that is said.
 */
export function checkValues(input: CheckInput): ContractCheck {
  const section = input.merged.sections.appTeamMayChange;
  if (!section) {
    return notSaid('values', 'the contract does not say what may be changed');
  }
  const { targets, notKnown } = seenTargets(input);
  const findings = targets.flatMap(target =>
    notGivenAway(
      target,
      section.value,
      saidAt(section.file, 'appTeamMayChange'),
    ),
  );
  const { ledger } = input;
  return concluded('values', {
    findings,
    notKnown: [
      ...notKnown,
      ...('notKnown' in ledger
        ? [ledger.notKnown]
        : configurationOnly(ledger.deliveries)),
      ...('notKnown' in ledger || ledger.isComplete
        ? []
        : ['not all times are recorded']),
    ],
    proof:
      targets.length > 0 && !('notKnown' in ledger)
        ? `Nobody writes a field past Flux, and none of ${ledger.deliveries.length} recorded deliveries changed configuration alone.`
        : undefined,
  });
}

function configurationOnly(
  deliveries: Extract<
    CheckInput['ledger'],
    { isComplete: boolean }
  >['deliveries'],
): string[] {
  const rows = deliveries
    .filter(({ kind }) => kind === 'configOnly')
    .sort((a, b) => a.startedAt.localeCompare(b.startedAt));
  const latest = rows.at(-1);
  return latest
    ? [
        `${rows.length} ${
          rows.length === 1 ? 'delivery' : 'deliveries'
        } changed configuration alone, the latest to ${latest.environment} at ${
          latest.startedAt
        }; clusters tell that it changed, not which keys`,
      ]
    : [];
}

function notGivenAway(
  { applier, workloads, environment, cluster }: JudgedTarget,
  given: readonly ContractValues[],
  said: string,
): ContractFinding[] {
  const keys = given
    .filter(
      ({ environments }) => !environments || environments.includes(environment),
    )
    .flatMap(each => each.keys ?? []);
  if (!applier) {
    return [];
  }
  return workloads.flatMap(({ workload }) =>
    (workload ? outsideChanges(workload, applier) : []).flatMap(
      ({ manager, fields, time, seenAt }): ContractFinding[] => {
        const taken = fields.filter(
          field => !keys.some(key => matchesGlob(key, field)),
        );
        return taken.length > 0
          ? [
              {
                summary: `${cluster}: ${manager} changed ${taken.join(
                  ', ',
                )} of ${displayRef(
                  workload!.ref,
                )}, which the contract does not give away.`,
                ...((time ?? seenAt) && { since: time ?? seenAt }),
                said,
              },
            ]
          : [];
      },
    ),
  );
}

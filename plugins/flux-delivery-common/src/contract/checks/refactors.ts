import type { JudgedTarget } from '../../divergence/JudgedTarget';
import { firstDivergence } from '../../divergence/firstDivergence';
import type { Kustomization } from '../../flux/objects';
import type { Delivery } from '../../history/Delivery';
import { displayRef } from '../../kube/ObjectRef';
import { toMillis } from '../../kube/time';
import type { FromFile } from '../mergeContracts';
import { saidAt } from '../mergeContracts';
import type { ContractEnvironment } from '../ContractContent';
import {
  concluded,
  type CheckInput,
  type ContractCheck,
  type ContractFinding,
} from './ContractCheck';
import { isNamed, namedObject, seenTargets } from './targets';

const PATH_GONE = /kustomization path not found/;

/** Whether a source path was moved or an applier renamed, so that promotions after that no longer arrive. */
export function checkRefactors(input: CheckInput): ContractCheck {
  const { targets, notKnown } = seenTargets(input);
  const named = appliersThatAreGone(input);
  const past = 'notKnown' in input.ledger ? undefined : input.ledger;
  const ledger = past
    ? leftBehind(past.deliveries, past.promotions, input)
    : [];
  const judged = targets.filter(({ segments }) =>
    segments.some(
      ({ segment, verdict }) =>
        segment === 'reconcile' &&
        verdict !== 'unknown' &&
        verdict !== 'notObserved',
    ),
  );
  return concluded('refactors', {
    findings: [...targets.flatMap(pathGone), ...named.findings, ...ledger],
    notKnown: [
      ...notKnown,
      ...named.notKnown,
      ...('notKnown' in input.ledger ? [input.ledger.notKnown] : []),
    ],
    proof:
      judged.length > 0
        ? `${[
            ...new Set(
              judged.flatMap(({ applierRef }) =>
                applierRef ? [displayRef(applierRef)] : [],
              ),
            ),
          ].join(
            ', ',
          )}: each finds its path, and none took the place of one that promotions still went to.`
        : undefined,
  });
}

/** What the applier builds is not in its source any more. */
function pathGone(target: JudgedTarget): ContractFinding[] {
  const reconcile = target.segments.find(
    ({ segment, verdict, message }) =>
      segment === 'reconcile' &&
      verdict === 'diverged' &&
      PATH_GONE.test(message ?? ''),
  );
  if (!reconcile || !target.applierRef) {
    return [];
  }
  const { spec } = (target.applier?.object ?? {}) as Kustomization;
  return [
    {
      summary: `${displayRef(target.applierRef)} on ${target.cluster} builds ${
        spec?.path ?? 'a path'
      }, which its source does not have.`,
      ...(reconcile.since && { since: reconcile.since }),
    },
  ];
}

/** Only the path of the service is looked at, so that a contract tells nothing of objects of others. */
function appliersThatAreGone(input: CheckInput): {
  findings: ContractFinding[];
  notKnown: string[];
} {
  const section: FromFile<ContractEnvironment[]> | undefined =
    input.merged.sections.environments;
  const findings: ContractFinding[] = [];
  const notKnown: string[] = [];
  for (const [index, environment] of (section?.value ?? []).entries()) {
    const seen = seenTargets(input, environment.name);
    const onPath = seen.targets.flatMap(({ applierRef, parents }) => [
      ...(applierRef ? [applierRef] : []),
      ...parents.map(({ ref }) => ref),
    ]);
    for (const [at, text] of (environment.appliers ?? []).entries()) {
      const named = namedObject(text);
      if (named && onPath.some(ref => isNamed(named, ref))) {
        continue;
      }
      const instead = seen.targets.flatMap(({ applierRef }) =>
        applierRef ? [displayRef(applierRef)] : [],
      );
      if (seen.notKnown.length > 0) {
        notKnown.push(`${text} is not on the path, and ${seen.notKnown[0]}`);
      } else {
        findings.push({
          summary: `${text} does not deliver to ${environment.name}: ${
            instead.length > 0
              ? `${[...new Set(instead)].join(', ')} does`
              : 'nothing does'
          }.`,
          said: saidAt(section!.file, `environments[${index}].appliers[${at}]`),
        });
      }
    }
  }
  return { findings, notKnown };
}

/** Appliers of the ledger that are off the path, to whose environment something was promoted since and did not arrive. */
function leftBehind(
  deliveries: readonly Delivery[],
  promotions: readonly { environment: string; occurredAt: string }[],
  { judged, clusters }: CheckInput,
): ContractFinding[] {
  const newest = new Map<string, Delivery>();
  for (const delivery of deliveries) {
    const known = newest.get(delivery.targetId);
    if (!known || known.sequence < delivery.sequence) {
      newest.set(delivery.targetId, delivery);
    }
  }
  return [...newest.values()].flatMap((last): ContractFinding[] => {
    const { targetId, applier, cluster, environment } = last;
    const isThere = judged.some(({ id }) => id === targetId);
    const isSeen = clusters.some(
      ({ name, state }) => name === cluster && state === 'synced',
    );
    if (isThere || !isSeen || !applier) {
      return [];
    }
    const successors = judged.filter(
      target =>
        target.cluster === cluster && target.environment === environment,
    );
    const broken = successors.find(({ segments }) => firstDivergence(segments));
    const until = last.finishedAt ?? last.startedAt;
    const promoted = promotions.some(
      promotion =>
        promotion.environment === environment &&
        (toMillis(promotion.occurredAt) ?? 0) > (toMillis(until) ?? Infinity),
    );
    if (!promoted || (successors.length > 0 && !broken)) {
      return [];
    }
    const instead = broken?.applierRef
      ? `${displayRef(broken.applierRef)} took its place and is diverged`
      : 'nothing took its place';
    return [
      {
        summary: `${displayRef(
          applier,
        )} delivered to ${environment} on ${cluster} and is off the path; what was promoted since did not arrive: ${instead}.`,
        since: until,
      },
    ];
  });
}

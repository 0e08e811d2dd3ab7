import { displayRef, type ObjectRef } from '../../kube/ObjectRef';
import { fleetRootCauses } from '../fleetRootCauses';
import type { Verdict } from '../../divergence/SegmentVerdict';
import type { FleetPath, FleetState } from '../FleetPath';
import {
  answered,
  counted,
  type FleetEvidence,
  notTold,
  targetsOf,
  verdictOf,
} from './answered';
import { appliersOf, foundApplier } from './appliersOf';
import type { AnsweredQuestion, FleetFinding } from './FleetQuestion';

export function askSources(evidence: FleetEvidence): AnsweredQuestion {
  const causes = fleetRootCauses(evidence.paths, { segments: ['source'] });
  const findings = causes.map(
    ({ object, headline, state, since, entityRefs }): FleetFinding => ({
      state,
      text: `${object ? displayRef(object) : entityRefs[0]}: ${headline}`,
      ...(object && { object: refOf(object) }),
      ...(since && { since }),
      entityRefs,
    }),
  );
  const targets = targetsOf(evidence);
  const unknown = targets.filter(
    target => verdictOf(target, 'source') === 'unknown',
  );
  return answered('sources', 'Are all sources ready?', evidence, {
    findings: [...findings, ...unknown.map(notTold)],
    none:
      targets.length > 0
        ? 'All sources that services read hold what they ought to.'
        : 'There are none.',
    some: `${counted(causes.length, 'source')} in trouble${
      unknown.length > 0
        ? `, and of ${counted(unknown.length, 'target')} it cannot be told`
        : ''
    }.`,
    isUntold: targets.length === 0,
  });
}

/** Without what a cause knows of itself. */
function refOf({
  cluster,
  group,
  kind,
  namespace,
  name,
}: ObjectRef): ObjectRef {
  return { cluster, group, kind, namespace, name };
}

export function askKustomizations(evidence: FleetEvidence): AnsweredQuestion {
  const production = evidence.order.at(-1);
  const question = `Are all Kustomizations of ${
    production ?? 'production'
  } ready?`;
  const members = appliersOf(
    targetsOf(evidence).filter(
      ({ environment, applier }) =>
        applier?.kind === 'Kustomization' && environment === production,
    ),
    target => stateOf(verdictOf(target, 'reconcile')),
  );
  const rest = members.filter(({ state }) => state !== 'ok');
  const atWork = rest.filter(({ state }) => state === 'inProgress');
  const bad = rest.length - atWork.length;
  return answered('kustomizations', question, evidence, {
    findings: rest.map(foundApplier),
    none:
      members.length > 0
        ? `All ${members.length} applied what they were given.`
        : 'There are none.',
    some:
      bad > 0
        ? `${bad} of ${members.length} did not apply what they were given, or cannot be asked.`
        : `${atWork.length} of ${members.length} are at work; the others applied what they were given.`,
    isUntold: members.length === 0,
  });
}

/** Which revision is where the table tells; here, where a service differs from itself. */
export function askVersions(evidence: FleetEvidence): AnsweredQuestion {
  const { paths } = evidence;
  const differing = paths.filter(path => versionsOf(path).size > 1);
  const untold = paths.filter(path =>
    [...versionsOf(path)].every(version => version === undefined),
  );
  const same = paths.length - differing.length - untold.length;
  return answered('versions', 'Which version is deployed?', evidence, {
    findings: [
      ...differing.map(
        ({ entityRef, targets }): FleetFinding => ({
          state: 'inProgress',
          text: [
            ...new Set(
              targets.map(
                ({ environment, version }) =>
                  `${environment} ${version ?? 'not told'}`,
              ),
            ),
          ].join(', '),
          entityRefs: [entityRef],
        }),
      ),
      ...untold.map(
        ({ entityRef }): FleetFinding => ({
          state: 'unknown',
          text: `${entityRef}: not told`,
          entityRefs: [entityRef],
        }),
      ),
    ],
    none:
      paths.length > 0
        ? `${counted(same, 'service')} run one version in all environments.`
        : 'There are no services.',
    some: `${counted(same, 'service')} run one version in all environments, ${
      differing.length
    } do not${
      untold.length > 0 ? `; of ${untold.length} it is not told` : ''
    }.`,
    // To differ from itself is nothing bad.
    stateOfSome: untold.length > 0 ? 'unknown' : 'ok',
    isUntold: paths.length === 0,
  });
}

function versionsOf({ targets }: FleetPath): Set<string | undefined> {
  return new Set(targets.map(({ version }) => version));
}

function stateOf(verdict: Verdict): FleetState {
  return verdict === 'notObserved' ? 'unknown' : verdict;
}

export function askHelmReleases(evidence: FleetEvidence): AnsweredQuestion {
  const members = appliersOf(
    targetsOf(evidence).filter(
      ({ applier }) => applier?.kind === 'HelmRelease',
    ),
  );
  const failed = members.filter(({ state }) => state === 'diverged');
  const unknown = members.filter(({ state }) => state === 'unknown');
  return answered('helmReleases', 'Which Helm releases failed?', evidence, {
    findings: [...failed, ...unknown].map(foundApplier),
    none:
      members.length > 0
        ? `None of ${members.length}.`
        : 'There are no Helm releases.',
    some: `${failed.length} of ${members.length}${
      unknown.length > 0 ? `, and of ${unknown.length} it cannot be told` : ''
    }.`,
    isUntold: members.length === 0,
  });
}

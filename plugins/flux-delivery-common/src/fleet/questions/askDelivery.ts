import { displayRef } from '../../kube/ObjectRef';
import { fleetRootCauses } from '../fleetRootCauses';
import type { FleetState } from '../FleetPath';
import {
  answered,
  counted,
  type FleetEvidence,
  found,
  notTold,
  targetsOf,
  verdictOf,
} from './answered';
import type { AnsweredQuestion, FleetFinding } from './FleetQuestion';

export function askSources(evidence: FleetEvidence): AnsweredQuestion {
  const causes = fleetRootCauses(evidence.paths, { segments: ['source'] });
  const findings = causes.map(
    ({ object, headline, state, since, entityRefs }): FleetFinding => ({
      state,
      text: `${object ? displayRef(object) : entityRefs[0]}: ${headline}`,
      ...(object && { object }),
      ...(since && { since }),
      entityRefs,
    }),
  );
  const unknown = targetsOf(evidence).filter(
    target => verdictOf(target, 'source') === 'unknown',
  );
  return answered('sources', 'Are all sources ready?', evidence, {
    findings: [...findings, ...unknown.map(notTold)],
    none: 'All sources that services read hold what they ought to.',
    some: `${counted(causes.length, 'source')} in trouble${
      unknown.length > 0
        ? `, and of ${counted(unknown.length, 'target')} it cannot be told`
        : ''
    }.`,
  });
}

export function askKustomizations(evidence: FleetEvidence): AnsweredQuestion {
  const production = evidence.order.at(-1);
  const question = `Are all Kustomizations of ${
    production ?? 'production'
  } ready?`;
  const members = targetsOf(evidence).filter(
    ({ environment, applier }) =>
      applier?.kind === 'Kustomization' && environment === production,
  );
  const bad = members.filter(target =>
    ['diverged', 'suspended', 'unknown'].includes(
      verdictOf(target, 'reconcile'),
    ),
  );
  return answered('kustomizations', question, evidence, {
    findings: bad.map(target => ({
      ...found(target),
      state: verdictOf(target, 'reconcile') as FleetState,
    })),
    none:
      members.length > 0
        ? `All ${members.length} applied what they were given.`
        : 'There are none.',
    some: `${bad.length} of ${members.length} did not apply what they were given, or cannot be asked.`,
    isEmpty: members.length === 0,
  });
}

/** Which revision is where the table tells; here, where a service differs from itself. */
export function askVersions(evidence: FleetEvidence): AnsweredQuestion {
  const differing = evidence.paths.filter(
    ({ targets }) => new Set(targets.map(({ version }) => version)).size > 1,
  );
  const same = evidence.paths.length - differing.length;
  return answered('versions', 'Which version is deployed?', evidence, {
    findings: differing.map(({ entityRef, targets }) => ({
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
    })),
    none: `${counted(same, 'service')} run one version in all environments.`,
    some: `${counted(same, 'service')} run one version in all environments, ${
      differing.length
    } do not.`,
    stateOfSome: 'ok',
  });
}

export function askHelmReleases(evidence: FleetEvidence): AnsweredQuestion {
  const members = targetsOf(evidence).filter(
    ({ applier }) => applier?.kind === 'HelmRelease',
  );
  const bad = members.filter(({ state }) =>
    ['diverged', 'unknown'].includes(state),
  );
  return answered('helmReleases', 'Which Helm releases failed?', evidence, {
    findings: bad.map(found),
    none:
      members.length > 0
        ? `None of ${members.length}.`
        : 'There are no Helm releases.',
    some: `${bad.length} of ${members.length}.`,
    isEmpty: members.length === 0,
  });
}

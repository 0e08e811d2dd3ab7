import { displayRef } from '../../kube/ObjectRef';
import type { FleetState } from '../FleetPath';
import { isAlertedOf } from './alertsFor';
import {
  answered,
  appliersName,
  counted,
  type FleetEvidence,
  targetsOf,
} from './answered';
import { appliersOf, foundApplier } from './appliersOf';
import type { AnsweredQuestion, FleetFinding } from './FleetQuestion';
import { NEEDED_CONTROLLERS } from './fluxControllers';

/** Lag is told to grow where a day is worse than the week before by more than this. */
const GROWTH = 1.5;

export function askSuspended(evidence: FleetEvidence): AnsweredQuestion {
  const { suspensions } = evidence;
  const targets = targetsOf(evidence);
  // Of what is out of reach nobody knows whether it is suspended.
  const isUntold =
    targets.length === 0 ||
    targets.some(({ bars }) =>
      bars.every(({ verdict }) => verdict === 'unknown'),
    );
  const forgotten = suspensions.filter(each => each.forgotten).length;
  return answered('suspended', 'What is suspended?', evidence, {
    findings: suspensions.map(
      ({ object, since, claimedBy, entityRefs, services }) => ({
        state: 'suspended',
        text: `${displayRef(object)}${
          claimedBy ? `, as claimed by ${claimedBy}` : ''
        }`,
        object,
        ...(since && { since }),
        entityRefs,
        services,
      }),
    ),
    none: isUntold ? 'Nothing that is known.' : 'Nothing.',
    isUntold,
    some: `${counted(suspensions.length, 'object')}${
      forgotten > 0
        ? `, ${forgotten} of them for so long that it may be forgotten`
        : ''
    }.`,
  });
}

export function askLag(evidence: FleetEvidence): AnsweredQuestion {
  const question = 'Do deliveries take longer than before?';
  const { figures } = evidence;
  const [day, week] = [
    figures?.day.meanLagSeconds,
    figures?.week.meanLagSeconds,
  ];
  if (day === undefined || week === undefined) {
    return {
      id: 'lag',
      question,
      state: 'unknown',
      answer: figures
        ? 'There were not enough deliveries to compare.'
        : 'The history does not answer, or is not yours to read.',
      findings: [],
      total: 0,
    };
  }
  const grows = day > week * GROWTH;
  const isWhole = figures!.day.complete && figures!.week.complete;
  return {
    id: 'lag',
    question,
    state: grows ? 'inProgress' : stateOfSteady(isWhole),
    answer: `From fetched to applied it took ${inWords(
      day,
    )} in the last day, ${inWords(week)} in the week before${
      isWhole ? '' : ', as far as was seen'
    }.`,
    findings: [],
    total: 0,
  };
}

export function askControllers(evidence: FleetEvidence): AnsweredQuestion {
  const findings = [...evidence.controllers].flatMap(
    ([cluster, controllers]): FleetFinding[] => {
      if (!controllers) {
        return [{ state: 'unknown', text: `${cluster}: they cannot be read` }];
      }
      const names = controllers.map(({ ref }) => ref.name);
      const missing = NEEDED_CONTROLLERS.filter(
        name => !names.includes(name),
      ).map(
        (name): FleetFinding => ({
          state: 'unknown',
          text: `${cluster}: no Deployment ${name} was found`,
        }),
      );
      return [
        ...controllers
          .filter(({ state }) => state !== 'ok')
          .map(
            ({ ref, state, text }): FleetFinding => ({
              state,
              text: `${cluster}: ${ref.name} ${text}`,
              object: ref,
            }),
          ),
        ...missing,
      ];
    },
  );
  const clusters = evidence.controllers.size;
  const unread = [...evidence.controllers.values()].filter(each => !each);
  const missing = findings.filter(
    ({ state, object }) => state === 'unknown' && !object,
  );
  const known = findings.length - missing.length;
  const absent = missing.length - unread.length;
  return answered('controllers', 'Are the controllers healthy?', evidence, {
    findings,
    none: `All of them, on ${counted(clusters, 'cluster')}.`,
    some: sentenceOf([
      known > 0 && `${counted(known, 'controller')} not well`,
      absent > 0 && `${counted(absent, 'controller')} not found`,
      unread.length > 0 &&
        `on ${counted(unread.length, 'cluster')} they cannot be read`,
    ]),
    isUntold: clusters === 0,
  });
}

export function askAlerts(evidence: FleetEvidence): AnsweredQuestion {
  const production = evidence.order.at(-1);
  const question = `Would an Alert tell of a failure in ${
    production ?? 'production'
  }?`;
  const { alerts } = evidence;
  const members = appliersOf(
    targetsOf(evidence).filter(({ environment }) => environment === production),
  );
  if (!alerts) {
    return {
      id: 'alerts',
      question,
      state: 'unknown',
      answer: 'Alerts cannot be read on every cluster.',
      findings: [],
      total: 0,
    };
  }
  const silent = members.filter(({ target }) => !isAlertedOf(target, alerts));
  return answered('alerts', question, evidence, {
    findings: silent.map(each => ({
      ...foundApplier(each),
      state: 'inProgress',
      text: `${appliersName(each.target)}: no Alert is known to name it`,
    })),
    none:
      members.length > 0
        ? `An Alert of Flux names each of the ${members.length} appliers of ${production}.`
        : 'There is nothing to be told of.',
    some: `No Alert of Flux names ${silent.length} of the ${members.length} appliers of ${production}.`,
    isUntold: members.length === 0,
  });
}

/** What was slow may be among what was not seen. */
function stateOfSteady(isWhole: boolean): FleetState {
  return isWhole ? 'ok' : 'unknown';
}

function sentenceOf(parts: (string | false)[]): string {
  const text = parts.filter(Boolean).join('; ');
  return `${text.charAt(0).toLocaleUpperCase('en-US')}${text.slice(1)}.`;
}

function inWords(seconds: number): string {
  return seconds < 120
    ? `${Math.round(seconds)} s`
    : `${Math.round(seconds / 60)} min`;
}

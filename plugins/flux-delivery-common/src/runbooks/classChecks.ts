import type { FailureClassName } from '../classes/FailureClass';
import { planeOf, type Segment } from '../divergence/SegmentVerdict';
import * as see from './controlSteps';
import { helmChecks } from './checks/helmChecks';
import { reconcileChecks } from './checks/reconcileChecks';
import { rolloutChecks } from './checks/rolloutChecks';
import { sourceChecks } from './checks/sourceChecks';
import { trafficChecks } from './checks/trafficChecks';
import * as run from './dataSteps';
import { advice, type Step } from './Step';

/** The compiler sees to it that no class is without checks. */
const CHECKS: Record<FailureClassName, readonly Step[]> = {
  ...sourceChecks,
  ...reconcileChecks,
  ...helmChecks,
  ...rolloutChecks,
  ...trafficChecks,
};

const OF_WORKLOADS = { ...rolloutChecks, ...trafficChecks };

const BY_SEGMENT: Record<Segment, FailureClassName> = {
  promotion: 'promotion-not-arrived',
  source: 'source-network',
  reconcile: 'unknown',
  rollout: 'health-check-failed',
  traffic: 'old-version-serving',
};

/** What runs meanwhile: what cannot be delivered mostly leaves the version before in place. */
const MEANWHILE: readonly Step[] = [
  run.rolloutStatus(
    'Does what was there before still run?',
    'successfully rolled out',
    'if not, this is more than a delivery that is late: look at its pods first',
  ),
  run.endpoints(
    'Does anybody serve?',
    'ready endpoints',
    'none: users are hit now',
  ),
  advice('data', {
    title: 'Are users hit?',
    expect: 'the version before serves as it did',
    next: 'if they are, put them first: the way back is a commit that brings back what worked',
  }),
];

/** A class of what is applied, told by a workload: its controller was refused what it wanted to make. */
const REFUSED: readonly Step[] = [
  run.describeWorkload(
    'What does the workload say?',
    'no condition and no event of a failure',
    'its last Warning names what was refused',
  ),
  run.namespaceEvents(
    'What do its neighbours say?',
    'no warning in the namespace',
    'the same warning everywhere: it is the namespace or the cluster, not this service',
  ),
];

/** Before all checks of a class: what the segment or the root cause asks for first. */
function firstSteps(segment: Segment, hasRoot: boolean): readonly Step[] {
  return [
    ...(hasRoot
      ? [
          see.rootStatus(
            'What has to be mended first?',
            'Ready True',
            'mend that object first: the rest follows by itself',
          ),
        ]
      : []),
    ...(segment === 'promotion'
      ? [
          see.automationStatus(
            'What does image automation say?',
            'scan, policy and update are ready',
            'the first of the three that is not ready is the one to mend',
          ),
          see.focusEvents(
            'What does the object at fault say?',
            'no error in its newest event',
            'tell scan, choice, commit and push apart by its message',
          ),
        ]
      : []),
  ];
}

/** The checks for a class; those of the segment where the class is not known or says nothing of its own. */
export function stepsFor(
  failure: string | undefined,
  segment: Segment,
  hasRoot: boolean,
): readonly Step[] {
  const known =
    failure !== undefined && Object.hasOwn(CHECKS, failure)
      ? (failure as FailureClassName)
      : BY_SEGMENT[segment];
  const steps = [...firstSteps(segment, hasRoot), ...CHECKS[known]];
  if (planeOf(segment) === 'control') {
    return [...steps, ...MEANWHILE];
  }
  return Object.hasOwn(OF_WORKLOADS, known) ? steps : [...steps, ...REFUSED];
}

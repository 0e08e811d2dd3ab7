import * as see from '../controlSteps';
import * as run from '../dataSteps';
import type { Step } from '../Step';

const APPLIED = see.applierStatus(
  'Was what you want applied?',
  'the revision of your change',
  'if not, it is no traffic problem: look at source and reconcile',
);
const SELECTOR = run.serviceSelector(
  'What does the Service select?',
  'labels that the pods have, and a port that they listen on',
  'correct selector or targetPort in Git',
);
const ENDPOINTS = run.endpoints(
  'Which endpoints are ready?',
  'conditions.ready is true, and there is one for each pod',
  'none: the pods are not ready, or are not selected',
);
const ROUTES = run.routes(
  'What does the route say?',
  'Accepted and ResolvedRefs are True',
  'the reason names the gateway, the listener or the backend at fault',
);
const DIGESTS = run.runningDigests(
  'Which digests run?',
  'one digest, that of the release',
  'old pods: the rollout is not done, or an older ReplicaSet is kept',
);

export const trafficChecks = {
  'no-ready-endpoints': [
    APPLIED,
    ENDPOINTS,
    run.pods(
      'Are the pods ready?',
      'all ready',
      'follow the runbook of the rollout',
    ),
    SELECTOR,
  ],
  'selector-matches-nothing': [
    APPLIED,
    SELECTOR,
    run.podLabels(
      'Which labels do the pods have?',
      'those that the Service selects',
      'a label that was renamed in one place only: mend it in Git',
    ),
    ENDPOINTS,
  ],
  'old-version-serving': [APPLIED, DIGESTS, ENDPOINTS, SELECTOR, ROUTES],
  'route-not-accepted': [APPLIED, ROUTES, SELECTOR, ENDPOINTS],
  'canary-weight': [
    APPLIED,
    ROUTES,
    run.describeWorkload(
      'Which weight is wanted?',
      'the one that the route has',
      'the controller of the canary writes the weights: look at its events',
    ),
    DIGESTS,
  ],
} satisfies Record<string, Step[]>;

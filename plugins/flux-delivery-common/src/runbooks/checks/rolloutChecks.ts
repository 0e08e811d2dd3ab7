import * as see from '../controlSteps';
import * as run from '../dataSteps';
import { advice, type Step } from '../Step';

const APPLIED = see.applierStatus(
  'Was what you want applied?',
  'the revision of your change',
  'if not, it is no rollout problem: look at source and reconcile',
);
const STATE = run.rolloutStatus(
  'How far is the rollout?',
  'successfully rolled out',
  'go on with its pods',
);
const PODS = run.pods(
  'Which pods hang?',
  'all Running and ready, all new',
  'describe the newest one that is not',
);
const DESCRIBED = run.describePods(
  'What do they say?',
  'no Warning among the events',
  'the last Warning tells the cause',
);
const MADE_ANEW = run.deletePod(
  'Is the newest template right, and the pod still an old one?',
  'the pod comes back, of the newest revision',
  'delete it only then: a StatefulSet waits for a pod that is not ready for ever, also for one that its newest template would mend',
);
const BACK = advice('data', {
  title: 'Do users suffer now?',
  expect: 'the old pods still serve',
  next: 'revert the commit, or move the pin back: what is changed by hand is undone by Flux',
});
const HEALTH = [
  APPLIED,
  STATE,
  PODS,
  DESCRIBED,
  run.previousLogs(
    'What did the container log before it ended?',
    'no error at its end',
    'mend the application or its configuration',
  ),
  MADE_ANEW,
  BACK,
];

export const rolloutChecks = {
  'health-check-timeout': [
    ...HEALTH,
    see.applierSpec(
      'Is the time-out long enough?',
      'spec.timeout is longer than a start of the application',
      'raise it only if the pods do get ready later',
    ),
  ],
  'health-check-failed': HEALTH,
  'image-pull': [
    APPLIED,
    run.image(
      'Is the image in the registry?',
      'its digest',
      'MANIFEST_UNKNOWN: push it or correct the tag; UNAUTHORIZED: pull secret; 429: rate limit',
    ),
    DESCRIBED,
    advice('data', {
      title: 'May the nodes pull it?',
      expect: 'imagePullSecrets of the pod or its account exist',
      next: 'create the pull secret in the namespace, or use a mirror',
    }),
    PODS,
    MADE_ANEW,
    BACK,
  ],
  'crash-loop': HEALTH,
  'out-of-memory': [
    APPLIED,
    DESCRIBED,
    run.usage(
      'How much does it use?',
      'less than its limit',
      'raise the limit in Git, or find the leak',
    ),
    run.previousLogs(
      'What was it doing?',
      'nothing unusual',
      'a load or a batch that is larger than before',
    ),
    see.controllerPods(
      'Are the controllers themselves out of memory?',
      'Running, no restarts',
      'a controller of Flux that restarts: to the platform team',
    ),
    MADE_ANEW,
    BACK,
  ],
  'config-error': [
    APPLIED,
    DESCRIBED,
    run.namespaceEvents(
      'What is missing?',
      'no FailedMount, no CreateContainerConfigError',
      'create the ConfigMap, Secret or key in Git; a controller that syncs secrets may have failed',
    ),
    MADE_ANEW,
    BACK,
  ],
  unschedulable: [
    APPLIED,
    DESCRIBED,
    run.nodes(
      'Is there room?',
      'a node with enough of what the message names, and no taint',
      'fewer requests, other selectors or tolerations, or more nodes',
    ),
    MADE_ANEW,
    BACK,
  ],
  quota: [
    APPLIED,
    run.quotas(
      'What is left of the quota?',
      'used is below hard',
      'ask for less (a rolling update needs room for one pod more), or have it raised',
    ),
    STATE,
  ],
  unready: [
    APPLIED,
    PODS,
    DESCRIBED,
    run.previousLogs(
      'Why does the probe fail?',
      'the application listens, and what it depends on answers',
      'mend that; a stuck termination or volume stands among the events',
    ),
    MADE_ANEW,
    BACK,
  ],
  'progress-deadline': HEALTH,
  'job-failed': [
    APPLIED,
    run.describeWorkload(
      'What does the job say?',
      'Complete',
      'BackoffLimitExceeded: its pods failed; DeadlineExceeded: it took too long',
    ),
    run.namespaceEvents(
      'What do its pods say?',
      'no Warning',
      'mend the cause, and give the job a new name or have it made anew',
    ),
  ],
  'canary-failed': [
    APPLIED,
    run.describeWorkload(
      'Which check of the analysis failed?',
      'Succeeded',
      'read its events: a metric, a webhook, or pods that are not ready',
    ),
    DESCRIBED,
    run.routes(
      'Who serves?',
      'the version before, with all the weight',
      'mend the new version: a change of the pod template starts a new analysis',
    ),
  ],
  'changed-out-of-band': [
    see.localDiff(
      'What differs from Git?',
      'nothing',
      'bring the change to Git, or let Flux put it back',
    ),
    run.managedFields(
      'Who changed it, when, which field?',
      'Flux alone, in managedFields',
      'ask them; an operator or an autoscaler is no person',
    ),
    see.applierPutBack(
      'Put it back',
      'applied revision …',
      'a field that Git does not name stays as it is',
    ),
  ],
} satisfies Record<string, Step[]>;

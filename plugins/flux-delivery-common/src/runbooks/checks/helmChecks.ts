import * as see from '../controlSteps';
import * as run from '../dataSteps';
import type { Step } from '../Step';

const SAID = see.applierEvents(
  'What the release says',
  'install or upgrade succeeded',
  'the inner error counts, after the last colon',
);
const HISTORY = see.helmHistory(
  'What was released, and what is in place?',
  'the newest line is deployed',
  'failed, then deployed with an older chart: it was rolled back',
);
const AGAIN = see.applierReconcile(
  'Try again',
  'upgrade succeeded',
  'retries that are spent need a change of the spec, or flux reconcile with --force',
);
const PODS = run.pods(
  'What do its pods say?',
  'Running and ready',
  'follow the runbook of what they say: image pull, crash, configuration',
);
const LOCKED = see.helmStorage(
  'Is a release locked?',
  'no Secret with status=pending-…',
  'no action under way: roll back, or delete the pending Secret',
);

export const helmChecks = {
  'helm-install-failed': [SAID, HISTORY, LOCKED, PODS, AGAIN],
  'helm-upgrade-failed': [SAID, HISTORY, LOCKED, PODS, AGAIN],
  'helm-test-failed': [
    SAID,
    HISTORY,
    run.namespaceEvents(
      'What did the test say?',
      'no warning of the test pod',
      'read its logs; the release is in place while its test fails',
    ),
    AGAIN,
  ],
  'helm-rollback': [
    HISTORY,
    SAID,
    PODS,
    see.applierSpec(
      'What was it to become?',
      'chart, version and values that worked elsewhere',
      'correct them in Git: the old release runs until then',
    ),
    AGAIN,
  ],
  'helm-retries-exhausted': [
    HISTORY,
    SAID,
    see.applierSpec(
      'How often does it try?',
      'install and upgrade.remediation.retries as meant',
      'mend the cause first, then change the spec: that starts the count anew',
    ),
    LOCKED,
    AGAIN,
  ],
  'drift-detected': [
    SAID,
    see.suspendedFields(
      'Who changed it?',
      'helm-controller alone, in managedFields',
      'bring the change to Git or stop who makes it; ignore fields of an autoscaler in driftDetection.ignore',
    ),
    see.applierSpec(
      'Is drift put back?',
      'driftDetection.mode is enabled',
      'with warn it is only told',
    ),
    AGAIN,
  ],
} satisfies Record<string, Step[]>;

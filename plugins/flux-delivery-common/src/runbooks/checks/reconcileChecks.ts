import * as see from '../controlSteps';
import { advice, type Step } from '../Step';

const SAID = see.applierEvents(
  'What the applier says',
  'the newest event says applied or succeeded',
  'read the first object and the first error in it',
);
const AGAIN = see.applierReconcile(
  'Apply again',
  'applied revision …',
  'if it fails in the same way, escalate with the events above',
);
const DRY_RUN = see.localDiff(
  'Would it apply?',
  'a diff, and no error (run it at the top of the repository)',
  'the error names the object: mend it in Git',
);
const ACCOUNT = see.serviceAccount(
  'What may the applying account do?',
  'the verbs and kinds that the message names',
  'extend its Role in Git, or let another account apply this',
);

export const reconcileChecks = {
  'dependency-not-ready': [
    see.dependencies(
      'Is the dependency meant?',
      'names that exist, and no circle',
      'remove or correct spec.dependsOn in Git',
    ),
    SAID,
  ],
  'not-reconciled': [
    see.controllerPods(
      'Do the controllers run?',
      'one pod of each controller, Running, no restarts',
      'none, or one that restarts: scale it up, or give it what it lacks (memory, a node, its rights)',
    ),
    see.fluxHealth(
      'Does Flux itself work?',
      'all checks passed',
      'the controller that is not ready is the one to mend',
    ),
    see.controllerLogs(
      'What does the controller do?',
      'passes over this object at its interval',
      'nothing new: it hangs or leads nothing, restart it; others only: it has too much to do, raise its concurrency or shard',
    ),
    see.ownLabels(
      'Is a controller in charge of it?',
      'no label sharding.fluxcd.io/key, or one whose shard has a controller that runs',
      'start the controller of that shard, or take the label away in Git',
    ),
    AGAIN,
  ],
  'build-render': [
    SAID,
    see.localBuild(
      'Does it build on your machine?',
      'manifests (run it at the top of the repository)',
      'the error names the file: path, patch target, duplicate or YAML',
    ),
    see.applierSpec(
      'Does the path exist at this revision?',
      'spec.path is a folder with a kustomization.yaml or manifests',
      'correct the path, or revert the commit that moved it',
    ),
    AGAIN,
  ],
  decryption: [
    SAID,
    see.applierSpec(
      'Which key is it to use?',
      'spec.decryption names a Secret or account that exists',
      'restore the key Secret, or correct the reference',
    ),
    advice('control', {
      title: 'Was the file encrypted for this cluster?',
      expect:
        'the key of the cluster is among the recipients in the sops part of the file',
      next: 'encrypt it again with the key of this cluster (sops updatekeys)',
    }),
    AGAIN,
  ],
  substitution: [
    SAID,
    see.applierSpec(
      'Where do the variables come from?',
      'every ConfigMap and Secret in postBuild.substituteFrom exists and has the key',
      'create it, give a default (${name:=value}), or mark it optional',
    ),
    see.localBuild(
      'Which variables does it use?',
      'every one is set',
      'escape a dollar sign that is none of Flux as $$',
    ),
    AGAIN,
  ],
  'values-missing': [
    SAID,
    see.applierSpec(
      'Where do the values come from?',
      'every ConfigMap, Secret and key in valuesFrom, and every file in valuesFiles, exists',
      'create it, or correct the name; a controller that syncs secrets may be late',
    ),
    AGAIN,
  ],
  'apply-rbac': [SAID, ACCOUNT, AGAIN],
  'apply-admission': [
    SAID,
    advice('control', {
      title: 'Desired state, or policy?',
      expect: 'the message names the policy or the field',
      next: 'a field that is invalid: mend it in Git; a policy: talk to its owner; a webhook that does not answer: to whoever runs it',
    }),
    DRY_RUN,
    AGAIN,
  ],
  'apply-quota': [
    SAID,
    see.localDiff(
      'What does it add?',
      'no more than the quota leaves',
      'ask for less, or have the quota raised',
    ),
    AGAIN,
  ],
  'apply-crd-missing': [
    SAID,
    see.allAppliers(
      'Is the applier of the CRDs ready?',
      'it is not in the list',
      'mend it first; let this one depend on it',
    ),
    advice('control', {
      title: 'Does the version exist?',
      expect: 'kubectl api-resources lists kind and version',
      next: 'install the CRDs, or write the manifests for the version that is there',
    }),
    AGAIN,
  ],
  'apply-immutable-field': [
    SAID,
    DRY_RUN,
    advice('control', {
      title: 'Must it change?',
      expect: 'no: revert the change of the field',
      next: 'give the object a new name, or have it made anew (kustomize.toolkit.fluxcd.io/force: enabled); that deletes it first',
    }),
    AGAIN,
  ],
  'apply-namespace-missing': [
    SAID,
    see.allAppliers(
      'Is the applier of the namespace ready?',
      'it is not in the list',
      'create the namespace in Git; let this one depend on it',
    ),
    AGAIN,
  ],
  'apply-conflict': [
    SAID,
    see.applierTree(
      'Does another applier own the object?',
      'each object in one inventory only',
      'leave it to one of the two',
    ),
    see.suspendedFields(
      'Who writes the fields?',
      'Flux alone, in managedFields',
      'stop the other writer, or leave the field out of Git (an autoscaler owns replicas)',
    ),
    see.helmStorage(
      'Is a release locked?',
      'no Secret with status=pending-…',
      'no action under way: roll the release back, or delete the pending Secret',
    ),
    AGAIN,
  ],
  'prune-failure': [
    SAID,
    advice('control', {
      title: 'What holds the object?',
      expect: 'no finalizer, and no webhook that refuses',
      next: 'bring back the controller that the finalizer belongs to; remove a finalizer by hand only if that is gone for good',
    }),
    ACCOUNT,
    AGAIN,
  ],
  suspended: [
    see.suspendedFields(
      'Who suspended it, and when?',
      'an annotation or managedFields say so (a claim, no proof)',
      'ask them before you resume',
    ),
    see.applierStatus(
      'What does it withhold?',
      'the applied revision is the newest',
      'look at what is between the two revisions',
    ),
    see.resume(
      'Resume',
      'the newest revision is applied',
      'if Git says suspend: true, change it there, or it comes back',
    ),
  ],
  stalled: [
    SAID,
    see.applierSpec(
      'What is wrong in its configuration?',
      'no condition Stalled',
      'nothing is tried again before spec changes: correct it in Git',
    ),
    see.fluxHealth(
      'Does Flux itself work?',
      'all checks passed',
      'a feature that is switched off, or CRDs older than the controllers: to the platform team',
    ),
    AGAIN,
  ],
  progressing: [
    see.applierStatus(
      'How far is it?',
      'Reconciling with a reason, inside its time-out',
      'wait until the expected time; after it, look at the events',
    ),
    SAID,
    see.controllerPods(
      'Do the controllers keep up?',
      'Running, no restarts',
      'out of memory or throttled controllers delay everything: to the platform team',
    ),
  ],
  unknown: [
    see.allAppliers(
      'Is it this service, or everything?',
      'this service alone',
      'everything of one source or parent: start there',
    ),
    see.fluxHealth(
      'Git, controller or cluster?',
      'all checks passed',
      'a controller that is not ready: its logs and memory first',
    ),
    see.applierLogs(
      'What do the controllers log?',
      'no errors',
      'search for the first error, not the last',
    ),
    see.upstream(
      'Does the source answer?',
      'the ref or digest is listed',
      'look at the status page and the credentials of the server',
    ),
    DRY_RUN,
    advice('control', {
      title: 'Still unclear?',
      expect: 'the steps above told where it broke',
      next: 'escalate to the platform team with the incident summary',
    }),
  ],
} satisfies Record<string, Step[]>;

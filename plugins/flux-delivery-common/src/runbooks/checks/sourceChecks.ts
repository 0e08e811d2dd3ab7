import * as see from '../controlSteps';
import { advice, type Step } from '../Step';

const UNDERSTOOD = see.sourceEvents(
  'What the source says',
  'stored artifact for revision …, newest event last',
  'read the first error: the steps below tell its kinds apart',
);
const AGAIN = see.sourceReconcile(
  'Fetch again',
  'fetched revision …',
  'if it fails in the same way, escalate with the events above',
);

export const sourceChecks = {
  'source-auth': [
    UNDERSTOOD,
    see.sourceSecret(
      'Are the credentials there?',
      'the Secret that secretRef names exists',
      'create it, or name the right one in spec.secretRef',
    ),
    see.upstream(
      'Do your own credentials work?',
      'the ref or digest is listed',
      'if yours work, renew the token or deploy key of Flux; if not, ask whoever runs the server',
    ),
    see.sourceSpec(
      'Does it ask in the right way?',
      'spec.url, provider and secretRef fit the server (https with token, ssh with key and known_hosts)',
      'correct the source in Git',
    ),
    AGAIN,
  ],
  'source-network': [
    UNDERSTOOD,
    see.upstream(
      'Does the server answer outside of the cluster?',
      'an answer within seconds',
      'if not, look at the status page of the server: nothing in the cluster will help',
    ),
    see.networkPolicies(
      'May the source controller reach it?',
      'its pod runs, and no policy or proxy stands between',
      'open the way (DNS, egress policy, proxy, CA bundle in certSecretRef)',
    ),
    see.sourceControllerLogs(
      'Does it hit one source or all?',
      'errors of this source alone',
      'errors of all sources of one host: it is that host or the way to it',
    ),
    AGAIN,
  ],
  'source-ref-missing': [
    UNDERSTOOD,
    see.upstream(
      'Is what it asks for upstream?',
      'the branch, tag or digest is listed',
      'publish it, or correct spec.ref: a tag that was deleted or never pushed is the common case',
    ),
    see.sourceSpec(
      'What does it ask for?',
      'spec.ref (or the chart and version) is what was meant',
      'correct it in Git',
    ),
    AGAIN,
  ],
  'source-verification-failed': [
    UNDERSTOOD,
    see.sourceSpec(
      'Which key or identity must have signed?',
      'spec.verify names the key or identity of your release pipeline',
      'correct spec.verify if the signer changed on purpose',
    ),
    see.upstream(
      'Is it the content that you released?',
      'the digest or commit of your release',
      'if it is not, treat it as a security incident: do not switch verification off',
    ),
    AGAIN,
  ],
  'artifact-missing': [
    see.sourceStatus(
      'Does the source exist, and is it ready?',
      'Ready True with a revision',
      'create it, correct sourceRef, or follow the failure of the source itself',
    ),
    see.applierSpec(
      'Does the applier name the right source?',
      'kind, name and namespace of sourceRef or chartRef exist',
      'correct the reference in Git',
    ),
    AGAIN,
  ],
  'chart-pull': [
    UNDERSTOOD,
    see.upstream(
      'Is the chart in the registry?',
      'the version is listed',
      'push the chart again, or mend the address in the index of the repository',
    ),
    see.sourceSecret(
      'Are the credentials there?',
      'the Secret exists, and the download host may get it (passCredentials)',
      'correct the HelmRepository',
    ),
    AGAIN,
  ],
  'promotion-not-arrived': [
    see.automationStatus(
      'What did image automation choose?',
      'the policy chose the version that you released',
      'scan failed: see the ImageRepository; wrong tag chosen: see the policy',
    ),
    see.sourceSpec(
      'What does this environment consume?',
      'spec.ref follows what was promoted',
      'move the pin, or merge the promotion',
    ),
    see.upstream(
      'Is the promoted content upstream?',
      'the branch, tag or digest points at it',
      'push or tag it; a pipeline that is green need not have pushed',
    ),
    see.sourceStatus(
      'Did Flux fetch it?',
      'the revision is the promoted one',
      'wait for the interval, or fetch now',
    ),
    AGAIN,
  ],
  'tag-moved': [
    see.upstream(
      'Where does the tag point now?',
      'the digest that was promoted',
      'push the content under a new tag; never move a tag that is in use',
    ),
    see.sourceStatus(
      'What did Flux fetch?',
      'the digest that was promoted',
      'pin the environment by digest until that is clear',
    ),
    advice('control', {
      title: 'Who moved it?',
      expect: 'a run of your pipeline, in the audit log of the registry',
      next: 'if nobody knows, treat it as a security incident',
    }),
  ],
  'floating-tag-untraceable': [
    see.sourceSpec(
      'What does this environment consume?',
      'an exact version, or a digest',
      'pin it: an environment that is meant to be pinned follows no tag that moves',
    ),
    see.upstream(
      'What does the tag name now?',
      'a manifest with org.opencontainers.image.revision',
      'have the pipeline annotate what it pushes with its commit',
    ),
  ],
} satisfies Record<string, Step[]>;

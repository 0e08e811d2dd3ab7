import { either, kind, reason, rule, type Rule } from './Rule';

const appliers = kind(
  'Kustomization',
  'ResourceSet',
  'FluxInstance',
  'ArtifactGenerator',
  'ResourceSetInputProvider',
  '',
);

/** What was to go did not; nothing that is said after it changes that. */
export const prunes: readonly Rule[] = [
  rule(
    'prune-failure',
    either(reason('PruneFailed'), /(?:^|: )delete failed, errors: /),
  ),
];

/** What happens between artifact and API server: decrypt, substitute, build. The stage is said where a text begins. */
export const stages: readonly Rule[] = [
  rule(
    'decryption',
    /\bdecryption failed for|error decrypting sources|decryption Secret|sops data key|is SOPS encrypted|sops data integrity|no matching creation rules|sops metadata not found|gpg import error|\bgpg: |(?:^|: )failed to decrypt /i,
  ),
  // Of all that a build reads, the keys are what it reads without a word of its own.
  rule(
    'decryption',
    kind('Kustomization'),
    /^secrets "[^"]{1,253}" not found\s{0,64}$/,
  ),
  rule('decryption', kind('Kustomization'), reason('BuildFailed'), /decrypt/i),
  rule(
    'substitution',
    /\bpost build failed for|envsubst|\bvar(?:iable)? substitution failed|substitute from '/i,
  ),
  rule(
    'build-render',
    /\bkustomize build failed|kustomization path not found|must be local and relative|accumulating (?:resources|components)|kustomization\.yaml not found|failed to find unique target|failed to decode Kubernetes|unable to decode manifest|processing kustomization|MalformedYAML|yaml: (?:line \d|unmarshal)|json: unknown field|(?:^|: )(?:failed to apply policies|dependency build error)/i,
  ),
];

/** Where the API server had no part in it: what failed was the build. */
export const buildFallbacks: readonly Rule[] = [
  rule(
    'build-render',
    either(
      /\bbuild failed: |(?:^|: )(?:(?:dependency build|chart packag(?:e|ing)) error|failed to apply policies|execution error at \()/i,
      reason('DependencyBuildError', 'ChartPackageError', 'UpdateFailed'),
    ),
  ),
  rule('build-render', appliers, reason('BuildFailed')),
];

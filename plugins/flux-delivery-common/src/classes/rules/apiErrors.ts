import { either, kind, raw, reason, rule, type Rule } from './Rule';

/**
 * What an API server answers, in the words of `k8s.io/apimachinery` and of the admission chain. A webhook may quote any of the
 * other texts, so it is asked for before them.
 */
export const apiErrors: readonly Rule[] = [
  rule('apply-immutable-field', /immutable field detected/i),
  rule(
    'apply-admission',
    /admission webhook|failed calling webhook|failed to call webhook|conversion webhook|AdmissionPolicy|violates PodSecurity|PodSecurityPolicy: |security context constraint|does not support dry run|field not declared in schema|failed to create typed (?:patch|live) object|denied the request/i,
  ),
  rule(
    'apply-rbac',
    /is forbidden: user "|user "[^"]{1,512}" cannot |attempting to grant RBAC permissions|cannot set blockOwnerDeletion|cannot impersonate/i,
  ),
  rule(
    'apply-quota',
    /(?:exceeded|failed|unknown for|insufficient) quota\b|resource quota evaluation/i,
  ),
  rule(
    'apply-namespace-missing',
    /namespace not specified|an empty namespace may not be set/i,
  ),
  rule(
    'apply-crd-missing',
    /no matches for (?:kind|\S{1,253}, (?:Kind|Resource)=)|unable to retrieve the complete list of server APIs|could not find the requested resource|no kind "[^"]{1,256}" is registered|doesn't have a resource type|resource mapping not found|ensure CRDs are installed/i,
  ),
  rule(
    'apply-conflict',
    /object has been modified|Apply failed with \d{1,6} conflict|FieldManagerConflict|conflicts? with "|conflict occurred|Precondition failed|metadata\.resourceVersion: Invalid|already exists|AlreadyExists|please apply your changes to the latest version/,
  ),
  rule(
    'apply-immutable-field',
    /\bimmutable\b|may not change once set|may not change fields|updates to .{1,120} are forbidden|updates to statefulset spec|cannot change roleRef|(?:can ?not|can't|may not) be (?:changed|updated|modified|mutated|unset)|field can not be less than|self == oldSelf/i,
  ),
  rule(
    'apply-namespace-missing',
    /namespaces? "[^"]{1,253}" not found|because it is being terminated|namespace [^\s]{1,253} (?:does not exist|is being terminated)/i,
  ),
];

/** What is left of a refusal once nothing says which: the API server judged the content. */
export const apiRefusals: readonly Rule[] = [
  rule(
    'apply-admission',
    /dry-run failed(?: \(|, reason: )(?:Invalid|Forbidden|BadRequest)\b|" is invalid: |is forbidden: |(?:Invalid|Required|Duplicate|Unsupported) value|: Too (?:long|many): |quantities must match|strict decoding error|cannot be handled as a|error validating|ValidationError\(|failed rule:|unable to parse quantity|request entity too large|request is too large|expected [\w ()]{1,60}, got |duplicate entries for key/i,
  ),
  rule(
    'apply-admission',
    /dry-run failed(?: \(|, reason: )InternalError/,
    /^(?!.{0,4096}etcdserver)/,
  ),
];

/** The cluster that is applied to does not answer or does not know the caller: nothing that the manifests could mend. */
export const targetCluster: readonly Rule[] = [
  rule(
    'apply-rbac',
    either(
      reason(
        'RESTClientError',
        'StateError',
        'FactoryError',
        'ConfigFactoryErr',
        'ResourceManagerError',
      ),
      /failed to get server groups|unable to read KubeConfig|cluster unreachable/i,
    ),
    /is forbidden: User /,
  ),
  rule(
    'unknown',
    either(
      reason(
        'RESTClientError',
        'StateError',
        'FactoryError',
        'ConfigFactoryErr',
        'ResourceManagerError',
      ),
      /failed to get server groups|KubeConfig|cluster unreachable|provide credentials|must be logged in|etcdserver: |dry-run failed \((?:Timeout|ServerTimeout|ServiceUnavailable|TooManyRequests|Unauthorized)\)|server is currently unable to handle the request/i,
    ),
    /^(?!.{0,4096}request is too large)/s,
  ),
];

/**
 * A call to the target cluster that broke off on the way. An applier reads its source from Flux alone, so what else does not
 * answer is the cluster.
 */
export const applyTransport: readonly Rule[] = [
  rule('unknown', /(?:dry-run|apply|delete|patch) failed: /i),
  rule(
    'unknown',
    raw(
      /:\/\/[^\s"\/]{1,253}\/api(?:\/v1|s\/[a-z0-9.-]{1,253}\/v\d\w{0,16})(?:\/(?:namespaces|nodes)|[?"]|$)/m,
    ),
  ),
  rule(
    'unknown',
    kind('Kustomization', 'ResourceSet', 'FluxInstance'),
    facts =>
      !/^(?:ArtifactFailed|BuildFailed)$/.test(facts.reason) &&
      !/^(?:fetch failed|failed to download)/.test(facts.text),
    /deadline exceeded|dial tcp|i\/o timeout|TLS|connection |x509|\bEOF\b|Unauthorized|Client\.Timeout/,
  ),
];

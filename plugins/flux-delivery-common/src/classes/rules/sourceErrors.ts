import type { Facts } from '../Facts';
import { httpCodes } from '../unwrap';
import { either, kind, reason, rule, type Condition, type Rule } from './Rule';

function answered(accepts: (code: number) => boolean): Condition {
  return (facts: Facts) => httpCodes(facts.said).some(accepts);
}

/** The server answers, but not so many questions. */
export const rateLimited: Condition = either(
  /toomanyrequests|too many requests|rate.?limit|rate exceeded|slow ?down|throttl|request rate|abuse detection|limit exceeded/i,
  answered(code => code === 429),
);

const refused = either(
  /authenti(?:cation|cate)|authorization (?:failed|failure|required)|authorize:|unauthori[sz]ed|not authori[sz]ed|invalid (?:username|credential|token|password|access key)|bad credentials|no (?:basic auth )?credentials|credentials? (?:not found|expired|invalid|(?:is|are) missing|could not|chain)|default credentials|failed to log ?in|unsupported credentials|login .{0,40}failed|failed to (?:get|retrieve|refresh|acquire|load) .{0,40}(?:credential|token\b|auth)/i,
  /\bDENIED\b|\bdenied: |access ?denied|permission to \S{1,200} denied|permission ['"][^'"]{1,200}['"] denied|PermissionDenied/i,
  /knownhosts: |known_hosts|host key (?:verification|is unknown|mismatch)|hostkey|\(publickey|no key found|passphrase|private key|deploy key|marked as read only|does not have .{0,120}(?:access|permission)/i,
  /protected branch|hook declined|push (?:declined|rejected)|rule violations|GH0(?:06|13)|not allowed to push|access to .{0,120}not granted|insufficient[_ ]scope|lacks? .{0,40}permission/i,
  /InvalidAccessKeyId|access key id|SignatureDoesNotMatch|request signature|Expired ?Token|InvalidClientTokenId|InvalidIdentityToken|RequestTimeTooSkewed|ManagedIdentity|AzureCredential|AADSTS\d|oauth2: |invalid_grant|invalid_client|AssumeRole|IMDS role|github app/i,
  /failed to get .{0,40}secret|secretRef|failed to generate transport|unable to read token|required field|secrets? "[^"]{1,253}" (?:not found|is forbidden)/i,
  answered(code => code === 401 || code === 403 || code === 407),
);

const absent = either(
  /(?:find|resolve) remote ref\b|reference not found|remote branch .{0,253}not found|no match(?:es)? found for|unable to resolve|object not found|(?:repository|project|tag|branch|commit|chart|bucket|container|artifact|manifest|blob|key)\b.{0,300}(?:not found|does(?: not|n't) exist|could not be found)|repository is empty|does not exist in repository|did not match any/i,
  /MANIFEST_UNKNOWN|manifest unknown|NAME_UNKNOWN|name unknown|NAME_INVALID|TAG_INVALID|BLOB_UNKNOWN|NOT_FOUND|not known to registry|no matching manifest|no image found in|no match for platform|NoSuch(?:Bucket|Key)|ContainerNotFound|BlobNotFound|: not found\s{0,64}$/m,
  /failed to find layer|version matching|could not locate a version|unable to determine latest version|no chart (?:name|version) found|version list argument cannot be empty|invalid chart reference|no tags? (?:found|match)/i,
  answered(code => code === 404 || code === 410),
);

const unreachable = either(
  /dial (?:tcp|udp|unix)|no such host|server misbehaving|name resolution|connection (?:refused|timed out|reset|closed|aborted)|i\/o timeout|deadline exceeded|timed out|timeout awaiting|Client\.Timeout|no route to host|(?:network|host) (?:is )?(?:unreachable|down)|giving up after|\bEOF\b|broken pipe|hung up|not responding|(?:waiting on|closed) socket/i,
  /x509|\btls: |TLS handshake|certificate|HTTP response to HTTPS|malformed HTTP|proxyconnect|proxy error|socks connect|http2: |stream error|\d redirects|ssh: handshake failed/i,
  /bad gateway|service unavailable|gateway time-?out|internal server error|temporarily unavailable|failed to (?:download|extract) archive/i,
  answered(code => code >= 500 || code === 408 || code === 425),
);

/**
 * The connection itself broke: no server had a say. Clouds hand out credentials on an address of the machine, so that failing
 * there means there are none.
 */
const brokeOff = either(
  /dial (?:tcp|udp)|no such host|name or service not known|resolve address|server misbehaving|x509: |TLS handshake timeout|no common algorithm|HTTP response to HTTPS|first record does not look like a TLS handshake/i,
);

const askedTheMachine = (facts: Facts): boolean =>
  /169\.254\.169\.254|169\.254\.170\.|metadata\.google|\bIMDS\b|ec2imds/i.test(
    facts.text,
  );

/** What is there, is there for other machines. */
export const wrongPlatform =
  /no matching manifest|no image found in .{0,64}list|no match for platform/i;

/** A server that was asked: too often, by a stranger, for what it does not have, or in vain. */
export const serverAnswers: readonly Rule[] = [
  rule('source-network', rateLimited),
  rule('source-network', brokeOff, facts => !askedTheMachine(facts)),
  rule('source-auth', refused),
  rule('source-ref-missing', absent),
  rule('source-network', unreachable),
];

/** Signatures, and the keys to check them with; why a check could not be made is its cause. */
export const verification: readonly Rule[] = [
  rule(
    'source-verification-failed',
    either(
      reason(
        'VerificationError',
        'ChartVerificationError',
        'InvalidCommitSignature',
        'InvalidTagSignature',
        'InvalidGitObject',
        'InvalidVerificationMode',
      ),
      facts => facts.condition === 'SourceVerified' && facts.status === 'False',
      /signature verification of|cannot verify signature|failed to verify the signature|chart verification error|public keys secret error|unable to verify (?:Git|payload)/i,
    ),
  ),
];

/** The disk of the controller, or content that arrived but cannot be read: nobody's credentials, network or reference. */
export const controllerTrouble: readonly Rule[] = [
  rule(
    'unknown',
    either(
      reason(
        'DirectoryCreationFailed',
        'StatOperationFailed',
        'ArchiveOperationFailed',
        'AcquireLockFailed',
        'SymlinkUpdateFailed',
        'CopyFailure',
        'PatchOperationFailed',
        'CacheOperationFailed',
        'IndexationFailed',
        'IllegalPath',
        'SourceIgnoreError',
        'ChartMutateError',
      ),
      /unable to archive artifact|failed to create artifact directory|no space left on device|read-only file system|failed to extract layer contents|failed to load Helm repository|does not match chart version|invalid bucket name/i,
    ),
  ),
];

/** Another object has to be ready first. */
export const dependencies: readonly Rule[] = [
  rule(
    'dependency-not-ready',
    either(
      reason('DependencyNotReady'),
      facts => facts.condition === 'IncludeUnavailable',
      /for include '|dependenc(?:y|ies) (?:['"]?[^\s'"]{1,512}['"]? )?(?:is |are |do |revision is )?not (?:ready|up to date|found|meet)|unable to get '[^']{1,512}' dependency|source '[^']{1,512}' is not ready|no tags in database|has not been scanned|failed to get the referred ImageRepository/i,
    ),
  ),
];

export const artifacts: readonly Rule[] = [
  rule(
    'chart-pull',
    /Could not load chart|failed to download chart (?:for remote reference|from)/,
    facts => facts.reason !== 'AuthenticationFailed',
  ),
  rule(
    'artifact-missing',
    /(?:GitRepository|OCIRepository|HelmRepository|HelmChart|Bucket|ExternalArtifact|gitrepositories|ocirepositories|helmrepositories|helmcharts|buckets|externalartifacts)\.source\.toolkit\.fluxcd\.io "[^"]{1,253}" not found|artifact not found|no artifact available|computed digest doesn't match|does not have an artifact|disappeared from storage|referenced git repository does not exist|\bsource '[^']{1,512}' not found\s{0,64}$|(?:HelmChart|HelmRepository|GitRepository|OCIRepository|Bucket|ExternalArtifact) '[^']{1,512}' is not ready\s{0,64}$/i,
  ),
  rule(
    'artifact-missing',
    reason('SourceUnavailable', 'NoSourceArtifact'),
    /not found/,
  ),
  rule('source-network', /^failed to (?:download|extract) archive/),
];

export const credentials: readonly Rule[] = [
  rule(
    'source-auth',
    reason(
      'AuthenticationFailed',
      'InvalidProviderConfiguration',
      'TokenNotFound',
    ),
  ),
];

/** Where the text said nothing, the reason still tells what was tried. */
export const sourceFallbacks: readonly Rule[] = [
  rule('chart-pull', reason('ChartPullError')),
  rule(
    'source-ref-missing',
    reason('InvalidChartReference', 'EmptyGitRepository'),
  ),
  rule('artifact-missing', reason('SourceUnavailable', 'NoSourceArtifact')),
  rule('dependency-not-ready', reason('SourceFetchFailed')),
];

/** Somebody else pushed to the branch meanwhile. */
export const pushes: readonly Rule[] = [
  rule(
    'apply-conflict',
    kind('ImageUpdateAutomation'),
    /non-?fast-?forward|fetch first|stale info|cannot lock ref|failed to update ref|reference (?:has changed|already exists)/i,
  ),
  // Git servers refuse a ref of a push with their own words after it.
  rule(
    'source-auth',
    kind('ImageUpdateAutomation'),
    /command error on _: (?!.{0,80}(?:unpack|internal|timed? ?out|no space|service))/i,
  ),
];

import type { SegmentVerdict } from './SegmentVerdict';

/** What a failed fetch failed of, as people say it. */
const OF_FETCH: Record<string, string> = {
  'source-auth': 'credentials refused',
  'source-network': 'cannot be reached',
  'source-ref-missing': 'not there upstream',
  'chart-pull': 'chart cannot be pulled',
};

const OF_AUTOMATION: Record<string, string> = {
  ...OF_FETCH,
  'artifact-missing': 'its repository does not exist',
  'build-render': 'files cannot be updated',
  'apply-conflict': 'somebody else pushed',
};

const OF_POLICY: Record<string, string> = {
  ...OF_FETCH,
  'source-ref-missing': 'no tag fits',
  'dependency-not-ready': 'nothing was scanned',
};

/** Headlines that say what failed, and leave it to the words of the controller what of. */
const OPEN: Record<string, Record<string, string>> = {
  'fetch failed': OF_FETCH,
  'image scan failed': OF_FETCH,
  'no image chosen': OF_POLICY,
  'automation failed': OF_AUTOMATION,
};

const OF_REASON: Record<string, string> = {
  AccessDenied: 'access denied',
  FeatureGateDisabled: 'feature is switched off',
  GitOperationFailed: 'Git failed',
  SourceManagerFailed: 'its repository cannot be used',
  UpdateFailed: 'files cannot be updated',
};

/** The headline with what it failed of, where the class or else the reason tells that. */
export function headlineWithCause(
  { headline, message = '', reason = '' }: SegmentVerdict,
  failure: string,
): string {
  if (!Object.hasOwn(OPEN, headline)) {
    return headline;
  }
  // Who may read and not push has credentials that are accepted.
  const isPush = failure === 'source-auth' && /\bpush/i.test(message);
  const byReason =
    OF_REASON[reason] ??
    (failure === 'stalled' ? 'wrong configuration' : undefined);
  const cause = isPush ? 'push refused' : OPEN[headline][failure] ?? byReason;
  return cause ? `${headline}: ${cause}` : headline;
}

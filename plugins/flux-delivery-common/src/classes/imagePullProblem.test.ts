import fc from 'fast-check';
import { classifyFailure } from './classifyFailure';
import {
  imagePullProblem,
  type ImagePullProblemKind,
} from './imagePullProblem';

const GHCR = 'failed to resolve reference "ghcr.io/acme/api:1"';

/** What containerd, CRI-O and Docker say, and the cause that the class of the text has. */
const SAID: [ImagePullProblemKind | undefined, string | undefined, string][] = [
  [
    'auth',
    'source-auth',
    `${GHCR}: failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://ghcr.io/token: 401 Unauthorized`,
  ],
  [
    'auth',
    'source-auth',
    'pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
  ],
  [
    'auth',
    'source-auth',
    'initializing source docker://quay.io/a/b:1: reading manifest 1 in quay.io/a/b: unauthorized: access to the requested resource is not authorized',
  ],
  [
    'auth',
    'source-auth',
    'unexpected status from HEAD request to https://1.dkr.ecr.eu-west-1.amazonaws.com/v2/a/manifests/1: 403 Forbidden',
  ],
  [
    'notFound',
    'source-ref-missing',
    `rpc error: code = NotFound desc = ${GHCR}: ghcr.io/acme/api:1: not found`,
  ],
  [
    'notFound',
    'source-ref-missing',
    'reading manifest x in quay.io/acme/api: manifest unknown: manifest unknown',
  ],
  [
    'notFound',
    'source-ref-missing',
    'unexpected status from HEAD request to https://europe-docker.pkg.dev/v2/p/r/api/manifests/9: 404 Not Found',
  ],
  [
    'rateLimited',
    'source-network',
    '429 Too Many Requests - Server message: toomanyrequests: You have reached your pull rate limit.',
  ],
  ['rateLimited', 'source-network', 'toomanyrequests: Rate exceeded'],
  [
    'unreachable',
    'source-network',
    `${GHCR}: failed to do request: Head "https://ghcr.io/v2/": dial tcp: lookup ghcr.io: no such host`,
  ],
  [
    'unreachable',
    'source-network',
    `${GHCR}: failed to authorize: failed to fetch oauth token: Post "https://ghcr.io/token": dial tcp 1.2.3.4:443: i/o timeout`,
  ],
  [
    'unreachable',
    'source-network',
    `${GHCR}: failed to do request: Head "https://harbor.lan/v2/": tls: failed to verify certificate: x509: certificate signed by unknown authority`,
  ],
  [
    'unreachable',
    'source-network',
    'unexpected status from GET request to https://quay.io/v2/: 503 Service Unavailable',
  ],
  [
    'wrongPlatform',
    'source-ref-missing',
    'no matching manifest for linux/arm64/v8 in the manifest list entries',
  ],
  [
    'wrongPlatform',
    'source-ref-missing',
    'choosing image instance: no image found in manifest list for architecture arm64, variant "v8", OS linux',
  ],
  [
    'wrongPlatform',
    'source-ref-missing',
    'no match for platform in manifest: not found',
  ],
  [
    undefined,
    undefined,
    'Back-off pulling image "denied.example.com/not-found/rate-limit:401"',
  ],
];

describe('imagePullProblem', () => {
  it.each(SAID)('%s, as cause %s: %s', (kind, cause, said) => {
    const message = said.startsWith('Back-off')
      ? said
      : `Failed to pull image "ghcr.io/acme/api:1": ${said}`;
    expect(imagePullProblem(message)?.kind).toBe(kind);
    expect(
      classifyFailure({ kind: 'Pod', condition: 'Event', message }),
    ).toEqual({
      class: 'image-pull',
      segment: 'rollout',
      ...(cause && { cause: { class: cause, segment: 'rollout' } }),
    });
  });

  it('has words for a headline', () => {
    expect(imagePullProblem('429 Too Many Requests')).toEqual({
      kind: 'rateLimited',
      words: 'the registry limits how often may be pulled',
    });
  });

  it('takes any text', () => {
    fc.assert(
      fc.property(fc.string(), said => {
        expect(imagePullProblem(said)).toEqual(imagePullProblem(said));
      }),
    );
  });
});

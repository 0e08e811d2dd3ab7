import type { Observed } from '../kube/KubeObject';
import { revisionsOf } from './revisionsOf';

const COMMIT = `main@sha1:${'a'.repeat(40)}`;
const DIGEST = `1.8.3@sha256:${'b'.repeat(64)}`;

const git = (url: unknown) =>
  ({
    ref: { kind: 'GitRepository' },
    object: { spec: { url } },
  } as unknown as Observed);
const oci = (origin: unknown, revision = DIGEST) =>
  ({
    ref: { kind: 'OCIRepository' },
    object: {
      spec: { url: 'oci://registry.example.com/api' },
      status: {
        artifact: {
          revision,
          metadata: { 'org.opencontainers.image.source': origin },
        },
      },
    },
  } as unknown as Observed);

describe('the repository of a commit', () => {
  it.each([
    ['https://github.com/acme/fleet', 'https://github.com/acme/fleet'],
    ['ssh://git@github.com/acme/fleet', 'ssh://git@github.com/acme/fleet'],
    ['https://bot:s3cret@github.com/acme/x', 'https://github.com/acme/x'],
    ['https://ghp_token@github.com/acme/x', 'https://github.com/acme/x'],
    ['https://a:p@ss@github.com/acme/x', 'https://github.com/acme/x'],
    ['ssh://git:s3cret@github.com/acme/x', 'ssh://git@github.com/acme/x'],
    [7, undefined],
    ['', undefined],
  ])('is that of a GitRepository, without credentials: %j', (url, told) => {
    expect(revisionsOf(COMMIT, undefined, git(url)).repository).toBe(told);
  });

  it.each([
    ['https://github.com/acme/api', 'https://github.com/acme/api'],
    ['https://ci:s3cret@github.com/acme/api', 'https://github.com/acme/api'],
    ['file:///etc/passwd', undefined],
    [undefined, undefined],
    [{}, undefined],
  ])('is what an artifact says that it was made from: %j', (origin, told) => {
    expect(revisionsOf(DIGEST, undefined, oci(origin)).repository).toBe(told);
  });

  it('is not told by an artifact of another revision', () => {
    const other = `1.8.4@sha256:${'c'.repeat(64)}`;
    const source = oci('https://github.com/acme/api', other);
    expect(revisionsOf(DIGEST, undefined, source)).not.toHaveProperty(
      'repository',
    );
  });

  it('is not known without a source', () => {
    expect(revisionsOf(COMMIT)).not.toHaveProperty('repository');
  });
});

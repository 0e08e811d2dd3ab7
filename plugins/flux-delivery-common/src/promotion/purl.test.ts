import { readPurl } from './purl';

const DIGEST = `sha256:${'ab'.repeat(32)}`;

describe('a package URL', () => {
  it.each<[string, ReturnType<typeof readPurl>]>([
    [
      `pkg:oci/api@${encodeURIComponent(
        DIGEST,
      )}?repository_url=ghcr.io/acme/api&tag=1.8.3`,
      { version: { tag: '1.8.3', digest: DIGEST }, image: 'ghcr.io/acme/api' },
    ],
    [`pkg:oci/api@${DIGEST}`, { version: { digest: DIGEST } }],
    [
      'pkg:docker/acme/api@1.8.3',
      { version: { tag: '1.8.3' }, image: 'docker.io/acme/api' },
    ],
    [
      'pkg:docker/nginx@1.27',
      { version: { tag: '1.27' }, image: 'docker.io/library/nginx' },
    ],
    [
      'pkg:github/acme/api@234fd47e07d1004f0aed9c',
      {
        version: { commit: '234fd47e07d1004f0aed9c' },
        source: 'https://github.com/acme/api',
      },
    ],
    [
      'pkg:github/acme/api@v1.8.3',
      { version: { tag: 'v1.8.3' }, source: 'https://github.com/acme/api' },
    ],
    [
      'pkg:golang/mygit.com/acme/api@234fd47',
      { version: { commit: '234fd47' } },
    ],
    [
      'pkg:helm/api@1.2.3?repository_url=https://charts.example.com',
      { version: { chartVersion: '1.2.3' } },
    ],
    [
      'pkg:generic/api@1.2.3?vcs_url=https://git.example.com/api',
      { version: { tag: '1.2.3' }, source: 'https://git.example.com/api' },
    ],
    [
      'ghcr.io/acme/api:1.8.3',
      {
        image: 'ghcr.io/acme/api',
        version: { image: 'ghcr.io/acme/api:1.8.3' },
      },
    ],
    [DIGEST, { version: { digest: DIGEST } }],
    ['pkg:oci/api', undefined],
    ['pkg:', undefined],
    ['service/myapp', undefined],
    ['pkg:oci/%ZZ@%ZZ', { version: { tag: '%ZZ' } }],
    ['', undefined],
  ])('%s', (text, expected) => {
    expect(readPurl(text)).toEqual(expected);
  });
});

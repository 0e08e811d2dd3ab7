import { revisionParts, shortDigest, shortImage } from './formatRevision';

const COMMIT = '3fa2c1e0b7d94c55a1e86f02dd13a9c4b75e6f88';
const HASH = '9f2b7c41d0e6a8b35c17f4de92081ab6c3d5e7f90123456789abcdef01234567';

describe('revisionParts', () => {
  it('shows short and copies whole', () => {
    expect(
      revisionParts({
        raw: `main@sha1:${COMMIT}`,
        short: 'main 3fa2c1e',
        commit: COMMIT,
      }),
    ).toEqual([
      { what: 'commit', shown: '3fa2c1e', full: COMMIT },
      {
        what: 'raw',
        shown: `main@sha1:${COMMIT}`,
        full: `main@sha1:${COMMIT}`,
      },
    ]);
  });

  it('has each identifier once', () => {
    const digest = `sha256:${HASH}`;
    expect(revisionParts({ raw: digest, short: 'x', digest })).toEqual([
      { what: 'digest', shown: 'sha256:9f2b7c41d0e6…', full: digest },
    ]);
    expect(revisionParts({ raw: '1.8.3', short: '1.8.3' })).toEqual([
      { what: 'raw', shown: '1.8.3', full: '1.8.3' },
    ]);
  });
});

it('leaves short digests as they are', () => {
  expect(shortDigest('sha256:abc')).toBe('sha256:abc');
  expect(shortDigest('abc')).toBe('abc');
});

it.each([
  ['registry.example.com:5000/payments/api:1.8.3', 'payments/api:1.8.3'],
  ['localhost/api:1', 'api:1'],
  ['library/nginx', 'library/nginx'],
  ['nginx:1.27', 'nginx:1.27'],
  [`r.example.com/api:1@sha256:${HASH}`, 'api:1@sha256:9f2b7c41d0e6…'],
])('shows %s without its registry', (image, expected) => {
  expect(shortImage(image)).toBe(expected);
});

import fc from 'fast-check';
import { fixtureNames, loadFixture } from '../testUtils/loadFixture';
import type { SourceStatus } from './objects';
import {
  chartMatchesSource,
  parseRevision,
  readableRevision,
  sameRevision,
} from './revision';

const SHA = '3fa2c1e5d0a94c1b8f7e6d5c4b3a291807f6e5d4';
const DIGEST =
  '5a1c0f2d176f39b9e38fae1375e27fcc627e25685093a390678e4ef0d9abb9fc';
const commit = { algorithm: 'sha1', hash: SHA, commit: SHA };
const digest = {
  algorithm: 'sha256',
  hash: DIGEST,
  digest: `sha256:${DIGEST}`,
};

describe('parseRevision', () => {
  it.each([
    [`main@sha1:${SHA}`, { name: 'main', ...commit }],
    [`feature/x@sha1:${SHA}`, { name: 'feature/x', ...commit }],
    [`v1.2.3@sha1:${SHA}`, { name: 'v1.2.3', ...commit }],
    [`refs/heads/main@sha1:${SHA}`, { name: 'refs/heads/main', ...commit }],
    [`odd@name@sha1:${SHA}`, { name: 'odd@name', ...commit }],
    [`main@sha1:${SHA.toUpperCase()}`, { name: 'main', ...commit }],
    [`sha1:${SHA}`, commit],
    [`main@sha256:${DIGEST}`, { name: 'main', ...digest }],
    [`latest@sha256:${DIGEST}`, { name: 'latest', ...digest }],
    [`1.8.3@sha256:${DIGEST}`, { name: '1.8.3', ...digest }],
    [`sha256:${DIGEST}`, digest],
    [`main/${SHA}`, { name: 'main', ...commit }],
    [`feature/x/${SHA}`, { name: 'feature/x', ...commit }],
    [`v1.2.3/${SHA}`, { name: 'v1.2.3', ...commit }],
    [`HEAD/${SHA}`, commit],
    [SHA, commit],
    [`latest/${DIGEST}`, { name: 'latest', ...digest }],
    [DIGEST, digest],
    ['6.7.1', { chartVersion: '6.7.1' }],
    ['v6.7.1-rc.1', { chartVersion: 'v6.7.1-rc.1' }],
    [
      '6.7.1+4cbb4e60ee31',
      { chartVersion: '6.7.1', digestPrefix: '4cbb4e60ee31' },
    ],
    [
      '6.7.1+4cbb4e60ee31.2',
      { chartVersion: '6.7.1', digestPrefix: '4cbb4e60ee31', generation: 2 },
    ],
    ['1.8.0+1', { chartVersion: '1.8.0', generation: 1 }],
    ['1.8.0+build.7', { chartVersion: '1.8.0+build.7' }],
    ['main', { name: 'main' }],
    ['@', { name: '@' }],
    ['', {}],
  ])('takes %j apart', (raw, expected) => {
    expect(parseRevision(raw)).toEqual({ raw, ...expected });
  });

  it('takes anything, at any length, and keeps it', () => {
    const parts = fc.constantFrom(
      '@',
      '/',
      ':',
      '+',
      '.',
      'sha1',
      'HEAD',
      SHA,
      DIGEST,
      '1.2.3',
      'a',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(parts).map(some => some.join('')),
        ),
        raw => {
          expect(parseRevision(raw).raw).toBe(raw);
        },
      ),
    );
    for (const piece of ['@', '1.', '1.1.1-', '/', 'sha1:', '0', SHA]) {
      const long = piece.repeat(200_000);
      expect(parseRevision(long).raw).toBe(long);
    }
    expect(parseRevision(undefined as unknown as string)).toEqual({ raw: '' });
  });

  it('gives back name and hash of every current form', () => {
    const name = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._@/-]{0,40}$/);
    const hash = fc.stringMatching(/^[0-9a-f]{40}$/);
    fc.assert(
      fc.property(name, hash, (aName, aHash) => {
        expect(parseRevision(`${aName}@sha1:${aHash}`)).toMatchObject({
          name: aName,
          hash: aHash,
        });
      }),
    );
  });

  it('finds a hash in each artifact revision that was captured from Git, OCI and Buckets', () => {
    const revisions = fixtureNames()
      .flatMap(loadFixture)
      .filter(({ kind }) =>
        ['GitRepository', 'OCIRepository', 'Bucket'].includes(kind),
      )
      .map(
        ({ status }) =>
          (status as SourceStatus | undefined)?.artifact?.revision,
      )
      .filter(revision => revision !== undefined);
    expect(revisions.length).toBeGreaterThan(10);
    expect(revisions.filter(revision => !parseRevision(revision).hash)).toEqual(
      [],
    );
  });
});

describe('sameRevision', () => {
  it.each([
    [`main@sha1:${SHA}`, `refs/heads/main@sha1:${SHA}`, true],
    [`main/${SHA}`, `main@sha1:${SHA}`, true],
    [`main@sha1:${SHA}`, `main@sha1:${SHA.replace('3', '4')}`, false],
    [`latest@sha256:${DIGEST}`, `sha256:${DIGEST}`, true],
    ['1.8.3', '1.8.3', true],
    ['1.8.3', '1.8.3+1', false],
    ['1.8.3', `1.8.3@sha256:${DIGEST}`, false],
    ['main', `main@sha1:${SHA}`, false],
    ['', '', false],
    [undefined, undefined, false],
    [undefined, 'main', false],
  ])('%j and %j: %j', (a, b, expected) => {
    expect(sameRevision(a, b)).toBe(expected);
    expect(sameRevision(b, a)).toBe(expected);
  });

  it('is an equivalence on what is not empty', () => {
    const some = fc.constantFrom(
      ...[
        `main@sha1:${SHA}`,
        `main/${SHA}`,
        SHA,
        `sha1:${SHA}`,
        `x@sha256:${DIGEST}`,
        DIGEST,
      ],
      ...['1.0.0', '1.0.0+1', 'main', `HEAD/${SHA}`, 'v1'],
    );
    fc.assert(
      fc.property(some, some, some, (a, b, c) => {
        expect(sameRevision(a, a)).toBe(true);
        expect(sameRevision(a, b)).toBe(sameRevision(b, a));
        expect(
          sameRevision(a, b) && sameRevision(b, c) && !sameRevision(a, c),
        ).toBe(false);
      }),
    );
  });
});

describe('chartMatchesSource', () => {
  it.each([
    ['1.0.0+5a1c0f2d176f', `1.0.0@sha256:${DIGEST}`, true],
    ['1.0.0+5a1c0f2d176f', `stable@sha256:${DIGEST}`, true],
    ['1.0.0+000000000000', `1.0.0@sha256:${DIGEST}`, false],
    ['1.0.0', `1.0.0@sha256:${DIGEST}`, true],
    ['1.0.0', `stable@sha256:${DIGEST}`, false],
    ['1.0.0+build.x', `1.0.0_build.x@sha256:${DIGEST}`, true],
    ['1.0.0', '1.0.0', true],
    ['1.0.0+2', '1.0.0+1', false],
    ['1.0.0', undefined, false],
    [undefined, '1.0.0', false],
  ])('%j from %j: %j', (chart, source, expected) => {
    expect(chartMatchesSource(chart, source)).toBe(expected);
  });
});

describe('chartMatchesSource with the digest of the chart', () => {
  it.each([
    ['1.0.0', `stable@sha256:${DIGEST}`, `sha256:${DIGEST}`, true],
    ['1.0.0', `1.0.0@sha256:${DIGEST}`, `sha256:${'0'.repeat(64)}`, false],
    ['1.0.0', '1.0.0', `sha256:${DIGEST}`, true],
    ['1.0.0', `1.0.0@sha256:${DIGEST}`, 'no digest', true],
  ])('%j from %j, being %j: %j', (chart, source, chartDigest, expected) => {
    expect(chartMatchesSource(chart, source, chartDigest)).toBe(expected);
  });
});

describe('readableRevision', () => {
  it.each([
    [`main@sha1:${SHA}`, 'main 3fa2c1e', { commit: SHA, name: 'main' }],
    [
      `refs/heads/main@sha1:${SHA}`,
      'main 3fa2c1e',
      { commit: SHA, name: 'main' },
    ],
    [`refs/tags/v1@sha1:${SHA}`, 'v1 3fa2c1e', { commit: SHA, name: 'v1' }],
    [
      `refs/pull/1/head@sha1:${SHA}`,
      'PR 1 3fa2c1e',
      { commit: SHA, name: 'PR 1' },
    ],
    [
      `refs/merge-requests/7/head@sha1:${SHA}`,
      'MR 7 3fa2c1e',
      { commit: SHA, name: 'MR 7' },
    ],
    [`sha1:${SHA}`, '3fa2c1e', { commit: SHA }],
    [
      `stable@sha256:${DIGEST}`,
      'stable 5a1c0f2',
      { digest: `sha256:${DIGEST}`, name: 'stable' },
    ],
    [`sha256:${DIGEST}`, '5a1c0f2', { digest: `sha256:${DIGEST}` }],
    ['1.8.3', '1.8.3', { chartVersion: '1.8.3' }],
    ['1.8.3+2', '1.8.3+2', { chartVersion: '1.8.3' }],
    ['1.8.3+4cbb4e60ee31', '1.8.3 4cbb4e6', { chartVersion: '1.8.3' }],
    ['main', 'main', { name: 'main' }],
    ['refs/heads/', 'refs/heads/', { name: 'refs/heads/' }],
  ])('%j reads %j', (raw, short, rest) => {
    expect(readableRevision(raw)).toEqual({ raw, short, ...rest });
  });

  it('is absent for nothing', () => {
    expect(readableRevision(undefined)).toBeUndefined();
    expect(readableRevision('')).toBeUndefined();
  });
});

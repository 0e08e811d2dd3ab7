import fc from 'fast-check';
import { fixtureNames, loadFixture } from '../testUtils/loadFixture';
import { findCondition } from './conditions';
import { redact } from './redact';

const JWT = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJtZSJ9.c2lnbmF0dXJl';
const PEM =
  '-----BEGIN RSA PRIVATE KEY-----\nMIIEow\nabc==\n-----END RSA PRIVATE KEY-----';

/** As `~/.docker/config.json` is, in a line or in several. */
const dockerConfig = (indent?: string) =>
  Buffer.from(
    JSON.stringify(
      { auths: { 'registry.example.com': { auth: 'x:y' } } },
      null,
      indent,
    ),
  ).toString('base64');

describe('redact', () => {
  it.each([
    [
      `--docker-config=${dockerConfig()} --verbose`,
      '--docker-config=*** --verbose',
    ],
    [`config: ${dockerConfig('  ')}`, 'config: ***'],
    [`config: ${dockerConfig('\t')}`, 'config: ***'],
    [
      'https://user:hunter2@git.example.com/a.git',
      'https://***@git.example.com/a.git',
    ],
    ['https://user:p@ss@git.example.com/a', 'https://***@git.example.com/a'],
    ['ssh://git@git.example.com/a', 'ssh://***@git.example.com/a'],
    [
      'clone oci://tok3n@r.example.com: denied',
      'clone oci://***@r.example.com: denied',
    ],
    [
      'GET https://x.test/a?token=abc&b=1: 401',
      'GET https://x.test/a?token=***&b=1: 401',
    ],
    [
      'https://x.test/a?b=1&access_token=abc"',
      'https://x.test/a?b=1&access_token=***"',
    ],
    ['https://x.test/a?sv=1&sig=a%2Fb%3D', 'https://x.test/a?sv=1&sig=***'],
    [
      'https://x.test/?X-Amz-Credential=A/b&X-Amz-Signature=ff00',
      'https://x.test/?X-Amz-Credential=***&X-Amz-Signature=***',
    ],
    ['GITHUB_TOKEN=abcdef rest', 'GITHUB_TOKEN=*** rest'],
    ['{"password":"hunter2"}', '{"password":"***"}'],
    ['token: 0123456789abcdef0123 refused', 'token: *** refused'],
    ['Authorization: Bearer abcdefghijklmnop', 'Authorization: Bearer ***'],
    ['authorization=secretvalue', 'authorization=***'],
    ['Basic dXNlcjpwYXNzd29yZA==', 'Basic ***'],
    [`with ${JWT} in it`, 'with *** in it'],
    [`key ${'gh'}p_${'a1'.repeat(18)} leaked`, 'key *** leaked'],
    [`key github_${'pat'}_${'a1'.repeat(20)}.`, 'key ***.'],
    [`glpat-${'x'.repeat(20)}`, '***'],
    [`AKIA${'ABCD'.repeat(4)}`, '***'],
    [`a ${PEM} b`, 'a *** b'],
    ['cut -----BEGIN PRIVATE KEY-----\nMIIE', 'cut ***'],
  ])('takes the credential out of %j', (text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it.each([
    '',
    'Applied revision: main@sha1:3fa2c1e5d0a94c1b8f7e6d5c4b3a291807f6e5d4',
    'https://git.example.com/team/apps.git',
    'docker-pullable://nginx@sha256:718d2489176f39b9e38fae1375e27fcc627e25685093a390678e4ef0d9abb9fc',
    'registry.example.com:5000/shop/catalog@sha256:b4d13d1e97b59f6a86e6513b07ec161afc2b4b698e47aab62eae6f908f1688fd',
    'failed to fetch token: unauthorized: authentication required',
    'failed to get authentication secret \'flux-system/git\': secrets "git" not found',
    'secret: no-such-secret-in-this-namespace',
    'git@github.com:org/repo',
  ])('leaves %j alone', text => {
    expect(redact(text)).toBe(text);
  });

  it('leaves the messages of real controllers alone', () => {
    const messages = fixtureNames()
      .flatMap(loadFixture)
      .map(object => findCondition(object, 'Ready')?.message ?? '');
    expect(messages.filter(Boolean).length).toBeGreaterThan(100);
    expect(messages.filter(message => redact(message) !== message)).toEqual([]);
  });

  const pieces = fc.constantFrom(
    ...[
      '://',
      '@',
      'https',
      '?',
      '&',
      'token',
      'sig',
      '=',
      ':',
      ' ',
      '"',
      "'",
      '***',
      'eyJ',
      '.',
    ],
    ...[
      'Bearer ',
      'Basic ',
      'Authorization',
      '-----BEGIN PRIVATE KEY-----',
      '-----END ',
      'abc12345',
    ],
    ...[
      'password',
      'secret',
      '-----',
      'glpat-',
      'AKIA',
      'ABCDEFGHIJKLMNOP',
      'a'.repeat(20),
      '\n',
    ],
  );

  it('changes nothing the second time', () => {
    const texts = fc.oneof(
      fc.string(),
      fc.array(pieces, { maxLength: 14 }).map(parts => parts.join('')),
    );
    fc.assert(
      fc.property(texts, text => {
        const once = redact(text);
        expect(redact(once)).toBe(once);
      }),
      { numRuns: 5000 },
    );
  });

  it('never shows the password of a URL', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[A-Za-z0-9:@!$%^*+=_-]{6,40}$/),
        password => {
          expect(redact(`https://u:${password}@h.test/x`)).toBe(
            'https://***@h.test/x',
          );
        },
      ),
    );
  });

  it.each([
    'eyJaaaaaaaa-',
    '://a',
    '?token',
    '-----BEGIN PRIVATE KEY-----',
    'token: a',
    'a-',
    'Bearer ',
  ])('ends on a megabyte of %j', piece => {
    const text = piece.repeat(1_000_000 / piece.length);
    expect(redact(text).length).toBeLessThanOrEqual(text.length);
  });
});

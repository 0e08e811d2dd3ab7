import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { isSigned } from './signature';

const { signatureExample } = JSON.parse(
  readFileSync(
    require.resolve(
      '../../../flux-delivery-common/src/__fixtures__/objects/notifications.json',
    ),
    'utf8',
  ),
);
const KEY = 'example-key';
const BODY = Buffer.from('{"a":1}');
const hmac = (algorithm: string, key = KEY, bytes = BODY) =>
  createHmac(algorithm, key).update(bytes).digest('hex');

describe('a signature', () => {
  it('is the one that notification-controller makes', () => {
    expect(
      isSigned(
        Buffer.from(signatureExample.body),
        signatureExample['X-Signature'],
        [signatureExample.key],
      ),
    ).toBe(true);
  });

  it.each([
    ['sha256', `sha256=${hmac('sha256')}`],
    ['sha512', `sha512=${hmac('sha512')}`],
    ['hex in upper case', `sha256=${hmac('sha256').toUpperCase()}`],
  ])('may be %s', (_what, header) => {
    expect(isSigned(BODY, header, [KEY])).toBe(true);
  });

  it('may be of any secret that is configured, while they are rotated', () => {
    const header = `sha256=${hmac('sha256')}`;
    expect(isSigned(BODY, header, ['new', KEY])).toBe(true);
    expect(isSigned(BODY, header, [KEY, 'new'])).toBe(true);
    expect(isSigned(BODY, header, ['new'])).toBe(false);
    expect(isSigned(BODY, header, [])).toBe(false);
  });

  const flipped = hmac('sha256').replace(/^./, digit =>
    digit === '0' ? '1' : '0',
  );
  it.each<[string, string | undefined]>([
    ['missing', undefined],
    ['empty', ''],
    ['without an algorithm', hmac('sha256')],
    ['of sha1', `sha1=${hmac('sha1')}`],
    ['of md5', `md5=${hmac('md5')}`],
    ['of an unknown algorithm', `sha3=${hmac('sha256')}`],
    ['of a name of the prototype', `constructor=${hmac('sha256')}`],
    ['of an algorithm in upper case', `SHA256=${hmac('sha256')}`],
    ['sent twice', `sha256=${hmac('sha256')}, sha256=${hmac('sha256')}`],
    ['of another length', `sha256=${hmac('sha256').slice(2)}`],
    ['of the length of another algorithm', `sha256=${hmac('sha512')}`],
    ['sha512 of the length of sha256', `sha512=${hmac('sha256')}`],
    ['no hex', `sha256=${'g'.repeat(64)}`],
    ['with a space', ` sha256=${hmac('sha256')}`],
    ['off by one digit', `sha256=${flipped}`],
    ['of another key', `sha256=${hmac('sha256', 'other')}`],
    ['over the packed body', `sha256=${hmac('sha256', KEY, gzipSync(BODY))}`],
  ])('does not hold where it is %s', (_what, header) => {
    expect(isSigned(BODY, header, [KEY])).toBe(false);
  });

  it('does not hold for a body of which one byte is another', () => {
    const other = Buffer.from(BODY);
    other[1] += 1;
    expect(isSigned(other, `sha256=${hmac('sha256')}`, [KEY])).toBe(false);
  });
});

import { createHash } from 'crypto';
import fc from 'fast-check';
import { sha256 } from './sha256';

describe('sha256', () => {
  it('is that of the standard, for any text', () => {
    const standard = (text: string) =>
      createHash('sha256').update(text, 'utf8').digest('hex');
    for (let length = 0; length < 200; length += 1) {
      const text = 'ä'.repeat(length % 7) + 'x'.repeat(length);
      expect(sha256(text)).toBe(standard(text));
    }
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 500 }), text => {
        expect(sha256(text)).toBe(standard(text));
      }),
    );
  });
});

import { LineDecoder } from './LineDecoder';

function decode(chunks: Buffer[], max = 100) {
  const decoder = new LineDecoder(max);
  const lines = chunks.flatMap(chunk => [...decoder.push(chunk)]);
  return { lines, rest: decoder.end() };
}

describe('LineDecoder', () => {
  it('gives the same lines wherever the stream is cut', () => {
    const bytes = Buffer.from('first ✓\n\nsecond 🚀 ü\r\nrest é');
    const whole = decode([bytes]);
    expect(whole).toEqual({
      lines: ['first ✓', 'second 🚀 ü\r'],
      rest: 'rest é',
    });
    for (let a = 0; a <= bytes.length; a += 1) {
      for (let b = a; b <= bytes.length; b += 1) {
        expect(
          decode([
            bytes.subarray(0, a),
            bytes.subarray(a, b),
            bytes.subarray(b),
          ]),
        ).toEqual(whole);
      }
    }
  });

  it('refuses a line beyond the limit, however it comes, and not several shorter ones', () => {
    expect(() => decode([Buffer.from('12345'), Buffer.from('67')], 6)).toThrow(
      RangeError,
    );
    expect(decode([Buffer.from('12345\n123456\n')], 6).lines).toEqual([
      '12345',
      '123456',
    ]);
  });
});

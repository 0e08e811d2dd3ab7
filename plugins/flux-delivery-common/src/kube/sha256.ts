/** The first 32 bits of the fractional parts of the cube roots of the first 64 primes. */
const ROUNDS = roundConstants();

/**
 * SHA-256 of a text in UTF-8, as lower-case hex. Here because the core has neither Node nor the browser at hand.
 *
 * @public
 */
export function sha256(text: string): string {
  const words = padded(utf8(text));
  const state = [
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c,
    0x1f83d9ab, 0x5be0cd19,
  ];
  const schedule = new Int32Array(64);
  for (let block = 0; block < words.length; block += 16) {
    compress(state, schedule, words, block);
  }
  return state.map(word => (word >>> 0).toString(16).padStart(8, '0')).join('');
}

function compress(
  state: number[],
  schedule: Int32Array,
  words: Int32Array,
  block: number,
) {
  for (let at = 0; at < 64; at += 1) {
    if (at < 16) {
      schedule[at] = words[block + at];
    } else {
      const [early, late] = [schedule[at - 15], schedule[at - 2]];
      const small = rotate(early, 7) ^ rotate(early, 18) ^ (early >>> 3);
      const large = rotate(late, 17) ^ rotate(late, 19) ^ (late >>> 10);
      schedule[at] = schedule[at - 16] + small + schedule[at - 7] + large;
    }
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let at = 0; at < 64; at += 1) {
    const large = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const choice = (e & f) ^ (~e & g);
    const first = (h + large + choice + ROUNDS[at] + schedule[at]) | 0;
    const small = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    [h, g, f, e, d, c, b, a] = [
      g,
      f,
      e,
      (d + first) | 0,
      c,
      b,
      a,
      (first + small + majority) | 0,
    ];
  }
  [a, b, c, d, e, f, g, h].forEach((word, at) => {
    state[at] = (state[at] + word) | 0;
  });
}

function rotate(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits));
}

function padded(bytes: Uint8Array): Int32Array {
  const words = new Int32Array((((bytes.length + 8) >> 6) << 4) + 16);
  bytes.forEach((byte, at) => {
    words[at >> 2] |= byte << (24 - (at % 4) * 8);
  });
  words[bytes.length >> 2] |= 0x80 << (24 - (bytes.length % 4) * 8);
  words[words.length - 2] = Math.floor(bytes.length / 0x20000000);
  words[words.length - 1] = bytes.length << 3;
  return words;
}

/** The first byte of a character, by how many follow. */
const LEADING = [0, 0xc0, 0xe0, 0xf0];

function following(code: number): number {
  if (code < 0x800) {
    return 1;
  }
  return code < 0x10000 ? 2 : 3;
}

/** Half of a surrogate pair becomes U+FFFD, as everywhere. */
function utf8(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of text) {
    const point = character.codePointAt(0)!;
    const code = point >= 0xd800 && point <= 0xdfff ? 0xfffd : point;
    if (code < 0x80) {
      bytes.push(code);
    } else {
      const more = following(code);
      bytes.push(LEADING[more] | (code >> (6 * more)));
      for (let rest = more - 1; rest >= 0; rest -= 1) {
        bytes.push(0x80 | ((code >> (6 * rest)) & 0x3f));
      }
    }
  }
  return Uint8Array.from(bytes);
}

function roundConstants(): Int32Array {
  const constants = new Int32Array(64);
  for (let candidate = 2, found = 0; found < 64; candidate += 1) {
    let isPrime = true;
    for (let factor = 2; factor * factor <= candidate; factor += 1) {
      isPrime = isPrime && candidate % factor !== 0;
    }
    if (isPrime) {
      const root = Math.cbrt(candidate);
      constants[found] = Math.floor((root - Math.floor(root)) * 0x100000000);
      found += 1;
    }
  }
  return constants;
}

import { createHash } from 'node:crypto';

/**
 * Everything that looks random in a simulated cluster, drawn from a seed: the same scenario gives the same uids, digests and pod
 * names in every run.
 */
export class Random {
  private state: number;

  constructor(private readonly seed: string) {
    this.state = Number.parseInt(sha256(seed).slice(0, 8), 16);
  }

  /** A stream of its own, that draws in other streams do not disturb. */
  fork(name: string): Random {
    return new Random(`${this.seed}/${name}`);
  }

  /** At least `from`, less than `to`. */
  between(from: number, to: number): number {
    return from + this.next() * (to - from);
  }

  integer(from: number, to: number): number {
    return Math.floor(this.between(from, to));
  }

  uid(): string {
    const hex = sha256(`${this.seed}/uid/${this.next()}`);
    return [
      hex.slice(0, 8),
      hex.slice(8, 12),
      `4${hex.slice(13, 16)}`,
      `a${hex.slice(17, 20)}`,
      hex.slice(20, 32),
    ].join('-');
  }

  /** As Kubernetes makes suffixes of generated names: no vowels, nothing that reads like another letter. */
  suffix(length = 5): string {
    const letters = 'bcdfghjklmnpqrstvwxz2456789';
    return Array.from(
      { length },
      () => letters[this.integer(0, letters.length)],
    ).join('');
  }

  // mulberry32: small, and good enough for names and pauses.
  private next(): number {
    this.state = (this.state + 0x6d2b79f5) % 0x100000000;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1); // eslint-disable-line no-bitwise
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61); // eslint-disable-line no-bitwise
    return ((t ^ (t >>> 14)) >>> 0) / 0x100000000; // eslint-disable-line no-bitwise
  }
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

export function sha1(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}

/** The form of the suffix of a ReplicaSet: the letters that Kubernetes encodes a hash with. */
export function templateHash(template: unknown): string {
  const letters = 'bcdf456789';
  return sha256(JSON.stringify(template))
    .slice(0, 10)
    .split('')
    .map(digit => letters[Number.parseInt(digit, 16) % 10])
    .join('');
}

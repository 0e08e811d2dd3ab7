import { TokenBucket } from './TokenBucket';

describe('TokenBucket', () => {
  it('lets a burst through, then keeps the rate, and fills up again', () => {
    let now = 0;
    const bucket = new TokenBucket(10, { now: () => now });
    const waits = Array.from({ length: 22 }, () => bucket.take(1));
    expect(waits.slice(0, 20)).toEqual(Array(20).fill(0));
    expect(waits.slice(20)).toEqual([100, 200]);
    now = 10_000;
    expect(bucket.take(20)).toBe(0);
    expect(bucket.take(1)).toBe(100);
  });
});

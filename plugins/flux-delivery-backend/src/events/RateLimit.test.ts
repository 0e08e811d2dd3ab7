import { RateLimit } from './RateLimit';

function setUp(options: { perMinute: number; callers?: number }) {
  const clock = { now: 0 };
  return { clock, limit: new RateLimit({ ...options, now: () => clock.now }) };
}

describe('RateLimit', () => {
  it('lets ten seconds’ worth pass at once, then goes by its pace', () => {
    const { clock, limit } = setUp({ perMinute: 60 });
    const passed = () =>
      Array.from({ length: 20 }, () => limit.take('a')).filter(
        wait => wait === 0,
      ).length;
    expect(passed()).toBe(10);
    expect(limit.take('a')).toBe(1);
    clock.now = 3_000;
    expect(passed()).toBe(3);
    clock.now = 600_000;
    expect(passed()).toBe(10);
  });

  it('says how long to wait, also for a slow pace', () => {
    const { clock, limit } = setUp({ perMinute: 2 });
    expect(limit.take('a')).toBe(0);
    expect(limit.take('a')).toBe(30);
    clock.now = 29_000;
    expect(limit.waitOf('a')).toBe(1);
    clock.now = 30_000;
    expect(limit.take('a')).toBe(0);
  });

  it('tells callers apart', () => {
    const { limit } = setUp({ perMinute: 6 });
    expect([limit.take('a'), limit.take('a'), limit.take('b')]).toEqual([
      0, 10, 0,
    ]);
  });

  it('holds no more callers than it may', () => {
    const { limit } = setUp({ perMinute: 6, callers: 2 });
    limit.take('a');
    limit.take('b');
    limit.take('c');
    expect(limit.waitOf('b')).toBe(10);
    expect(limit.waitOf('a')).toBe(0);
  });

  it('is not fooled by a clock that goes back', () => {
    const { clock, limit } = setUp({ perMinute: 6 });
    clock.now = 60_000;
    limit.take('a');
    clock.now = 0;
    expect(limit.take('a')).toBe(10);
  });
});

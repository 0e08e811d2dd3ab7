import { spawn, type Process } from './process';
import { runInRealTime } from './runInRealTime';
import { VirtualClock } from './VirtualClock';

describe('VirtualClock', () => {
  it('runs what is due in order, each at its own instant', () => {
    const clock = new VirtualClock(0);
    const seen: string[] = [];
    const note = (name: string) => () => seen.push(`${name}@${clock.now()}`);
    clock.schedule(20, note('late'));
    clock.schedule(10, note('early'));
    clock.schedule(10, note('second'));
    clock.schedule(10, () => clock.schedule(5, note('caused')));
    clock.advance(25);
    expect(seen).toEqual(['early@10', 'second@10', 'caused@15', 'late@20']);
    expect(clock.now()).toBe(25);
  });

  it('takes a task off', () => {
    const clock = new VirtualClock(0);
    const run = jest.fn();
    clock.schedule(10, run)();
    clock.advance(100);
    expect(run).not.toHaveBeenCalled();
    expect(clock.nextDue()).toBeUndefined();
  });

  it('writes times with whole seconds', () => {
    expect(
      new VirtualClock(Date.parse('2026-01-10T09:00:00.750Z')).timestamp(),
    ).toBe('2026-01-10T09:00:00Z');
  });
});

describe('spawn', () => {
  it('carries a process on as time passes, until it is cancelled', () => {
    const clock = new VirtualClock(0);
    const steps: number[] = [];
    function* count(): Process {
      for (;;) {
        steps.push(clock.now());
        yield 10;
      }
    }
    const running = spawn(clock, count());
    clock.advance(25);
    running.cancel();
    clock.advance(100);
    expect(steps).toEqual([0, 10, 20]);
    expect(running.ended).toBe(true);
  });
});

describe('runInRealTime', () => {
  it('follows the time that it is given, and stops', () => {
    jest.useFakeTimers();
    try {
      const clock = new VirtualClock(1000);
      let now = 1000;
      const stop = runInRealTime(clock, () => now);
      now = 1500;
      jest.advanceTimersByTime(200);
      expect(clock.now()).toBe(1500);
      stop();
      now = 9000;
      jest.advanceTimersByTime(1000);
      expect(clock.now()).toBe(1500);
      expect(jest.getTimerCount()).toBe(0);
    } finally {
      jest.useRealTimers();
    }
  });
});

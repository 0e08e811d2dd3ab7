import { act, render, screen } from '@testing-library/react';
import { ClockContext, useTicking } from './useClock';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

let renders = 0;
function Minutes() {
  renders += 1;
  return <p>{useTicking(now => `${Math.floor(now / 60_000)} min`)}</p>;
}

it('ticks, renders only what changed, and stops with the last listener', () => {
  let time = 0;
  const clock = { now: () => time };
  const pass = (seconds: number) => {
    for (let i = 0; i < seconds; i++) {
      time += 1000;
      act(() => {
        jest.advanceTimersByTime(1000);
      });
    }
  };
  const { unmount } = render(
    <ClockContext.Provider value={clock}>
      <Minutes />
    </ClockContext.Provider>,
  );
  expect(screen.getByText('0 min')).toBeInTheDocument();
  pass(50);
  expect(renders).toBeLessThan(5);
  pass(10);
  expect(screen.getByText('1 min')).toBeInTheDocument();

  unmount();
  expect(jest.getTimerCount()).toBe(0);
});

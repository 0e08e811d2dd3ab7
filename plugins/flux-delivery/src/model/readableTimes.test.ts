import { readableTimes } from './readableTimes';

const NOW = Date.parse('2026-03-10T09:30:00Z');

it('shows exact times as a time of day, and leaves the rest as it is', () => {
  expect(
    readableTimes(
      'unreachable since 2026-03-10T08:52:13.436Z: tried 2026-03-09T07:00:00Z, port 6443',
      NOW,
      'UTC',
    ),
  ).toBe('unreachable since 08:52: tried 9 Mar, 07:00, port 6443');
  expect(readableTimes('version 2026-03-10', NOW, 'UTC')).toBe(
    'version 2026-03-10',
  );
});

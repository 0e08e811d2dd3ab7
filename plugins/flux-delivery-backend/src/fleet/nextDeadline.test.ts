import type { JudgedTarget } from 'backstage-plugin-flux-delivery-common';
import { nextDeadline } from './nextDeadline';

it('is the next time that is still to come, of all segments', () => {
  const target = (...segments: object[]) =>
    ({ segments } as unknown as JudgedTarget);
  const now = Date.parse('2026-11-21T06:00:00Z');
  expect(
    nextDeadline(
      [
        target({ expectedBy: '2026-11-21T05:59:00Z' }, {}),
        target({ retryAt: '2026-11-21T06:10:00Z' }),
        target({ expectedBy: '2026-11-21T06:05:00Z' }),
      ],
      now,
    ),
  ).toBe(Date.parse('2026-11-21T06:05:00Z'));
  expect(nextDeadline([target({})], now)).toBeUndefined();
});

import type {
  FleetRow,
  SummariesDto,
} from 'backstage-plugin-flux-delivery-common';
import { fleetEtag } from './fleetEtag';

const answer = (
  row: Partial<FleetRow>,
  rest: Partial<SummariesDto> = {},
): SummariesDto => ({
  observedAt: '2026-11-21T06:00:00Z',
  complete: true,
  clusters: [
    { name: 'prod-eu', state: 'synced', asOf: '2026-11-21T06:00:00Z' },
  ],
  items: [
    { entityRef: 'component:default/api', state: 'ok', ...row } as FleetRow,
  ],
  ...rest,
});

describe('the ETag of a list', () => {
  const before = fleetEtag(answer({ judgedAt: '2026-11-21T05:59:00Z' }));

  it('is the same whenever it was answered and judged', () => {
    expect(
      fleetEtag(
        answer(
          { judgedAt: '2026-11-21T06:01:00Z' },
          { observedAt: '2026-11-21T06:02:00Z' },
        ),
      ),
    ).toBe(before);
  });

  it('is another one where anything else is', () => {
    expect(fleetEtag(answer({ state: 'diverged' }))).not.toBe(before);
    expect(fleetEtag(answer({}, { complete: false }))).not.toBe(before);
    expect(fleetEtag(answer({}, { clusters: [] }))).not.toBe(before);
  });
});

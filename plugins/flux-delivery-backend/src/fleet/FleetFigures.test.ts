import { mockServices } from '@backstage/backend-test-utils';
import type { FleetPath } from 'backstage-plugin-flux-delivery-common';
import type { TargetFigures } from '../history/DeliveryFiguresReader';
import { FleetFigures } from './FleetFigures';

const NOW = Date.parse('2026-11-21T06:00:00Z');
const PATHS = [
  { entityRef: 'component:default/api', targets: [{ id: 'prod-eu~a' }] },
] as unknown as FleetPath[];

const figuresOf = (
  targetId: string,
  gaps = 0,
  succeeded = 1,
): TargetFigures => ({
  entityRef: 'component:default/api',
  targetId,
  succeeded,
  failed: 0,
  took: { sum: 20, of: 2 },
  lag: { sum: 0, of: 0 },
  gaps,
});

function reading(
  rows: TargetFigures[],
  beginning: string | undefined = '2026-11-01T00:00:00Z',
) {
  return new FleetFigures({
    reader: { between: async () => rows, beginning: async () => beginning },
    logger: mockServices.logger.mock(),
    now: () => NOW,
  });
}

const complete = async (figures: FleetFigures, unseenSince?: string) => {
  const told = await figures.of(PATHS, unseenSince);
  return [told?.day.complete, told?.week.complete];
};

describe('figures of a fleet', () => {
  it('are of the targets that are asked about', async () => {
    const figures = reading([
      figuresOf('prod-eu~a'),
      figuresOf('prod-eu~hidden', 1, 7),
    ]);
    expect(await figures.of(PATHS)).toMatchObject({
      day: { succeeded: 1, meanSeconds: 10, complete: true },
    });
  });

  it.each<[string, TargetFigures[], string | undefined, boolean[]]>([
    ['all was seen', [], '2026-11-13T06:00:00Z', [true, true]],
    [
      'a time was not seen',
      [figuresOf('prod-eu~a', 1)],
      '2026-11-01T00:00:00Z',
      [false, false],
    ],
    [
      'the ledger begins in the week',
      [],
      '2026-11-13T06:00:01Z',
      [true, false],
    ],
    ['the ledger begins today', [], '2026-11-21T05:00:00Z', [false, false]],
    ['nothing was seen yet', [], undefined, [false, false]],
  ])('say whether they are complete where %s', async (_, rows, begin, told) => {
    const figures = new FleetFigures({
      reader: { between: async () => rows, beginning: async () => begin },
      logger: mockServices.logger.mock(),
      now: () => NOW,
    });
    expect(await complete(figures)).toEqual(told);
  });

  it('are not complete while a cluster is not seen', async () => {
    expect(await complete(reading([]), '2026-11-21T05:30:00Z')).toEqual([
      false,
      true,
    ]);
    expect(await complete(reading([]), '2026-11-20T05:30:00Z')).toEqual([
      false,
      false,
    ]);
  });

  it('are not there where the ledger does not answer', async () => {
    const figures = new FleetFigures({
      reader: {
        between: async () => [],
        beginning: async () => {
          throw new Error('down');
        },
      },
      logger: mockServices.logger.mock(),
      now: () => NOW,
    });
    expect(await figures.of(PATHS)).toBeUndefined();
  });
});

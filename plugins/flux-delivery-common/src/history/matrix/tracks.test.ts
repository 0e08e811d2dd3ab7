import type { Delivery } from '../Delivery';
import { aDelivery } from '../__testUtils__/aDelivery';
import type { MatrixEnvironment } from './MatrixInput';
import { tracksOf } from './tracks';

const ENVIRONMENTS: MatrixEnvironment[] = [
  { name: 'staging', pinned: false },
  { name: 'prod', pinned: true },
];

let made = 0;
/** `row('prod', '1.2.3', '4.7.0')`: OCI artifact 1.2.3, which declares image 4.7.0, after the rows before it. */
function row(
  environment: string,
  artifact: string,
  image: string,
  of: Partial<Delivery> = {},
): Delivery {
  made += 1;
  const cluster = of.cluster ?? environment;
  return aDelivery({
    id: `d${made}`,
    environment,
    cluster,
    sequence: made,
    contentId: `${artifact} ${image}`,
    startedAt: new Date(Date.UTC(2026, 2, 10, 9, made)).toISOString(),
    revisions: { tag: artifact, digest: `sha256:${artifact}` },
    images: image
      ? [
          {
            workload: 'Deployment/api',
            container: 'api',
            declared: `registry.example.com/payments/api:${image}`,
            running: `sha256:${image}`,
          },
        ]
      : [],
    ...of,
  });
}

/** `prod: prod-eu+prod-us 1.2.3 | 4.7.0 | behind staging 1, 0`. */
const told = (
  deliveries: readonly Delivery[],
  environments: MatrixEnvironment[] = ENVIRONMENTS,
) =>
  tracksOf({ deliveries, environments }).map(
    ({ environment, groups, behind }) =>
      `${environment}: ${groups
        .map(
          ({ targets, artifact, waiting, images }) =>
            `${targets.map(({ cluster }) => cluster).join('+')} ${
              artifact?.title ?? '–'
            }${waiting ? ` (waits: ${waiting})` : ''} | ${images
              .map(({ declared }) => declared.split(':').pop())
              .join()}`,
        )
        .join('; ')}${
        behind
          ? ` | behind ${behind.environment} ${behind.artifacts}, ${behind.images}`
          : ''
      }`,
  );

describe('tracksOf', () => {
  it.each<[string, () => Delivery[], string[]]>([
    [
      'configuration alone: another artifact, the same image',
      () => [
        row('staging', '1.2.3', '4.7.0'),
        row('prod', '1.2.3', '4.7.0'),
        row('staging', '1.2.4', '4.7.0', { kind: 'configOnly' }),
      ],
      [
        'staging: staging 1.2.4 | 4.7.0',
        'prod: prod 1.2.3 | 4.7.0 | behind staging 1, 0',
      ],
    ],
    [
      'a new image in a new artifact is behind on both',
      () => [
        row('staging', '1.2.3', '4.7.0'),
        row('prod', '1.2.3', '4.7.0'),
        row('staging', '1.2.4', '4.7.0', { kind: 'configOnly' }),
        row('staging', '1.3.0', '4.8.0'),
      ],
      [
        'staging: staging 1.3.0 | 4.8.0',
        'prod: prod 1.2.3 | 4.7.0 | behind staging 2, 1',
      ],
    ],
    [
      'what was rolled back again is nothing to be behind of',
      () => [
        row('staging', '1.2.3', '4.7.0'),
        row('prod', '1.2.3', '4.7.0'),
        row('staging', '1.3.0', '4.8.0'),
        row('staging', '1.2.3', '4.7.0', { kind: 'rollback' }),
      ],
      [
        'staging: staging 1.2.3 | 4.7.0',
        'prod: prod 1.2.3 | 4.7.0 | behind staging 0, 0',
      ],
    ],
    [
      'what failed before it was applied is not there',
      () => [
        row('staging', '1.2.3', '4.7.0'),
        row('prod', '1.2.3', '4.7.0'),
        row('staging', '1.3.0', '4.8.0', { outcome: 'failed' }),
      ],
      [
        'staging: staging 1.2.3 | 4.7.0',
        'prod: prod 1.2.3 | 4.7.0 | behind staging 0, 0',
      ],
    ],
    [
      'an advance without a change moves the artifact and not the image',
      () => [
        row('staging', '1.2.3', '4.7.0'),
        row('prod', '1.2.3', '4.7.0'),
        row('staging', '1.2.4', '', { kind: 'noChange' }),
      ],
      [
        'staging: staging 1.2.4 | 4.7.0',
        'prod: prod 1.2.3 | 4.7.0 | behind staging 1, 0',
      ],
    ],
    [
      'an artifact that the environment before never had cannot be counted, its image can',
      () => [
        row('staging', '1.2.3', '4.7.0'),
        row('staging', '1.3.0', '4.8.0'),
        row('prod', '9.1.0', '4.7.0'),
      ],
      [
        'staging: staging 1.3.0 | 4.8.0',
        'prod: prod 9.1.0 | 4.7.0 | behind staging null, 1',
      ],
    ],
    [
      'nothing recorded before: the distance is not known',
      () => [row('prod', '1.2.3', '4.7.0')],
      ['prod: prod 1.2.3 | 4.7.0 | behind staging null, null'],
    ],
    [
      'targets that differ are told apart; the oldest counts',
      () => [
        row('staging', '1.2.3', '4.7.0'),
        row('prod', '1.2.3', '4.7.0', { cluster: 'prod-us' }),
        row('prod', '1.2.3', '4.7.0', { cluster: 'prod-eu' }),
        row('staging', '1.3.0', '4.8.0'),
        row('prod', '1.3.0', '4.8.0', { cluster: 'prod-eu' }),
      ],
      [
        'staging: staging 1.3.0 | 4.8.0',
        'prod: prod-eu 1.3.0 | 4.8.0; prod-us 1.2.3 | 4.7.0 | behind staging 1, 1',
      ],
    ],
    [
      'a change past Flux is on the image track alone',
      () => [
        row('staging', '1.2.3', '4.7.0'),
        row('prod', '1.2.3', '4.7.0'),
        row('staging', '1.2.3', '4.7.1-hotfix', { kind: 'outOfBand' }),
      ],
      [
        'staging: staging 1.2.3 | 4.7.1-hotfix',
        'prod: prod 1.2.3 | 4.7.0 | behind staging 0, 1',
      ],
    ],
    [
      'images that nobody told are not counted',
      () => [row('staging', '1.2.3', ''), row('prod', '1.2.3', '')],
      [
        'staging: staging 1.2.3 | ',
        'prod: prod 1.2.3 |  | behind staging 0, null',
      ],
    ],
    [
      'a gap is no version',
      () => [
        row('staging', '1.2.3', '4.7.0'),
        row('staging', '', '', {
          kind: 'gap',
          outcome: 'unknown',
          revisions: {},
        }),
      ],
      ['staging: staging 1.2.3 | 4.7.0'],
    ],
  ])('%s', (_what, rows, expected) => {
    expect(told(rows())).toEqual(expected);
  });

  it('tells targets alike together, and what waits at the source of one', () => {
    const rows = [
      row('prod', '1.2.3', '4.7.0', { cluster: 'prod-eu' }),
      row('prod', '1.2.3', '4.7.0', { cluster: 'prod-us' }),
    ];
    const prod = (of: Partial<MatrixEnvironment>) => [
      { name: 'prod', pinned: true, ...of },
    ];
    expect(told(rows, prod({}))).toEqual([
      'prod: prod-eu+prod-us 1.2.3 | 4.7.0',
    ]);
    expect(
      told(
        rows,
        prod({ waiting: [{ targetId: rows[1].targetId, what: '1.3.0' }] }),
      ),
    ).toEqual([
      'prod: prod-eu 1.2.3 | 4.7.0; prod-us 1.2.3 (waits: 1.3.0) | 4.7.0',
    ]);
  });

  it('names no artifact where Flux delivers nothing', () => {
    const bare = row('prod', '', '4.7.0', { applier: null, revisions: {} });
    const [{ groups }] = tracksOf({
      deliveries: [bare],
      environments: [{ name: 'prod', pinned: true }],
    });
    expect(groups[0].artifact).toBeUndefined();
    expect(groups[0].images).toEqual(bare.images);
  });
});

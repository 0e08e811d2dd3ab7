import type {
  MatrixDto,
  MatrixTargetDto,
} from 'backstage-plugin-flux-delivery-common';

const ENVIRONMENTS = [
  'development',
  'integration',
  'staging',
  'performance',
  'pre-production',
  'production',
];
const CLUSTERS = ['europe-west-1', 'us-east-1', 'ap-southeast-2'];
const VERSIONS = 20;
const FIRST_AT = Date.parse('2026-10-01T08:00:00Z');
const HOUR_MS = 3_600_000;

/** As large as the matrix has to hold: six environments of three clusters, and twenty versions with names as pipelines give them. */
export function wideMatrix(entityRef: string): MatrixDto {
  const versions = Array.from({ length: VERSIONS }, (_, at) => {
    const title = `2026.10.${VERSIONS - at}-rc.${at + 1}+build.4711`;
    return {
      key: title,
      title,
      identifiers: { tag: title },
      firstSeenAt: timeOf(VERSIONS - at),
      publishedOnly: false,
    };
  });
  return {
    entityRef,
    observedAt: timeOf(2 * VERSIONS),
    environments: ENVIRONMENTS.map(name => ({ name, pinned: false })),
    versions,
    cells: versions.flatMap(({ key }, row) =>
      ENVIRONMENTS.map((environment, column) => ({
        version: key,
        environment,
        targets: CLUSTERS.map((cluster, place) =>
          targetOf({
            environment,
            cluster,
            row,
            current: row === column + place,
          }),
        ),
      })),
    ),
    behind: [],
    tracks: [],
    notes: [],
    moreVersions: 0,
    store: 'ledger',
  };
}

function targetOf({
  environment,
  cluster,
  row,
  current,
}: {
  environment: string;
  cluster: string;
  row: number;
  current: boolean;
}): MatrixTargetDto {
  return {
    targetId: `${cluster}~kustomization~${environment}~payments-api`,
    cluster,
    deliveryId: `${row}`.padStart(16, '0'),
    outcome: row % 7 === 3 ? 'failed' : 'succeeded',
    kind: 'forward',
    current,
    at: timeOf(VERSIONS - row + 1),
    actor: {
      name: 'release-automation@example.com',
      type: 'automation',
      trust: 'claimed',
    },
    ...(current && { behind: row }),
  };
}

function timeOf(hours: number): string {
  return new Date(FIRST_AT + hours * HOUR_MS).toISOString();
}

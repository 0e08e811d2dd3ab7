import {
  matrixOf,
  toDeliveryDto,
  withActors,
} from 'backstage-plugin-flux-delivery-common';
import type {
  DeliveriesDto,
  Delivery,
  DeliveryDto,
  FindDto,
  MatrixDto,
  MatrixEnvironment,
  PathAtDto,
  Promotion,
  SegmentState,
  TagsDto,
} from 'backstage-plugin-flux-delivery-common';
import { ENTITY_REF, NOW, ago } from './scenarios';

const REGISTRY = 'registry.example.com/payments/payments-api';
const LINKS = {
  git: [
    {
      match: 'https://github.com/*',
      commit: '{url}/commit/{sha}',
      compare: '{url}/compare/{from}...{to}',
    },
  ],
};

const RELEASES: Record<string, { commit: string; digest: string }> = {
  '1.9.0-rc.2': { commit: '88d01ab', digest: 'c1' },
  '1.8.3': { commit: '3fa2c1e', digest: 'a3' },
  '1.8.2': { commit: '71b0d9e', digest: 'a2' },
  '1.7.9': { commit: '0c44e2f', digest: 'a1' },
};

/** `at(12)`: twelve minutes before the present of the fixtures. */
const minutes = (delivery: Partial<Record<'promoted' | 'fetched' | 'attempted' | 'applied' | 'rolledOut' | 'serving' | 'finished', number>>) =>
  Object.fromEntries(
    Object.entries(delivery).map(([step, before]) => [
      `${step}At`,
      ago(before as number),
    ]),
  );

let made = 0;
function row(
  environment: string,
  cluster: string,
  version: string,
  before: number,
  of: Partial<Delivery> = {},
): Delivery {
  made += 1;
  const { commit, digest } = RELEASES[version];
  return {
    id: `d${made}`,
    entityRef: ENTITY_REF,
    environment,
    cluster,
    targetId: `${cluster}~kustomization~flux-system~payments-api`,
    applier: {
      group: 'kustomize.toolkit.fluxcd.io',
      kind: 'Kustomization',
      namespace: 'flux-system',
      name: 'payments-api',
    },
    sequence: made,
    contentId: `${cluster} ${version}`,
    kind: 'forward',
    outcome: 'succeeded',
    revisions: {
      raw: `main@sha1:${commit.padEnd(40, '0')}`,
      commit: commit.padEnd(40, '0'),
      configDigest: `sha256:${version}`,
      repository: 'https://github.com/acme/payments-fleet',
    },
    images: [
      {
        workload: 'Deployment/payments-api',
        container: 'api',
        declared: `${REGISTRY}:${version}`,
        running: `sha256:${digest.padEnd(64, '0')}`,
      },
    ],
    actor: { name: '', type: 'unknown', trust: 'unknown' },
    startedAt: ago(before),
    ...minutes({
      fetched: before,
      attempted: before - 0.1,
      applied: before - 0.7,
      rolledOut: before - 3.5,
      serving: before - 3.6,
      finished: before - 3.6,
    }),
    backfilled: false,
    ...of,
  };
}

const DAY = 24 * 60;

export const PROMOTION: Promotion = {
  id: 'release-4812',
  entityRef: ENTITY_REF,
  environment: 'prod',
  from: 'staging',
  version: { tag: '1.8.3' },
  actor: { name: 'd.khan', type: 'human', trust: 'verified' },
  pipeline: {
    id: '4812',
    url: 'https://ci.example.com/4812',
    provider: 'github',
  },
  occurredAt: ago(16.7),
  recordedAt: ago(16.6),
  feed: 'api',
};

/** Oldest first, as they happened. */
const ROWS: Delivery[] = [
  row('staging', 'staging', '1.7.9', 12 * DAY + 60, { kind: 'baseline' }),
  row('prod', 'prod-dr', '1.7.9', 12 * DAY, { backfilled: true }),
  row('staging', 'staging', '1.8.2', 3 * DAY),
  row('prod', 'prod-eu', '1.8.2', 2 * DAY + 60),
  row('prod', 'prod-us', '1.8.2', 2 * DAY + 58),
  row('prod', 'prod-eu', '1.8.2', 2 * DAY, {
    kind: 'gap',
    outcome: 'unknown',
    finishedAt: ago(2 * DAY - 35),
    detail: 'prod-eu was not observed; at most 2 deliveries missed',
    images: [],
    revisions: {},
  }),
  row('staging', 'staging', '1.8.3', 22 * 60),
  row('prod', 'prod-us', '1.8.3', 16),
  row('prod', 'prod-eu', '1.8.3', 16, {
    outcome: 'failed',
    segment: 'reconcile',
    class: 'apply-rbac',
    message:
      'networkpolicies.networking.k8s.io is forbidden: User "team-payments" cannot patch resource',
    appliedAt: undefined,
    rolledOutAt: undefined,
    servingAt: undefined,
    finishedAt: ago(14),
  }),
  row('dev', 'dev-eu', '1.9.0-rc.2', 2, {
    outcome: 'inProgress',
    actor: {
      name: 'image-automation',
      type: 'automation',
      trust: 'claimed',
    },
    rolledOutAt: undefined,
    servingAt: undefined,
    finishedAt: undefined,
  }),
];

const PROMOTED = new Set(['prod 1.8.3']);

/** Newest first, each joined to what is known beside it. */
export const deliveries: DeliveryDto[] = ROWS.map((delivery, index) => {
  const previous = ROWS.slice(0, index)
    .reverse()
    .find(
      ({ targetId, kind }) => targetId === delivery.targetId && kind !== 'gap',
    );
  const version = delivery.images[0]?.declared.split(':').pop();
  return toDeliveryDto(delivery, {
    previous,
    promotion: PROMOTED.has(`${delivery.environment} ${version}`)
      ? PROMOTION
      : undefined,
    links: LINKS,
  });
}).reverse();

export const page: DeliveriesDto = {
  entityRef: ENTITY_REF,
  observedAt: ago(0),
  items: deliveries.filter(({ kind }) => kind !== 'gap' && kind !== 'baseline'),
  complete: false,
  store: 'ledger',
};

const ENVIRONMENTS: MatrixEnvironment[] = [
  { name: 'dev', pinned: false, consumes: { how: 'branch', text: 'main' } },
  { name: 'staging', pinned: false },
  {
    name: 'prod',
    pinned: true,
    consumes: { how: 'range', text: 'tags 1.x (range)' },
    heldBack: [{ cluster: 'prod-dr', what: '1.8.3', since: ago(12 * DAY) }],
    waiting: [
      {
        targetId: 'prod-dr~kustomization~flux-system~payments-api',
        what: '1.8.3',
      },
    ],
  },
];

export const matrix: MatrixDto = withActors(
  matrixOf({
  entityRef: ENTITY_REF,
  deliveries: ROWS,
  promotions: [
    PROMOTION,
    {
      ...PROMOTION,
      id: 'publish-1',
      environment: '',
      kind: 'published',
      version: { tag: '1.9.0' },
      occurredAt: ago(1),
    },
  ],
  environments: ENVIRONMENTS,
  now: ago(0),
  store: 'ledger',
}),
  new Map(deliveries.map(delivery => [delivery.id, delivery])),
);

/** Six environments, twenty versions, three clusters in the last two. */
export const largeMatrix: MatrixDto = matrixOf({
  entityRef: ENTITY_REF,
  deliveries: Array.from({ length: 24 }, (_, release) =>
    ['dev', 'test', 'staging', 'preprod', 'prod-canary', 'prod'].flatMap(
      (environment, at) =>
        (at < 4 ? [''] : ['-eu', '-us', '-ap']).flatMap((suffix, target) =>
          release <= 23 - 2 * at - target
            ? [
                row(
                  environment,
                  `${environment}${suffix}`,
                  '1.8.3',
                  (24 - release) * 120 - at * 10,
                  {
                    contentId: `${environment}${suffix} ${release}`,
                    revisions: { tag: `2.${release}.0` },
                    images: [],
                  },
                ),
              ]
            : [],
        ),
    ),
  ).flat(),
  promotions: [],
  environments: ['dev', 'test', 'staging', 'preprod', 'prod-canary', 'prod'].map(
    name => ({ name, pinned: name.startsWith('prod') }),
  ),
  now: ago(0),
  store: 'ledger',
});

const state = (of: Partial<SegmentState>): SegmentState => ({
  segment: 'promotion',
  verdict: 'ok',
  headline: '1.8.2',
  summary: 'As promoted.',
  ...of,
});

const HEALTHY: SegmentState[] = [
  state({}),
  state({ segment: 'source', headline: 'main 71b0d9e' }),
  state({ segment: 'reconcile', headline: 'applied' }),
  state({ segment: 'rollout', headline: '6/6 ready' }),
  state({ segment: 'traffic', headline: '100 % on 1.8.2' }),
];

export const pathAt = (at: string): PathAtDto => ({
  entityRef: ENTITY_REF,
  at,
  observedAt: ago(0),
  knownSince: ago(12 * DAY + 60),
  store: 'ledger',
  notKnown: [],
  environments: [
    {
      name: 'staging',
      pinned: false,
      verdict: 'ok',
      targets: [
        {
          targetId: 'staging~kustomization~flux-system~payments-api',
          cluster: 'staging',
          applier: ROWS[0].applier,
          segments: HEALTHY,
          verdict: 'ok',
          judgedAt: ago(2 * DAY + 600),
          applied: deliveries[deliveries.length - 3],
          notKnown: [],
        },
      ],
    },
    {
      name: 'prod',
      pinned: true,
      verdict: 'unknown',
      targets: [
        {
          targetId: 'prod-eu~kustomization~flux-system~payments-api',
          cluster: 'prod-eu',
          applier: ROWS[0].applier,
          segments: HEALTHY.map(each => ({
            segment: each.segment,
            verdict: 'unknown' as const,
            unknownReason: 'noEvidence' as const,
            headline: 'not seen',
            summary: 'Nothing was seen from 09:30 to 10:05.',
          })),
          verdict: 'unknown',
          applied: deliveries[deliveries.length - 4],
          notKnown: ['Nothing was seen from 09:30 to 10:05.'],
        },
      ],
    },
  ],
});

export const found: FindDto = {
  query: '3fa2c1e',
  readAs: [{ kind: 'commit', value: '3fa2c1e' }],
  ambiguous: false,
  truncated: false,
  items: [
    {
      entityRef: ENTITY_REF,
      title: '1.8.3',
      identifiers: [
        { kind: 'commit', value: '3fa2c1e'.padEnd(40, '0') },
        { kind: 'tag', value: '1.8.3' },
      ],
      edges: [],
      because: 'commit 3fa2c1e…',
      exact: true,
      promotions: [
        {
          id: PROMOTION.id,
          environment: 'prod',
          occurredAt: PROMOTION.occurredAt,
          actor: PROMOTION.actor,
        },
      ],
      deliveries: [
        {
          id: 'd8',
          environment: 'prod',
          cluster: 'prod-us',
          targetId: 'prod-us~kustomization~flux-system~payments-api',
          outcome: 'succeeded',
          kind: 'forward',
          startedAt: ago(16),
          current: true,
        },
      ],
    },
  ],
};

export const observedAt = new Date(NOW).toISOString();

export const tags: TagsDto = {
  entityRef: ENTITY_REF,
  observedAt: ago(0),
  environments: [],
  complete: true,
  moves: [
    {
      tag: 'stable',
      repository: REGISTRY,
      environment: 'prod',
      cluster: 'prod-us',
      targetId: 'prod-us~kustomization~flux-system~payments-api',
      from: `sha256:${'a2'.repeat(32)}`,
      to: `sha256:${'a3'.repeat(32)}`,
      at: ago(16),
      seen: true,
      actor: { name: '', type: 'unknown', trust: 'unknown' },
      deliveryId: 'd8',
      summary: 'stable moved',
    },
  ],
};

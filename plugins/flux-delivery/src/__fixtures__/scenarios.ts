import { SEGMENTS } from 'backstage-plugin-flux-delivery-common';
import type {
  DeliveryPathDto,
  DivergenceDto,
  EnvironmentDto,
  Evidence,
  ObjectDetailsDto,
  ObjectRef,
  OwnedDto,
  Segment,
  Narrative,
  Runbook,
  SegmentDto,
  SegmentVerdict,
  TargetDto,
} from 'backstage-plugin-flux-delivery-common';
import { triageIn } from './triageIn';

/** The moment at which all scenarios are looked at. */
export const NOW = Date.parse('2026-03-10T09:30:00Z');

export const ENTITY_REF = 'component:default/payments-api';

const COMMIT = '3fa2c1e0b7d94c55a1e86f02dd13a9c4b75e6f88';
export const DIGEST =
  'sha256:9f2b7c41d0e6a8b35c17f4de92081ab6c3d5e7f90123456789abcdef01234567';

export const PLATFORM = 'group:default/platform';
const PAYMENTS = 'group:default/payments';

export const OWNERS: DeliveryPathDto['owners'] = {
  [PLATFORM]: {
    title: 'Platform',
    kind: 'group',
    exists: true,
    contacts: [
      {
        type: 'onCall',
        title: 'Platform on call',
        url: 'https://oncall.example.com/platform',
      },
      {
        type: 'chat',
        title: '#platform',
        url: 'https://chat.example.com/platform',
      },
      {
        type: 'mail',
        title: 'platform@example.com',
        url: 'mailto:platform@example.com',
      },
    ],
  },
  [PAYMENTS]: { title: 'Payments', kind: 'group', exists: true, contacts: [] },
};

export function ago(minutes: number): string {
  return new Date(NOW - minutes * 60_000).toISOString();
}

export function applierRef(cluster: string): ObjectRef {
  return {
    cluster,
    group: 'kustomize.toolkit.fluxcd.io',
    kind: 'Kustomization',
    namespace: 'flux-system',
    name: 'payments-api',
  };
}

function workloadRef(cluster: string): ObjectRef {
  return {
    cluster,
    group: 'apps',
    kind: 'Deployment',
    namespace: 'payments',
    name: 'payments-api',
  };
}

function evidence(object: ObjectRef, field: string, value: string): Evidence {
  return { object, field, value, observedAt: ago(0.1) };
}

function healthySegments(cluster: string): SegmentDto[] {
  const applier = applierRef(cluster);
  const workload = workloadRef(cluster);
  const source: ObjectRef = {
    ...applier,
    group: 'source.toolkit.fluxcd.io',
    kind: 'GitRepository',
    name: 'fleet',
  };
  const revision = {
    raw: `main@sha1:${COMMIT}`,
    short: 'main 3fa2c1e',
    commit: COMMIT,
    name: 'main',
  };
  const facts: Record<Segment, Omit<SegmentVerdict, 'segment' | 'verdict'>> = {
    promotion: {
      headline: '1.8.3',
      summary: 'The environment consumes tag 1.8.3',
      detail: 'tag of main',
      at: ago(16),
      atWord: 'seen',
      evidence: [evidence(source, 'spec.ref.branch', 'main')],
    },
    source: {
      headline: 'main 3fa2c1e',
      summary: 'GitRepository fleet holds main 3fa2c1e',
      at: ago(15),
      atWord: 'fetched',
      revision,
      evidence: [
        evidence(source, 'status.artifact.revision', `main@sha1:${COMMIT}`),
      ],
    },
    reconcile: {
      headline: 'applied',
      summary: 'Kustomization payments-api applied main 3fa2c1e',
      at: ago(14),
      atWord: 'applied',
      revision,
      evidence: [
        evidence(applier, 'status.lastAppliedRevision', revision.raw),
        evidence(applier, 'status.conditions[Ready].status', 'True'),
      ],
    },
    rollout: {
      headline: '6/6 ready',
      summary: 'All 6 replicas of Deployment payments-api run the applied spec',
      at: ago(12),
      evidence: [evidence(workload, 'status.updatedReplicas', '6')],
    },
    traffic: {
      headline: '100 % on 1.8.3',
      summary: 'All 6 ready endpoints run 1.8.3',
      detail: '6 endpoints, by digest',
      evidence: [
        evidence(
          {
            ...workload,
            group: 'discovery.k8s.io',
            kind: 'EndpointSlice',
            name: 'payments-api-x2v',
          },
          'endpoints',
          '6 ready',
        ),
      ],
    },
  };
  return SEGMENTS.map(segment => ({
    segment,
    verdict: 'ok',
    owner: ['promotion', 'source'].includes(segment) ? PLATFORM : PAYMENTS,
    ownerBecause: ['promotion', 'source'].includes(segment)
      ? 'the platform group owns shared sources'
      : 'the entity’s owner',
    ...facts[segment],
  }));
}

function narrative(
  title: string,
  changes: Partial<Narrative['clauses']> = {},
): Narrative {
  const clauses = {
    promotion: 'main resolves to 3fa2c1e.',
    source: 'main 3fa2c1e was fetched and applied.',
    change: 'It declares 1.8.3.',
    rollout: '3/3 ready; 100 % on 1.8.3.',
    divergence: 'No divergence was found.',
    ...changes,
  };
  const lines = Object.values(clauses);
  return {
    clauses,
    text: [title, ...lines].join('\n'),
    markdown: [`**${title}**`, ...lines.map(line => `- ${line}`)].join('\n'),
  };
}

function runbook(cluster: string, segment: Segment): Runbook {
  const where = `--context ${cluster} -n flux-system`;
  return {
    class: 'apply-rbac',
    segment,
    meaning: 'The service account that Flux applies with lacks a right.',
    url: 'https://wiki.example.com/runbooks/apply-rbac',
    urlBecause: 'fluxDelivery.runbooks[0]: class apply-rbac',
    checks: [
      {
        plane: 'control',
        title: 'What Flux was refused',
        command: `flux ${where} events --for Kustomization/payments-api`,
        expect: 'no Warning since the last change',
        next: 'note verb and resource of the refusal',
      },
      {
        plane: 'control',
        title: 'Whether the role allows it',
        command: `kubectl --context ${cluster} -n payments auth can-i patch networkpolicies --as system:serviceaccount:payments:team-payments`,
        expect: 'yes',
        next: 'grant it in the tenant’s role, or take the object out',
      },
      {
        plane: 'data',
        title: 'Whether users notice',
        expect: 'the previous version serves',
        next: 'treat it as an outage',
      },
    ],
  };
}

export function target(
  cluster: string,
  overrides: Partial<TargetDto> = {},
): TargetDto {
  const applier = applierRef(cluster);
  const told: Omit<TargetDto, 'triage'> = {
    id: `${cluster}.payments-api`,
    cluster,
    applier: {
      kind: applier.kind,
      namespace: applier.namespace,
      name: applier.name,
      group: applier.group,
    },
    delivered: 'flux',
    binding: 'label',
    because:
      'label backstage.io/kubernetes-id on Deployment/payments/payments-api',
    becauseAll: [
      'label backstage.io/kubernetes-id on Deployment/payments/payments-api',
    ],
    environmentBecause: `cluster ${cluster} matches the rule of its environment`,
    segments: healthySegments(cluster),
    divergence: null,
    narrative: narrative(`payments-api on ${cluster}`),
    notes: [],
    sources: [
      {
        ref: {
          ...applier,
          group: 'source.toolkit.fluxcd.io',
          kind: 'GitRepository',
          name: 'fleet',
        },
        because: 'spec.sourceRef of the Kustomization',
        exists: true,
        links: [
          { title: 'Commit 3fa2c1e', url: `https://git.example.com/${COMMIT}` },
        ],
      },
    ],
    parents: [
      {
        ref: { ...applier, name: 'apps' },
        because: 'owner label on the Kustomization',
        exists: true,
      },
    ],
    workloads: [
      {
        ref: workloadRef(cluster),
        because: 'in the inventory of the Kustomization',
        exists: true,
        verdict: 'ok',
        headline: '6/6 ready',
        images: [
          {
            container: 'api',
            declared: 'registry.example.com/payments/api:1.8.3',
            running: [
              {
                digest: DIGEST,
                pods: 6,
                image: 'registry.example.com/payments/api:1.8.3',
              },
            ],
          },
        ],
        podsAsOf: ago(0.2),
      },
    ],
    services: [
      {
        ref: { ...workloadRef(cluster), group: '', kind: 'Service' },
        because: 'its selector matches the pods of the Deployment',
        exists: true,
      },
    ],
    routes: [],
    imageAutomation: [],
    ownedCount: 14,
    commands: [
      {
        title: 'Status',
        command: `flux --context ${cluster} -n flux-system get kustomizations payments-api`,
      },
    ],
    recordedDivergence: null,
    ...overrides,
  };
  return { triage: triageIn(told), ...told };
}

/** The healthy target with some segments replaced; a diverged or suspended `first` becomes the divergence. */
export function brokenTarget(
  cluster: string,
  changes: Partial<Record<Segment, Partial<SegmentVerdict>>>,
  first?: Segment,
  overrides: Partial<TargetDto> = {},
): TargetDto {
  const segments = healthySegments(cluster).map(segment => ({
    ...segment,
    ...changes[segment.segment],
  }));
  const diverged = segments.find(({ segment }) => segment === first);
  return target(cluster, {
    segments,
    divergence: diverged
      ? {
          segment: diverged.segment,
          verdict: diverged.verdict,
          since: diverged.since,
          summary: diverged.summary,
          message: diverged.message,
          object: applierRef(cluster),
          firstResponder: PLATFORM,
          responderTeam: 'platform',
          because: 'class apply-rbac: the wiring of Flux is the platform’s',
          rollbackOwner: {
            owner: PLATFORM,
            because: 'the platform group owns the way back to what ran before',
          },
          fixOwner: { owner: PAYMENTS, because: 'the entity’s owner' },
          runbook: runbook(cluster, diverged.segment),
        }
      : null,
    ...overrides,
  });
}

export function environment(
  name: string,
  targets: TargetDto[],
  overrides: Partial<EnvironmentDto> = {},
): EnvironmentDto {
  return {
    name,
    assigned: true,
    pinned: false,
    verdict: 'ok',
    targets,
    differences: [],
    ...overrides,
  };
}

export function path(
  overrides: Partial<DeliveryPathDto> = {},
): DeliveryPathDto {
  return {
    entityRef: ENTITY_REF,
    observedAt: ago(0),
    headline: '1.8.3 everywhere since 09:18',
    verdict: 'ok',
    environments: [
      environment('staging', [target('staging')]),
      environment('prod', [target('prod-eu'), target('prod-us')], {
        pinned: true,
      }),
    ],
    clusters: ['staging', 'prod-eu', 'prod-us'].map(name => ({
      name,
      state: 'synced',
      asOf: ago(0),
    })),
    narrative: narrative('payments-api'),
    annotationErrors: [],
    owners: OWNERS,
    mayRecordDivergence: true,
    ...overrides,
  };
}

export const healthy = path();

export const applyRefused = brokenTarget(
  'prod-eu',
  {
    reconcile: {
      verdict: 'diverged',
      headline: 'apply refused',
      summary: 'Flux may not apply NetworkPolicy payments/payments-egress',
      at: undefined,
      since: ago(14),
      retryAt: ago(-1),
      reason: 'ReconciliationFailed',
      message:
        'NetworkPolicy/payments/payments-egress dry-run failed (Forbidden): networkpolicies.networking.k8s.io "payments-egress" is forbidden: User "system:serviceaccount:payments:team-payments" cannot patch resource "networkpolicies"',
    },
    rollout: {
      headline: '6/6 on 1.8.2',
      consequenceOf: 'reconcile',
      at: undefined,
    },
    traffic: {
      headline: '100 % on 1.8.2',
      consequenceOf: 'reconcile',
      detail: undefined,
    },
  },
  'reconcile',
);

function unreachableTarget(cluster: string): TargetDto {
  const hidden: Partial<SegmentVerdict> = {
    verdict: 'unknown',
    unknownReason: 'unreachable',
    headline: 'Cluster unreachable',
    summary: 'The cluster does not answer since 08:52: connection refused',
    detail: 'connection refused',
    since: ago(38),
    at: undefined,
    revision: undefined,
    lastKnown: { verdict: 'ok', headline: '1.8.2, all ok', at: ago(38) },
    evidence: [],
  };
  return brokenTarget(cluster, {
    source: hidden,
    reconcile: hidden,
    rollout: hidden,
    traffic: hidden,
  });
}

const inProgress = brokenTarget('dev-eu', {
  promotion: { headline: '1.9.0-rc.2', detail: 'automation' },
  rollout: {
    verdict: 'inProgress',
    headline: '2 of 3 updated',
    summary: '2 of 3 replicas run the new spec',
    at: undefined,
    expectedBy: ago(-3),
  },
  traffic: {
    verdict: 'inProgress',
    headline: '66 % on rc.2',
    summary: '2 of 3 ready endpoints run 1.9.0-rc.2',
    detail: 'rest on rc.1',
  },
});

const suspended = brokenTarget('prod-dr', {
  reconcile: {
    verdict: 'suspended',
    headline: 'suspended 12 d',
    summary: 'Kustomization payments-api is suspended since 12 days',
    detail: 'a.ruiz (claimed): “DR drill”',
    at: undefined,
  },
  rollout: { headline: '2/2 on 1.7.9', at: ago(17280) },
  traffic: {
    verdict: 'notObserved',
    headline: 'no route here',
    summary: 'No Service selects these pods',
    detail: undefined,
    evidence: [],
  },
});

export const diverged = path({
  headline: '1.8.3 has not reached prod-eu: Flux may not apply it',
  verdict: 'diverged',
  narrative: narrative('payments-api', {
    rollout:
      'prod-us complete (6/6 ready); prod-eu not started, 6/6 still on 1.8.2.',
    divergence:
      'prod-eu refused the apply: service account team-payments cannot patch networkpolicies.',
  }),
  environments: [
    environment('dev', [inProgress], { verdict: 'inProgress' }),
    environment('staging', [target('staging')]),
    environment(
      'prod',
      [
        target('prod-us'),
        applyRefused,
        unreachableTarget('prod-ap'),
        suspended,
      ],
      {
        verdict: 'diverged',
        pinned: true,
        differences: [
          'prod-eu and prod-ap serve 1.8.2, prod-us serves 1.8.3, prod-dr runs 1.7.9',
        ],
      },
    ),
  ],
  clusters: [
    ...['dev-eu', 'staging', 'prod-eu', 'prod-us', 'prod-dr'].map(name => ({
      name,
      state: 'synced' as const,
      asOf: ago(0),
    })),
    {
      name: 'prod-ap',
      state: 'unreachable',
      since: ago(38),
      lastError: 'connect ECONNREFUSED',
    },
  ],
});

/** One broken target, with another answer to whose move it is. */
export function divergedWith(change: Partial<DivergenceDto>): DeliveryPathDto {
  const { divergence } = applyRefused;
  return path({
    headline: diverged.headline,
    verdict: 'diverged',
    narrative: diverged.narrative,
    environments: [
      environment('prod', [
        {
          ...applyRefused,
          divergence: divergence && { ...divergence, ...change },
        },
      ]),
    ],
  });
}

/** One path for each segment that can diverge first. */
export function divergedAt(segment: Segment): DeliveryPathDto {
  const later = SEGMENTS.slice(SEGMENTS.indexOf(segment) + 1);
  const changes: Partial<Record<Segment, Partial<SegmentVerdict>>> =
    Object.fromEntries(
      later.map(each => [each, { consequenceOf: segment, at: undefined }]),
    );
  changes[segment] = {
    verdict: 'diverged',
    headline: `${segment} failed`,
    summary: `What ${segment} should be is not what it is`,
    message: `error in ${segment}`,
    since: ago(7),
    at: undefined,
  };
  return path({
    headline: `prod-eu diverged at ${segment}`,
    verdict: 'diverged',
    narrative: narrative('payments-api', {
      divergence: `prod-eu diverged at ${segment}.`,
    }),
    environments: [
      environment('prod', [brokenTarget('prod-eu', changes, segment)], {
        verdict: 'diverged',
      }),
    ],
  });
}

export const suspendedBehind = path({
  headline: 'prod-eu is suspended and withholds 1.8.3',
  verdict: 'suspended',
  narrative: narrative('payments-api', {
    divergence: 'prod-eu is suspended since 12 days; main 3fa2c1e waits.',
  }),
  environments: [
    environment(
      'prod',
      [
        brokenTarget(
          'prod-eu',
          {
            reconcile: {
              verdict: 'suspended',
              headline: 'suspended',
              summary: 'A person suspended Kustomization payments-api',
              since: ago(17280),
              at: undefined,
              newer: {
                raw: `main@sha1:${COMMIT}`,
                short: 'main 3fa2c1e',
                commit: COMMIT,
              },
            },
            rollout: { consequenceOf: 'reconcile' },
            traffic: { consequenceOf: 'reconcile' },
          },
          'reconcile',
        ),
      ],
      { verdict: 'suspended' },
    ),
  ],
});

export const allUnreachable = path({
  headline: 'Nothing is known of prod-eu since 08:52',
  verdict: 'unknown',
  environments: [
    environment('prod', [unreachableTarget('prod-eu')], { verdict: 'unknown' }),
  ],
  clusters: [
    {
      name: 'prod-eu',
      state: 'unreachable',
      since: ago(38),
      lastError: 'connect ETIMEDOUT',
    },
  ],
});

export const forbiddenKind = path({
  headline: 'The rollout in prod-eu cannot be seen',
  verdict: 'unknown',
  environments: [
    environment(
      'prod',
      [
        brokenTarget('prod-eu', {
          rollout: {
            verdict: 'unknown',
            unknownReason: 'forbidden',
            headline: 'may not be read',
            summary: 'The cluster refuses to list Deployments',
            at: undefined,
            detail: 'forbidden',
          },
        }),
      ],
      { verdict: 'unknown' },
    ),
  ],
});

export const notAuthorized = path({
  headline: 'prod-eu is not authorized for this component',
  verdict: 'unknown',
  environments: [
    environment(
      'prod',
      [
        brokenTarget(
          'prod-eu',
          Object.fromEntries(
            SEGMENTS.map(segment => [
              segment,
              {
                verdict: 'unknown',
                unknownReason: 'notAuthorized',
                headline: 'Not authorized',
                summary:
                  'The entity points at this Kustomization, and nothing lets it',
                detail: undefined,
                at: undefined,
                revision: undefined,
                evidence: [],
              } satisfies Partial<SegmentVerdict>,
            ]),
          ),
          undefined,
          {
            binding: 'notAuthorized',
            workloads: [],
            sources: [],
            parents: [],
            services: [],
            ownedCount: 0,
            commands: [],
          },
        ),
      ],
      { verdict: 'unknown' },
    ),
  ],
});

export const empty = path({
  headline: 'No delivery path was found',
  verdict: 'notObserved',
  environments: [],
  annotationErrors: [
    {
      annotation: 'flux-delivery/kustomization',
      value: 'payments/api/x/y',
      expected: '[cluster:]namespace/name, comma-separated',
    },
  ],
  doctor: {
    summary:
      'Nothing in 3 clusters claims component:default/payments-api, and its annotations lead nowhere.',
    steps: [
      {
        lookedFor:
          'annotation flux-delivery/entity: component:default/payments-api',
        where: 'workloads and appliers of staging, prod-eu, prod-us',
        found: 'none of 312 objects',
        ok: false,
      },
      {
        lookedFor: 'label backstage.io/kubernetes-id',
        where: 'the entity',
        found: 'not set',
        ok: false,
      },
      {
        lookedFor: 'clusters',
        where: 'the Kubernetes plugin',
        found: '3, all in sync',
        ok: true,
      },
    ],
    fixes: [
      {
        title: 'Let the Kustomization claim the entity',
        where: 'Kustomization flux-system/payments-api',
        text: 'metadata:\n  annotations:\n    flux-delivery/entity: component:default/payments-api',
      },
    ],
  },
});

export const notSynced = path({
  headline: 'Clusters are being read',
  verdict: 'unknown',
  environments: [],
  clusters: [
    { name: 'staging', state: 'synced', asOf: ago(0) },
    { name: 'prod-eu', state: 'notSynced' },
  ],
});

export const sixtyTargets = path({
  headline: '1.8.3 has not reached 2 of 60 targets',
  verdict: 'diverged',
  environments: [
    environment(
      'prod',
      Array.from({ length: 60 }, (_, index) => {
        const cluster = `edge-${String(index + 1).padStart(2, '0')}`;
        const id = `${cluster}.payments-api`;
        if (index % 30 === 7) {
          return { ...applyRefused, id, cluster };
        }
        return index % 20 === 3 ? unreachableTarget(cluster) : target(cluster);
      }),
      { verdict: 'diverged' },
    ),
  ],
});

export function objectDetails(ref: ObjectRef): ObjectDetailsDto {
  return {
    ref,
    observedAt: ago(0),
    conditions: [
      {
        type: 'Ready',
        status: 'False',
        reason: 'ReconciliationFailed',
        message: 'dry-run failed (Forbidden)',
        since: ago(14),
      },
    ],
    events: [
      {
        type: 'Warning',
        reason: 'ReconciliationFailed',
        message: 'dry-run failed (Forbidden)',
        count: 7,
        firstAt: ago(14),
        lastAt: ago(1),
        object: `${ref.kind}/${ref.name}`,
      },
    ],
    yaml: `kind: ${ref.kind}\nmetadata:\n  name: ${ref.name}\n`,
    commands: [
      {
        title: 'Describe',
        command: `kubectl --context ${ref.cluster} describe ${ref.kind} ${ref.name}`,
      },
    ],
    links: [
      { title: 'Grafana', url: 'https://grafana.example.com/d/1' },
      { title: 'Sneaky', url: 'data:text/html,hello' },
    ],
  };
}

export function ownedObjects(targetId: string, count: number): OwnedDto {
  return {
    targetId,
    total: count,
    items: Array.from({ length: count }, (_, index) => ({
      ref: {
        cluster: 'prod-eu',
        group: '',
        kind: 'ConfigMap',
        namespace: 'payments',
        name: `settings-${index + 1}`,
      },
      exists: null,
    })),
  };
}

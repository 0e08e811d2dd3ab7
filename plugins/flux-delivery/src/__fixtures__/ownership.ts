import type {
  EntityOwnershipDto,
  OwnershipDto,
  OwnershipGap,
  OwnershipGapsDto,
} from 'backstage-plugin-flux-delivery-common';
import { ENTITY_REF, NOW, OWNERS, PLATFORM } from './scenarios';

const AT = new Date(NOW).toISOString();
const TEAM = 'group:default/payments';
const deployment = {
  cluster: 'prod-eu',
  group: 'apps',
  kind: 'Deployment',
  namespace: 'payments',
  name: 'payments-api',
};
const applier = {
  ...deployment,
  group: 'kustomize.toolkit.fluxcd.io',
  kind: 'Kustomization',
};
const repository = {
  ...deployment,
  group: 'source.toolkit.fluxcd.io',
  kind: 'GitRepository',
  name: 'apps',
};

const segments: EntityOwnershipDto['targets'][number]['segments'] = [
  {
    segment: 'promotion',
    owner: TEAM,
    because: 'the owner of the entity owns promotion intent',
  },
  {
    segment: 'source',
    owner: PLATFORM,
    because: 'the platform group owns sources and their credentials',
  },
  { segment: 'reconcile', owner: TEAM, because: 'the owner of the entity' },
  { segment: 'rollout', owner: TEAM, because: 'the owner of the entity' },
  {
    segment: 'traffic',
    unowned: true,
    because: 'no rule says who owns traffic wiring',
  },
];

export const twoInventories: OwnershipGap = {
  id: 'a#twoInventories',
  gap: 'doublyOwned',
  reason: 'twoInventories',
  object: deployment,
  role: 'workload',
  summary: 'Deployment payments/payments-api is in two inventories.',
  claimants: [
    { kind: 'applier', name: 'Kustomization/payments/payments-api' },
    { kind: 'entity' },
  ],
  covers: 0,
  fixes: [
    {
      title: 'Keep it through the move',
      where: 'the manifest in Git',
      language: 'yaml',
      text: 'metadata:\n  annotations:\n    kustomize.toolkit.fluxcd.io/prune: disabled',
    },
  ],
};

export const unowned: OwnershipGap = {
  id: 'b#noClaim',
  gap: 'unowned',
  reason: 'noClaim',
  object: { ...applier, namespace: 'legacy', name: 'reports' },
  role: 'applier',
  summary: 'Kustomization legacy/reports belongs to no entity.',
  claimants: [],
  covers: 2,
  fixes: [
    {
      title: 'Say on the object to which entity it belongs',
      where: 'the manifest of Kustomization legacy/reports in Git',
      language: 'yaml',
      text: 'metadata:\n  annotations:\n    flux-delivery/entity: component:default/reports',
    },
    {
      title: 'Give it an owner without an entity, by a rule',
      where: 'app-config.yaml',
      language: 'yaml',
      text: 'fluxDelivery:\n  ownership: {}',
    },
  ],
};

export const entityOwnership: EntityOwnershipDto = {
  entityRef: ENTITY_REF,
  owner: TEAM,
  observedAt: AT,
  targets: [
    {
      targetId: 'prod-eu~payments-api',
      environment: 'prod',
      cluster: 'prod-eu',
      binding: 'claimed',
      because: ['annotation flux-delivery/entity on it'],
      applier,
      segments,
      handoffs: [
        {
          from: 'promotion',
          to: 'source',
          giver: { owner: TEAM, because: 'x' },
          taker: { owner: PLATFORM, because: 'x' },
          betweenTeams: true,
          unowned: false,
        },
        {
          from: 'rollout',
          to: 'traffic',
          giver: { owner: TEAM, because: 'x' },
          taker: { unowned: true, because: 'x' },
          betweenTeams: false,
          unowned: true,
        },
      ],
      partlySeen: [],
      onCall: [
        {
          team: 'app',
          owner: TEAM,
          segments: ['promotion', 'reconcile', 'rollout'],
          because: 'the owner of the entity',
        },
        {
          team: 'platform',
          owner: PLATFORM,
          segments: ['source'],
          because: 'the platform group',
        },
      ],
      belongings: {
        applier,
        prune: true,
        because: 'spec.prune is true: what leaves its path is deleted',
        listed: true,
        total: 3,
        counts: { pruned: 1, kept: 1, prunedUnlessExcepted: 1 },
        items: [
          { ref: deployment, fate: 'pruned' },
          {
            ref: { ...deployment, group: '', kind: 'ConfigMap' },
            fate: 'prunedUnlessExcepted',
          },
          {
            ref: { ...deployment, group: '', kind: 'Service' },
            fate: 'kept',
            because: 'annotation kustomize.toolkit.fluxcd.io/prune: disabled',
          },
        ],
        truncated: false,
      },
      sources: [
        {
          ref: repository,
          because: 'Kustomization reads from it',
          exists: true,
          url: 'https://git.example.com/payments/apps.git',
          owner: { owner: PLATFORM, because: 'the platform group' },
          trust: {
            crossing: 'own',
            because: 'appliers of one owner alone read it',
          },
          credential: {
            kind: 'secret',
            secret: {
              ...repository,
              group: '',
              kind: 'Secret',
              name: 'apps-git',
            },
            deliveredBy: [],
            owner: PLATFORM,
            because: 'it is of who owns the source',
          },
        },
      ],
      workloads: [deployment],
      parents: [],
      gaps: [twoInventories],
    },
  ],
  clusters: [
    { name: 'prod-eu', state: 'unreachable', since: AT, asOf: AT },
  ],
  owners: OWNERS,
};

/** The same, where its workloads cannot be read, and its source stands elsewhere. */
export const partlySeen: EntityOwnershipDto = {
  ...entityOwnership,
  targets: entityOwnership.targets.map(target => ({
    ...target,
    sources: target.sources.map(source => ({
      ...source,
      crossNamespace: true as const,
      crossNamespaceRefs: {
        answer: 'refused' as const,
        because: 'its controller says so',
      },
      trust: {
        crossing: 'tenant' as const,
        because: 'its namespace belongs to group:default/risk',
      },
    })),
    partlySeen: [
      {
        interfaces: [
          { from: 'promotion', to: 'source' },
          { from: 'source', to: 'reconcile' },
        ],
        sides: [
          {
            owner: TEAM,
            segments: ['promotion', 'reconcile', 'rollout'],
            unseen: [
              {
                segments: ['rollout'],
                reason: 'forbidden',
                because:
                  'prod-eu does not let the portal read Deployment objects',
                toDo: 'let the account of the portal read them',
                by: { owner: PLATFORM, because: 'the platform group' },
              },
            ],
          },
          { owner: PLATFORM, segments: ['source'], unseen: [] },
        ],
        untold: ['No delivery contract of it names alerts.'],
        summary: 'Neither payments nor platform alone can tell.',
      },
    ],
  })),
};

export const lookedUp: OwnershipDto = {
  observedAt: AT,
  readAs: [{ by: 'pod', pod: 'payments-api-7d9c8b6f5-x2x4q' }],
  complete: true,
  clusters: [],
  matches: [
    {
      object: deployment,
      because: ['Pod payments-api-7d9c8b6f5-x2x4q was seen as one of its'],
      exists: true,
      appliers: [applier],
      entities: [
        {
          entityRef: ENTITY_REF,
          title: 'Payments API',
          owner: TEAM,
          system: 'system:default/payments',
          targetId: 'prod-eu~payments-api',
          environment: 'prod',
          cluster: 'prod-eu',
          binding: 'claimed',
          segment: 'rollout',
          objectOwner: { owner: TEAM, because: 'the owner of the entity' },
          because: ['annotation flux-delivery/entity on it'],
          segments,
        },
      ],
      gaps: [],
    },
  ],
  entityRefs: [],
  services: [],
  truncated: false,
  owners: OWNERS,
};

/** What a system leads back to: one service that has something, and one that has nothing. */
export const leadsBack: OwnershipDto = {
  ...lookedUp,
  readAs: [{ by: 'entity', entityRef: 'system:default/payments' }],
  matches: [],
  entityRefs: [ENTITY_REF, 'component:default/ledger'],
  services: [
    {
      entityRef: ENTITY_REF,
      title: 'Payments API',
      owner: TEAM,
      system: 'system:default/payments',
      environments: ['staging', 'prod'],
      appliers: [applier],
      sources: [repository],
      namespaces: [{ cluster: 'prod-eu', namespace: 'payments' }],
    },
    {
      entityRef: 'component:default/ledger',
      owner: TEAM,
      environments: [],
      appliers: [],
      sources: [],
      namespaces: [],
    },
  ],
};

export const gaps: OwnershipGapsDto = {
  observedAt: AT,
  surveyedAt: AT,
  complete: true,
  clusters: [],
  items: [unowned, twoInventories],
  nextCursor: null,
  total: 2,
  counts: { unowned: 1, doublyOwned: 1 },
  facets: {
    clusters: ['prod-eu'],
    namespaces: ['legacy', 'payments'],
    kinds: ['Deployment', 'Kustomization'],
  },
};

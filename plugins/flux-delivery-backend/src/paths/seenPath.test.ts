import { mockCredentials } from '@backstage/backend-test-utils';
import type { EntityFacts } from 'backstage-plugin-flux-delivery-common';
import {
  aCondition,
  aDeployment,
  aGitRepository,
  aKustomization,
  memoryInventory,
} from 'backstage-plugin-flux-delivery-common/testUtils';
import { fluxDeliveryPathConditions as conditions } from 'backstage-plugin-flux-delivery-node';
import { accessThat, ALLOW, when } from '../access/__testUtils__/accessThat';
import { AuthorizedDeliveryPathService } from './AuthorizedDeliveryPathService';
import { DefaultDeliveryPathService } from './DefaultDeliveryPathService';
import { PathInterest } from './PathInterest';

const API = 'component:default/payments-api';
const RISK = 'component:default/risk';
const credentials = mockCredentials.user();
const SAYS = 'authentication required for the account of the platform';

const facts: Record<string, EntityFacts> = {
  [API]: { entityRef: API, owner: 'group:default/payments', annotations: {} },
  [RISK]: { entityRef: RISK, owner: 'group:default/risk', annotations: {} },
};

const claims = (entityRef: string) => ({
  metadata: { annotations: { 'flux-delivery/entity': entityRef } },
});

/** Two tenants whose appliers stand in flux-system and read one source, which fails; the API waits for risk, which fails as well. */
function setUp({ shared = true } = {}) {
  const reads = (name: string) => ({
    sourceRef: { kind: 'GitRepository', name },
    interval: '5m',
    path: `./${name}`,
  });
  const objects = [
    aGitRepository('flux-system', 'fleet', {
      status: {
        conditions: [
          aCondition({
            status: 'False',
            reason: 'GitOperationFailed',
            message: SAYS,
          }),
        ],
      } as never,
    }),
    aKustomization('flux-system', 'payments', {
      ...claims(API),
      spec: reads('fleet') as never,
      owned: ['payments_api_apps_Deployment'],
    }),
    aDeployment('payments', 'api'),
    ...(shared
      ? [
          aKustomization('flux-system', 'risk', {
            ...claims(RISK),
            spec: reads('fleet') as never,
          }),
        ]
      : []),
  ];
  const view = memoryInventory(
    objects.map(object => ({ cluster: 'prod', object })),
  );
  return new DefaultDeliveryPathService({
    entities: {
      find: async (ref: string) => facts[ref],
      withKubernetesId: async () => [],
      ownersOf: async () => new Map(),
      factsOf: async (refs: readonly string[]) =>
        new Map(refs.flatMap(ref => (facts[ref] ? [[ref, facts[ref]]] : []))),
    },
    owners: { lookUp: async () => ({}) },
    contracts: { of: async () => ({ errors: [], annotationErrors: [] }) },
    view,
    options: {
      environments: [{ name: 'prod', match: [{ cluster: 'prod' }] }],
      tenants: [],
      resolution: { requireClaim: true },
      links: { git: [], dashboards: [] },
      ownership: { rules: [] },
      runbooks: [],
    },
    interest: new PathInterest(() => 0),
    recorded: { of: async () => new Map() },
    now: () => new Date('2026-11-21T06:00:00Z'),
  } as unknown as ConstructorParameters<typeof DefaultDeliveryPathService>[0]);
}

async function answer(
  inner: DefaultDeliveryPathService,
  decision: Parameters<typeof when>[0] | undefined,
  visible?: string[],
) {
  const access = accessThat(
    { 'flux-delivery.path.read': decision ? when(decision) : ALLOW },
    visible,
  );
  const service = new AuthorizedDeliveryPathService(inner, access);
  const path = await service.getPath(API, { credentials });
  const source = path.environments[0].targets[0].segments.find(
    ({ segment }) => segment === 'source',
  )!;
  const judged = await service.judgePath(API, { credentials });
  const ref = judged.judged[0].sources[0].ref;
  return {
    says: JSON.stringify(path).includes(SAYS),
    verdict: source.verdict,
    class: source.class,
    summary: source.summary,
    isOpen: judged.tells(ref),
  };
}

describe('a source that two tenants share', () => {
  const owners = (...names: string[]) =>
    conditions.isEntityOwner({
      claims: names.map(name => `group:default/${name}`),
    });

  it('is told by name and verdict to who owns one of its readers', async () => {
    expect(await answer(setUp(), owners('payments'))).toMatchObject({
      says: false,
      isOpen: false,
      verdict: 'diverged',
      class: 'source-auth',
      summary: expect.stringContaining('GitRepository/flux-system/fleet'),
    });
  });

  it.each([
    ['everybody, without conditions', undefined],
    [
      'who may see its place',
      {
        anyOf: [
          owners('payments'),
          conditions.inNamespace({ namespaces: ['flux-system'] }),
        ],
      },
    ],
  ] as const)('is told wholly to %s', async (_, decision) => {
    expect(await answer(setUp(), decision as never)).toMatchObject({
      says: true,
      isOpen: true,
    });
  });

  it('is its own where nobody else reads it', async () => {
    expect(
      await answer(setUp({ shared: false }), owners('payments')),
    ).toMatchObject({ says: true, isOpen: true });
  });
});

describe('a path that may not be seen', () => {
  it('is missing, as is one that the catalog does not have', async () => {
    const refused = async (ref: string) =>
      new AuthorizedDeliveryPathService(
        setUp(),
        accessThat({
          'flux-delivery.path.read': when(
            conditions.inCluster({ clusters: ['staging'] }),
          ),
        }),
      )
        .getPath(ref, { credentials })
        .catch((error: Error) => [error.name, error.message]);
    expect(await refused(API)).toEqual(['NotFoundError', `No entity ${API}`]);
    expect(await refused('component:default/absent')).toEqual([
      'NotFoundError',
      'No entity component:default/absent',
    ]);
  });
});

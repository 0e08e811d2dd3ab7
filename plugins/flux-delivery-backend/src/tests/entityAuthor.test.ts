import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  aDeployment,
  aKustomization,
} from 'backstage-plugin-flux-delivery-common/testUtils';
import {
  type Portal,
  settled,
  startPortal,
} from '../__testUtils__/startPortal';

jest.setTimeout(180_000);

const MALLORY = mockCredentials.user.header('user:default/mallory');

/** By name of the entity, what its author points at: objects of payments, which name no entity but their own. */
const ATTACKS: Record<string, Record<string, string>> = {
  kustomization: {
    'flux-delivery/kustomization': 'prod-eu:payments/ledger',
  },
  'every-cluster': { 'flux-delivery/kustomization': 'payments/ledger' },
  'helm-release': { 'flux-delivery/helm-release': 'prod-eu:payments/vault' },
  workload: {
    'flux-delivery/workload': 'prod-eu:payments/Deployment/ledger',
  },
  namespace: { 'backstage.io/kubernetes-namespace': 'payments' },
  selector: {
    'backstage.io/kubernetes-label-selector': 'app=ledger',
    'backstage.io/kubernetes-namespace': 'payments',
  },
  'selector-for-all': {
    'backstage.io/kubernetes-label-selector': '!nothing',
  },
  'selector-in-cluster': {
    'backstage.io/kubernetes-label-selector': '!x',
    'backstage.io/kubernetes-cluster': 'prod-eu',
  },
};
/** Neither points at one object: nothing is bound, so that there is nothing to tell of. */
const GUESSES: Record<string, Record<string, string>> = {
  'their-id': { 'backstage.io/kubernetes-id': 'ledger' },
  'their-image': { 'flux-delivery/image': 'registry.example.com/canary' },
};

const component = (
  name: string,
  annotations: Record<string, string>,
  owner = 'mallory',
) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace: 'default', annotations },
  spec: {
    type: 'service',
    lifecycle: 'production',
    owner: `group:default/${owner}`,
  },
});

/** What is of payments alone: its image says so, too. */
const LABEL = { labels: { app: 'ledger', canary: 'canary' } };
const CLAIM = {
  annotations: {
    'flux-delivery/entity': 'component:default/ledger',
    'example.com/note': 'canary',
  },
};

describe('A2: an author whose entity points at objects of others', () => {
  const fail = jest.fn(async () => {});
  const auditor = mockServices.auditor.mock({
    createEvent: async () => ({ success: async () => {}, fail }),
  });
  let portal: Portal;

  beforeAll(async () => {
    portal = await startPortal({
      clusters: {
        'prod-eu': [
          aKustomization('payments', 'ledger', {
            metadata: { ...CLAIM, ...LABEL },
            owned: ['payments_ledger_apps_Deployment'],
            spec: { path: './canary' },
          }),
          aDeployment('payments', 'ledger', {
            metadata: { ...CLAIM, ...LABEL },
            spec: {
              template: {
                metadata: { labels: { app: 'ledger' } },
                spec: {
                  containers: [
                    { name: 'app', image: 'registry.example.com/canary:1.8.3' },
                  ],
                },
              },
            },
          }),
        ],
      },
      entities: [
        {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Group',
          metadata: { name: 'payments', namespace: 'default' },
          spec: { type: 'team', children: [] },
        },
        component('ledger', {}, 'payments'),
        ...Object.entries({ ...ATTACKS, ...GUESSES }).map(
          ([name, annotations]) => component(name, annotations),
        ),
      ],
      fluxDelivery: {
        environments: [{ name: 'prod', match: [{ cluster: 'prod-*' }] }],
        tenants: [
          {
            owner: 'group:default/payments',
            match: [{ cluster: '*', namespace: 'payments' }],
          },
        ],
      },
      features: [auditor.factory],
    });
    await settled(portal);
  });
  afterAll(() => portal.stop());
  beforeEach(() => jest.clearAllMocks());

  const of = (name: string, view: string) =>
    portal
      .get(`/entities/component/default/${name}/${view}`)
      .set('Authorization', MALLORY);
  const bindingsRefused = () =>
    auditor.createEvent.mock.calls
      .map(([event]) => event)
      .filter(({ eventId }) => eventId === 'binding-refused');

  it('A2: is told of by the entity to which it belongs', async () => {
    const { body, text } = await of('ledger', 'path');
    expect(body.environments[0].targets).toMatchObject([
      { binding: 'claimed', workloads: [{ ref: { name: 'ledger' } }] },
    ]);
    expect(text).toContain('registry.example.com/canary');
    expect(bindingsRefused()).toEqual([]);
  });

  it.each(Object.keys(ATTACKS))(
    'A2: %s: is shown as not authorised without data, and told to the audit log once',
    async name => {
      const { status, body, text } = await of(name, 'path');
      expect(status).toBe(200);
      const targets = body.environments.flatMap((each: any) => each.targets);
      expect(targets).toHaveLength(1);
      expect(targets[0]).toMatchObject({
        binding: 'notAuthorized',
        sources: [],
        parents: [],
        workloads: [],
        services: [],
        imageAutomation: [],
        ownedCount: 0,
      });
      for (const { verdict, unknownReason } of targets[0].segments) {
        expect([verdict, unknownReason]).toEqual(['unknown', 'notAuthorized']);
      }
      expect(text).not.toContain('canary');
      expect(bindingsRefused()).toMatchObject([
        {
          severityLevel: 'medium',
          meta: {
            actionType: 'bind',
            entityRef: `component:default/${name}`,
            targets: [targets[0].id],
          },
        },
      ]);
      expect(fail).toHaveBeenCalledWith({
        error: expect.objectContaining({ name: 'NotAllowedError' }),
      });
      await of(name, 'path');
      expect(bindingsRefused()).toHaveLength(1);
    },
  );

  it.each(Object.keys(GUESSES))('A2: %s: binds nothing', async name => {
    const { body } = await of(name, 'path');
    expect(body.environments).toEqual([]);
  });

  it.each(Object.keys({ ...ATTACKS, ...GUESSES }))(
    'A2: %s: opens neither objects, nor history, nor owners of others',
    async name => {
      for (const object of [
        'kustomize.toolkit.fluxcd.io/Kustomization/payments/ledger',
        'apps/Deployment/payments/ledger',
      ]) {
        expect((await of(name, `objects/prod-eu/${object}`)).status).toBe(404);
      }
      for (const view of ['deliveries?include=all', 'matrix', 'ownership']) {
        const { text } = await of(name, view);
        expect(text).not.toMatch(/canary:|1\.8\.3/);
      }
    },
  );
});

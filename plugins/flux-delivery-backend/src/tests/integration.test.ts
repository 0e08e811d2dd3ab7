import {
  loadFixture,
  movedTo,
} from 'backstage-plugin-flux-delivery-common/testUtils';
import {
  type Portal,
  requestsWhile,
  settled,
  startPortal,
} from '../__testUtils__/startPortal';

const component = (name: string, annotations: Record<string, string> = {}) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace: 'default', annotations },
  spec: {
    type: 'service',
    lifecycle: 'production',
    owner: 'group:default/shop',
  },
});

jest.setTimeout(180_000);

describe('the backend over real captured objects, through the real Kubernetes plugin', () => {
  let portal: Portal;

  beforeAll(async () => {
    portal = await startPortal({
      clusters: {
        // Nobody passed over them since they were captured: that would be told.
        staging: movedTo(
          Date.now(),
          loadFixture('healthy-git-kustomization.yaml'),
        ),
        'prod-eu': [
          ...loadFixture('dependency-chain.yaml'),
          ...loadFixture('healthy-git-kustomization.yaml').filter(
            ({ kind }) => kind === 'GitRepository',
          ),
        ],
      },
      entities: [
        component('catalog', { 'backstage.io/kubernetes-id': 'catalog' }),
        component('orders'),
        component('nowhere'),
        component('bad', { 'flux-delivery/kustomization': 'no slash' }),
      ],
      fluxDelivery: {
        environments: [
          { name: 'staging', match: [{ cluster: 'staging' }] },
          { name: 'prod', match: [{ cluster: 'prod-*' }] },
        ],
      },
    });
    await settled(portal);
  });

  afterAll(() => portal.stop());

  const pathOf = (name: string) =>
    portal.get(`/entities/component/default/${name}/path`);

  it('answers a path with five segments, and says why each target is there', async () => {
    const { status, body } = await pathOf('catalog');
    expect(status).toBe(200);
    const [environment] = body.environments;
    expect(environment).toMatchObject({ name: 'prod', assigned: true });
    const [target] = environment.targets;
    expect(target).toMatchObject({
      cluster: 'staging',
      applier: { kind: 'Kustomization', namespace: 'shop', name: 'catalog' },
      delivered: 'flux',
    });
    expect(target.because).not.toBe('');
    expect(
      target.segments.map(({ segment }: { segment: string }) => segment),
    ).toEqual(['promotion', 'source', 'reconcile', 'rollout', 'traffic']);
    expect(
      target.segments
        .slice(0, 4)
        .map(({ verdict }: { verdict: string }) => verdict),
    ).toEqual(Array(4).fill('ok'));
    expect(target.divergence).toBeNull();
  });

  it('names the first divergence and what is behind it', async () => {
    const { body } = await pathOf('orders');
    const [{ targets }] = body.environments;
    expect(targets[0].divergence).toMatchObject({
      segment: 'reconcile',
      class: 'dependency-not-ready',
      rootCause: { kind: 'Kustomization', name: 'accounts' },
    });
    expect(body.headline).toContain('accounts');
  });

  it('answers 304 to who has that answer already', async () => {
    const first = await pathOf('catalog');
    const second = await pathOf('catalog').set(
      'If-None-Match',
      first.headers.etag,
    );
    expect(second.status).toBe(304);
    expect(second.text).toBe('');
  });

  it('becomes a doctor where nothing is found', async () => {
    const { body } = await pathOf('nowhere');
    expect(body.environments).toEqual([]);
    expect(body.doctor.fixes.length).toBeGreaterThan(0);
    expect(body.doctor.steps.some(({ ok }: { ok: boolean }) => !ok)).toBe(true);
  });

  it('shows a bad annotation with its text and the form that is expected', async () => {
    const { status, body } = await pathOf('bad');
    expect(status).toBe(200);
    expect(body.annotationErrors).toEqual([
      expect.objectContaining({
        annotation: 'flux-delivery/kustomization',
        value: 'no slash',
      }),
    ]);
  });

  it('answers from memory: page views cause no request to an API server', async () => {
    expect(
      await requestsWhile(portal, 100, () => pathOf('catalog')),
    ).toBeLessThan(100);
    expect(
      await requestsWhile(portal, 100, () => pathOf('orders')),
    ).toBeLessThan(100);
  });

  it('reads the details of an object on the path when they are asked for, without secrets', async () => {
    const { status, body } = await portal.get(
      '/entities/component/default/catalog/objects/staging/kustomize.toolkit.fluxcd.io/Kustomization/shop/catalog',
    );
    expect(status).toBe(200);
    expect(body.conditions.map(({ type }: { type: string }) => type)).toContain(
      'Ready',
    );
    expect(body.yaml).toContain('kind: Kustomization');
    expect(body.yaml).not.toContain('managedFields');
    expect(body.commands[0].command).toBe(
      'flux --context staging -n shop get kustomizations catalog',
    );
  });

  it.each([
    [
      'an object of somebody else',
      'staging/kustomize.toolkit.fluxcd.io/Kustomization/shop/mailer',
    ],
    ['a Secret', 'staging/core/Secret/shop/ledger-git'],
    ['a cluster that is not there', 'nope/apps/Deployment/shop/catalog'],
  ])('gives no details of %s', async (_, path) => {
    const { status, body } = await portal.get(
      `/entities/component/default/catalog/objects/${path}`,
    );
    expect(status).toBe(404);
    expect(body.error.name).toBe('NotFoundError');
  });

  it('lists what an applier owns', async () => {
    const path = await pathOf('catalog');
    const { id } = path.body.environments[0].targets[0];
    const { body } = await portal.get(
      `/entities/component/default/catalog/targets/${id}/owned`,
    );
    expect(body.total).toBe(body.items.length);
    expect(body.items).toContainEqual(
      expect.objectContaining({
        ref: expect.objectContaining({ kind: 'Deployment', name: 'catalog' }),
        exists: true,
      }),
    );
  });

  it.each([
    [
      'an entity that does not exist',
      '/entities/component/default/missing/path',
      404,
      'NotFoundError',
    ],
    [
      'a target that is not there',
      '/entities/component/default/catalog/targets/nope/owned',
      404,
      'NotFoundError',
    ],
    [
      'an unknown parameter',
      '/entities/component/default/catalog/path?x=1',
      400,
      'InputError',
    ],
    [
      'a name that can be none',
      '/entities/component/default/a%00b/path',
      400,
      'InputError',
    ],
  ])('answers %s as bad input', async (_, path, status, name) => {
    const response = await portal.get(path);
    expect(response.status).toBe(status);
    expect(response.body.error.name).toBe(name);
  });

  it('shows a change at the API server', async () => {
    const apiServer = portal.apiServers.get('staging')!;
    const deployment = loadFixture('healthy-git-kustomization.yaml').find(
      ({ kind }) => kind === 'Deployment',
    )!;
    apiServer.apply('apps', 'deployments', {
      ...deployment,
      spec: { ...(deployment.spec as object), paused: true },
    } as never);
    const rollout = async () =>
      (await pathOf('catalog')).body.environments[0].targets[0].segments[3];
    for (let tries = 0; tries < 40; tries += 1) {
      if ((await rollout()).verdict === 'suspended') {
        break;
      }
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    expect(await rollout()).toMatchObject({ verdict: 'suspended' });
  });
});

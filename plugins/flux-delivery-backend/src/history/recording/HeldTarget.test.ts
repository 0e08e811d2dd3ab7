import {
  type KubeObject,
  resolvePath,
} from 'backstage-plugin-flux-delivery-common';
import {
  aDeployment,
  aGitRepository,
  aKustomization,
  anEndpointSlice,
  anObject,
  aService,
  loadFixture,
  memoryInventory,
} from 'backstage-plugin-flux-delivery-common/testUtils';
import { targetAsOf } from './asOfVersion';
import { heldTarget } from './HeldTarget';

const NOTHING = new Map();

const image = (kind: string, name: string, spec: object) =>
  anObject('image.toolkit.fluxcd.io/v1', kind, 'flux-system', name, { spec });

/** With everything that a target may have, and what of it depends on one field: where it is to deliver to. */
const api = (path: string): KubeObject[] => [
  aKustomization('flux-system', 'api', {
    metadata: {
      annotations: { 'flux-delivery/entity': 'component:default/api' },
    },
    spec: { targetNamespace: 'elsewhere', path },
    owned: ['a_api_apps_Deployment', 'a_api__Service', 'a_api__ConfigMap'],
  }),
  aGitRepository('flux-system', 'apps'),
  aDeployment('a', 'api'),
  aService('a', 'api'),
  anEndpointSlice('a', 'api', [{ name: 'api-1' }]),
  image('ImageRepository', 'api', { image: 'registry.example.com/api' }),
  image('ImagePolicy', 'api', { imageRepositoryRef: { name: 'api' } }),
  image('ImageUpdateAutomation', 'writes', {
    sourceRef: { kind: 'GitRepository', name: 'apps' },
  }),
];

function viewOf(objects: readonly KubeObject[], observedAt?: string) {
  return memoryInventory(
    objects.map(object => ({ cluster: 'staging', object, observedAt })),
  );
}

function targetsIn(view: ReturnType<typeof memoryInventory>, name = 'api') {
  return resolvePath(
    {
      entityRef: `component:default/${name}`,
      annotations: { 'backstage.io/kubernetes-id': name },
    },
    view,
    { environments: [], tenants: [], requireClaim: true, sameKubernetesId: [] },
  ).targets;
}

describe('a target that is remembered', () => {
  it.each([
    ['catalog', loadFixture('healthy-git-kustomization')],
    ['checkout', loadFixture('healthy-helm-release')],
    ['search', loadFixture('healthy-oci-kustomization')],
    ['api', api('./a')],
  ])('%s is what it was, once its objects are looked up', (name, objects) => {
    const view = viewOf(objects);
    const targets = targetsIn(view, name);
    expect(targets).not.toHaveLength(0);
    expect(
      targets.map(target =>
        targetAsOf(heldTarget(target, view), NOTHING, view),
      ),
    ).toEqual(targets);
  });

  it('holds no version of anything', () => {
    const view = viewOf(api('./a'));
    const [target] = targetsIn(view);
    const held = heldTarget(target, view);
    const text = JSON.stringify(held);
    expect(target.services[0].slices).toHaveLength(1);
    expect(target.imageAutomation).toHaveLength(3);
    expect(text).not.toMatch(/"(object|metadata|spec|status|observedAt|pods)"/);
    expect(held.namespaces).toEqual(['a', 'elsewhere', 'flux-system']);
  });

  it('tells of each object what it says now', () => {
    const before = viewOf(api('./a'));
    const held = heldTarget(targetsIn(before)[0], before);
    const now = viewOf(api('./b'), '2026-11-21T07:00:00Z');
    const target = targetAsOf(held, NOTHING, now);
    expect(target.applier?.object.spec).toMatchObject({ path: './b' });
    expect(
      [
        target.applier,
        target.sources[0].source,
        target.workloads[0].workload,
        target.services[0].service,
        target.services[0].slices[0],
        ...target.imageAutomation,
      ].map(observed => observed?.observedAt),
    ).toEqual(Array(8).fill('2026-11-21T07:00:00Z'));
  });
});

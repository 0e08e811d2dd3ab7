import fc from 'fast-check';
import { readEntitySelector } from './entitySelector';

const read = (annotations: Record<string, string>) =>
  readEntitySelector({
    entityRef: 'Component:default/Payments-API',
    annotations,
  });

describe('readEntitySelector', () => {
  it('reads all annotations', () => {
    const selector = read({
      'backstage.io/kubernetes-id': 'payments',
      'backstage.io/kubernetes-namespace': 'pay',
      'backstage.io/kubernetes-label-selector': 'app=payments',
      'backstage.io/kubernetes-cluster': 'prod-eu',
      'flux-delivery/kustomization': 'flux-system/a, prod-eu:flux-system/b',
      'flux-delivery/helm-release':
        'arn:aws:eks:eu-west-1:1:cluster/prod:pay/c',
      'flux-delivery/workload': 'prod-eu:pay/deployment/d,pay/StatefulSets/e',
      'flux-delivery/image': 'registry.example.com/pay/api:1.0, nginx',
    });

    expect(selector.errors).toEqual([]);
    expect(selector).toMatchObject({
      entityRef: 'component:default/payments-api',
      name: 'payments-api',
      kubernetesId: 'payments',
      namespace: 'pay',
      clusters: ['prod-eu'],
      images: ['registry.example.com/pay/api', 'docker.io/library/nginx'],
    });
    expect(
      selector.pointers.map(
        ({ cluster, kind, namespace, name }) =>
          `${cluster} ${kind} ${namespace}/${name}`,
      ),
    ).toEqual([
      'undefined Kustomization flux-system/a',
      'prod-eu Kustomization flux-system/b',
      'arn:aws:eks:eu-west-1:1:cluster/prod HelmRelease pay/c',
      'prod-eu Deployment pay/d',
      'undefined StatefulSet pay/e',
    ]);
  });

  it.each([
    ['flux-delivery/kustomization', 'payments', '[cluster:]namespace/name'],
    ['flux-delivery/kustomization', ':a/b', '[cluster:]namespace/name'],
    ['flux-delivery/kustomization', 'a/B', '[cluster:]namespace/name'],
    ['flux-delivery/helm-release', 'a/', '[cluster:]namespace/name'],
    ['flux-delivery/workload', 'a/b', '[cluster:]namespace/kind/name'],
    ['flux-delivery/workload', 'a/Pod/b', 'kind is one of Deployment'],
    ['flux-delivery/image', 'Not An Image', 'image repositories'],
    ['backstage.io/kubernetes-id', 'a b', 'label value'],
    ['backstage.io/kubernetes-namespace', 'a,b', 'one namespace'],
    ['backstage.io/kubernetes-label-selector', 'a=b,,', 'label selector'],
    ['backstage.io/kubernetes-cluster', '', 'cluster'],
  ])('tells what %s: %j should be', (annotation, value, expected) => {
    const { errors } = read({ [annotation]: value });
    expect(errors).toEqual([
      { annotation, value, expected: expect.stringContaining(expected) },
    ]);
  });

  it('keeps the good items beside a bad one', () => {
    const { pointers, errors } = read({
      'flux-delivery/kustomization': 'a/b, nonsense ,c/d',
    });
    expect(pointers.map(({ name }) => name)).toEqual(['b', 'd']);
    expect(errors.map(({ value }) => value)).toEqual(['nonsense']);
  });

  it('narrows to no cluster where the cluster annotation is bad', () => {
    expect(read({ 'backstage.io/kubernetes-cluster': 'a|b' }).clusters).toEqual(
      [],
    );
  });

  it('bounds what an annotation can ask for', () => {
    const many = Array.from({ length: 1000 }, (_, index) => `a/b${index}`).join(
      ',',
    );
    const { pointers, errors } = read({ 'flux-delivery/kustomization': many });
    expect(pointers).toHaveLength(200);
    expect(errors).toEqual([
      expect.objectContaining({ expected: 'at most 200 items' }),
    ]);
  });

  it('never throws', () => {
    const names = fc.constantFrom(
      'flux-delivery/kustomization',
      'flux-delivery/workload',
      'flux-delivery/image',
      'backstage.io/kubernetes-label-selector',
    );
    fc.assert(
      fc.property(fc.dictionary(names, fc.string()), annotations => {
        expect(() => read(annotations)).not.toThrow();
      }),
    );
  });
});

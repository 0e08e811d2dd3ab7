import type { KubeObject } from '../kube/KubeObject';
import { aKustomization, anObject } from '../testUtils/builders';
import { CLAIM, pathOf } from '../testUtils/pathOf';

const API = 'a_api_kustomize.toolkit.fluxcd.io_Kustomization';
const ROOT = 'flux-system_root_kustomize.toolkit.fluxcd.io_Kustomization';
const ownedBy = (
  name: string,
  namespace = 'flux-system',
  prefix = 'kustomize.toolkit.fluxcd.io',
) => ({
  [`${prefix}/name`]: name,
  [`${prefix}/namespace`]: namespace,
});

function parents(...objects: KubeObject[]) {
  const { targets } = pathOf({ objects: { staging: objects } });
  const target = targets.find(({ applierRef }) => applierRef?.name === 'api')!;
  return [
    ...target.parents.map(
      ({ ref, parent }) =>
        `${ref.kind}/${ref.name}${parent ? '' : ' (missing)'}`,
    ),
    ...(target.parentCycle ?? []),
  ];
}

describe('parentsOf', () => {
  it('ends at a root that applies itself', () => {
    const root = aKustomization('flux-system', 'root', {
      owned: [API, ROOT],
      metadata: { labels: ownedBy('root') },
    });
    expect(
      parents(aKustomization('a', 'api', { metadata: CLAIM }), root),
    ).toEqual(['Kustomization/root']);
  });

  it('goes by labels where no inventory lists it, also to what is gone', () => {
    const api = aKustomization('a', 'api', {
      metadata: { ...CLAIM, labels: ownedBy('root') },
    });
    expect(parents(api)).toEqual(['Kustomization/root (missing)']);
    expect(parents(api, aKustomization('flux-system', 'root'))).toEqual([
      'Kustomization/root',
    ]);
  });

  it('prefers of two inventories the one that the labels name', () => {
    const api = aKustomization('a', 'api', {
      metadata: { ...CLAIM, labels: ownedBy('z') },
    });
    const [a, z] = ['a', 'z'].map(name =>
      aKustomization('flux-system', name, { owned: [API] }),
    );
    expect(parents(api, a, z)).toEqual(['Kustomization/z']);
  });

  it('passes through a ResourceSet', () => {
    const api = aKustomization('a', 'api', {
      metadata: {
        ...CLAIM,
        labels: ownedBy(
          'set',
          'flux-system',
          'resourceset.fluxcd.controlplane.io',
        ),
      },
    });
    const set = anObject(
      'fluxcd.controlplane.io/v1',
      'ResourceSet',
      'flux-system',
      'set',
      { metadata: { labels: ownedBy('root') } },
    );
    expect(parents(api, set, aKustomization('flux-system', 'root'))).toEqual([
      'ResourceSet/set',
      'Kustomization/root',
    ]);
  });

  it('does not take an applier of another cluster for a parent', () => {
    const remote = aKustomization('flux-system', 'remote', {
      owned: [API],
      spec: { kubeConfig: { secretRef: { name: 'x' } } },
    });
    expect(
      parents(aKustomization('a', 'api', { metadata: CLAIM }), remote),
    ).toEqual([]);
  });
});

import type { KubeObject } from '../kube/KubeObject';
import { aDeployment, aKustomization } from '../testUtils/builders';
import { CLAIM, outline, pathOf } from '../testUtils/pathOf';

const deployment = (namespace: string, name: string) =>
  `${namespace}_${name}_apps_Deployment`;
const claimOf = (entity: string) => ({
  annotations: { 'flux-delivery/entity': entity },
});

describe('one applier with many entities', () => {
  const shared = (metadata: object, ...workloads: KubeObject[]) => [
    aKustomization('a', 'shared', {
      metadata,
      owned: [
        ...workloads.map(({ metadata: { namespace, name } }) =>
          deployment(namespace!, name),
        ),
        'a_settings__ConfigMap',
      ],
    }),
    ...workloads,
  ];
  const id = (value: string) => ({
    labels: { 'backstage.io/kubernetes-id': value },
  });
  const annotations = { 'backstage.io/kubernetes-id': 'ours' };

  it('shows only the workloads that name the entity, and only them as owned', () => {
    const objects = shared(
      {},
      aDeployment('a', 'x', { metadata: id('ours') }),
      aDeployment('a', 'y', { metadata: id('theirs') }),
      aDeployment('a', 'z'),
    );
    const { targets } = pathOf({ annotations, objects: { staging: objects } });
    expect(targets.map(outline)).toEqual([
      'staging kustomization/a/shared label: Deployment/a/x',
    ]);
    expect(targets[0].owned.map(({ name }) => name)).toEqual(['x']);
  });

  it('shows all that is not another entity’s where the applier is bound', () => {
    const objects = shared(
      CLAIM,
      aDeployment('a', 'labelled', { metadata: id('theirs') }),
      aDeployment('a', 'claimed', {
        metadata: claimOf('component:default/other'),
      }),
      aDeployment('a', 'plain'),
    );
    const { targets } = pathOf({ annotations, objects: { staging: objects } });
    expect(targets.map(outline)).toEqual([
      'staging kustomization/a/shared claimed: Deployment/a/plain',
    ]);
    expect(targets[0].owned.map(({ name }) => name)).toEqual([
      'plain',
      'settings',
    ]);
  });

  it('takes a label for just another name where nothing else is left', () => {
    const objects = shared(
      CLAIM,
      aDeployment('a', 'x', { metadata: id('legacy-name') }),
    );
    const { targets } = pathOf({ objects: { staging: objects } });
    expect(targets.map(outline)).toEqual([
      'staging kustomization/a/shared claimed: Deployment/a/x',
    ]);
  });
});

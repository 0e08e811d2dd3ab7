import type { KubeObject } from '../kube/KubeObject';
import {
  aDeployment,
  aGitRepository,
  aKustomization,
  anObject,
} from '../testUtils/builders';
import { CLAIM, pathOf } from '../testUtils/pathOf';

const image = (kind: string, namespace: string, name: string, spec: object) =>
  anObject('image.toolkit.fluxcd.io/v1', kind, namespace, name, {
    spec,
  });
const DELIVERED = [
  aKustomization('flux-system', 'api', {
    metadata: CLAIM,
    owned: ['a_api_apps_Deployment'],
  }),
  aDeployment('a', 'api'),
  aGitRepository('flux-system', 'apps'),
];
const scan = (namespace: string, name: string, repository: string) =>
  image('ImageRepository', namespace, name, { image: repository });
const policy = (namespace: string, name: string, repository: string) =>
  image('ImagePolicy', namespace, name, {
    imageRepositoryRef: { name: repository },
  });
const automation = (namespace: string, name: string, repository: string) =>
  image('ImageUpdateAutomation', namespace, name, {
    sourceRef: { kind: 'GitRepository', name: repository },
  });

const feeds = (...objects: KubeObject[]) =>
  pathOf({
    objects: { staging: [...DELIVERED, ...objects] },
  }).targets[0].imageAutomation.map(({ ref }) => `${ref.kind}/${ref.name}`);

describe('imageAutomationOf', () => {
  it('is what scans an image of the workloads and writes to the source', () => {
    expect(
      feeds(
        scan('flux-system', 'api', 'registry.example.com/api'),
        scan('flux-system', 'other', 'registry.example.com/other'),
        policy('flux-system', 'api', 'api'),
        policy('flux-system', 'other', 'other'),
        automation('flux-system', 'writes', 'apps'),
        automation('flux-system', 'elsewhere', 'fleet'),
      ),
    ).toEqual([
      'ImagePolicy/api',
      'ImageRepository/api',
      'ImageUpdateAutomation/writes',
    ]);
  });

  it('is no automation that updates other images only', () => {
    expect(
      feeds(
        scan('flux-system', 'other', 'registry.example.com/other'),
        policy('flux-system', 'other', 'other'),
        automation('flux-system', 'writes', 'apps'),
      ),
    ).toEqual([]);
  });

  it('is one that writes to a repository that is not there, where no other feeds the policy', () => {
    const common = [
      scan('flux-system', 'api', 'registry.example.com/api'),
      policy('flux-system', 'api', 'api'),
    ];
    const lost = automation('flux-system', 'lost', 'gone');

    expect(feeds(...common, lost)).toContain('ImageUpdateAutomation/lost');
    expect(
      feeds(...common, lost, automation('flux-system', 'writes', 'apps')),
    ).not.toContain('ImageUpdateAutomation/lost');
    expect(
      feeds(
        ...common,
        image('ImageUpdateAutomation', 'flux-system', 'lost', {
          sourceRef: { kind: 'GitRepository', name: 'gone' },
          policySelector: { matchLabels: { app: 'other' } },
        }),
      ),
    ).not.toContain('ImageUpdateAutomation/lost');
  });

  it('is found in the namespace of the workloads too', () => {
    expect(feeds(scan('a', 'api', 'registry.example.com/api'))).toEqual([
      'ImageRepository/api',
    ]);
  });
});

import { refOf, type KubeObject } from '../kube/KubeObject';
import { displayRef, keyOf } from '../kube/ObjectRef';
import {
  aDeployment,
  aGitRepository,
  aHelmRelease,
  aKustomization,
  anObject,
} from '../testUtils/builders';
import { loadFixture } from '../testUtils/loadFixture';
import { dependsOnOf, sourceRefOf, sourcesOf } from './sourceRef';

const sources = (object: KubeObject) =>
  sourcesOf(refOf('staging', object), object).map(
    ({ group, ...ref }) => `${group} ${displayRef(ref)}`,
  );
const dependencies = (object: KubeObject) =>
  dependsOnOf(refOf('staging', object), object).map(keyOf);
const SOURCE = 'source.toolkit.fluxcd.io';
const chart = (sourceRef: object) => ({ spec: { chart: 'x', sourceRef } });

describe('sourcesOf', () => {
  it.each<[string, KubeObject, string[]]>([
    [
      'a Kustomization, in its own namespace',
      aKustomization('apps', 'x', {
        spec: { sourceRef: { kind: 'GitRepository', name: 'repo' } },
      }),
      [`${SOURCE} GitRepository/apps/repo`],
    ],
    [
      'a Kustomization, in another namespace',
      aKustomization('apps', 'x', {
        spec: {
          sourceRef: {
            apiVersion: `${SOURCE}/v1`,
            kind: 'OCIRepository',
            name: 'r',
            namespace: 'flux-system',
          },
        },
      }),
      [`${SOURCE} OCIRepository/flux-system/r`],
    ],
    [
      'a HelmRelease, by its status',
      aHelmRelease('apps', 'x', { status: { helmChart: 'charts/apps-x' } }),
      [`${SOURCE} HelmChart/charts/apps-x`],
    ],
    [
      'a HelmRelease before its first pass, beside the source of the chart',
      aHelmRelease('apps', 'x', {
        spec: {
          chart: chart({
            kind: 'HelmRepository',
            name: 'r',
            namespace: 'charts',
          }),
        },
        status: { helmChart: undefined },
      }),
      [`${SOURCE} HelmChart/charts/apps-x`],
    ],
    [
      'a HelmRelease before its first pass, in its own namespace',
      aHelmRelease('apps', 'x', { status: { helmChart: '' } }),
      [`${SOURCE} HelmChart/apps/apps-x`],
    ],
    [
      'a HelmRelease with chartRef, whatever its status still says',
      aHelmRelease('apps', 'x', {
        spec: { chartRef: { kind: 'OCIRepository', name: 'r' } },
      }),
      [`${SOURCE} OCIRepository/apps/r`],
    ],
    [
      'a HelmRelease with chartRef to a HelmChart elsewhere',
      aHelmRelease('apps', 'x', {
        spec: {
          chartRef: { kind: 'HelmChart', name: 'r', namespace: 'charts' },
        },
      }),
      [`${SOURCE} HelmChart/charts/r`],
    ],
    [
      'a HelmRelease with chartRef to an ExternalArtifact',
      aHelmRelease('apps', 'x', {
        spec: { chartRef: { kind: 'ExternalArtifact', name: 'r' } },
      }),
      [`${SOURCE} ExternalArtifact/apps/r`],
    ],
    [
      'a HelmRelease of v2beta1',
      anObject('helm.toolkit.fluxcd.io/v2beta1', 'HelmRelease', 'apps', 'x', {
        spec: {
          chart: chart({
            kind: 'GitRepository',
            name: 'r',
            namespace: 'flux-system',
          }),
        },
        status: {
          helmChart: 'flux-system/apps-x',
          lastAppliedRevision: '1.0.0',
        },
      }),
      [`${SOURCE} HelmChart/flux-system/apps-x`],
    ],
    [
      'a HelmChart, always beside it',
      anObject(`${SOURCE}/v1`, 'HelmChart', 'charts', 'apps-x', {
        spec: {
          sourceRef: { kind: 'Bucket', name: 'b', namespace: 'elsewhere' },
        },
      }),
      [`${SOURCE} Bucket/charts/b`],
    ],
    [
      'an ExternalArtifact, by its apiVersion',
      anObject(`${SOURCE}/v1`, 'ExternalArtifact', 'apps', 'x', {
        spec: {
          sourceRef: {
            apiVersion: 'example.com/v1',
            kind: 'Builder',
            name: 'b',
          },
        },
      }),
      ['example.com Builder/apps/b'],
    ],
    [
      'an ExternalArtifact, by its kind',
      anObject(`${SOURCE}/v1`, 'ExternalArtifact', 'apps', 'x', {
        spec: { sourceRef: { kind: 'ArtifactGenerator', name: 'g' } },
      }),
      ['source.extensions.fluxcd.io ArtifactGenerator/apps/g'],
    ],
    [
      'an ArtifactGenerator, several',
      anObject(
        'source.extensions.fluxcd.io/v1beta1',
        'ArtifactGenerator',
        'apps',
        'x',
        {
          spec: {
            sources: [
              { alias: 'a', kind: 'GitRepository', name: 'g' },
              { alias: 'b', kind: 'HelmChart', name: 'c', namespace: 'charts' },
              { alias: 'broken' },
            ],
          },
        },
      ),
      [`${SOURCE} GitRepository/apps/g`, `${SOURCE} HelmChart/charts/c`],
    ],
    [
      'an ImagePolicy',
      anObject('image.toolkit.fluxcd.io/v1', 'ImagePolicy', 'apps', 'x', {
        spec: { imageRepositoryRef: { name: 'i' } },
      }),
      ['image.toolkit.fluxcd.io ImageRepository/apps/i'],
    ],
    [
      'an ImageUpdateAutomation',
      anObject(
        'image.toolkit.fluxcd.io/v1',
        'ImageUpdateAutomation',
        'apps',
        'x',
        {
          spec: { sourceRef: { name: 'g', namespace: 'flux-system' } },
        },
      ),
      [`${SOURCE} GitRepository/flux-system/g`],
    ],
    ['a GitRepository: none', aGitRepository('apps', 'x'), []],
    ['a Deployment: none', aDeployment('apps', 'x'), []],
    [
      'a namesake of another group: none',
      anObject('example.com/v1', 'Kustomization', 'a', 'b', {
        spec: { sourceRef: { kind: 'X', name: 'y' } },
      }),
      [],
    ],
  ])('%s', (_, object, expected) => {
    expect(sources(object)).toEqual(expected);
    const first = sourceRefOf(refOf('staging', object), object);
    expect(first && displayRef(first)).toBe(expected[0]?.split(' ')[1]);
  });

  it.each([
    undefined,
    null,
    {},
    { sourceRef: null },
    { sourceRef: {} },
    { sourceRef: { kind: 'X' } },
    { chart: {}, chartRef: {} },
  ])('finds none in a spec of %j', spec => {
    for (const kind of ['Kustomization', 'HelmRelease']) {
      const group = kind === 'Kustomization' ? 'kustomize' : 'helm';
      expect(
        sources(
          anObject(`${group}.toolkit.fluxcd.io/v1`, kind, 'a', 'b', { spec }),
        ),
      ).toEqual([]);
    }
  });

  it('leads a captured release to its chart and on to its repository', () => {
    const objects = loadFixture('healthy-helm-release');
    const walk = (object: KubeObject): string[] => {
      const next = sourceRefOf(refOf('c', object), object);
      const found = objects.find(
        other => next && keyOf(refOf('c', other)) === keyOf(next),
      );
      return [object.kind, ...(found ? walk(found) : [])];
    };
    expect(walk(objects.find(({ kind }) => kind === 'HelmRelease')!)).toEqual([
      'HelmRelease',
      'HelmChart',
      'HelmRepository',
    ]);
  });
});

describe('dependsOnOf', () => {
  it('stays with the kind and namespace of the applier unless the entry says otherwise', () => {
    const dependsOn = [{ name: 'a' }, { name: 'b', namespace: 'infra' }, {}];
    expect(
      dependencies(aKustomization('apps', 'x', { spec: { dependsOn } })),
    ).toEqual([
      'staging|kustomize.toolkit.fluxcd.io|Kustomization|apps|a',
      'staging|kustomize.toolkit.fluxcd.io|Kustomization|infra|b',
    ]);
    expect(
      dependencies(aHelmRelease('apps', 'x', { spec: { dependsOn } })),
    ).toEqual([
      'staging|helm.toolkit.fluxcd.io|HelmRelease|apps|a',
      'staging|helm.toolkit.fluxcd.io|HelmRelease|infra|b',
    ]);
  });

  it('follows a ResourceSet to other kinds', () => {
    const set = anObject(
      'fluxcd.controlplane.io/v1',
      'ResourceSet',
      'apps',
      'x',
      {
        spec: {
          dependsOn: [
            {
              apiVersion: 'helm.toolkit.fluxcd.io/v2',
              kind: 'HelmRelease',
              name: 'a',
            },
          ],
        },
      },
    );
    expect(dependencies(set)).toEqual([
      'staging|helm.toolkit.fluxcd.io|HelmRelease|apps|a',
    ]);
  });

  it.each([undefined, null, {}, { dependsOn: 'x' }, { dependsOn: [null] }])(
    'is empty for %j',
    spec => {
      expect(
        dependencies(
          anObject(
            'kustomize.toolkit.fluxcd.io/v1',
            'Kustomization',
            'a',
            'b',
            { spec },
          ),
        ),
      ).toEqual([]);
    },
  );
});

import {
  aGitRepository,
  aHelmRelease,
  aKustomization,
  anObject,
} from '../testUtils/builders';
import { CLAIM, pathOf } from '../testUtils/pathOf';
import type { KubeObject } from '../kube/KubeObject';

const chain = (...objects: KubeObject[]) =>
  pathOf({ objects: { staging: objects } }).targets[0].sources.map(
    ({ ref, source }) =>
      `${ref.kind} ${ref.namespace}/${ref.name}${source ? '' : ' (missing)'}`,
  );
const source = (kind: string, name: string, spec: object) =>
  anObject('source.toolkit.fluxcd.io/v1', kind, 'a', name, { spec });

describe('sourceLinksOf', () => {
  it.each(['HelmRepository', 'GitRepository', 'Bucket'])(
    'goes from a HelmRelease over its HelmChart to a %s',
    kind => {
      expect(
        chain(
          aHelmRelease('a', 'api', { metadata: CLAIM }),
          source('HelmChart', 'a-api', {
            chart: 'api',
            sourceRef: { kind, name: 'charts' },
          }),
          source(kind, 'charts', {}),
        ),
      ).toEqual(['HelmChart a/a-api', `${kind} a/charts`]);
    },
  );

  it('names the chart that is not there yet', () => {
    expect(
      chain(
        aHelmRelease('a', 'api', {
          metadata: CLAIM,
          status: { helmChart: undefined },
        }),
      ),
    ).toEqual(['HelmChart a/a-api (missing)']);
  });

  it('follows an ExternalArtifact over its generator to all that it reads, each once', () => {
    const generator = anObject(
      'source.extensions.fluxcd.io/v1beta1',
      'ArtifactGenerator',
      'a',
      'gen',
      {
        spec: {
          sources: [
            { alias: 'x', kind: 'GitRepository', name: 'one' },
            { alias: 'y', kind: 'OCIRepository', name: 'two', namespace: 'b' },
            { alias: 'z', kind: 'ExternalArtifact', name: 'made' },
          ],
        },
      },
    );
    expect(
      chain(
        aKustomization('a', 'api', {
          metadata: CLAIM,
          spec: { sourceRef: { kind: 'ExternalArtifact', name: 'made' } },
        }),
        source('ExternalArtifact', 'made', {
          sourceRef: {
            apiVersion: 'source.extensions.fluxcd.io/v1beta1',
            kind: 'ArtifactGenerator',
            name: 'gen',
          },
        }),
        generator,
        aGitRepository('a', 'one'),
      ),
    ).toEqual([
      'ExternalArtifact a/made',
      'ArtifactGenerator a/gen',
      'GitRepository a/one',
      'OCIRepository b/two (missing)',
    ]);
  });
});

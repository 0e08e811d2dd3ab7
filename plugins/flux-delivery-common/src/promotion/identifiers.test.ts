import {
  identifiersOfDelivery,
  identifiersOfImage,
  identifiersOfRevision,
} from './identifiers';

const DIGEST = `sha256:${'ab'.repeat(32)}`;
const COMMIT = 'ad079ff22adc03c41d1778892d5fd9d3d42f481b';
const told = (identifiers: { kind: string; value: string; how: string }[]) =>
  identifiers.map(({ kind, value, how }) => `${kind} ${value} ${how}`);

describe('the identifiers of a row of the ledger', () => {
  it('are its revisions, its images and what runs, each once', () => {
    expect(
      told(
        identifiersOfDelivery({
          revisions: {
            raw: `stable@${DIGEST}`,
            commit: COMMIT.toUpperCase(),
            tag: 'stable',
            digest: DIGEST,
          },
          images: [
            {
              workload: 'Deployment/api',
              declared: 'ghcr.io/shop/api:1.8.3',
              running: 'sha256:FFFF',
            },
            { workload: 'Deployment/api', declared: 'ghcr.io/shop/api:1.8.3' },
          ],
          applier: { kind: 'Kustomization', name: 'api' },
        }),
      ),
    ).toEqual([
      `commit ${COMMIT} ociAnnotation`,
      `digest ${DIGEST} statusField`,
      'tag stable statusField',
      'repository ghcr.io/shop/api imageReference',
      'image ghcr.io/shop/api:1.8.3 imageReference',
      'tag 1.8.3 imageReference',
      'digest sha256:ffff runningPod',
      'workload deployment/api imageReference',
    ]);
  });

  it('hold the Helm revision of a release, and its chart without what Flux appends', () => {
    expect(
      told(
        identifiersOfDelivery({
          revisions: { chartVersion: '1.2.3+4cbb4e60ee31', helmRevision: 12 },
          images: [],
          applier: { kind: 'HelmRelease', name: 'pricing' },
        }),
      ),
    ).toEqual([
      'chartVersion 1.2.3 statusField',
      'helmRevision pricing.v12 statusField',
    ]);
  });

  it.each([
    [`main@sha1:${COMMIT}`, [`commit ${COMMIT} statusField`]],
    [`main/${COMMIT}`, [`commit ${COMMIT} statusField`]],
    [`1.0.0@${DIGEST}`, [`digest ${DIGEST} statusField`]],
    ['1.0.0+7', ['chartVersion 1.0.0 statusField']],
    ['main', []],
    [undefined, []],
  ])('of revision %s are %j', (raw, expected) => {
    expect(told(identifiersOfRevision(raw))).toEqual(expected);
  });

  it('of what is no image are none', () => {
    expect(identifiersOfImage('not an image!')).toEqual([]);
    expect(told(identifiersOfImage('nginx'))).toEqual([
      'repository docker.io/library/nginx imageReference',
    ]);
  });
});

import { redactObject } from './redactObject';

const CANARY = 'canary-7f3a';

describe('redactObject', () => {
  it.each([
    [
      'managedFields',
      {
        kind: 'Deployment',
        metadata: { managedFields: [{ manager: CANARY }] },
      },
    ],
    [
      'the last-applied copy',
      {
        kind: 'Deployment',
        metadata: {
          annotations: {
            'kubectl.kubernetes.io/last-applied-configuration': CANARY,
          },
        },
      },
    ],
    [
      'foreign annotations',
      {
        kind: 'Deployment',
        metadata: { annotations: { 'example.com/token': CANARY } },
      },
    ],
    [
      'foreign annotations of the pod template',
      {
        kind: 'Deployment',
        spec: {
          template: {
            metadata: { annotations: { 'example.com/token': CANARY } },
          },
        },
      },
    ],
    [
      'environment variables',
      {
        kind: 'Deployment',
        spec: {
          template: {
            spec: { containers: [{ env: [{ name: 'A', value: CANARY }] }] },
          },
        },
      },
    ],
    [
      'Helm values',
      {
        kind: 'HelmRelease',
        spec: { values: { db: { password: CANARY, list: [CANARY] } } },
      },
    ],
    [
      'substitutions',
      {
        kind: 'Kustomization',
        spec: { postBuild: { substitute: { key: CANARY } } },
      },
    ],
    ['addresses of providers', { kind: 'Provider', spec: { address: CANARY } }],
    [
      'webhook paths',
      { kind: 'Receiver', status: { webhookPath: `/hook/${CANARY}` } },
    ],
    [
      'credentials in a URL',
      {
        kind: 'GitRepository',
        spec: { url: `https://user:${CANARY}@host/x.git` },
      },
    ],
  ])('hides %s', (_, object) => {
    expect(JSON.stringify(object)).toContain(CANARY);
    expect(JSON.stringify(redactObject(object))).not.toContain(CANARY);
  });

  it('keeps what is needed to judge the object, and the names of what it hides', () => {
    const object = {
      apiVersion: 'helm.toolkit.fluxcd.io/v2',
      kind: 'HelmRelease',
      metadata: {
        name: 'api',
        annotations: {
          'flux-delivery/entity': 'component:default/api',
          'example.com/a': 'x',
        },
      },
      spec: { interval: '10m', values: { replicas: 2 } },
    };
    expect(redactObject(object)).toEqual({
      ...object,
      metadata: {
        name: 'api',
        annotations: {
          'flux-delivery/entity': 'component:default/api',
          'example.com/a': '<hidden>',
        },
      },
      spec: { interval: '10m', values: { replicas: '<hidden>' } },
    });
  });

  it('does not change its argument', () => {
    const object = { kind: 'Provider', spec: { address: 'https://a:b@c' } };
    redactObject(object);
    expect(object.spec.address).toBe('https://a:b@c');
  });
});

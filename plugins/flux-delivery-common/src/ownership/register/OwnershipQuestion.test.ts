import { kindsNamed } from './kindsNamed';
import { readOwnershipQuestion } from './OwnershipQuestion';

const DIGEST = `sha256:${'ab'.repeat(32)}`;

it.each<[string, ReturnType<typeof readOwnershipQuestion>[number]]>([
  [
    'component:payments/API',
    { by: 'entity', entityRef: 'component:payments/api' },
  ],
  ['system:shop', { by: 'entity', entityRef: 'system:default/shop' }],
  ['group:shop', { by: 'entity', entityRef: 'group:default/shop' }],
  ['user:team/Ann', { by: 'entity', entityRef: 'user:team/ann' }],
  [DIGEST, { by: 'digest', digest: DIGEST }],
  [
    'https://git.example.com/team/app.git',
    { by: 'url', url: 'https://git.example.com/team/app.git' },
  ],
  [
    'git@git.example.com:team/app.git',
    { by: 'url', url: 'git@git.example.com:team/app.git' },
  ],
  [
    'oci://registry.example.com/manifests/app',
    { by: 'url', url: 'oci://registry.example.com/manifests/app' },
  ],
  [
    'registry.example.com/payments/api:1.8.3',
    { by: 'image', image: 'registry.example.com/payments/api:1.8.3' },
  ],
  [
    `registry.example.com/payments/api@${DIGEST}`,
    { by: 'image', image: `registry.example.com/payments/api@${DIGEST}` },
  ],
  [
    'localhost:5000/payments/api:1',
    { by: 'image', image: 'localhost:5000/payments/api:1' },
  ],
  [
    'Deployment payments/api',
    {
      by: 'object',
      group: 'apps',
      kind: 'Deployment',
      namespace: 'payments',
      name: 'api',
    },
  ],
  [
    'kubectl get deploy/api -n payments',
    {
      by: 'object',
      group: 'apps',
      kind: 'Deployment',
      namespace: 'payments',
      name: 'api',
    },
  ],
  [
    'prod-eu:Kustomization/flux-system/apps',
    {
      by: 'object',
      cluster: 'prod-eu',
      group: 'kustomize.toolkit.fluxcd.io',
      kind: 'Kustomization',
      namespace: 'flux-system',
      name: 'apps',
    },
  ],
  [
    'secret payments/db',
    {
      by: 'object',
      group: '',
      kind: 'Secret',
      namespace: 'payments',
      name: 'db',
    },
  ],
  ['ns payments', { by: 'namespace', namespace: 'payments' }],
  [
    'pod payments/api-7d9c8b6f5-x2x4q',
    { by: 'pod', namespace: 'payments', pod: 'api-7d9c8b6f5-x2x4q' },
  ],
  ['api-7d9c8b6f5-x2x4q', { by: 'pod', pod: 'api-7d9c8b6f5-x2x4q' }],
  ['deployment api', { by: 'name', name: 'api' }],
  ['payments/api', { by: 'name', namespace: 'payments', name: 'api' }],
  ['api', { by: 'name', name: 'api' }],
])('reads %s', (text, first) => {
  expect(readOwnershipQuestion(text)[0]).toEqual(first);
  expect(readOwnershipQuestion(` "${text}", `)[0]).toEqual(first);
});

it('reads a bare name as everything that bears names', () => {
  expect(readOwnershipQuestion('api').map(({ by }) => by)).toEqual([
    'name',
    'release',
    'namespace',
  ]);
});

it.each([
  '',
  '   ',
  'x'.repeat(1025),
  'what is this?',
  '<b>what</b>',
  '???',
  '/',
])('reads nothing in %j', text => {
  expect(readOwnershipQuestion(text)).toEqual([]);
});

it('knows kinds by plural, singular, short name and group', () => {
  for (const name of ['deployments', 'Deployment', 'deploy']) {
    expect(kindsNamed(name)).toEqual([
      { group: 'apps', kind: 'Deployment', namespaced: true },
    ]);
  }
  expect(kindsNamed('services').map(({ group }) => group)).toContain('');
  expect(kindsNamed('services.serving.knative.dev')).toMatchObject([
    { group: 'serving.knative.dev' },
  ]);
  expect(kindsNamed('nonsense')).toEqual([]);
});

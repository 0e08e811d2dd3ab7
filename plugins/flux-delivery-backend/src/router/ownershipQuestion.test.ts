import {
  ownershipQuestion,
  type OwnershipParameters,
} from './ownershipQuestion';

const DIGEST = `sha256:${'ab'.repeat(32)}`;

it.each<[OwnershipParameters, object[]]>([
  [
    { cluster: 'prod', namespace: 'shop', kind: 'deploy', name: 'api' },
    [
      {
        by: 'object',
        cluster: 'prod',
        group: 'apps',
        kind: 'Deployment',
        namespace: 'shop',
        name: 'api',
      },
    ],
  ],
  [
    { group: 'acme.io', kind: 'Widget', namespace: 'shop', name: 'w' },
    [
      {
        by: 'object',
        group: 'acme.io',
        kind: 'Widget',
        namespace: 'shop',
        name: 'w',
      },
    ],
  ],
  [
    { kind: 'ClusterRole', name: 'reader' },
    [
      {
        by: 'object',
        group: 'rbac.authorization.k8s.io',
        kind: 'ClusterRole',
        namespace: '',
        name: 'reader',
      },
    ],
  ],
  [
    { namespace: 'shop', cluster: 'prod' },
    [{ by: 'namespace', cluster: 'prod', namespace: 'shop' }],
  ],
  [{ image: 'a.io/b:1' }, [{ by: 'image', image: 'a.io/b:1' }]],
  [{ digest: DIGEST.toUpperCase() }, [{ by: 'digest', digest: DIGEST }]],
  [{ url: 'git@a.io:b/c.git' }, [{ by: 'url', url: 'git@a.io:b/c.git' }]],
  [
    { release: 'api', namespace: 'shop' },
    [{ by: 'release', namespace: 'shop', release: 'api' }],
  ],
  [{ pod: 'api-x' }, [{ by: 'pod', pod: 'api-x' }]],
  [{ q: '???' }, []],
])('reads %j', (given, questions) => {
  expect(ownershipQuestion(given)).toEqual(questions);
});

it.each<[OwnershipParameters, RegExp]>([
  [{}, /^q: /],
  [{ cluster: 'prod' }, /^q: /],
  [{ name: 'api' }, /^kind: /],
  [{ kind: 'Deployment', namespace: 'shop' }, /^name: /],
  [{ kind: 'Deployment', name: 'api' }, /^namespace: /],
  [{ kind: 'Widget', namespace: 'shop', name: 'w' }, /^kind: /],
  [{ image: 'a.io/b:1', digest: DIGEST }, /^digest: one question/],
  [{ image: 'a.io/b:1', namespace: 'shop' }, /^namespace: /],
  [{ image: '???' }, /^image: /],
  [{ digest: 'sha256:abc' }, /^digest: /],
  [{ url: 'nothing' }, /^url: /],
])('refuses %j', (given, message) => {
  expect(() => ownershipQuestion(given)).toThrow(message);
});

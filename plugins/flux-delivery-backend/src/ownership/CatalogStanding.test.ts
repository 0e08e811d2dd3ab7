import { mockCredentials } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { CatalogStanding } from './CatalogStanding';
import { standsForOthers } from './EntityStanding';

const entity = (kind: string, relations: [string, string][]) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name: 'shop', namespace: 'default' },
  relations: relations.map(([type, targetRef]) => ({ type, targetRef })),
});

const of = (kind: string, relations: [string, string][] = []) =>
  new CatalogStanding({
    catalog: catalogServiceMock({ entities: [entity(kind, relations)] }),
  }).of(`${kind.toLowerCase()}:default/shop`, {
    credentials: mockCredentials.user(),
  });

it.each<[string, [string, string][], string[], string[]]>([
  [
    'Group',
    [
      ['parentOf', 'group:default/checkout'],
      ['childOf', 'group:default/acme'],
      ['hasMember', 'user:default/ann'],
    ],
    ['group:default/shop', 'group:default/checkout'],
    [],
  ],
  [
    'User',
    [
      ['memberOf', 'group:default/payments'],
      ['ownerOf', 'component:default/api'],
    ],
    ['user:default/shop', 'group:default/payments'],
    [],
  ],
  [
    'System',
    [['hasPart', 'component:default/api']],
    [],
    ['system:default/shop'],
  ],
  [
    'Domain',
    [
      ['hasPart', 'system:default/Trade'],
      ['hasPart', 'domain:default/sub'],
    ],
    [],
    ['system:default/trade'],
  ],
])('a %s stands for services', async (kind, relations, owners, systems) => {
  expect(await of(kind, relations)).toEqual({ owners, systems });
});

it('is nothing for what stands for itself, or is not shown', async () => {
  expect(await of('Component')).toBeUndefined();
  const standing = new CatalogStanding({
    catalog: catalogServiceMock({ entities: [] }),
  });
  expect(
    await standing.of('group:default/gone', {
      credentials: mockCredentials.user(),
    }),
  ).toBeUndefined();
});

it('knows by the ref which kinds to ask about', () => {
  expect(
    ['group:a/b', 'User:a/b', 'system:a/b', 'domain:a/b'].every(
      standsForOthers,
    ),
  ).toBe(true);
  expect(['component:a/b', 'api:a/b'].some(standsForOthers)).toBe(false);
});

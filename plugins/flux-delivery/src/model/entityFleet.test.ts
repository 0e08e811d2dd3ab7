import { fleetOf } from './entityFleet';

const entity = (kind: string, ...relations: [string, string][]) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name: 'Shop', namespace: 'default' },
  relations: relations.map(([type, targetRef]) => ({ type, targetRef })),
});

it.each([
  [
    entity(
      'Group',
      ['parentOf', 'group:default/Sub'],
      ['hasMember', 'user:default/a'],
    ),
    { owners: ['group:default/shop', 'group:default/sub'] },
  ],
  [
    entity(
      'User',
      ['memberOf', 'group:default/risk'],
      ['ownerOf', 'system:default/x'],
    ),
    { owners: ['user:default/shop', 'group:default/risk'] },
  ],
  [entity('System'), { systems: ['system:default/shop'] }],
  [
    entity(
      'Domain',
      ['hasPart', 'system:default/a'],
      ['hasPart', 'domain:default/b'],
    ),
    { systems: ['system:default/a'] },
  ],
  [entity('Domain'), undefined],
  [entity('Component'), undefined],
])('%#', (of, filter) => {
  expect(fleetOf(of)).toEqual(filter);
});

it('asks for no more than can be asked for at once', () => {
  const groups = Array.from({ length: 90 }, (_, n): [string, string] => [
    'parentOf',
    `group:default/g${n}`,
  ]);
  expect(fleetOf(entity('Group', ...groups))?.owners).toHaveLength(50);
});

import fc from 'fast-check';
import { fixtureNames, loadFixture } from '../testUtils/loadFixture';
import { formatInventoryId, parseInventoryId } from './inventoryId';
import type { KustomizationStatus } from './objects';

describe('parseInventoryId', () => {
  it.each([
    ['apps_podinfo_apps_Deployment', 'apps', 'Deployment', 'apps', 'podinfo'],
    ['apps_podinfo__Service', '', 'Service', 'apps', 'podinfo'],
    ['_team-a__Namespace', '', 'Namespace', '', 'team-a'],
    [
      '_flux__view_rbac.authorization.k8s.io_ClusterRole',
      'rbac.authorization.k8s.io',
      'ClusterRole',
      '',
      'flux:view',
    ],
    ['ns_a.b.c_batch_CronJob', 'batch', 'CronJob', 'ns', 'a.b.c'],
    ['_a____Odd', '', 'Odd', '', 'a:'],
    ['ns_with_underscore_g.io_Kind', 'g.io', 'Kind', 'ns', 'with_underscore'],
  ])('%s', (id, group, kind, namespace, name) => {
    const ref = { cluster: 'staging', group, kind, namespace, name };
    expect(parseInventoryId('staging', id)).toEqual(ref);
    expect(formatInventoryId(ref)).toBe(id);
  });

  it.each([
    '',
    '_',
    '__',
    '___',
    'a',
    'a_b',
    'a_b_c',
    'ns___Kind',
    'ns_name_group_',
    'a|b_c_d_E',
  ])('%j names nothing', id => {
    expect(parseInventoryId('staging', id)).toBeUndefined();
  });

  it('gives back every object that Kubernetes can name', () => {
    const dns = fc.stringMatching(/^[a-z0-9]([a-z0-9.-]{0,20}[a-z0-9])?$/);
    const rbac = fc.stringMatching(/^[a-z0-9]([a-z0-9:.-]{0,20}[a-z0-9])?$/);
    fc.assert(
      fc.property(
        fc.record({
          namespace: fc.oneof(fc.constant(''), dns),
          name: fc.oneof(dns, rbac),
          group: fc.oneof(fc.constant(''), dns),
          kind: fc.stringMatching(/^[A-Z][A-Za-z]{0,20}$/),
        }),
        ref => {
          expect(parseInventoryId('c', formatInventoryId(ref))).toEqual({
            cluster: 'c',
            ...ref,
          });
        },
      ),
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.stringMatching(/^[_a:|]{0,12}$/)),
        id => {
          const ref = parseInventoryId('c', id);
          expect(
            ref === undefined || (ref.name !== '' && ref.kind !== ''),
          ).toBe(true);
        },
      ),
    );
    expect(parseInventoryId('c', 5 as unknown as string)).toBeUndefined();
  });

  it('reads and writes every entry of the captured inventories', () => {
    const ids = fixtureNames()
      .flatMap(loadFixture)
      .flatMap(
        ({ status }) =>
          (status as KustomizationStatus | undefined)?.inventory?.entries ?? [],
      )
      .map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(50);
    for (const id of ids) {
      expect(formatInventoryId(parseInventoryId('c', id)!)).toBe(id);
    }
  });
});

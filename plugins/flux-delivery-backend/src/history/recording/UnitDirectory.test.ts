import { InventoryStore } from '../../inventory/InventoryStore';
import { UnitDirectory } from './UnitDirectory';

const facts = (owner: string, annotations = {}) => ({
  entityRef: 'component:default/api',
  owner,
  annotations,
});

function setUp() {
  const resolved: string[] = [];
  const directory = new UnitDirectory({
    view: new InventoryStore({ freeze: true }),
    options: {
      environments: [],
      tenants: [],
      resolution: { requireClaim: true },
    },
  });
  directory.onResolved(entityRef => resolved.push(entityRef));
  return { directory, resolved };
}

describe('the directory of units', () => {
  it('knows what there is once it is told that this is all, though it be nothing', () => {
    const { directory } = setUp();
    directory.replace([]);
    expect(directory.isKnown).toBe(false);
    directory.settle();
    expect(directory.isKnown).toBe(true);
  });

  it('resolves entities again that are others now, and takes none that it does not have', () => {
    const { directory, resolved } = setUp();
    directory.replace([facts('group:default/old')]);
    directory.refresh(9);
    directory.renew([facts('group:default/old')]);
    expect(directory.hasStale()).toBe(false);

    directory.renew([
      facts('group:default/new', { 'backstage.io/kubernetes-id': 'api' }),
      { ...facts('group:default/new'), entityRef: 'component:default/other' },
    ]);
    directory.refresh(9);
    expect(resolved).toEqual(Array(2).fill('component:default/api'));
    expect([...directory.entityRefs()]).toEqual(['component:default/api']);
    expect(directory.factsOf('component:default/api')?.owner).toBe(
      'group:default/new',
    );
    expect(directory.withKubernetesId('api')).toEqual([
      'component:default/api',
    ]);
  });
});

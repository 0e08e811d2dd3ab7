import { aDeployment } from '../testUtils/builders';
import { claimedEntities } from './claims';

const claiming = (claim: string) =>
  aDeployment('a', 'b', {
    metadata: { annotations: { 'flux-delivery/entity': claim } },
  });

describe('claimedEntities', () => {
  it.each([
    ['component:default/payments-api', ['component:default/payments-api']],
    ['Component:Default/Payments-API', ['component:default/payments-api']],
    ['payments-api', ['component:default/payments-api']],
    ['resource:db', ['resource:default/db']],
    ['team/db', ['component:team/db']],
    [' a , system:x/b,a', ['component:default/a', 'system:x/b']],
    ['', []],
    [',', []],
    ['a b', []],
    ['a/b/c', []],
    ['component:', []],
    ['../../secrets', []],
    ['a'.repeat(5000), []],
  ])('%j claims %j', (claim, refs) => {
    expect(claimedEntities(claiming(claim))).toEqual(refs);
  });

  it('finds none where nothing is claimed', () => {
    expect(claimedEntities(aDeployment('a', 'b'))).toEqual([]);
  });
});

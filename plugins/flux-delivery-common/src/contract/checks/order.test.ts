import type { Delivery } from '../../history/Delivery';
import { aDelivery } from '../../history/__testUtils__/aDelivery';
import { saidAtLine, checkInput } from '../__testUtils__/checkInput';
import { checkOrder } from './order';

const CONTRACT = 'environments:\n  - name: staging\n  - name: prod\n';
let made = 0;
function row(environment: string, version: string, hour: number): Delivery {
  made += 1;
  return aDelivery({
    id: `d${made}`,
    environment,
    cluster: environment,
    targetId: environment,
    sequence: made,
    contentId: `${environment} ${version}`,
    startedAt: `2026-03-10T0${hour}:00:00Z`,
    appliedAt: `2026-03-10T0${hour}:01:00Z`,
    images: [
      {
        workload: 'Deployment/api',
        container: 'api',
        declared: `registry.example.com/payments/api:${version}`,
      },
    ],
  });
}
const check = (
  deliveries: Delivery[],
  {
    contract = CONTRACT,
    isComplete = true,
    environments = ['staging', 'prod'],
  } = {},
) =>
  checkOrder(
    checkInput(contract, {
      environments,
      ledger: { deliveries, promotions: [], isComplete },
    }),
  );
const SKIPPED = [
  row('staging', '1.0.0', 1),
  row('prod', '1.0.0', 2),
  row('prod', '1.1.0', 3),
];

it('is ok where each version was in the environment before', () => {
  expect(
    check([row('staging', '1.0.0', 1), row('prod', '1.0.0', 2)]).result,
  ).toBe('ok');
});

it('finds a version that the environment before never had', () => {
  expect(check(SKIPPED).findings).toEqual([
    { summary: 'prod has 1.1.0, which staging never had.' },
  ]);
});

it('does not call it skipped where times were not seen', () => {
  expect(check(SKIPPED, { isComplete: false })).toMatchObject({
    result: 'cannotBeChecked',
    summary: 'prod has 1.1.0, which staging never had, as far as is recorded',
  });
});

it('goes by the order of the contract, and says where the portal has another', () => {
  const turned = 'environments:\n  - name: prod\n  - name: staging\n';
  expect(
    check([row('prod', '1.0.0', 1), row('staging', '1.0.0', 2)], {
      contract: turned,
    }).findings,
  ).toEqual([
    {
      summary:
        'The contract has prod before staging, and the portal has staging before prod.',
      said: saidAtLine(4),
    },
  ]);
});

it('finds an environment that is named twice', () => {
  expect(
    check([row('staging', '1.0.0', 1), row('prod', '1.0.0', 2)], {
      contract: `${CONTRACT}  - name: staging\n`,
    }).findings[0],
  ).toEqual({
    summary:
      'The contract names staging twice, so that it has no place in the order.',
    said: saidAtLine(6),
  });
});

it.each([
  [
    'nothing is recorded of an environment',
    [row('prod', '1.0.0', 1)],
    CONTRACT,
  ],
  ['there is one environment alone', SKIPPED, 'environments: [{ name: prod }]'],
  ['there is none', SKIPPED, ''],
])('cannot be checked where %s', (_, deliveries, contract) => {
  expect(check(deliveries, { contract }).result).toBe('cannotBeChecked');
});

it('cannot be checked where the ledger may not be read', () => {
  expect(
    checkOrder(checkInput(CONTRACT, { ledger: { notKnown: 'no right' } })),
  ).toMatchObject({ result: 'cannotBeChecked', summary: 'no right' });
});

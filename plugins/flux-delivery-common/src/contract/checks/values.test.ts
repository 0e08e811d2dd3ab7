import { aDelivery } from '../../history/__testUtils__/aDelivery';
import { aDeployment } from '../../testUtils/builders';
import { aJudgedTarget, seen } from '../../testUtils/judgedPath';
import { saidAtLine, checkInput } from '../__testUtils__/checkInput';
import { checkValues } from './values';

const workload = seen(
  aDeployment('payments', 'api', {
    metadata: {
      changes: [
        {
          manager: 'kubectl-edit',
          operation: 'Update',
          time: '2026-11-21T05:59:59Z',
          fields: ['spec.replicas', 'spec.template.spec.containers[api].image'],
        },
      ],
    },
  }),
);
const judged = [
  aJudgedTarget(
    {},
    { workloads: [{ ref: workload.ref, workload, because: 'x', related: [] }] },
  ),
];

it('is ok where nothing was changed that could have been', () => {
  expect(checkValues(checkInput('appTeamMayChange: []')).result).toBe('ok');
});

it.each([
  ['[]', 'spec.replicas, spec.template.spec.containers[api].image'],
  ['[{ keys: [spec.replicas] }]', 'spec.template.spec.containers[api].image'],
  [
    '[{ keys: [spec.replicas], environments: [staging] }]',
    'spec.replicas, spec.template.spec.containers[api].image',
  ],
])('with %s, finds that somebody wrote %s', (given, fields) => {
  expect(
    checkValues(checkInput(`appTeamMayChange: ${given}`, { judged })).findings,
  ).toEqual([
    {
      summary: `prod-eu: kubectl-edit changed ${fields} of Deployment/payments/api, which the contract does not give away.`,
      since: '2026-11-21T05:59:59Z',
      said: saidAtLine(3),
    },
  ]);
});

it('has nothing against what is given away', () => {
  expect(
    checkValues(
      checkInput(
        "appTeamMayChange: [{ keys: [spec.replicas, 'spec.template.spec.containers[*].image'] }]",
        { judged },
      ),
    ).findings,
  ).toEqual([]);
});

it('says that the ledger does not tell which keys changed', () => {
  const check = checkValues(
    checkInput('appTeamMayChange: [{ keys: [spec.replicas] }]', {
      ledger: {
        deliveries: [aDelivery({ kind: 'configOnly' })],
        promotions: [],
        isComplete: true,
      },
    }),
  );
  expect(check.result).toBe('cannotBeChecked');
  expect(check.summary).toMatch(/the latest to prod at .*not which keys/);
});

it('cannot be checked without the ledger, or without that section', () => {
  expect(
    checkValues(
      checkInput('appTeamMayChange: []', { ledger: { notKnown: 'no right' } }),
    ).result,
  ).toBe('cannotBeChecked');
  expect(checkValues(checkInput('', { judged })).result).toBe(
    'cannotBeChecked',
  );
});

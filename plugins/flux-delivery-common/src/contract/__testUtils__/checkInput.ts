import { aJudgedTarget, SEEN_AT } from '../../testUtils/judgedPath';
import { readContract } from '../../ownership/contractAnnotations';
import type { CheckInput } from '../checks/ContractCheck';
import { mergeContracts, type MergedContract } from '../mergeContracts';
import { parseContract } from '../parseContract';
import { contractNode } from './contractNode';

const ENTITY = 'component:default/payments-api';

/** A contract that holds for payments-api, of the body of a file; its first line is line 3. */
export function aContract(body = ''): MergedContract {
  const { content, lines, problems } = parseContract(
    contractNode(
      `apiVersion: flux-delivery/v1\nkind: DeliveryContract\n${body}`,
    ),
    { entityRef: ENTITY },
  );
  if (problems.length > 0) {
    throw new Error(JSON.stringify(problems));
  }
  return mergeContracts([
    {
      annotated: readContract({ entityRef: ENTITY, annotations: {} }),
      file: {
        entityRef: ENTITY,
        name: 'delivery-contract.yaml',
        url: 'https://git.example.com/x/delivery-contract.yaml',
        content: content!,
        lines,
      },
    },
  ]);
}

export const saidAtLine = (line: number) =>
  `line ${line} of delivery-contract.yaml of ${ENTITY}`;

/** One healthy target in prod, and an empty ledger that misses nothing. */
export function checkInput(
  body: string,
  changes: Partial<CheckInput> = {},
): CheckInput {
  return {
    merged: aContract(body),
    judged: [aJudgedTarget()],
    clusters: [{ name: 'prod-eu', state: 'synced' }],
    environments: ['staging', 'prod'],
    ownership: {
      entityOwner: 'group:default/payments',
      platformGroup: 'group:default/platform',
      rules: [],
    },
    ledger: { deliveries: [], promotions: [], isComplete: true },
    now: SEEN_AT,
    ...changes,
  };
}

export const UNREACHABLE: CheckInput['clusters'] = [
  { name: 'prod-eu', state: 'unreachable' },
];

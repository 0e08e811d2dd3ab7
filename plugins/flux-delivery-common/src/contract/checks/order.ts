import { matrixOf } from '../../history/matrix/matrixOf';
import { saidAt } from '../mergeContracts';
import {
  concluded,
  notSaid,
  type CheckInput,
  type ContractCheck,
  type ContractFinding,
} from './ContractCheck';

/** Whether versions came to the environments in the order of the contract, and that order is the one of the portal. */
export function checkOrder(input: CheckInput): ContractCheck {
  const section = input.merged.sections.environments;
  const names = (section?.value ?? []).map(({ name }) => name);
  if (!section || names.length < 2) {
    return notSaid('order', 'the contract names no order of environments');
  }
  const said = (index: number) =>
    saidAt(section.file, `environments[${index}]`);
  const declared: ContractFinding[] = [
    ...names.flatMap((name, index) =>
      names.indexOf(name) < index
        ? [
            {
              summary: `The contract names ${name} twice, so that it has no place in the order.`,
              said: said(index),
            },
          ]
        : [],
    ),
    ...turnedRound(names, input.environments).map(([before, after]) => ({
      summary: `The contract has ${before} before ${after}, and the portal has ${after} before ${before}.`,
      said: said(names.indexOf(before)),
    })),
  ];
  const { ledger } = input;
  if ('notKnown' in ledger) {
    return concluded('order', {
      findings: declared,
      notKnown: [ledger.notKnown],
      proof: undefined,
    });
  }
  const skipped = skippedIn(names, ledger, input);
  const silent = [...new Set(names)].filter(
    name => !ledger.deliveries.some(({ environment }) => environment === name),
  );
  return concluded('order', {
    findings: [...declared, ...(ledger.isComplete ? skipped : [])],
    notKnown: [
      ...silent.map(name => `nothing is recorded of ${name}`),
      ...(ledger.isComplete
        ? []
        : [
            ...skipped.map(
              ({ summary }) => `${summary.slice(0, -1)}, as far as is recorded`,
            ),
            'not all times are recorded',
          ]),
    ],
    proof: `What runs in ${names
      .slice(1)
      .join(', ')} was in the environment before it first, by ${
      ledger.deliveries.length
    } recorded deliveries.`,
  });
}

function skippedIn(
  names: readonly string[],
  ledger: Exclude<CheckInput['ledger'], { notKnown: string }>,
  { now }: CheckInput,
): ContractFinding[] {
  const { notes } = matrixOf({
    entityRef: ledger.deliveries[0]?.entityRef ?? '',
    deliveries: ledger.deliveries,
    promotions: ledger.promotions,
    environments: [...new Set(names)].map(name => ({ name, pinned: false })),
    now,
    store: 'ledger',
  });
  return notes
    .filter(
      note =>
        note.class === 'skipped-environment' &&
        names.includes(note.environment ?? ''),
    )
    .map(({ summary }) => ({ summary }));
}

/** Neighbours of the contract that the portal has the other way round. */
function turnedRound(
  contract: readonly string[],
  portal: readonly string[],
): [string, string][] {
  return contract.slice(1).flatMap((after, index): [string, string][] => {
    const before = contract[index];
    const [a, b] = [before, after].map(name => portal.indexOf(name));
    return a >= 0 && b >= 0 && a > b ? [[before, after]] : [];
  });
}

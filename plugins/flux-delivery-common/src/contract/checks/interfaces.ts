import type { Segment } from '../../divergence/SegmentVerdict';
import { handoffsOf, type Handoff } from '../../ownership/handoffs';
import type { ContractInterface } from '../ContractContent';
import {
  concluded,
  notSaid,
  type CheckInput,
  type ContractCheck,
} from './ContractCheck';
import { isNamed, namedObject, seenTargets } from './targets';

/** Whether every handoff between two teams, and every source that several of them read, is documented as an interface. */
export function checkInterfaces(input: CheckInput): ContractCheck {
  const { sections } = input.merged;
  if (Object.keys(sections).length === 0) {
    return notSaid('interfaces', 'there is no contract file');
  }
  const documented = sections.interfaces?.value ?? [];
  const { targets, notKnown } = seenTargets(input);
  const handoffs = targets.flatMap(target =>
    handoffsOf(target, input.ownership),
  );
  const shared = targets.flatMap(({ sources }) =>
    sources.filter(
      ({ ref }) => (input.ownership.readersOfSource?.(ref).length ?? 0) > 1,
    ),
  );
  const between = handoffs.filter(({ betweenTeams }) => betweenTeams);
  const undocumented = [
    ...between
      .filter(handoff => !documented.some(one => joins(one, handoff)))
      .map(
        ({ from, to, giver, taker }) =>
          `${from} of ${giver.owner} gives over to ${to} of ${taker.owner}, and no interface documents it.`,
      ),
    ...shared
      .filter(({ ref }) => !documented.some(one => covers(one, ref)))
      .map(
        ({ ref }) =>
          `${ref.kind}/${ref.namespace}/${ref.name} is read by appliers of several owners, and no interface documents it.`,
      ),
  ];
  return concluded('interfaces', {
    findings: [...new Set(undocumented)].map(summary => ({ summary })),
    notKnown: [
      ...notKnown,
      ...handoffs
        .filter(({ unowned }) => unowned)
        .map(
          ({ from, to }) => `nobody is known to own a side of ${from} to ${to}`,
        ),
    ],
    proof:
      handoffs.length > 0
        ? `${between.length} of ${handoffs.length} handoffs are between teams, and each has an interface.`
        : undefined,
  });
}

function joins(
  { between }: ContractInterface,
  { from, to }: Pick<Handoff, 'from' | 'to'>,
): boolean {
  const has = (segment: Segment) => between?.includes(segment) === true;
  return has(from) && has(to);
}

function covers(
  { objects = [] }: ContractInterface,
  ref: Parameters<typeof isNamed>[1],
): boolean {
  return objects.some(text => {
    const named = namedObject(text);
    return named !== undefined && isNamed(named, ref);
  });
}

import { failureClasses } from '../classes/FailureClass';
import type { Segment } from '../divergence/SegmentVerdict';
import { WATCHED_KINDS, type KindRole } from '../flux/kinds';
import type { AnyObject, ResolvedTarget } from '../paths/DeliveryPath';
import { anObject } from '../testUtils/builders';
import { aJudgedTarget, seen } from '../testUtils/judgedPath';
import { generalRunbook, runbookFor } from './runbookFor';

/** The kinds of which a segment tells. */
const ROLES: Record<Segment, KindRole[]> = {
  promotion: ['imageAutomation', 'source'],
  source: ['source'],
  reconcile: ['applier'],
  rollout: ['workload'],
  traffic: ['network'],
};

/** Nothing that a shell would take for something else. */
const NAME = "web'; $(rm) #1";
const QUOTED = `'${NAME.split("'").join(`'\\''`)}'`;

const CASES = failureClasses.flatMap(({ name, segments }) =>
  (segments === 'any'
    ? (Object.keys(ROLES) as Segment[])
    : [...segments]
  ).flatMap(segment =>
    WATCHED_KINDS.filter(({ role }) => ROLES[segment].includes(role)).map(
      kind => ({ failure: name, segment, kind }),
    ),
  ),
);

/** A target in which the object of this kind stands where it belongs. */
function targetWith(object: AnyObject, role: KindRole): ResolvedTarget {
  const observed = seen(object);
  const link = { ref: observed.ref, because: 'a test' };
  const { services } = aJudgedTarget();
  const changes: Partial<Record<KindRole, Partial<ResolvedTarget>>> = {
    source: { sources: [{ ...link, source: observed }] },
    applier: { applierRef: observed.ref, applier: observed },
    workload: { workloads: [{ ...link, workload: observed, related: [] }] },
    imageAutomation: { imageAutomation: [observed] },
    network: {
      services:
        object.kind === 'Service'
          ? [{ ...services[0], ref: observed.ref }]
          : [{ ...services[0], routes: [observed] }],
    },
  };
  return aJudgedTarget({}, changes[role] as never);
}

describe.each(
  CASES.map(one => [one.failure, one.segment, one.kind.kind, one] as const),
)('%s at %s, told by %s', (failure, segment, _, { kind }) => {
  const object = anObject<AnyObject>(
    kind.group ? `${kind.group}/${kind.versions[0]}` : kind.versions[0],
    kind.kind,
    kind.namespaced ? 'shop' : '',
    NAME,
    { spec: { selector: { matchLabels: { app: 'web' } } } },
  );
  const target = targetWith(object, kind.role);
  const { checks } = runbookFor({
    class: failure,
    segment,
    target,
    object: seen(object).ref,
  });
  const commands = checks.flatMap(({ command }) => command ?? []);

  it('has checks with commands, control plane first, and nothing left to fill in', () => {
    const planes = checks.map(({ plane }) => plane);

    expect(commands.length).toBeGreaterThan(0);
    expect(planes).toEqual([...planes].sort());
    expect(commands.join('\n').split(QUOTED).join('')).not.toMatch(
      /[<>]|undefined|\[object/,
    );
  });

  it('quotes the name wherever it stands', () => {
    const bare = commands.filter(command =>
      command.split(QUOTED).join('').includes('$(rm)'),
    );

    // A name may be part of a longer word, which is quoted then as a whole.
    expect(
      bare.filter(
        command => !/'[^ ]*web'\\''; \$\(rm\) #1[^ ]*'/.test(command),
      ),
    ).toEqual([]);
  });

  it('has the same where no target is known, with what to fill in quoted', () => {
    const general = generalRunbook(failure, segment, { kind: kind.kind });
    const found = general.checks.flatMap(({ command }) => command ?? []);

    expect(found.length).toBeGreaterThan(0);
    expect(found.filter(command => /[^'/:=.,\w@-]<\w/.test(command))).toEqual(
      [],
    );
  });
});

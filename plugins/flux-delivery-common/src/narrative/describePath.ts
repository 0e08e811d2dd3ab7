import { describeVersion } from '../divergence/describeVersion';
import {
  firstDivergence,
  type Divergence,
} from '../divergence/firstDivergence';
import type { JudgedTarget } from '../divergence/JudgedTarget';
import { keyOf } from '../kube/ObjectRef';
import { asNarrative } from './asNarrative';
import type { Narrative, ToldTarget } from './Narrative';
import { tellDivergence } from './tellDivergence';
import { inShort } from './inShort';
import { verdictOn } from './tellSegment';
import { listed } from './words';

const MOST_GROUPS = 5;

/**
 * A whole service in five clauses: what its targets have in common is said once, and one root cause is told once for all that
 * hang on it.
 *
 * @param title - what the targets are of: `payments-api`
 * @public
 */
export function describePath(
  title: string,
  told: readonly ToldTarget[],
): Narrative {
  if (told.length === 0) {
    const nothing = 'No delivery path was found.';
    return asNarrative(title, {
      promotion: nothing,
      source: nothing,
      change: nothing,
      rollout: nothing,
      divergence: 'Whether anything diverged cannot be told.',
    });
  }
  const targets = told.map(({ target }) => target);
  const name = namesOf(targets);
  const clause = (tell: (target: JudgedTarget) => string) =>
    grouped(targets, tell, name);
  return asNarrative(title, {
    promotion: clause(target => inShort(target, ['promotion'])),
    source: clause(target => inShort(target, ['source', 'reconcile'])),
    change: clause(declared),
    rollout: clause(target => inShort(target, ['rollout', 'traffic'])),
    divergence: divergences(told, name),
  });
}

type NameOf = (target: JudgedTarget) => string;

/** The environment alone where it has one target; with the cluster and the applier as far as they are needed. */
function namesOf(targets: readonly JudgedTarget[]): NameOf {
  const forms: NameOf[] = [
    ({ environment }) => environment,
    ({ environment, cluster }) => `${environment} on ${cluster}`,
    ({ environment, cluster, applierRef }) =>
      `${environment} on ${cluster} (${
        applierRef ? `${applierRef.namespace}/${applierRef.name}` : 'no applier'
      })`,
  ];
  return target =>
    (
      forms.find(
        form =>
          targets.filter(other => form(other) === form(target)).length === 1,
      ) ?? forms[2]
    )(target);
}

function grouped(
  targets: readonly JudgedTarget[],
  tell: (target: JudgedTarget) => string,
  name: NameOf,
): string {
  const groups = groupBy(targets, tell);
  const [only] = groups;
  if (groups.length === 1) {
    return `${targets.length > 1 ? 'Everywhere: ' : ''}${only[0]}.`;
  }
  const rest = groups
    .slice(MOST_GROUPS)
    .flatMap(([, members]) => members).length;
  return `${groups
    .slice(0, MOST_GROUPS)
    .map(([said, members]) => `${listed(members.map(name))}: ${said}`)
    .concat(rest > 0 ? [`${rest} more targets differ from these`] : [])
    .join('; ')}.`;
}

function groupBy<T>(
  items: readonly T[],
  keyOfItem: (item: T) => string,
): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOfItem(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups];
}

function declared(target: JudgedTarget): string {
  if (target.binding === 'notAuthorized' || target.binding === 'notVerified') {
    return 'not known';
  }
  const version = describeVersion(target);
  if (version) {
    return `the workloads declare ${version}`;
  }
  if (target.workloads.some(({ workload }) => workload)) {
    return 'the workloads declare no common version';
  }
  return verdictOn(target, 'rollout')?.verdict === 'unknown'
    ? 'what the workloads declare is not known'
    : 'no workload was seen';
}

interface Diverged extends ToldTarget {
  divergence: Divergence;
}

function divergences(told: readonly ToldTarget[], name: NameOf): string {
  const judged = told.map(one => ({
    ...one,
    divergence:
      one.divergence === undefined
        ? firstDivergence(one.target.segments)
        : one.divergence,
  }));
  const diverged = judged.filter(
    (one): one is Diverged => one.divergence !== null,
  );
  const groups = groupBy(diverged, causeOf);
  const rest = judged.filter(({ divergence }) => divergence === null);
  return [
    ...groups.slice(0, MOST_GROUPS).map(([, members]) => {
      const [{ divergence, target, responder }] = members;
      const names = listed(members.map(member => name(member.target)));
      const shared = members.length > 1 ? ', for one cause' : '';
      return `${names}${shared}: ${tellDivergence(
        divergence,
        target.segments,
        responder,
      )}`;
    }),
    ...(groups.length > MOST_GROUPS
      ? [`There are ${groups.length - MOST_GROUPS} causes more.`]
      : []),
    ...groupBy(rest, ({ target }) =>
      tellDivergence(null, target.segments, undefined),
    ).map(([said, members]) =>
      told.length === 1
        ? said
        : `${listed(members.map(({ target }) => name(target)))}: ${said}`,
    ),
  ].join(' ');
}

/** Targets share a cause where one object broke them in one way. */
function causeOf({ divergence, target }: Diverged): string {
  const { rootCause, object, segment, class: failure } = divergence;
  const ref = rootCause ?? object;
  return ref
    ? `${keyOf(ref)} ${rootCause ? '' : `${segment} ${failure}`}`
    : target.id;
}

import { backendsOf, otherBackendsOf, type Backend } from '../../kube/backends';
import type { FieldChange } from '../../kube/fieldChanges';
import type { Observed } from '../../kube/KubeObject';
import { displayRef, keyOf, type ObjectRef } from '../../kube/ObjectRef';
import { appliersOf } from '../../paths/appliers';
import type { ResolvedTarget } from '../../paths/DeliveryPath';
import { fact } from '../evidence';
import type { Judgement } from '../Judgement';
import type { JudgeContext } from '../JudgeContext';
import { outsideChanges } from '../rollout/outOfBand';
import { list } from '../rollout/shape';
import type { Note } from '../SegmentVerdict';

/** What a rule of a route gives to the Services of a target, of all that it gives. */
interface Share {
  ours: number;
  all: number;
  /** What else gets something, mostly Services of others: kind and name. */
  others: string[];
}

/**
 * A route that knows the target's Services and sends everything past them, because somebody wrote it so past Flux; or that sends it
 * nowhere at all. As it was delivered, it makes the target a standby: see {@link standbyBy}.
 */
export function misdirected(
  route: Observed,
  target: ResolvedTarget,
  context: JudgeContext,
): Judgement | undefined {
  const shares = sharesOf(route, target);
  if (!givesNothing(shares)) {
    return undefined;
  }
  const name = displayRef(route.ref);
  const weights = weightFacts(
    route,
    target.services.map(({ ref }) => ref),
  );
  const others = othersIn(shares);
  if (others.length === 0) {
    const { writtenAt } = route.object.metadata;
    return {
      verdict: 'diverged',
      class: 'canary-weight',
      headline: 'all weights are 0',
      summary: `${name} gives weight 0 to all of its backends: nobody answers.`,
      ...(writtenAt && { since: writtenAt }),
      evidence: weights,
    };
  }
  const change = weightsChangedOutside(route, context);
  if (!change) {
    return undefined;
  }
  const instead = others.join(', ');
  const since = change.time ?? change.seenAt;
  return {
    verdict: 'diverged',
    class: 'canary-weight',
    headline: `weight 0: all traffic to ${instead}`,
    summary: `${name} gives no weight to this target and sends all traffic to ${instead}: ${change.manager} wrote it so past Flux.`,
    ...(since && { since }),
    evidence: [
      ...weights,
      ...fact(
        route,
        'metadata.managedFields',
        `${change.manager}: ${change.fields.join(', ')}`,
      ),
    ],
  };
}

/**
 * The route that makes a target a standby: it gives all traffic to others, as it was delivered, and no other route gives the target
 * any. Undefined where some traffic is meant for the target.
 */
export function standbyBy(
  target: ResolvedTarget,
  context: JudgeContext,
): { route: Observed; instead: string } | undefined {
  const routes = routesOf(target);
  const shares = routes.map(route => sharesOf(route, target));
  const isStandby =
    routes.length > 0 &&
    shares.every(givesNothing) &&
    routes.every(route => !misdirected(route, target, context));
  return isStandby
    ? { route: routes[0], instead: othersIn(shares[0]).join(', ') }
    : undefined;
}

/** A split that leaves the target some of the traffic, or none, is as its route wants it, and worth telling. */
export function splitNotes(
  target: ResolvedTarget,
  context: JudgeContext,
): Note[] {
  return routesOf(target).flatMap(route => {
    const shares = sharesOf(route, target);
    const split = shares.find(
      ({ ours, others }) => ours > 0 && others.length > 0,
    );
    if (split) {
      return [
        note(
          route,
          `${Math.round(
            (100 * split.ours) / split.all,
          )} % of the traffic to this target, the rest to ${split.others.join(
            ', ',
          )}`,
        ),
      ];
    }
    return givesNothing(shares) && !misdirected(route, target, context)
      ? [
          note(
            route,
            `no traffic to this target, all to ${othersIn(shares).join(', ')}`,
          ),
        ]
      : [];
  });
}

function note(route: Observed, what: string): Note {
  return {
    class: 'canary-weight',
    summary: `${displayRef(route.ref)} gives ${what}.`,
  };
}

/** Those that name a Service of the target. */
function routesOf({ services }: ResolvedTarget): Observed[] {
  const routes = services.flatMap(service => list(service.routes));
  return [...new Map(routes.map(route => [keyOf(route.ref), route])).values()];
}

function givesNothing(shares: readonly Share[]): boolean {
  return shares.length > 0 && shares.every(({ ours }) => ours === 0);
}

function othersIn(shares: readonly Share[]): string[] {
  return [...new Set(shares.flatMap(({ others }) => others))];
}

/** What a stranger wrote of the rules of a route, and those who deliver the route have not looked at since. */
function weightsChangedOutside(
  route: Observed,
  { view }: JudgeContext,
): FieldChange | undefined {
  return appliersOf(route, view)
    .flatMap(({ ref }) => view.get(ref) ?? [])
    .flatMap(applier => outsideChanges(route, applier))
    .find(({ fields }) => fields.some(field => /^spec\.rules\b/.test(field)));
}

/** For each rule that names a Service of the target. */
function sharesOf(route: Observed, { services }: ResolvedTarget): Share[] {
  const own = new Set(services.map(({ ref }) => keyOf(ref)));
  const elsewhere = otherBackendsOf(route);
  const rules = new Map<string, Backend[]>();
  for (const backend of backendsOf(route)) {
    rules.set(backend.rule, [...(rules.get(backend.rule) ?? []), backend]);
  }
  return [...rules]
    .filter(([, backends]) =>
      backends.some(({ service }) => own.has(keyOf(service))),
    )
    .map(([rule, backends]) => {
      const [ours, theirs] = [true, false].map(isOurs =>
        backends.filter(({ service }) => own.has(keyOf(service)) === isOurs),
      );
      const others = [
        ...theirs.map(({ service, weight }) => ({
          kind: 'Service',
          name: service.name,
          weight,
        })),
        ...elsewhere.filter(other => other.rule === rule),
      ].filter(({ weight }) => weight > 0);
      return {
        ours: sum(ours),
        all: sum(ours) + sum(others),
        others: others.map(({ kind, name }) => `${kind} ${name}`),
      };
    });
}

function sum(backends: readonly { weight: number }[]): number {
  return backends.reduce((total, { weight }) => total + weight, 0);
}

/** The weights as a route has them in the rules that name one of some Services, as evidence. */
export function weightFacts(route: Observed, services: readonly ObjectRef[]) {
  const keys = new Set(services.map(keyOf));
  const backends = backendsOf(route);
  const rules = new Set(
    backends
      .filter(({ service }) => keys.has(keyOf(service)))
      .map(({ rule }) => rule),
  );
  return fact(
    route,
    'spec.rules[].backendRefs',
    [
      ...backends.map(({ service, ...rest }) => ({
        ...rest,
        name: service.name,
      })),
      ...otherBackendsOf(route),
    ]
      .filter(({ rule }) => rules.has(rule))
      .map(({ name, weight }) => `${name}=${weight}`)
      .join(', '),
  );
}

import {
  distinct,
  type Identifier,
  type IdentifierEdgeHow,
  type IdentifierKind,
} from './identifiers';

/** A row of the ledger, a promotion or a hint, with every name that it bears. @public */
export interface NamedBearer {
  /** Unique over rows, promotions and hints. */
  key: string;
  entityRef: string;
  identifiers: readonly Identifier[];
  /** Completes "known from …": `the status of Kustomization shop/api in prod-eu`. */
  knownFrom: (how: IdentifierEdgeHow) => string;
  /** Which of its names were looked for. */
  matched: readonly Pick<Identifier, 'kind' | 'value'>[];
}

/** That two names are of one release, and how that is known. @public */
export interface IdentifierEdge {
  from: string;
  to: string;
  how: IdentifierEdgeHow;
  because: string;
}

/** What bears one of the names that were looked for, in one entity. @public */
export interface CorrelatedRelease {
  entityRef: string;
  /** Keys of its bearers, in the order in which they came. */
  bearers: string[];
  matched: Pick<Identifier, 'kind' | 'value'>[];
  identifiers: Identifier[];
  edges: IdentifierEdge[];
}

const MOST_NAMES = 40;
const MOST_EDGES = 60;
/** Names of places: they lead to a release, and name none. */
const PLACES: ReadonlySet<IdentifierKind> = new Set([
  'repository',
  'workload',
  'source',
]);

/**
 * Puts what bears the same name of those that were looked for together, entity by entity: bearers with a matched name in common are
 * one release. Other names that they share join nothing, since a sidecar or a base image is in many releases.
 *
 * @public
 */
export function correlate(
  bearers: readonly NamedBearer[],
): CorrelatedRelease[] {
  const groups: NamedBearer[][] = [];
  for (const bearer of bearers) {
    const touching = groups.filter(group =>
      group.some(other => sharesMatch(other, bearer)),
    );
    const merged = [...touching.flat(), bearer];
    touching.forEach(group => groups.splice(groups.indexOf(group), 1));
    groups.push(merged);
  }
  return groups.map(toRelease);
}

function sharesMatch(a: NamedBearer, b: NamedBearer): boolean {
  return (
    a.entityRef === b.entityRef &&
    a.matched.some(name => b.matched.some(other => isSame(name, other)))
  );
}

function toRelease(group: NamedBearer[]): CorrelatedRelease {
  const matched = uniqueNames(group.flatMap(each => each.matched));
  return {
    entityRef: group[0].entityRef,
    bearers: group.map(({ key }) => key),
    matched,
    identifiers: distinct(
      group.flatMap(({ identifiers }) =>
        identifiers.filter(({ kind }) => !PLACES.has(kind)),
      ),
    ).slice(0, MOST_NAMES),
    edges: edgesOf(group, matched),
  };
}

/** From what the bearer itself is about to every other name of it, so that each edge says how that name is known. */
function edgesOf(
  group: readonly NamedBearer[],
  matched: readonly Pick<Identifier, 'kind' | 'value'>[],
): IdentifierEdge[] {
  const edges = new Map<string, IdentifierEdge>();
  for (const bearer of group) {
    const from = centreOf(bearer) ?? matched[0];
    for (const identifier of bearer.identifiers) {
      const { kind, value, how } = identifier;
      const key = `${value} ${how}`;
      if (!PLACES.has(kind) && !isSame(identifier, from) && !edges.has(key)) {
        edges.set(key, {
          from: from.value,
          to: value,
          how,
          because: `known from ${bearer.knownFrom(how)}`,
        });
      }
    }
  }
  return [...edges.values()].slice(0, MOST_EDGES);
}

/** What the cluster or the record itself says; of these, the name that was looked for. */
function centreOf({ identifiers, matched }: NamedBearer) {
  const own = identifiers.filter(
    ({ kind, how }) =>
      !PLACES.has(kind) && (how === 'statusField' || how === 'promotion'),
  );
  return (
    own.find(each => matched.some(name => isSame(name, each))) ??
    own[0] ??
    matched[0]
  );
}

function uniqueNames(names: readonly Pick<Identifier, 'kind' | 'value'>[]) {
  return names.filter(
    (name, at) => names.findIndex(other => isSame(name, other)) === at,
  );
}

function isSame(
  a: Pick<Identifier, 'kind' | 'value'>,
  b: Pick<Identifier, 'kind' | 'value'>,
): boolean {
  return a.kind === b.kind && a.value === b.value;
}

import type { JudgedTarget } from '../../divergence/JudgedTarget';
import { displayRef } from '../../kube/ObjectRef';
import { isBound } from '../../ownership/subjects';
import type { CheckInput } from './ContractCheck';

/** What may be told of the targets of a service, and in words why not more. */
export interface SeenTargets {
  targets: JudgedTarget[];
  notKnown: string[];
}

/** The targets of an environment; of all of them without a name. */
export function seenTargets(
  { judged, clusters }: Pick<CheckInput, 'judged' | 'clusters'>,
  environment?: string,
): SeenTargets {
  const all = judged.filter(
    target => environment === undefined || target.environment === environment,
  );
  const targets = all.filter(isBound);
  const unreachable = clusters
    .filter(({ state }) => state !== 'synced')
    .map(({ name, state }) => [name, state] as const);
  return {
    targets,
    notKnown: [
      ...all
        .filter(target => !isBound(target))
        .map(
          ({ cluster }) =>
            `a target on ${cluster} is not bound to the entity, and nothing is told of it`,
        ),
      ...unreachable
        .filter(
          ([name]) =>
            all.length === 0 || all.some(({ cluster }) => cluster === name),
        )
        .map(([name, state]) => `${name} cannot be asked now (${state})`),
      ...targets
        .filter(({ applierRef, applier }) => applierRef && !applier)
        .map(
          ({ applierRef, cluster }) =>
            `${displayRef(applierRef!)} on ${cluster} cannot be seen`,
        ),
    ],
  };
}

/** The place of an object that a contract names. */
export interface NamedObject {
  cluster?: string;
  kind: string;
  namespace: string;
  name: string;
}

/** `[cluster:]Kind/namespace/name`; names of clusters may have colons and slashes of their own. */
export function namedObject(text: string): NamedObject | undefined {
  const match = /^(?:(.+):)?([A-Z][A-Za-z0-9]*)\/([^/:]+)\/([^/:]+)$/.exec(
    text,
  );
  return match
    ? {
        ...(match[1] && { cluster: match[1] }),
        kind: match[2],
        namespace: match[3],
        name: match[4],
      }
    : undefined;
}

/** Whether a contract means this object. */
export function isNamed(
  named: NamedObject,
  ref: { cluster: string; kind: string; namespace: string; name: string },
): boolean {
  return (
    (named.cluster === undefined || named.cluster === ref.cluster) &&
    named.kind === ref.kind &&
    named.namespace === ref.namespace &&
    named.name === ref.name
  );
}

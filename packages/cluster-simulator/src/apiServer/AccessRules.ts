import type { ServedKind } from '../store/kinds';
import { StatusError } from './StatusError';

export type Verb = 'get' | 'list' | 'watch' | 'patch';

/** What the cluster's one user may not do. Absent fields mean: all. */
export interface Denial {
  group?: string;
  resource?: string;
  verbs?: Verb[];
}

export const SIMULATED_USER = 'system:serviceaccount:backstage:flux-delivery';

/** The authorization of one cluster: everything is allowed but Secrets, writes to what is not Flux, and what a scenario denies. */
export class AccessRules {
  private readonly denials = new Set<Denial>();

  constructor(denials: readonly Denial[] = []) {
    this.denials.add({ group: '', resource: 'secrets' });
    denials.forEach(denial => this.denials.add(denial));
  }

  /** Returns a function that takes the denial back. */
  deny(denial: Denial): () => void {
    this.denials.add(denial);
    return () => this.denials.delete(denial);
  }

  allows(verb: Verb, group: string, resource: string): boolean {
    if (verb === 'patch' && !group.endsWith('.fluxcd.io')) {
      return false;
    }
    return ![...this.denials].some(
      denial =>
        (denial.group === undefined || denial.group === group) &&
        (denial.resource === undefined || denial.resource === resource) &&
        (denial.verbs === undefined || denial.verbs.includes(verb)),
    );
  }

  /** @throws StatusError 403, in the words of Kubernetes */
  assert(verb: Verb, kind: ServedKind, namespace?: string, name?: string) {
    if (this.allows(verb, kind.group, kind.plural)) {
      return;
    }
    const subject = `${kind.plural}${kind.group && `.${kind.group}`}`;
    const scope = namespace
      ? `in the namespace "${namespace}"`
      : 'at the cluster scope';
    throw new StatusError(
      403,
      'Forbidden',
      `${subject} ${
        name ? `"${name}" ` : ''
      }is forbidden: User "${SIMULATED_USER}" cannot ${verb} resource "${
        kind.plural
      }" in API group "${kind.group}" ${scope}`,
      {
        ...(name ? { name } : {}),
        ...(kind.group ? { group: kind.group } : {}),
        kind: kind.plural,
      },
    );
  }
}

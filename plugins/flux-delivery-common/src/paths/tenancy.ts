import type { HelmRelease, Kustomization } from '../flux/objects';
import { displayRef } from '../kube/ObjectRef';
import type { TenantRule } from './binding';
import type { ResolvedTarget } from './DeliveryPath';
import { matchesRule } from './Environment';

/**
 * What the configuration says of tenants.
 *
 * @public
 */
export interface Tenancy {
  tenants: readonly TenantRule[];
  /** A full entity ref. What it has is shared on purpose. */
  platformGroup?: string;
}

/**
 * - `tenant-without-service-account`: an applier of a tenant applies with the rights of the controller;
 * - `cross-tenant-source`, `platform-source`: it reads a source that another tenant, or the platform, has;
 * - `cross-tenant-workload`: it delivers into a namespace of another tenant;
 * - `path-outside-prefix`: it applies a path that no rule of the tenant allows.
 *
 * @public
 */
export type TenancyNoteClass =
  | 'tenant-without-service-account'
  | 'cross-tenant-source'
  | 'platform-source'
  | 'cross-tenant-workload'
  | 'path-outside-prefix';

/**
 * What of a target crosses the borders between tenants, as far as `fluxDelivery.tenants` draws any: facts to know, no divergence. Only
 * what an applier in a namespace of a tenant does is looked at; what the platform delivers to tenants is its business.
 *
 * @public
 */
export function tenancyNotes(
  target: Pick<ResolvedTarget, 'applier' | 'sources' | 'workloads'>,
  tenancy: Tenancy,
): { class: TenancyNoteClass; summary: string }[] {
  const { applier } = target;
  const owners = applier && tenantsOf(applier.ref, tenancy);
  if (!applier || !owners || owners.length === 0) {
    return [];
  }
  const name = displayRef(applier.ref);
  const tenant = owners.join(' or ');
  return [
    ...withoutAccount(applier.object as Kustomization | HelmRelease).map(
      () => ({
        class: 'tenant-without-service-account' as const,
        summary: `${name} stands in a namespace of ${tenant} and names no serviceAccountName: unless the controllers set a default one, it applies with their rights.`,
      }),
    ),
    ...target.sources.slice(0, 1).flatMap(({ ref }) => {
      const others = othersThan(owners, ref, tenancy);
      return others
        ? [
            {
              class: others.isPlatform
                ? ('platform-source' as const)
                : ('cross-tenant-source' as const),
              summary: `${name} of ${tenant} reads ${displayRef(ref)}, which ${
                others.words
              }.`,
            },
          ]
        : [];
    }),
    ...placesOf(target).flatMap(ref => {
      const others = othersThan(owners, ref, tenancy);
      return others
        ? [
            {
              class: 'cross-tenant-workload' as const,
              summary: `${name} of ${tenant} delivers into namespace ${ref.namespace}, which ${others.words}.`,
            },
          ]
        : [];
    }),
    ...outsidePrefix(target, owners, tenancy).map(path => ({
      class: 'path-outside-prefix' as const,
      summary: `${name} applies the path ${path}, which no rule of ${tenant} allows.`,
    })),
  ];
}

/**
 * Between what reads and what is read: `within` one tenant, or across the border to another `tenant` or to the `platform`. Undefined where
 * no rule draws a border around the reader.
 */
export function borderBetween(
  reader: Place,
  read: Place,
  tenancy: Tenancy,
): { crossing: 'within' | 'tenant' | 'platform'; because: string } | undefined {
  const owners = tenantsOf(reader, tenancy);
  if (owners.length === 0) {
    return undefined;
  }
  const tenant = owners.join(' or ');
  const others = othersThan(owners, read, tenancy);
  if (!others) {
    return {
      crossing: 'within',
      because: `both stand in namespaces of ${tenant}`,
    };
  }
  return {
    crossing: others.isPlatform ? 'platform' : 'tenant',
    because: `what reads it is of ${tenant}, and its namespace ${others.words}`,
  };
}

interface Place {
  cluster: string;
  namespace: string;
}

/** Whose the namespace is; a rule over all namespaces draws no border. */
function tenantsOf(
  { cluster, namespace }: Place,
  { tenants, platformGroup }: Tenancy,
): string[] {
  const owners = tenants
    .filter(({ match }) =>
      match.some(
        ({ path: _path, ...rule }) =>
          rule.namespace !== undefined &&
          rule.namespace !== '*' &&
          matchesRule(rule, { cluster, namespaces: [namespace] }),
      ),
    )
    .map(({ owner }) => owner);
  return [...new Set(owners)].filter(owner => owner !== platformGroup);
}

function othersThan(
  owners: readonly string[],
  place: Place,
  tenancy: Tenancy,
): { words: string; isPlatform: boolean } | undefined {
  if (place.namespace === '') {
    return undefined;
  }
  const its = tenantsOf(place, tenancy);
  if (its.some(owner => owners.includes(owner))) {
    return undefined;
  }
  return its.length > 0
    ? { words: `belongs to ${its.join(' and ')}`, isPlatform: false }
    : { words: 'no tenant has: it is of the platform', isPlatform: true };
}

function withoutAccount({ spec }: Kustomization | HelmRelease): true[] {
  return spec?.serviceAccountName ? [] : [true];
}

/** One for each namespace. */
function placesOf({ workloads }: Pick<ResolvedTarget, 'workloads'>): Place[] {
  return [
    ...new Map(workloads.map(({ ref }) => [ref.namespace, ref])).values(),
  ];
}

function outsidePrefix(
  { applier }: Pick<ResolvedTarget, 'applier'>,
  owners: readonly string[],
  { tenants }: Tenancy,
): string[] {
  const path = (applier?.object as Kustomization | undefined)?.spec?.path;
  if (!applier || applier.ref.kind !== 'Kustomization' || !path) {
    return [];
  }
  const { cluster, namespace } = applier.ref;
  const place = { cluster, namespaces: [namespace] };
  const rules = tenants
    .filter(({ owner }) => owners.includes(owner))
    .flatMap(({ match }) => match)
    .filter(({ path: _path, ...rule }) => matchesRule(rule, place));
  const prefixed = rules.filter(rule => rule.path !== undefined);
  return prefixed.length > 0 &&
    prefixed.length === rules.length &&
    !prefixed.some(rule => matchesRule(rule, { ...place, path }))
    ? [path]
    : [];
}

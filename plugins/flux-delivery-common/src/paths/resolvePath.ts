import type { AnnotationErrorDto, DoctorDto } from '../api/dto';
import { BindingPolicy, type BindingOptions } from './binding';
import { collectDrafts } from './drafts';
import type { EntityFacts, ResolvedTarget } from './DeliveryPath';
import { diagnose } from './doctor';
import { emptyTarget } from './emptyTarget';
import {
  compareEnvironments,
  compareText,
  environmentOf,
  type EnvironmentRule,
} from './Environment';
import { readEntitySelector } from './entitySelector';
import type { InventoryView } from './InventoryView';
import type { Unbound } from './Link';
import { findLinks } from './findLinks';
import { resolveTarget } from './resolveTarget';

/** @public */
export interface PathOptions extends BindingOptions {
  environments: EnvironmentRule[];
}

/** @public */
export interface ResolvedPath {
  /** In the order of environments, then clusters. */
  targets: ResolvedTarget[];
  annotationErrors: AnnotationErrorDto[];
  /** Present where no target is bound to the entity by more than a guess. */
  doctor?: DoctorDto;
}

/**
 * From an entity to everything that delivers it. Answers from memory; the order in which the inventory got its objects makes
 * no difference.
 *
 * @public
 */
export function resolvePath(
  entity: EntityFacts,
  view: InventoryView,
  options: PathOptions,
): ResolvedPath {
  const selector = readEntitySelector(entity);
  const policy = new BindingPolicy(entity, selector, options);
  const links = findLinks(selector, view, policy);
  const { drafts, unbound } = collectDrafts(links, view, policy);
  const order = compareEnvironments(options.environments);
  const targets = [
    ...drafts.map(draft =>
      resolveTarget(draft, view, policy, selector, options.environments),
    ),
    ...unbound.map(row => withoutData(row, options.environments)),
  ].sort(
    (a, b) =>
      order(a.environment, b.environment) ||
      compareText(a.cluster, b.cluster) ||
      compareText(a.id, b.id),
  );
  const annotationErrors = [...selector.errors, ...links.errors];
  const doctor = diagnose(
    entity,
    selector,
    targets,
    annotationErrors,
    view,
    policy,
  );
  return { targets, annotationErrors, ...(doctor && { doctor }) };
}

function withoutData(
  row: Unbound,
  environments: readonly EnvironmentRule[],
): ResolvedTarget {
  const { id, cluster, namespace, applierRef, bond } = row;
  const environment = environmentOf(
    { cluster, namespaces: namespace ? [namespace] : [] },
    environments,
  );
  return {
    ...emptyTarget(applierRef),
    id,
    cluster,
    environment: environment.name,
    environmentBecause: environment.because,
    binding: bond.binding,
    because: [bond.because],
  };
}

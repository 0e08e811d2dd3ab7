import type { AnnotationErrorDto, DoctorDto } from '../api/dto';
import type { BindingPolicy } from './binding';
import type { EntityFacts, ResolvedTarget } from './DeliveryPath';
import { proposeFixes } from './doctorFixes';
import { doctorSteps, listed } from './doctorSteps';
import type { EntitySelector } from './entitySelector';
import type { InventoryView } from './InventoryView';
import { findNearMisses } from './nearMisses';

/**
 * Why an entity has no delivery path that is certain: what was looked for and where, what was found, and the smallest changes
 * that would connect it. Undefined where a target is bound by more than a guess.
 */
export function diagnose(
  entity: EntityFacts,
  selector: EntitySelector,
  targets: readonly ResolvedTarget[],
  errors: readonly AnnotationErrorDto[],
  view: InventoryView,
  policy: BindingPolicy,
): DoctorDto | undefined {
  const uncertain = ['inferred', 'notAuthorized', 'notVerified'];
  if (targets.some(({ binding }) => !uncertain.includes(binding))) {
    return undefined;
  }
  const near = findNearMisses(selector, view, policy);
  return {
    summary: summaryOf(targets, view),
    steps: doctorSteps({ selector, targets, errors, near, view, policy }),
    fixes: proposeFixes(entity, selector, targets, near),
  };
}

function summaryOf(
  targets: readonly ResolvedTarget[],
  view: InventoryView,
): string {
  const blind = view
    .clusters()
    .filter(({ state }) => state !== 'synced')
    .map(({ name }) => name);
  const but =
    blind.length > 0 ? ` ${listed(blind)} could not be looked at.` : '';
  if (targets.some(({ binding }) => binding === 'inferred')) {
    return `Nothing names this entity; there are only guesses by image.${but}`;
  }
  if (targets.some(({ binding }) => binding === 'notAuthorized')) {
    return `This entity points at objects that do not name it, and no tenant rule covers them.${but}`;
  }
  if (targets.some(({ binding }) => binding === 'notVerified')) {
    return `This entity points at objects in clusters that cannot be asked now.${but}`;
  }
  return view.clusters().length === 0
    ? 'No cluster is configured.'
    : `Nothing in the clusters is linked to this entity.${but}`;
}

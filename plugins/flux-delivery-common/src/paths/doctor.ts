import type { DoctorDto } from '../api/dto';
import type { BindingPolicy } from './binding';
import type { EntityFacts, ResolvedTarget } from './DeliveryPath';
import type { EntitySelector } from './entitySelector';
import type { InventoryView } from './InventoryView';
import type { PathOptions } from './resolvePath';

export function diagnose(
  _entity: EntityFacts,
  _selector: EntitySelector,
  _targets: readonly ResolvedTarget[],
  _view: InventoryView,
  _policy: BindingPolicy,
  _options: PathOptions,
): DoctorDto | undefined {
  return undefined;
}

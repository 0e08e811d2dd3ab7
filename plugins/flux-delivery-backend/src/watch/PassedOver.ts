import {
  type InventoryView,
  keyOf,
  matchesLabels,
  type ObjectRef,
  type Observed,
  podTemplateOf,
  type Service,
} from 'backstage-plugin-flux-delivery-common';
import { servicesInFrontOf } from './samplingRules';

/**
 * Workloads that were not worth sampling when they were last seen. That may change without any change of theirs: a Service, or a
 * workload that somebody may want to see, comes into sight after them. After a start, kinds come in any order.
 */
export class PassedOver {
  private readonly byNamespace = new Map<string, Map<string, ObjectRef>>();

  add(ref: ObjectRef) {
    const place = placeOf(ref);
    const others = this.byNamespace.get(place) ?? new Map();
    this.byNamespace.set(place, others.set(keyOf(ref), ref));
  }

  remove(ref: ObjectRef) {
    const place = placeOf(ref);
    const others = this.byNamespace.get(place);
    others?.delete(keyOf(ref));
    if (others?.size === 0) {
      this.byNamespace.delete(place);
    }
  }

  clear() {
    this.byNamespace.clear();
  }

  /** Those that a Service selects. */
  behind(view: InventoryView, service: Observed<Service>): Observed[] {
    const { selector } = service.object.spec ?? {};
    return [...(this.byNamespace.get(placeOf(service.ref))?.values() ?? [])]
      .flatMap(ref => view.get(ref) ?? [])
      .filter(({ object }) =>
        matchesLabels(selector, podTemplateOf(object)?.metadata?.labels),
      );
  }

  /** Those that share a Service with a workload. */
  beside(view: InventoryView, workload: Observed): Observed[] {
    return this.byNamespace.has(placeOf(workload.ref))
      ? servicesInFrontOf(view, workload).flatMap(service =>
          this.behind(view, service),
        )
      : [];
  }
}

function placeOf({ cluster, namespace }: ObjectRef): string {
  return `${cluster}|${namespace}`;
}

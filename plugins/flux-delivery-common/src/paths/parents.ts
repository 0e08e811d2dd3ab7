import { deliversElsewhere, ownerAppliersOf } from '../flux/applier';
import type { Observed } from '../kube/KubeObject';
import { displayRef, keyOf, type ObjectRef } from '../kube/ObjectRef';
import { describeRef } from './describeRef';
import type { ParentLink } from './DeliveryPath';
import type { InventoryView } from './InventoryView';

/**
 * What applies an applier, and so on up to the root: by inventory first, by owner labels second. The root that applies itself
 * ends the chain; a longer circle is named in `cycle`, from where it closes.
 */
export function parentsOf(
  applier: Observed,
  view: InventoryView,
): { parents: ParentLink[]; cycle?: string[] } {
  const parents: ParentLink[] = [];
  const path: ObjectRef[] = [applier.ref];
  let current: Observed | undefined = applier;
  while (current) {
    const link = parentOf(current, view);
    if (!link) {
      break;
    }
    const closes = path.findIndex(ref => keyOf(ref) === keyOf(link.ref));
    if (closes >= 0) {
      return {
        parents,
        cycle: [...path.slice(closes), link.ref].map(ref => displayRef(ref)),
      };
    }
    parents.push(link);
    path.push(link.ref);
    current = link.parent;
  }
  return { parents };
}

function parentOf(
  child: Observed,
  view: InventoryView,
): ParentLink | undefined {
  const labelled = ownerAppliersOf(child.ref, child.object);
  const listing = view
    .by('byInventoryEntry', keyOf(child.ref))
    .filter(
      ({ ref, object }) =>
        keyOf(ref) !== keyOf(child.ref) && !deliversElsewhere(object),
    );
  // Where several list it, the one that the labels name applied it last.
  const parent =
    listing.find(({ ref }) =>
      labelled.some(label => keyOf(label) === keyOf(ref)),
    ) ?? listing[0];
  if (parent) {
    return {
      ref: parent.ref,
      parent,
      because: `inventory of ${describeRef(parent.ref)} lists ${describeRef(
        child.ref,
      )}`,
    };
  }
  const [ref] = labelled;
  return (
    ref && {
      ref,
      parent: view.get(ref),
      because: `owner labels of ${describeRef(child.ref)} name ${describeRef(
        ref,
      )}`,
    }
  );
}

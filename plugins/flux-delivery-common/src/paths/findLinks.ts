import { CLAIM_ANNOTATION } from '../flux/claims';
import type { Observed } from '../kube/KubeObject';
import { imageRepository } from '../kube/imageReference';
import { imagesOf } from '../kube/podTemplate';
import { appliersOf } from './appliers';
import type { BindingPolicy } from './binding';
import { describeRef } from './describeRef';
import { IMAGE_ANNOTATION, type EntitySelector } from './entitySelector';
import type { InventoryView } from './InventoryView';
import { hasRole, isLinkable } from './kindRoles';
import type { Link, Links } from './Link';
import { linksByPointers } from './pointerLinks';
import { linksBySelector } from './selectorLinks';

/** Follows all ways from an entity to objects, without merging them. */
export function findLinks(
  selector: EntitySelector,
  view: InventoryView,
  policy: BindingPolicy,
): Links {
  const pointers = linksByPointers(selector, view, policy);
  const selected = linksBySelector(selector, view, policy);
  return {
    bound: [
      ...linksByClaim(selector, view),
      ...selected.bound,
      ...pointers.bound,
      ...linksByImage(selector, view, policy),
    ],
    unbound: [...pointers.unbound, ...selected.unbound],
    errors: [...selected.errors, ...pointers.errors],
  };
}

function linksByClaim(
  { entityRef }: EntitySelector,
  view: InventoryView,
): Link[] {
  return view
    .by('byClaim', entityRef)
    .filter(({ ref }) => isLinkable(ref))
    .map(observed => ({
      ref: observed.ref,
      observed,
      bond: {
        binding: 'claimed',
        because: `annotation ${CLAIM_ANNOTATION} on ${describeRef(
          observed.ref,
        )}`,
      },
    }));
}

/** Suggestions: never for what names another entity, itself or through its applier, nor for a place of another tenant. */
function linksByImage(
  { images }: EntitySelector,
  view: InventoryView,
  policy: BindingPolicy,
): Link[] {
  return images.flatMap(image =>
    view
      .by('byImage', image)
      .filter(({ ref }) => hasRole(ref, 'workload'))
      .filter(
        ({ ref, object }) =>
          !policy.belongsToAnother(object) && !policy.isOfAnotherTenant(ref),
      )
      .filter(observed => !isDeliveredForAnother(observed, view, policy))
      .map(observed => ({
        ref: observed.ref,
        observed,
        bond: {
          binding: 'inferred' as const,
          because: `${describeRef(observed.ref)} runs ${declaredImage(
            observed,
            image,
          )}, and entity annotation ${IMAGE_ANNOTATION} names this repository`,
        },
      })),
  );
}

function isDeliveredForAnother(
  workload: Observed,
  view: InventoryView,
  policy: BindingPolicy,
): boolean {
  return (
    !policy.ofObject(workload) &&
    appliersOf(workload, view).some(({ ref }) => {
      const applier = view.get(ref);
      return applier !== undefined && policy.belongsToAnother(applier.object);
    })
  );
}

/** The repository as the workload writes it, so that the sentence can be compared with the manifest. */
function declaredImage({ object }: Observed, repository: string): string {
  return (
    imagesOf(object).find(image => imageRepository(image) === repository) ??
    repository
  );
}

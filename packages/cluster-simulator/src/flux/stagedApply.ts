import { inWordsOfFlux } from '../admission/Admission';
import type { KubeResource } from '../store/KubeResource';
import {
  applyManifests,
  inventoryOf,
  placeAll,
  type ApplyOptions,
  type InventoryEntry,
} from './apply';
import type { ControllerContext } from './FluxContext';

export type Applied =
  | { type: 'applied'; entries: InventoryEntry[] }
  | { type: 'refused'; message: string };

/**
 * As the kustomize-controller applies: namespaces first, then the rest; a stage is tried out as a whole, so that one object that
 * is refused keeps the others of its stage from being applied.
 */
export function applyStaged(
  { store, admission }: ControllerContext,
  manifests: KubeResource[],
  options: ApplyOptions,
  as?: string,
): Applied {
  const isFirst = ({ kind }: KubeResource) => kind === 'Namespace';
  for (const stage of [
    manifests.filter(isFirst),
    manifests.filter(manifest => !isFirst(manifest)),
  ]) {
    for (const object of placeAll(stage, options)) {
      const refusal = admission.toWrite(object, as);
      if (refusal) {
        return { type: 'refused', message: inWordsOfFlux(object, refusal) };
      }
    }
    applyManifests(store, stage, options);
  }
  return {
    type: 'applied',
    entries: inventoryOf(placeAll(manifests, options)),
  };
}

import { mergePatch } from '../apiServer/mergePatch';
import type { KubeResource } from '../store/KubeResource';
import type { Overlay } from './Scenario';

/** Manifests as a service has them otherwise: a merge patch by kind. */
export function withOverlay(
  manifests: KubeResource[],
  overlay: Overlay = {},
): KubeResource[] {
  return manifests.map(manifest => {
    const patch = overlay[manifest.kind];
    return patch ? (mergePatch(manifest, patch) as KubeResource) : manifest;
  });
}

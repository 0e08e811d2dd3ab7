import type { Observed } from '../../kube/KubeObject';

const KUSTOMIZE = 'kustomize.toolkit.fluxcd.io';
/** Marks of an object, on labels or annotations, by which a Kustomization leaves it as it is. */
const LEFT_ALONE: readonly (readonly [key: string, value: string])[] = [
  [`${KUSTOMIZE}/reconcile`, 'disabled'],
  [`${KUSTOMIZE}/ssa`, 'Ignore'],
  [`${KUSTOMIZE}/ssa`, 'IfNotPresent'],
];
/** By this a HelmRelease does not compare it between upgrades, which write it as ever. */
const NOT_COMPARED = [['helm.toolkit.fluxcd.io/driftDetection', 'disabled']];

/**
 * The mark of an object by which its applier is told to leave it alone: `annotation kustomize.toolkit.fluxcd.io/reconcile: disabled`.
 * What others write there is then no business of Flux. Undefined where there is none.
 */
export function leftAloneBy(
  { object: { metadata } }: Observed,
  { ref }: Observed,
): string | undefined {
  const marks = ref.kind === 'HelmRelease' ? NOT_COMPARED : LEFT_ALONE;
  for (const [key, value] of marks) {
    for (const where of ['annotation', 'label'] as const) {
      if (sameText(metadata[`${where}s`]?.[key], value)) {
        return `${where} ${key}: ${value}`;
      }
    }
  }
  return undefined;
}

/** Flux compares them without regard to case. */
function sameText(actual: string | undefined, wanted: string): boolean {
  return actual?.toLowerCase() === wanted.toLowerCase();
}

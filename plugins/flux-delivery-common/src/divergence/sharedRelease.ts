import type { HelmRelease } from '../flux/objects';
import type { Observed } from '../kube/KubeObject';
import { displayRef, keyOf } from '../kube/ObjectRef';
import { namespaceIndexValue } from '../paths/indexers';
import type { ReconcileInput } from './applierCommon';
import { fact } from './evidence';
import type { Judgement } from './Judgement';

/**
 * Two HelmReleases that name the same release replace each other's for ever, each Ready by turns.
 */
export function sharedRelease({
  applier,
  context,
}: ReconcileInput): Judgement | undefined {
  const { cluster, namespace, group, kind } = applier.ref;
  const name = releaseOf(applier);
  const [rival] = context.view
    .by('byNamespace', namespaceIndexValue(cluster, namespace, group, kind))
    .filter(
      other =>
        keyOf(other.ref) !== keyOf(applier.ref) && releaseOf(other) === name,
    );
  if (!rival) {
    return undefined;
  }
  return {
    verdict: 'diverged',
    class: 'apply-conflict',
    headline: `shares its release with ${rival.ref.name}`,
    summary: `${displayRef(applier.ref)} and ${displayRef(
      rival.ref,
    )} both own the Helm release ${name}: they replace each other's.`,
    evidence: [
      ...fact(applier, 'spec.releaseName', name),
      ...fact(rival, 'spec.releaseName', name),
    ],
  };
}

/** Where Helm keeps the release, and under which name. */
function releaseOf({ ref, object }: Observed): string {
  const { releaseName, targetNamespace, storageNamespace } =
    (object as HelmRelease).spec ?? {};
  const name =
    releaseName ??
    (targetNamespace ? `${targetNamespace}-${ref.name}` : ref.name);
  return `${storageNamespace ?? ref.namespace}/${name}`;
}

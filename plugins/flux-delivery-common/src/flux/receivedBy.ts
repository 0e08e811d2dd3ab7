import { groupOf, type KubeObject } from '../kube/KubeObject';
import { matchesSelector } from '../kube/labelSelector';
import { list } from '../kube/list';
import type { ObjectRef } from '../kube/ObjectRef';

/** What a Receiver asks to look when its hook is called. */
interface Resource {
  apiVersion?: string;
  kind?: string;
  /** `*` for all that bear the labels; without labels that is refused. */
  name?: string;
  /** That of the Receiver where it is left out. */
  namespace?: string;
  matchLabels?: Record<string, string>;
}

const SOURCE = 'source.toolkit.fluxcd.io';
/** What needs no apiVersion. */
const GROUPS: Record<string, string> = {
  GitRepository: SOURCE,
  OCIRepository: SOURCE,
  HelmRepository: SOURCE,
  HelmChart: SOURCE,
  Bucket: SOURCE,
  ImageRepository: 'image.toolkit.fluxcd.io',
};

/** The objects that a Receiver names, by which the index finds it; a name may be `*`. */
export function receivedBy(ref: ObjectRef, object: KubeObject): ObjectRef[] {
  return ref.kind === 'Receiver'
    ? resourcesOf(object).flatMap(
        resource => refOfResource(resource, ref) ?? [],
      )
    : [];
}

/** True for a Receiver that asks this object to look: by its name, or by its labels. */
export function asks(
  receiver: { ref: ObjectRef; object: KubeObject },
  { ref, object }: { ref: ObjectRef; object: KubeObject },
): boolean {
  return resourcesOf(receiver.object).some(resource => {
    const to = refOfResource(resource, receiver.ref);
    return (
      to !== undefined &&
      to.group === ref.group &&
      to.kind === ref.kind &&
      to.namespace === ref.namespace &&
      (to.name === '*' ? bearsLabels(resource, object) : to.name === ref.name)
    );
  });
}

function bearsLabels({ matchLabels }: Resource, object: KubeObject): boolean {
  return (
    matchLabels !== undefined &&
    matchesSelector({ matchLabels }, object.metadata.labels)
  );
}

function resourcesOf({ spec }: KubeObject): Resource[] {
  return list((spec as { resources?: Resource[] } | undefined)?.resources);
}

function refOfResource(
  { apiVersion, kind, name, namespace }: Resource,
  { cluster, namespace: own }: ObjectRef,
): ObjectRef | undefined {
  const group = apiVersion ? groupOf(apiVersion) : GROUPS[kind ?? ''];
  return kind && name && group !== undefined
    ? { cluster, group, kind, namespace: namespace || own, name }
    : undefined;
}

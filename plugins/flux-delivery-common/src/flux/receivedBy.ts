import type { KubeObject } from '../kube/KubeObject';
import type { ObjectRef } from '../kube/ObjectRef';

/** The objects that a Receiver names, by which the index finds it; a name may be `*`. */
export function receivedBy(ref: ObjectRef, object: KubeObject): ObjectRef[] {
  const { resources } = (object.spec ?? {}) as {
    resources?: { kind?: string; name?: string; namespace?: string }[];
  };
  return ref.kind === 'Receiver' && Array.isArray(resources)
    ? resources.flatMap(to =>
        to?.kind && to.name
          ? [
              {
                cluster: ref.cluster,
                group: 'source.toolkit.fluxcd.io',
                kind: to.kind,
                namespace: to.namespace || ref.namespace,
                name: to.name,
              },
            ]
          : [],
      )
    : [];
}

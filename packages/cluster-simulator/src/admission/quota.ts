import { groupOf, type KubeResource } from '../store/KubeResource';
import { servedKind } from '../store/kinds';
import type { ObjectStore } from '../store/ObjectStore';
import type { Refusal } from './Refusal';

const FINISHED = ['Succeeded', 'Failed'];

/** What the ResourceQuotas of a namespace say to one more object; counts of objects are what they limit here. */
export function overQuota(
  store: ObjectStore,
  object: KubeResource,
): Refusal | undefined {
  const { namespace } = object.metadata;
  const group = groupOf(object.apiVersion);
  const { plural } = servedKind(group, object.kind);
  for (const quota of store.list('', 'ResourceQuota', namespace)) {
    const hard: Record<string, string> = quota.spec?.hard ?? {};
    const resource = [plural, `count/${plural}${group && `.${group}`}`].find(
      name => name in hard,
    );
    if (resource) {
      const used = store
        .list(group, object.kind, namespace)
        .filter(({ status }) => !FINISHED.includes(status?.phase)).length;
      if (used + 1 > Number(hard[resource])) {
        const name = object.metadata.name || object.metadata.generateName;
        return {
          reason: 'Forbidden',
          message: `${
            group ? `${plural}.${group}` : plural
          } "${name}" is forbidden: exceeded quota: ${
            quota.metadata.name
          }, requested: ${resource}=1, used: ${resource}=${used}, limited: ${resource}=${
            hard[resource]
          }`,
        };
      }
    }
  }
  return undefined;
}

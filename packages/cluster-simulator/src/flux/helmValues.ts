import type { Fields, KubeResource } from '../store/KubeResource';
import type { ObjectStore } from '../store/ObjectStore';

const PLURALS: Record<string, string> = {
  ConfigMap: 'configmaps',
  Secret: 'secrets',
};

/** The first of `valuesFrom` that is not there, in the words of the helm-controller. */
export function missingValues(
  store: ObjectStore,
  { spec, metadata }: KubeResource,
): string | undefined {
  for (const reference of (spec?.valuesFrom ?? []) as Fields[]) {
    const { kind, name, valuesKey = 'values.yaml', optional } = reference;
    const { namespace } = metadata;
    const found = store.get({ group: '', kind, namespace, name });
    const error = found
      ? found.data?.[valuesKey] === undefined && 'key not found'
      : `${PLURALS[kind]} "${name}" not found`;
    if (error && !optional) {
      return `could not resolve ${kind} chart values reference '${namespace}/${name}' with key '${valuesKey}': ${error}`;
    }
  }
  return undefined;
}

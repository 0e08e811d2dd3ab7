import type { Fields, KubeResource } from '../store/KubeResource';
import { groupOf } from '../store/KubeResource';
import type { ObjectStore } from '../store/ObjectStore';
import type { Content } from '../world/World';

const PLURALS: Record<string, string> = {
  ConfigMap: 'configmaps',
  Secret: 'secrets',
};

/** What keeps a Kustomization from being built, in the words of its controller: decryption, the build itself, substitution. */
export function buildProblem(
  store: ObjectStore,
  kustomization: KubeResource,
  content: Content,
): string | undefined {
  return (
    missingKeys(store, kustomization) ??
    (content.problem?.stage === 'build'
      ? content.problem.message
      : undefined) ??
    missingVariables(store, kustomization, content)
  );
}

function missingKeys(
  store: ObjectStore,
  { spec, metadata }: KubeResource,
): string | undefined {
  const name: string | undefined = spec?.decryption?.secretRef?.name;
  return name && !exists(store, 'Secret', metadata.namespace, name)
    ? `secrets "${name}" not found`
    : undefined;
}

function missingVariables(
  store: ObjectStore,
  { spec, metadata }: KubeResource,
  { manifests }: Content,
): string | undefined {
  const missing = ((spec?.postBuild?.substituteFrom ?? []) as Fields[]).find(
    ({ kind, name, optional }) =>
      !optional && !exists(store, kind, metadata.namespace, name),
  );
  const [first] = manifests;
  if (!missing || !first) {
    return undefined;
  }
  const { kind, name } = missing;
  return `post build failed for '${resourceId(
    first,
  )}': substitute from '${kind}/${name}' error: ${
    PLURALS[kind]
  } "${name}" not found`;
}

/** As kustomize writes the id of a resource: `Deployment.v1.apps/api`, `Service.v1.[noGrp]/api`. */
function resourceId({ apiVersion, kind, metadata }: KubeResource): string {
  const version = apiVersion.split('/').pop();
  return `${kind}.${version}.${groupOf(apiVersion) || '[noGrp]'}/${
    metadata.name
  }`;
}

function exists(
  store: ObjectStore,
  kind: string,
  namespace: string | undefined,
  name: string,
): boolean {
  return store.get({ group: '', kind, namespace, name }) !== undefined;
}

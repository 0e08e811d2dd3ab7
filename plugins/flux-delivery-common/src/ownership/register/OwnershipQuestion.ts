import { parseImage } from '../../kube/imageReference';
import { isWorkload } from '../../paths/kindRoles';
import { LISTED_KINDS, WATCHED_KINDS } from '../../flux/kinds';
import { podWorkloads } from '../../promotion/podWorkloads';
import { sourceKey } from '../../promotion/sourceKey';

/**
 * What one may ask the owner of.
 *
 * @public
 */
export type OwnershipQuestion =
  | {
      by: 'object';
      cluster?: string;
      group?: string;
      /** As Kubernetes writes it. */
      kind: string;
      /** Empty for cluster-scoped objects. */
      namespace: string;
      name: string;
    }
  | { by: 'namespace'; cluster?: string; namespace: string }
  | { by: 'image'; cluster?: string; image: string }
  | { by: 'digest'; cluster?: string; digest: string }
  | { by: 'url'; cluster?: string; url: string }
  | { by: 'release'; cluster?: string; namespace?: string; release: string }
  | { by: 'pod'; cluster?: string; namespace?: string; pod: string }
  /** Anything of that name: an applier, a source, a workload. */
  | { by: 'name'; cluster?: string; namespace?: string; name: string }
  | { by: 'entity'; entityRef: string };

const LONGEST = 1024;
const DIGEST = /^sha(?:256:[0-9a-f]{64}|512:[0-9a-f]{128})$/i;
const NAME = /^[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?$/;
const ENTITY =
  /^(component|system|resource|domain|api):(?:([\w.-]{1,63})\/)?([\w.-]{1,63})$/i;
/** `prod-eu:`, before a namespace or kind. */
const CLUSTER = /^([a-z0-9][-\w.]{0,252}):(?!\/\/)(?=[\w.-]+\/[\w.-]+)/i;
const IN_NAMESPACE =
  /\s+(?:-n|--namespace)(?:\s+|=)([a-z0-9][-a-z0-9]{0,62})\b/;

/** Kinds that inventories list and that are not watched, by their API group. */
const OTHER_KINDS: readonly (readonly [string, string, boolean])[] = [
  ['ConfigMap', '', true],
  ['Secret', '', true],
  ['ServiceAccount', '', true],
  ['PersistentVolumeClaim', '', true],
  ['ResourceQuota', '', true],
  ['LimitRange', '', true],
  ['Role', 'rbac.authorization.k8s.io', true],
  ['RoleBinding', 'rbac.authorization.k8s.io', true],
  ['ClusterRole', 'rbac.authorization.k8s.io', false],
  ['ClusterRoleBinding', 'rbac.authorization.k8s.io', false],
  ['HorizontalPodAutoscaler', 'autoscaling', true],
  ['PodDisruptionBudget', 'policy', true],
  ['NetworkPolicy', 'networking.k8s.io', true],
  ['CustomResourceDefinition', 'apiextensions.k8s.io', false],
  ['ServiceMonitor', 'monitoring.coreos.com', true],
  ['PrometheusRule', 'monitoring.coreos.com', true],
  ['Certificate', 'cert-manager.io', true],
  ['ExternalSecret', 'external-secrets.io', true],
  ['Gateway', 'gateway.networking.k8s.io', true],
];
const SHORT: Readonly<Record<string, string>> = {
  deploy: 'deployment',
  sts: 'statefulset',
  ds: 'daemonset',
  cj: 'cronjob',
  po: 'pod',
  ns: 'namespace',
  svc: 'service',
  ing: 'ingress',
  cm: 'configmap',
  sa: 'serviceaccount',
  ks: 'kustomization',
  hr: 'helmrelease',
  hpa: 'horizontalpodautoscaler',
  gitrepo: 'gitrepository',
  helmrepo: 'helmrepository',
  ocirepo: 'ocirepository',
  pvc: 'persistentvolumeclaim',
};

/** A kind by any of its names. */
export interface NamedKind {
  group: string;
  kind: string;
  namespaced: boolean;
}

const KINDS = new Map<string, NamedKind[]>();
for (const { group, kind, plural, namespaced } of [
  ...WATCHED_KINDS,
  ...LISTED_KINDS,
]) {
  fileKind({ group, kind, namespaced }, plural);
}
for (const [kind, group, namespaced] of OTHER_KINDS) {
  fileKind({ group, kind, namespaced });
}

function fileKind(kind: NamedKind, plural?: string): void {
  const singular = kind.kind.toLowerCase();
  for (const name of new Set([singular, plural ?? `${singular}s`])) {
    const known = KINDS.get(name) ?? [];
    if (!known.some(({ group }) => group === kind.group)) {
      KINDS.set(name, [...known, kind]);
    }
  }
}

/**
 * The kinds of a name, singular, plural or short, whatever the case; `deployments.apps` names one group. Empty for kinds that are not
 * known.
 *
 * @public
 */
export function kindsNamed(text: string): NamedKind[] {
  const [first, ...group] = text.toLowerCase().split('.');
  const known = KINDS.get(SHORT[first] ?? first) ?? [];
  return group.length > 0
    ? known.filter(each => each.group === group.join('.'))
    : known;
}

/**
 * What a pasted text may ask, the likeliest first; empty for a text that can name nothing. Never throws.
 *
 * - `component:default/api`
 * - `https://git.example.com/team/app.git`, `git@host:team/app`, `oci://…`
 * - `sha256:…`, `registry.example.com/team/api:1.2`
 * - `Deployment payments/api`, `deployment/api -n payments`, `Kustomization/flux-system/apps`, each also as `prod-eu:…`
 * - `payments/api`, `api-7d9c8b6f5-x2x4q`, `api`
 *
 * @public
 */
export function readOwnershipQuestion(pasted: string): OwnershipQuestion[] {
  const text = pasted
    .trim()
    .replace(/^["'`<(]+|["'`>),;]+$/g, '')
    .replace(/^(?:kubectl|flux)\s+(?:get|describe|logs)\s+/, '');
  if (text === '' || text.length > LONGEST) {
    return [];
  }
  const entity = ENTITY.exec(text);
  if (entity) {
    const [, kind, namespace = 'default', name] = entity;
    return [
      { by: 'entity', entityRef: `${kind}:${namespace}/${name}`.toLowerCase() },
    ];
  }
  if (DIGEST.test(text)) {
    return [{ by: 'digest', digest: text.toLowerCase() }];
  }
  if (isAddress(text)) {
    return [{ by: 'url', url: text }];
  }
  const named = readNamed(text);
  return named.length > 0 ? named : readImage(text);
}

function isAddress(text: string): boolean {
  return (
    (/^[a-z][a-z0-9+.-]{0,20}:\/\//i.test(text) ||
      /^[\w.-]+@[\w.-]+:/.test(text)) &&
    sourceKey(text) !== undefined
  );
}

/** Images without tag and digest look like names; with them, like nothing else. */
function readImage(text: string): OwnershipQuestion[] {
  const { repository } = parseImage(text);
  return repository ? [{ by: 'image', image: text }] : [];
}

function readNamed(text: string): OwnershipQuestion[] {
  const inNamespace = IN_NAMESPACE.exec(text)?.[1];
  const bare = text.replace(IN_NAMESPACE, ' ').trim();
  const cluster = CLUSTER.exec(bare)?.[1];
  const isImage =
    cluster !== undefined && !/^[\w.-]+:[\w.-]+(?:\/[\w.-]+){1,2}$/.test(bare);
  const place = cluster && !isImage ? { cluster } : {};
  const words = (cluster && !isImage ? bare.slice(cluster.length + 1) : bare)
    .split(/[\s/]+/)
    .filter(Boolean);
  if (
    words.length === 0 ||
    words.length > 3 ||
    !words.every(word => /^[\w.-]+$/.test(word))
  ) {
    return [];
  }
  const [first] = words;
  const kinds = words.length > 1 ? kindsNamed(first) : [];
  const rest = kinds.length > 0 ? words.slice(1) : words;
  const name = rest[rest.length - 1];
  const namespace = rest.length > 1 ? rest[0] : inNamespace;
  if (rest.length > 2 || !NAME.test(name)) {
    return [];
  }
  return kinds.length > 0
    ? kinds.flatMap(kind => ofKind(kind, { ...place, namespace, name }))
    : ofAnyKind({ ...place, namespace, name });
}

interface Named {
  cluster?: string;
  namespace?: string;
  name: string;
}

function ofKind(
  { group, kind, namespaced }: NamedKind,
  { name, namespace, ...place }: Named,
): OwnershipQuestion[] {
  if (kind === 'Pod' && group === '') {
    return [
      { by: 'pod', ...place, ...(namespace && { namespace }), pod: name },
    ];
  }
  if (kind === 'Namespace' && group === '') {
    return [{ by: 'namespace', ...place, namespace: name }];
  }
  if (namespaced && namespace === undefined) {
    return [{ by: 'name', ...place, name }];
  }
  return [
    {
      by: 'object',
      ...place,
      group,
      kind,
      namespace: namespaced ? namespace! : '',
      name,
    },
  ];
}

/** A bare name is looked for everywhere; it is a pod's where it ends like one. */
function ofAnyKind({ name, namespace, ...place }: Named): OwnershipQuestion[] {
  const beside = { ...place, ...(namespace && { namespace }) };
  const isPod = podWorkloads(name).length > 0;
  const isHost = namespace?.includes('.') === true;
  return [
    ...(isPod ? [{ by: 'pod' as const, ...beside, pod: name }] : []),
    { by: 'name', ...beside, name },
    { by: 'release', ...beside, release: name },
    ...(namespace === undefined
      ? [{ by: 'namespace' as const, ...place, namespace: name }]
      : []),
    ...(isHost || namespace
      ? [{ by: 'image' as const, image: `${namespace}/${name}` }]
      : []),
  ];
}

/** Whether an object of this kind is what a look-up by name looks for. */
export function isLookedUpByName(ref: {
  group: string;
  kind: string;
}): boolean {
  return (
    isWorkload(ref) ||
    WATCHED_KINDS.some(
      ({ group, kind, role }) =>
        group === ref.group &&
        kind === ref.kind &&
        (role === 'applier' || role === 'source' || role === 'parent'),
    )
  );
}

import { LISTED_KINDS, WATCHED_KINDS } from '../../flux/kinds';

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

/** A kind by any of its names. @public */
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

import type { Segment } from '../divergence/SegmentVerdict';

/** What part an object plays in a path, as far as texts are read differently for it. */
export type Role =
  | 'promotion'
  | 'source'
  | 'applier'
  | 'workload'
  | 'traffic'
  | 'other';

const KINDS: readonly (readonly [Role, string])[] = [
  ['promotion', 'ImageRepository ImagePolicy ImageUpdateAutomation'],
  [
    'source',
    'GitRepository OCIRepository HelmRepository HelmChart Bucket ExternalArtifact ArtifactGenerator Receiver',
  ],
  [
    'applier',
    'Kustomization HelmRelease FluxInstance ResourceSet ResourceSetInputProvider FluxReport',
  ],
  [
    'workload',
    'Deployment StatefulSet DaemonSet ReplicaSet ReplicationController Job CronJob Pod Container Revision Configuration ' +
      'PersistentVolumeClaim PersistentVolume HorizontalPodAutoscaler PodDisruptionBudget Node NodeClaim',
  ],
  [
    'traffic',
    'Service Endpoints EndpointSlice Ingress IngressClass HTTPRoute GRPCRoute TCPRoute TLSRoute UDPRoute Gateway GatewayClass ' +
      'ListenerSet VirtualService DestinationRule IngressRoute HTTPProxy Route DomainMapping TrafficSplit BackendTLSPolicy ' +
      'Canary Rollout AnalysisRun Experiment',
  ],
];

const ROLES: ReadonlyMap<string, Role> = new Map(
  KINDS.flatMap(([role, kinds]) =>
    kinds.split(' ').map(kind => [kind, role] as const),
  ),
);

/** What kinds of others are by their name: `CloneSet`, `ApisixRoute`, `KongIngress`. */
const LIKE: readonly (readonly [RegExp, Role])[] = [
  [/(?:Deployment|Set|Job|Workload)s?$/i, 'workload'],
  [/(?:Route|Gateway|Ingress|VirtualServer)(?:s|es)?$/i, 'traffic'],
];

// A Knative Service has the name of the other one; only its conditions and reasons tell.
const KNATIVE_CONDITION =
  /^(?:Ready|ConfigurationsReady|ContainerHealthy|ResourcesAvailable)$/;

const KNATIVE_REASON = /^(?:Revision|Configuration|Container)/;

/** What part an object plays, by its kind and, where two kinds share a name, by what it says. */
export function roleOf(kind: string, condition: string, reason: string): Role {
  if (
    kind === 'Service' &&
    (KNATIVE_CONDITION.test(condition) ||
      (!condition && KNATIVE_REASON.test(reason)))
  ) {
    return 'workload';
  }
  return (
    ROLES.get(kind) ??
    LIKE.find(([pattern]) => pattern.test(kind))?.[1] ??
    'other'
  );
}

/** Kinds as they are spelt, by lower case and plural: people type `helmrelease` and `helmreleases.helm.toolkit.fluxcd.io`. */
const SPELT: ReadonlyMap<string, string> = new Map(
  KINDS.flatMap(([, kinds]) => kinds.split(' ')).flatMap(kind => {
    const lower = kind.toLowerCase();
    return [lower, `${lower}s`, `${lower}es`, lower.replace(/y$/, 'ies')].map(
      form => [form, kind] as const,
    );
  }),
);

/** A kind as it is spelt; its group and version are cut off. */
export function kindNamed(given: string): string {
  const [name] = given.split(/[./]/, 1);
  return SPELT.get(name.toLowerCase()) ?? name;
}

const HOMES: Readonly<Record<Role, Segment>> = {
  promotion: 'promotion',
  source: 'source',
  applier: 'reconcile',
  workload: 'rollout',
  traffic: 'traffic',
  other: 'reconcile',
};

/** The segment of the objects themselves. */
export function homeOf(role: Role): Segment {
  return HOMES[role];
}

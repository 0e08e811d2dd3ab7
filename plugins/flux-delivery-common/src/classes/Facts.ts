import type { Segment } from '../divergence/SegmentVerdict';
import { hideNames } from './hideNames';
import { capText, withoutHelmLogs, withoutMergeNote } from './unwrap';

/**
 * One condition, event or container state of an object, as its controller wrote it.
 *
 * @public
 */
export interface FailureInput {
  /** `Kustomization`, `Pod`, …; empty where a text was found without its object. */
  kind: string;
  /** The type of the condition; `Event` for an event, whose reason then counts for nothing. */
  condition?: string;
  /** Of a condition `True`, `False`, `Unknown`; the severity of an event; the state of a container. */
  status?: string;
  reason?: string;
  message: string;
}

/** What part an object plays in a path, as far as texts are read differently for it. */
export type Role =
  | 'promotion'
  | 'source'
  | 'applier'
  | 'workload'
  | 'traffic'
  | 'other';

/** An input that is fit for rules: bounded, complete, with no reason that cannot be trusted. */
export interface Facts {
  readonly kind: string;
  readonly role: Role;
  /** The segment of the object itself. */
  readonly home: Segment;
  readonly condition: string;
  readonly status: string;
  readonly reason: string;
  /** The text as it was written. */
  readonly text: string;
  /** The text without names, hosts, paths and URLs, so that none of them is taken for an error. */
  readonly said: string;
}

const ROLES: Readonly<Record<string, Role>> = Object.fromEntries(
  (
    [
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
    ] as const
  ).flatMap(([role, kinds]) =>
    kinds.split(' ').map(kind => [kind.toLowerCase(), role]),
  ),
);

const HOMES: Readonly<Record<Role, Segment>> = {
  promotion: 'promotion',
  source: 'source',
  applier: 'reconcile',
  workload: 'rollout',
  traffic: 'traffic',
  other: 'reconcile',
};

/** What kinds of others are by their name: `CloneSet`, `ApisixRoute`, `KongIngress`. */
const LIKE: readonly (readonly [RegExp, Role])[] = [
  [/(?:Deployment|Set|Job|Workload)$/, 'workload'],
  [/(?:Route|Gateway|Ingress|VirtualServer)$/, 'traffic'],
];

// A Knative Service has the name of the other one; only its conditions and reasons tell.
const KNATIVE_CONDITION =
  /^(?:Ready|ConfigurationsReady|ContainerHealthy|ResourcesAvailable)$/;

const KNATIVE_REASON = /^(?:Revision|Configuration|Container)/;

function roleOf(kind: string, condition: string, reason: string): Role {
  if (
    kind.toLowerCase() === 'service' &&
    (KNATIVE_CONDITION.test(condition) ||
      (!condition && KNATIVE_REASON.test(reason)))
  ) {
    return 'workload';
  }
  return Object.hasOwn(ROLES, kind.toLowerCase())
    ? ROLES[kind.toLowerCase()]
    : LIKE.find(([pattern]) => pattern.test(kind))?.[1] ?? 'other';
}

function word(value: unknown): string {
  return typeof value === 'string' ? value.trim().slice(0, 256) : '';
}

/** Reads an input of any shape. An event keeps no reason: Flux copies that of the Ready condition, which may be another's. */
export function readFacts(input: unknown): Facts {
  const given = (
    typeof input === 'object' && input !== null ? input : {}
  ) as Partial<Record<keyof FailureInput, unknown>>;
  const kind = word(given.kind).split(/[./]/, 1)[0];
  const isEvent = kind === 'Event' || word(given.condition) === 'Event';
  const condition = isEvent ? 'Event' : word(given.condition);
  const reason = isEvent ? '' : word(given.reason);
  const role = roleOf(kind, condition, reason);
  const text = withoutHelmLogs(
    withoutMergeNote(
      capText(typeof given.message === 'string' ? given.message : ''),
    ),
  );
  return {
    kind,
    role,
    home: HOMES[role],
    condition,
    status: word(given.status),
    reason,
    text,
    said: hideNames(text),
  };
}

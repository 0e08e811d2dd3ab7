import type { GrantSpec } from '../admission/Admission';
import type { PolicySpec } from '../admission/Policy';
import type { Denial } from '../apiServer/AccessRules';
import type { Fields, KubeResource } from '../store/KubeResource';

/** A cluster of a scenario. */
export interface ClusterSpec {
  name: string;
  title?: string;
  /** False: nothing listens at its address. */
  reachable?: boolean;
  /** As in the configuration of the Kubernetes plugin. */
  authProvider?: 'serviceAccount' | 'oidc';
  /** API groups that are not installed in this cluster. */
  without?: string[];
  forbidden?: Denial[];
}

export type DeliveryForm =
  | 'git'
  | 'bucket'
  | 'oci'
  | 'helm'
  | 'helmGit'
  | 'helmOci'
  | 'resourceSet'
  | 'none';
export type WorkloadForm =
  | 'Deployment'
  | 'StatefulSet'
  | 'DaemonSet'
  | 'Job'
  | 'CronJob'
  | 'Rollout'
  | 'Knative';

export interface RepositorySpec {
  name: string;
  namespace?: string;
  url: string;
  secret?: string;
}

/**
 * What a service has otherwise than its form makes it: a merge patch by kind, for the workload as for the objects that deliver
 * it. Under `Chart`: what is not in a chart's manifests.
 */
export type Overlay = Record<string, Fields>;

/** What a repository holds for a service beside what its form makes. */
export interface ServiceContent {
  with?: Overlay;
  /** More manifests, applied together with the workload. */
  extra?: KubeResource[];
}

/** One service of a scenario and how it is delivered; everything else follows from it. */
export interface ServiceSpec extends ServiceContent {
  name: string;
  /** The group that owns it in the catalog; the team where absent. */
  owner?: string;
  /** The failure class that it is here to show. */
  shows?: string;
  /** The team is the tenant: its name is the namespace. */
  team: string;
  clusters: string[];
  by: DeliveryForm;
  workload?: WorkloadForm;
  /** The version at the beginning. */
  version: string;
  replicas?: number;
  wait?: boolean;
  interval?: string;
  retryInterval?: string;
  timeout?: string;
  /** Name of the applier, where several services share one. */
  applier?: string;
  dependsOn?: string[];
  serviceAccount?: string;
  /** Own repository instead of the team's. */
  repository?: RepositorySpec;
  /** OCI: the tag that each cluster follows; a version of its own where absent. */
  follows?: Record<string, string>;
  /** OCI: CI writes no annotation that leads back to the commit. */
  untraceable?: boolean;
  /** Helm: what happens when an upgrade fails. */
  retries?: number;
  routes?: ('HTTPRoute' | 'Ingress')[];
  canary?: boolean;
  /** Flux image automation keeps the image of these clusters up to date. */
  automated?: string[];
  /** Which object says to which entity it belongs. */
  claim?: 'applier' | 'workload' | 'none';
  /** Value of the label backstage.io/kubernetes-id; the name where absent, no label where empty. */
  label?: string;
  minReadySeconds?: number;
  /** How long a pod takes to start: `8s`. */
  readyAfter?: string;
  progressDeadlineSeconds?: number;
}

/** Something that happens at a time: exactly one of the verbs is given. */
export interface StepSpec extends ServiceContent {
  /** Relative to the start of the simulation: `-3d`, `-2h30m`, `0s`, `45s`. */
  at: string;
  /** Clusters that it concerns; all of the service where absent. */
  in?: string[];
  /** A new version of a service, through the way by which it is delivered. */
  release?: string;
  version?: string;
  author?: string;
  /** A chart or artifact that is published, and that no environment asks for yet. */
  publish?: string;
  /** Moves an OCI tag of a service to a version. */
  moveTag?: string;
  tag?: string;
  /** A fault in the content of a service. */
  break?: string;
  how?: 'build' | 'rbac' | 'selector';
  mend?: string;
  suspend?: string;
  resume?: string;
  /** Takes a paused Argo Rollout to its end. */
  promote?: string;
  /** A server refuses to be read or written. */
  refuseFetch?: string;
  refusePush?: string;
  accept?: string;
  message?: string;
  /** An image that CI has built. */
  pushImage?: string;
  /** A commit that changes how a service is delivered or what runs: what it has otherwise from now on. */
  change?: string;
  /** Somebody writes to an object of a service past Flux: `by` is the field manager. */
  edit?: string;
  by?: string;
  kind?: string;
  patch?: Fields;
  /** A server, an archive or an image that refuses to be read: `message` is what it answers. */
  refuse?: string;
  /** The Git server answers fetches from a copy that is no longer kept up to date. */
  freeze?: string;
  /** What the containers of a service depend on is down, or back: they run on, and are not ready. */
  outage?: string;
  recover?: string;
  /** An object of a cluster that is removed, or that is on its way out for ever: `Kind/namespace/name`. */
  remove?: string;
  terminate?: string;
}

/** An object that somebody made by hand before the story began. */
export interface PlacedObject {
  in: string[];
  object: KubeResource;
}

/** Releases that go on while somebody looks: staging first, then the production clusters, one after the other. */
export interface LoopSpec {
  /** Pause between two releases. */
  every: string;
  services: string[];
  /** Pause between two clusters of one release. */
  between: string;
}

export interface Scenario {
  seed: string;
  /** How long before the start the story begins. */
  history: string;
  teams: string[];
  clusters: ClusterSpec[];
  services: ServiceSpec[];
  steps: StepSpec[];
  loop?: LoopSpec;
  policies?: PolicySpec[];
  grants?: GrantSpec[];
  objects?: PlacedObject[];
}

export const DEFAULT_IMAGE_REGISTRY = 'registry.example.com';

export const imageOf = (service: ServiceSpec) =>
  `${DEFAULT_IMAGE_REGISTRY}/${service.team}/${service.name}`;
export const applierOf = (service: ServiceSpec) =>
  service.applier ?? service.name;
export const gitUrl = (team: string, name: string) =>
  `https://git.example.com/${team}/${name}.git`;
export const chartsUrl = (team: string) =>
  `https://charts.example.com/${team}/`;
export const ociUrl = (service: ServiceSpec) =>
  `oci://${DEFAULT_IMAGE_REGISTRY}/manifests/${service.name}`;
export const chartOciUrl = (service: ServiceSpec) =>
  `oci://${DEFAULT_IMAGE_REGISTRY}/charts/${service.name}`;
export const BUCKET_ENDPOINT = 'minio.example.com';
export const FLEET_URL = gitUrl('platform', 'fleet');

import type { Condition, KubeObject } from '../kube/KubeObject';
import type { LabelSelector } from '../kube/workloads';

/** @public */
export interface Artifact {
  url?: string;
  revision?: string;
  digest?: string;
  lastUpdateTime?: string;
  metadata?: Record<string, string>;
}

/**
 * A reference to another object; the namespace defaults to that of the object which holds it.
 *
 * @public
 */
export interface CrossReference {
  apiVersion?: string;
  kind?: string;
  name?: string;
  namespace?: string;
}

/**
 * Spec of GitRepository, OCIRepository, HelmRepository, HelmChart, Bucket and ExternalArtifact: the union of what rules read.
 *
 * @public
 */
export interface SourceSpec {
  url?: string;
  interval?: string;
  timeout?: string;
  suspend?: boolean;
  ref?: {
    branch?: string;
    tag?: string;
    semver?: string;
    name?: string;
    commit?: string;
    digest?: string;
    semverFilter?: string;
  };
  secretRef?: { name?: string };
  /** HelmRepository: `default` or `oci`. */
  type?: string;
  provider?: string;
  verify?: { provider?: string; mode?: string };
  /** GitRepository. */
  include?: { repository?: { name?: string } }[];
  /** HelmChart. */
  chart?: string;
  version?: string;
  sourceRef?: CrossReference;
  reconcileStrategy?: string;
  /** Bucket. */
  bucketName?: string;
  endpoint?: string;
  prefix?: string;
}

/** @public */
export interface SourceStatus {
  observedGeneration?: number;
  conditions?: Condition[];
  artifact?: Artifact;
  lastHandledReconcileAt?: string;
  observedChartName?: string;
  observedSourceArtifactRevision?: string;
}

/** @public */
export type Source = KubeObject<SourceSpec, SourceStatus>;

/** @public */
export interface Inventory {
  entries?: { id: string; v?: string }[];
}

/** @public */
export interface KustomizationHistory {
  digest?: string;
  firstReconciled?: string;
  lastReconciled?: string;
  lastReconciledDuration?: string;
  lastReconciledStatus?: string;
  totalReconciliations?: number;
  metadata?: Record<string, string>;
}

/** @public */
export interface DependencyReference {
  name?: string;
  namespace?: string;
  readyExpr?: string;
}

/** @public */
export interface KustomizationSpec {
  interval?: string;
  retryInterval?: string;
  timeout?: string;
  suspend?: boolean;
  path?: string;
  prune?: boolean;
  wait?: boolean;
  force?: boolean;
  targetNamespace?: string;
  serviceAccountName?: string;
  sourceRef?: CrossReference;
  dependsOn?: DependencyReference[];
  healthChecks?: CrossReference[];
  kubeConfig?: {
    secretRef?: { name?: string };
    configMapRef?: { name?: string };
  };
  decryption?: { provider?: string };
  images?: {
    name?: string;
    newName?: string;
    newTag?: string;
    digest?: string;
  }[];
}

/** @public */
export interface KustomizationStatus {
  observedGeneration?: number;
  conditions?: Condition[];
  lastAppliedRevision?: string;
  lastAppliedOriginRevision?: string;
  lastAttemptedRevision?: string;
  lastHandledReconcileAt?: string;
  inventory?: Inventory;
  history?: KustomizationHistory[];
}

/** @public */
export type Kustomization = KubeObject<KustomizationSpec, KustomizationStatus>;

/** @public */
export interface HelmReleaseSpec {
  interval?: string;
  timeout?: string;
  suspend?: boolean;
  releaseName?: string;
  targetNamespace?: string;
  storageNamespace?: string;
  serviceAccountName?: string;
  chart?: {
    spec?: {
      chart?: string;
      version?: string;
      interval?: string;
      sourceRef?: CrossReference;
      reconcileStrategy?: string;
    };
  };
  chartRef?: CrossReference;
  dependsOn?: DependencyReference[];
  kubeConfig?: {
    secretRef?: { name?: string };
    configMapRef?: { name?: string };
  };
  install?: HelmAction;
  upgrade?: HelmAction;
  test?: { enable?: boolean; ignoreFailures?: boolean };
  driftDetection?: { mode?: string };
}

/** @public */
export interface HelmAction {
  disableWait?: boolean;
  remediation?: {
    retries?: number;
    remediateLastFailure?: boolean;
    strategy?: string;
    ignoreTestFailures?: boolean;
  };
  strategy?: { name?: string; retryInterval?: string };
}

/** @public */
export interface HelmSnapshot {
  name?: string;
  namespace?: string;
  version?: number;
  status?: string;
  action?: string;
  chartName?: string;
  chartVersion?: string;
  appVersion?: string;
  configDigest?: string;
  ociDigest?: string;
  firstDeployed?: string;
  lastDeployed?: string;
  testHooks?: Record<string, { phase?: string }>;
}

/** @public */
export interface HelmReleaseStatus {
  observedGeneration?: number;
  conditions?: Condition[];
  helmChart?: string;
  history?: HelmSnapshot[];
  inventory?: Inventory;
  failures?: number;
  installFailures?: number;
  upgradeFailures?: number;
  lastAttemptedGeneration?: number;
  lastAttemptedRevision?: string;
  lastAttemptedRevisionDigest?: string;
  lastAttemptedConfigDigest?: string;
  lastAttemptedReleaseAction?: string;
  lastHandledReconcileAt?: string;
  /** Only in v2beta1. */
  lastAppliedRevision?: string;
}

/** @public */
export type HelmRelease = KubeObject<HelmReleaseSpec, HelmReleaseStatus>;

/**
 * Image automation, notification and generator kinds: the union of what rules read.
 *
 * @public
 */
export type FluxAuxiliary = KubeObject<
  {
    suspend?: boolean;
    interval?: string;
    image?: string;
    imageRepositoryRef?: CrossReference;
    policy?: Record<string, unknown>;
    sourceRef?: CrossReference;
    git?: {
      push?: { branch?: string; refspec?: string };
      checkout?: { ref?: { branch?: string } };
    };
    update?: { path?: string; strategy?: string };
    policySelector?: LabelSelector;
    type?: string;
    resources?: CrossReference[];
    eventSources?: CrossReference[];
    providerRef?: { name?: string };
    artifacts?: { name?: string }[];
    sources?: {
      alias?: string;
      kind?: string;
      name?: string;
      namespace?: string;
    }[];
  },
  {
    observedGeneration?: number;
    conditions?: Condition[];
    latestRef?: { name?: string; tag?: string; digest?: string };
    observedPolicies?: Record<
      string,
      { name?: string; tag?: string; digest?: string }
    >;
    lastPushCommit?: string;
    lastPushTime?: string;
    lastAutomationRunTime?: string;
    lastScanResult?: {
      scanTime?: string;
      tagCount?: number;
      latestTags?: string[];
    };
    inventory?: unknown;
    history?: unknown;
  }
>;

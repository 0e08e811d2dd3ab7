import type { ObjectRef } from '../kube/ObjectRef';
import { shellWord } from '../kube/shellWord';
import { kindOf } from './kinds';

/** What the `flux` command line calls a kind: `flux get …`, `flux reconcile …`. */
export interface FluxNoun {
  get: string;
  reconcile?: string;
}

const FLUX_NOUNS: Record<string, FluxNoun> = {
  Kustomization: { get: 'kustomizations', reconcile: 'kustomization' },
  HelmRelease: { get: 'helmreleases', reconcile: 'helmrelease' },
  GitRepository: { get: 'sources git', reconcile: 'source git' },
  OCIRepository: { get: 'sources oci', reconcile: 'source oci' },
  HelmRepository: { get: 'sources helm', reconcile: 'source helm' },
  HelmChart: { get: 'sources chart', reconcile: 'source chart' },
  Bucket: { get: 'sources bucket', reconcile: 'source bucket' },
  ExternalArtifact: { get: 'sources external' },
  ImageRepository: { get: 'images repository', reconcile: 'image repository' },
  ImagePolicy: { get: 'images policy', reconcile: 'image policy' },
  ImageUpdateAutomation: { get: 'images update', reconcile: 'image update' },
  Receiver: { get: 'receivers', reconcile: 'receiver' },
  Alert: { get: 'alerts' },
  Provider: { get: 'alert-providers' },
};

const FLUX_GROUP = '.toolkit.fluxcd.io';

/** Undefined for kinds that the `flux` command line has no word for. */
export function fluxNounOf({
  group,
  kind,
}: Pick<ObjectRef, 'group' | 'kind'>): FluxNoun | undefined {
  return group.endsWith(FLUX_GROUP) && Object.hasOwn(FLUX_NOUNS, kind)
    ? FLUX_NOUNS[kind]
    : undefined;
}

/** `deployments.apps`: with the group, since two groups may use one plural (Knative's and the core group's services). */
export function kubectlResource({
  group,
  kind,
}: Pick<ObjectRef, 'group' | 'kind'>): string {
  const plural = kindOf(group, kind)?.plural ?? kind.toLowerCase();
  return shellWord(group ? `${plural}.${group}` : plural);
}

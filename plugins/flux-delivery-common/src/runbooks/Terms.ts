import { fluxNounOf, kubectlResource } from '../flux/fluxNouns';
import type { HelmRelease, Kustomization, Source } from '../flux/objects';
import { parseImage } from '../kube/imageReference';
import { formatSelector } from '../kube/labelSelector';
import type { Observed } from '../kube/KubeObject';
import type { ObjectRef } from '../kube/ObjectRef';
import { imagesOf } from '../kube/podTemplate';
import { shellWord } from '../kube/shellWord';
import type { Workload } from '../kube/workloads';
import { isBound } from '../ownership/subjects';
import type { ResolvedTarget } from '../paths/DeliveryPath';
import { hasRole } from '../paths/kindRoles';
import type { RunbookInput } from './Runbook';

/**
 * The objects of one divergence as commands name them. What the entity only points at is named, and nothing is told of it.
 */
export interface Terms {
  cluster: string;
  /** What the divergence was read from; the applier where that is not told. */
  focus?: ObjectRef;
  root?: ObjectRef;
  applier?: ObjectRef;
  kustomization?: Kustomization;
  release?: HelmRelease;
  source?: ObjectRef;
  sourceObject?: Source;
  workload?: ObjectRef;
  /** Selects the pods of the workload. */
  selector?: string;
  image?: string;
  service?: ObjectRef;
  route?: ObjectRef;
  automation?: ObjectRef;
  /** Where the workloads live. */
  namespace: string;
}

/** What stands for an image and a registry that are not known: neither is a valid name. */
export const ANY_IMAGE = '<registry>/<image>:<tag>';
export const ANY_REPOSITORY = 'oci://<registry>/<repository>';

export function termsOf(input: RunbookInput): Terms {
  const { target, rootCause } = input;
  const bound = isBound(target);
  const { applierRef: applier } = target;
  const object = bound ? target.applier?.object : undefined;
  const [source] = bound ? target.sources : [];
  const workload = bound ? workloadOf(input) : undefined;
  const [service] = bound ? target.services : [];
  return {
    cluster: target.cluster,
    focus: input.object ?? applier ?? target.workloads[0]?.ref,
    root: rootCause,
    applier,
    ...(applier?.kind === 'Kustomization' && {
      kustomization: object as Kustomization | undefined,
    }),
    ...(applier?.kind === 'HelmRelease' && {
      release: object as HelmRelease | undefined,
    }),
    source: sourceOf(input) ?? source?.ref,
    sourceObject: objectOf(target, sourceOf(input) ?? source?.ref),
    workload: workload?.ref,
    selector: selectorOf(workload?.workload as Observed<Workload> | undefined),
    image: workload?.workload && imagesOf(workload.workload.object)[0],
    service: service?.ref,
    route: service?.routes[0]?.ref,
    automation: bound ? target.imageAutomation[0]?.ref : undefined,
    namespace:
      workload?.ref.namespace ??
      applier?.namespace ??
      input.object?.namespace ??
      '',
  };
}

/** The source that the divergence is about, else the nearest one. */
function sourceOf({ object, rootCause }: RunbookInput): ObjectRef | undefined {
  return [rootCause, object].find(ref => ref && hasRole(ref, 'source'));
}

function objectOf(
  target: ResolvedTarget,
  ref: ObjectRef | undefined,
): Source | undefined {
  const link = target.sources.find(
    candidate =>
      ref !== undefined &&
      candidate.ref.kind === ref.kind &&
      candidate.ref.namespace === ref.namespace &&
      candidate.ref.name === ref.name,
  );
  return isBound(target)
    ? (link?.source?.object as Source | undefined)
    : undefined;
}

function workloadOf({ target, object }: RunbookInput) {
  return (
    target.workloads.find(
      ({ ref }) =>
        ref.kind === object?.kind &&
        ref.namespace === object.namespace &&
        ref.name === object.name,
    ) ??
    target.workloads.find(
      ({ pods }) =>
        object?.kind === 'Pod' &&
        pods?.pods.some(
          ({ metadata }) =>
            metadata?.name === object.name &&
            metadata.namespace === object.namespace,
        ),
    ) ??
    target.workloads[0]
  );
}

function selectorOf(workload: Observed<Workload> | undefined) {
  const selector = workload?.object.spec?.selector;
  return selector ? formatSelector(selector) || undefined : undefined;
}

/** `flux --context prod-eu -n shop …`; undefined where there is no object to name. */
export function flux(
  ref: ObjectRef | undefined,
  words: (name: string, noun: string) => string,
): string | undefined {
  const noun = ref && fluxNounOf(ref);
  return ref && noun
    ? `flux ${where(ref)} ${words(shellWord(ref.name), noun.get)}`
    : undefined;
}

/** `kubectl --context prod-eu -n shop …`, of one object. */
export function kubectl(
  ref: ObjectRef | undefined,
  words: (name: string, resource: string) => string,
): string | undefined {
  return (
    ref &&
    `kubectl ${where(ref)} ${words(shellWord(ref.name), kubectlResource(ref))}`
  );
}

/** `kubectl --context prod-eu -n shop …`, of a namespace. */
export function kubectlIn(
  { cluster }: Terms,
  namespace: string,
  words: string,
): string {
  return `kubectl ${where({ cluster, namespace })} ${words}`;
}

/** `flux reconcile source git apps`. */
export function reconcileCommand(
  ref: ObjectRef | undefined,
): string | undefined {
  const noun = ref && fluxNounOf(ref)?.reconcile;
  return noun && `flux ${where(ref)} reconcile ${noun} ${shellWord(ref.name)}`;
}

function where({
  cluster,
  namespace,
}: Pick<ObjectRef, 'cluster' | 'namespace'>): string {
  return `--context ${shellWord(cluster)}${
    namespace ? ` -n ${shellWord(namespace)}` : ''
  }`;
}

// Git runs commands for other transports, and takes what begins with a dash for an option.
const GIT_URL = /^(?:https?|ssh):\/\/[^\s-][^\s]*$/;

/** `git ls-remote` of what a GitRepository reads. */
export function lsRemote(source: Source | undefined): string | undefined {
  const { url, ref } = source?.spec ?? {};
  if (source?.kind !== 'GitRepository' || !url || !GIT_URL.test(url)) {
    return undefined;
  }
  const wanted = ref?.name ?? ref?.tag ?? ref?.branch;
  return `git ls-remote ${shellWord(url)}${
    wanted && !wanted.startsWith('-') ? ` ${shellWord(wanted)}` : ''
  }`;
}

/** `crane digest` of what an OCIRepository reads, `crane ls` where it takes the newest of several. */
export function craneOf(source: Source | undefined): string | undefined {
  const { url, ref } = source?.spec ?? {};
  const bare = (url ?? '').replace(/^oci:\/\//, '');
  const repository =
    url === ANY_REPOSITORY ? bare : parseImage(bare).repository;
  if (source?.kind !== 'OCIRepository' || !repository) {
    return undefined;
  }
  if (ref?.digest) {
    return `crane manifest ${shellWord(`${repository}@${ref.digest}`)}`;
  }
  return ref?.semver
    ? `crane ls ${shellWord(repository)}`
    : `crane digest ${shellWord(`${repository}:${ref?.tag ?? 'latest'}`)}`;
}

/** `crane digest` of a container image. */
export function craneImage(image: string | undefined): string | undefined {
  return image && (image === ANY_IMAGE || parseImage(image).repository)
    ? `crane digest ${shellWord(image)}`
    : undefined;
}

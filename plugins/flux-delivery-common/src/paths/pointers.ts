import { WATCHED_KINDS } from '../flux/kinds';

/**
 * An object that an entity annotation names. Without a cluster it stands for that object in every cluster.
 *
 * @public
 */
export interface Pointer {
  annotation: string;
  /** The item of the annotation's list, as it was written. */
  text: string;
  cluster?: string;
  group: string;
  kind: string;
  namespace: string;
  name: string;
}

/** @public */
export const KUSTOMIZATION_ANNOTATION = 'flux-delivery/kustomization';

/** @public */
export const HELM_RELEASE_ANNOTATION = 'flux-delivery/helm-release';

/** @public */
export const WORKLOAD_ANNOTATION = 'flux-delivery/workload';

const APPLIERS = {
  [KUSTOMIZATION_ANNOTATION]: {
    group: 'kustomize.toolkit.fluxcd.io',
    kind: 'Kustomization',
  },
  [HELM_RELEASE_ANNOTATION]: {
    group: 'helm.toolkit.fluxcd.io',
    kind: 'HelmRelease',
  },
};
const WORKLOADS = WATCHED_KINDS.filter(({ role }) => role === 'workload');
const NAMESPACE = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const NAME = /^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/;
const LONGEST_CLUSTER = 512;

/**
 * The form of the annotations that name an applier.
 *
 * @public
 */
export const APPLIER_FORM =
  '[cluster:]namespace/name, several with commas between';

/**
 * The form of the annotation that names a workload.
 *
 * @public
 */
export const WORKLOAD_FORM = `[cluster:]namespace/kind/name, several with commas between; kind is one of ${WORKLOADS.map(
  ({ kind }) => kind,
).join(', ')}`;

/**
 * One item of `flux-delivery/kustomization` or `flux-delivery/helm-release`; undefined where it has another form.
 *
 * @public
 */
export function parseApplierPointer(
  annotation: typeof KUSTOMIZATION_ANNOTATION | typeof HELM_RELEASE_ANNOTATION,
  text: string,
): Pointer | undefined {
  const [place, name] = cutLast(text, '/');
  return place === undefined
    ? undefined
    : pointer({
        annotation,
        text,
        ...APPLIERS[annotation],
        ...parsePlace(place),
        name,
      });
}

/**
 * One item of `flux-delivery/workload`; undefined where it has another form.
 *
 * @public
 */
export function parseWorkloadPointer(text: string): Pointer | undefined {
  const [placeAndKind, name] = cutLast(text, '/');
  const [place, kindText] = cutLast(placeAndKind ?? '', '/');
  const kind = WORKLOADS.find(known =>
    [known.kind.toLowerCase(), known.plural].includes(kindText.toLowerCase()),
  );
  return place === undefined || !kind
    ? undefined
    : pointer({
        annotation: WORKLOAD_ANNOTATION,
        text,
        group: kind.group,
        kind: kind.kind,
        ...parsePlace(place),
        name,
      });
}

function pointer(candidate: Pointer): Pointer | undefined {
  const { cluster, namespace, name } = candidate;
  const clusterIsFine =
    cluster === undefined ||
    (cluster !== '' &&
      cluster.length <= LONGEST_CLUSTER &&
      !cluster.includes('|'));
  return clusterIsFine && NAMESPACE.test(namespace) && NAME.test(name)
    ? candidate
    : undefined;
}

/** The last colon separates: cluster names of cloud providers have colons and slashes of their own. */
function parsePlace(place: string): { cluster?: string; namespace: string } {
  const [cluster, namespace] = cutLast(place, ':');
  return cluster === undefined ? { namespace } : { cluster, namespace };
}

function cutLast(
  text: string,
  separator: string,
): [before: string | undefined, after: string] {
  const at = text.lastIndexOf(separator);
  return at < 0 ? [undefined, text] : [text.slice(0, at), text.slice(at + 1)];
}

import {
  type ImageReference,
  imagesOf,
  type InventoryView,
  keyOf,
  type ObjectRef,
  type OwnershipQuestion,
  parseImage,
  podWorkloads,
  sourceKey,
} from 'backstage-plugin-flux-delivery-common';
import type { Survey } from './OwnershipSurvey';

/** An object that a question names. */
export interface NamedObject {
  ref: ObjectRef;
  /** From the question to the object, in words. */
  because: string;
}

type Of<By> = Extract<OwnershipQuestion, { by: By }>;

/** Of one reading. */
const MOST = 5_000;
const HELM_SECRET = /^(?:sh\.helm\.release\.v1\.)?(.+?)(?:\.v\d{1,9})?$/;

/** The objects that a question names, by the inventory and the last survey: of namespaces and entities none. */
export function namedObjects(
  question: OwnershipQuestion,
  { view, survey }: { view: InventoryView; survey: Survey },
): NamedObject[] {
  return found(question, view, survey)
    .filter(
      ({ ref }) =>
        !('cluster' in question) ||
        question.cluster === undefined ||
        ref.cluster === question.cluster,
    )
    .slice(0, MOST);
}

function found(
  question: OwnershipQuestion,
  view: InventoryView,
  survey: Survey,
): NamedObject[] {
  switch (question.by) {
    case 'object':
      return ofObject(question, view);
    case 'image':
      return ofImage(question, view);
    case 'digest':
      return all(
        survey.digests.get(question.digest.toLowerCase()),
        'it declares, runs or holds this digest',
      );
    case 'url':
      return all(
        survey.urls.get(sourceKey(question.url) ?? ''),
        'it fetches from this address',
      );
    case 'release':
      return ofRelease(question, survey);
    case 'pod':
      return ofPod(question, view, survey);
    case 'name':
      return all(survey.names.get(question.name), 'it has this name').filter(
        ({ ref }) => isIn(ref, question.namespace),
      );
    default:
      return [];
  }
}

/** What no inventory lists and nobody has seen is not named. */
function ofObject(
  { cluster, group = '', kind, namespace, name }: Of<'object'>,
  view: InventoryView,
): NamedObject[] {
  const clusters = cluster ? [cluster] : view.clusters().map(each => each.name);
  return clusters
    .map(each => ({ cluster: each, group, kind, namespace, name }))
    .filter(
      ref =>
        view.get(ref) || view.by('byInventoryEntry', keyOf(ref)).length > 0,
    )
    .map(ref => ({ ref, because: 'it is what was asked for' }));
}

/** Exactly that one first, where the question says which. */
function ofImage({ image }: Of<'image'>, view: InventoryView): NamedObject[] {
  const asked = parseImage(image);
  const workloads = view.by('byImage', asked.repository);
  const exact = workloads.filter(({ object }) =>
    imagesOf(object).some(declared => isSame(parseImage(declared), asked)),
  );
  return exact.length > 0
    ? all(
        exact.map(({ ref }) => ref),
        'its pod template names this image',
      )
    : all(
        workloads.map(({ ref }) => ref),
        asked.tag || asked.digest
          ? 'its pod template names another version of this image'
          : 'its pod template names this image',
      );
}

function isSame(declared: ImageReference, asked: ImageReference): boolean {
  return (
    declared.repository === asked.repository &&
    (!asked.tag || asked.tag === declared.tag) &&
    (!asked.digest || asked.digest === declared.digest)
  );
}

function ofRelease(
  { release, namespace }: Of<'release'>,
  survey: Survey,
): NamedObject[] {
  const [, name = release] = HELM_SECRET.exec(release) ?? [];
  return all(survey.releases.get(name), `it makes the release ${name}`).filter(
    // The release may stand in another namespace than the object: both are called so.
    ({ ref }) => isIn(ref, namespace),
  );
}

/** By the pods that were seen; else by the name, which tells of which workload it is. */
function ofPod(
  { pod, namespace, cluster }: Of<'pod'>,
  view: InventoryView,
  survey: Survey,
): NamedObject[] {
  const seen = all(survey.pods.get(pod), `Pod ${pod} was seen as one of its`);
  const itself = view
    .clusters()
    .map(each => ({
      cluster: each.name,
      group: '',
      kind: 'Pod',
      namespace: namespace ?? '',
      name: pod,
    }))
    .filter(ref => view.by('byInventoryEntry', keyOf(ref)).length > 0)
    .map(ref => ({ ref, because: 'it is what was asked for' }));
  const known = [...itself, ...seen].filter(
    ({ ref }) => isIn(ref, namespace) && (!cluster || ref.cluster === cluster),
  );
  if (known.length > 0) {
    return known;
  }
  return podWorkloads(pod).flatMap(({ workload }) => {
    const [kind, name] = workload.split('/');
    return all(
      survey.names.get(name)?.filter(ref => ref.kind.toLowerCase() === kind),
      `Pod ${pod} is called as its pods are; it was not seen itself`,
    ).filter(({ ref }) => isIn(ref, namespace));
  });
}

function isIn({ namespace }: ObjectRef, asked: string | undefined): boolean {
  return asked === undefined || namespace === asked;
}

function all(
  refs: readonly ObjectRef[] | undefined,
  because: string,
): NamedObject[] {
  return (refs ?? []).map(ref => ({ ref, because }));
}

import { setImmediate } from 'node:timers/promises';
import {
  digestOfImageId,
  type HelmRelease,
  identifiersOfRevision,
  imagesOf,
  type InventoryView,
  keyOf,
  type ObjectRef,
  type Observed,
  type OwnershipGap,
  parseImage,
  type Source,
  sourceKey,
  WATCHED_KINDS,
} from 'backstage-plugin-flux-delivery-common';
import type { InventoryStore } from '../inventory/InventoryStore';
import { type ObjectGaps, roleOf } from './ObjectGaps';
import type { OwnedUnits } from './OwnedUnits';

/** A gap as the survey remembers it: what it says is made of what the inventory has when somebody reads it. */
export interface SurveyedGap {
  id: string;
  gap: OwnershipGap['gap'];
  object: ObjectRef;
  /** Entities whose readers may see it, beside those who may see the place. */
  entityRefs: readonly string[];
}

/** What a look through all sources, appliers and workloads found. */
export interface Survey {
  /** Milliseconds. */
  at: number;
  /** By id. */
  gaps: readonly SurveyedGap[];
  /** Objects by name. */
  names: ReadonlyMap<string, readonly ObjectRef[]>;
  /** Sources by the comparable form of their address. */
  urls: ReadonlyMap<string, readonly ObjectRef[]>;
  /** Workloads and sources by digests that they declare, run or hold. */
  digests: ReadonlyMap<string, readonly ObjectRef[]>;
  /** HelmReleases by the name of the release. */
  releases: ReadonlyMap<string, readonly ObjectRef[]>;
  /** Workloads by the pods that were seen of them. */
  pods: ReadonlyMap<string, readonly ObjectRef[]>;
}

const KINDS = WATCHED_KINDS.filter(kind => roleOf(kind) !== undefined);
/** The survey lets others on the processor after so long. */
const SLICE_MS = 10;
/** What belongs to the cluster itself. */
const OF_THE_CLUSTER = /^kube-/;

/** Looks through all sources, appliers and workloads of all clusters, in slices. */
export async function survey(deps: {
  inventory: Pick<InventoryStore, 'clusters' | 'objectsOf'>;
  view: InventoryView;
  units: OwnedUnits;
  objectGaps: ObjectGaps;
  now: () => number;
}): Promise<Survey> {
  const { inventory, now } = deps;
  const at = now();
  const found = {
    gaps: [] as SurveyedGap[],
    names: new Map<string, ObjectRef[]>(),
    urls: new Map<string, ObjectRef[]>(),
    digests: new Map<string, ObjectRef[]>(),
    releases: new Map<string, ObjectRef[]>(),
    pods: new Map<string, ObjectRef[]>(),
  };
  let until = performance.now() + SLICE_MS;
  for (const { name: cluster } of inventory.clusters()) {
    for (const kind of KINDS) {
      for (const observed of [...inventory.objectsOf({ cluster, ...kind })]) {
        file(found.names, observed.object.metadata.name, observed.ref);
        fileIdentifiers(observed, found, deps.view);
        found.gaps.push(...gapsIn(observed, deps));
        if (performance.now() >= until) {
          await setImmediate();
          until = performance.now() + SLICE_MS;
        }
      }
    }
  }
  found.gaps.sort((a, b) => (a.id < b.id ? -1 : 1));
  return { at, ...found };
}

function fileIdentifiers(
  { ref, object }: Observed,
  found: {
    urls: Map<string, ObjectRef[]>;
    digests: Map<string, ObjectRef[]>;
    releases: Map<string, ObjectRef[]>;
    pods: Map<string, ObjectRef[]>;
  },
  view: InventoryView,
): void {
  const role = roleOf(ref);
  if (role === 'source') {
    const { spec, status } = object as Source;
    const url = sourceKey(spec?.url ?? '');
    if (url) {
      file(found.urls, url, ref);
    }
    for (const { kind, value } of identifiersOfRevision(
      status?.artifact?.revision ?? '',
    )) {
      if (kind === 'digest') {
        file(found.digests, value, ref);
      }
    }
  } else if (role === 'workload') {
    for (const image of imagesOf(object)) {
      const { digest } = parseImage(image);
      if (digest) {
        file(found.digests, digest, ref);
      }
    }
    fileSample(ref, found, view);
  } else if (ref.kind === 'HelmRelease') {
    file(found.releases, releaseNameOf(object as HelmRelease), ref);
  }
}

function fileSample(
  ref: ObjectRef,
  found: { digests: Map<string, ObjectRef[]>; pods: Map<string, ObjectRef[]> },
  view: InventoryView,
): void {
  for (const { metadata, status } of view.podsOf(ref)?.pods ?? []) {
    file(found.pods, metadata.name, ref);
    for (const { imageID } of status?.containerStatuses ?? []) {
      const digest = digestOfImageId(imageID);
      if (digest) {
        file(found.digests, digest, ref);
      }
    }
  }
}

/** As Helm calls it, unless told otherwise. */
function releaseNameOf({ metadata, spec }: HelmRelease): string {
  return (
    spec?.releaseName ||
    (spec?.targetNamespace
      ? `${spec.targetNamespace}-${metadata.name}`
      : metadata.name)
  );
}

/** What is told with something else is no gap of its own: a root cause is listed once. */
function gapsIn(
  observed: Observed,
  {
    objectGaps,
    units,
  }: { objectGaps: ObjectGaps; units: OwnedUnits; view: InventoryView },
): SurveyedGap[] {
  const { ref } = observed;
  if (OF_THE_CLUSTER.test(ref.namespace) || isPart(observed)) {
    return [];
  }
  return objectGaps
    .of(observed)
    .filter(({ gap, reason, role }) => {
      if (gap !== 'unowned') {
        return true;
      }
      return role === 'source'
        ? reason !== 'noClaim'
        : !objectGaps
            .appliersListing(ref)
            .some(applier => objectGaps.isUnownedApplier(applier));
    })
    .map(({ id, gap, reason, claimants }) => ({
      id,
      gap,
      object: ref,
      entityRefs: [
        ...new Set([
          ...units.onPathOf(ref).map(({ entityRef }) => entityRef),
          ...(reason === 'twoEntities'
            ? claimants.flatMap(({ name }) => name ?? [])
            : []),
        ]),
      ],
    }));
}

/** The Job of a CronJob, the primary of a Canary. */
function isPart({ object }: Observed): boolean {
  return (object.metadata.ownerReferences ?? []).some(
    ({ apiVersion, kind }) =>
      roleOf({ group: apiVersion.split('/').slice(0, -1).join('/'), kind }) ===
      'workload',
  );
}

function file(
  index: Map<string, ObjectRef[]>,
  value: string,
  ref: ObjectRef,
): void {
  const refs = index.get(value);
  if (!refs) {
    index.set(value, [ref]);
  } else if (keyOf(refs[refs.length - 1]) !== keyOf(ref)) {
    refs.push(ref);
  }
}

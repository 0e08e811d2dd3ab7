import { sourceRefOf } from '../flux/sourceRef';
import { kindOf, WATCHED_KINDS } from '../flux/kinds';
import type { HelmRelease, Kustomization } from '../flux/objects';
import { findCondition } from '../kube/conditions';
import { groupOf, refOf, type KubeObject } from '../kube/KubeObject';
import { list } from '../kube/list';
import { keyOf, type ObjectRef } from '../kube/ObjectRef';
import type { EndpointSlice, Workload } from '../kube/workloads';
import type { ResolvedTarget } from '../paths/DeliveryPath';
import type { InventoryView } from '../paths/InventoryView';
import { BindingPolicy } from '../paths/binding';
import { readEntitySelector } from '../paths/entitySelector';
import { resolveTarget } from '../paths/resolveTarget';
import {
  aCondition,
  aKustomization,
  anObject,
  aService,
  REVISION,
} from './builders';
import { memoryInventory } from './memoryInventory';

/** The cluster that captured objects are put into. */
export const CLUSTER = 'fixture';

/** The latest time in a text: the present of a captured scenario. */
export function latestTimeIn(value: unknown): string {
  const times =
    JSON.stringify(value).match(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g) ??
    [];
  return times.sort((a, b) => Date.parse(a) - Date.parse(b)).at(-1)!;
}

/**
 * An inventory of captured objects. A kind of which the capture holds no object was not captured: it is not synced, and so
 * unknown. Sources are the exception: an applier whose source was not captured gets a healthy one that holds what the applier
 * attempted last.
 */
export function fixtureView(
  captured: readonly KubeObject[],
  observedAt: string,
  focus?: KubeObject,
): InventoryView {
  // Several appliers may read one source: the one that a test is about is the one to be content with it.
  const inOrder = focus
    ? [focus, ...captured.filter(object => object !== focus)]
    : captured;
  const objects = [
    ...inOrder,
    ...sourcesNotCaptured(inOrder),
    ...podsNotCaptured(inOrder),
    ...servicesNotCaptured(inOrder),
  ];
  const kinds = new Set(
    objects.map(({ apiVersion, kind }) => `${groupOf(apiVersion)}/${kind}`),
  );
  return memoryInventory(
    objects.map(object => ({ cluster: CLUSTER, object })),
    {
      observedAt,
      freshness: (_cluster, group, kind) =>
        kinds.has(`${group}/${kind}`) || isSource(group, kind)
          ? undefined
          : { state: 'notSynced', asOf: undefined },
    },
  );
}

function isSource(group: string, kind: string): boolean {
  return WATCHED_KINDS.some(
    known =>
      known.group === group && known.kind === kind && known.role === 'source',
  );
}

/** The target of one applier, with everything in the view that belongs to it. */
export function fixtureTarget(
  applier: KubeObject,
  view: InventoryView,
): ResolvedTarget {
  const applierRef = refOf(CLUSTER, applier);
  const { name } = applier.metadata;
  const entity = {
    entityRef: `component:default/${name}`,
    owner: 'group:default/team',
    annotations: { 'backstage.io/kubernetes-id': name },
  };
  const selector = readEntitySelector(entity);
  const options = { tenants: [], requireClaim: false, sameKubernetesId: [] };
  const draft = {
    cluster: CLUSTER,
    namespace: applierRef.namespace,
    applierRef,
    applierIsBound: true,
    bonds: [
      { binding: 'trusted' as const, because: 'the fixture is about it' },
    ],
    linked: new Map(),
  };
  return resolveTarget(
    draft,
    view,
    new BindingPolicy(entity, selector, options),
    selector,
    [],
  );
}

/** A Kustomization that reads a source and is content with it: the path of a source that was captured alone. */
export function readerOf(source: KubeObject): Kustomization {
  const { revision } =
    (source.status as { artifact?: { revision?: string } } | undefined)
      ?.artifact ?? {};
  return aKustomization(
    source.metadata.namespace!,
    `reads-${source.metadata.name}`,
    {
      spec: {
        interval: '10m',
        sourceRef: { kind: source.kind, name: source.metadata.name },
      },
      status: {
        lastAppliedRevision: revision,
        lastAttemptedRevision: revision,
      },
    },
  );
}

const WAITS_FOR_SOURCE = [
  'ArtifactFailed',
  'SourceNotReady',
  'SourceUnavailable',
  'NoSourceArtifact',
];

const READERS = ['Kustomization', 'HelmRelease', 'HelmChart'];
const FIRST: Record<string, string> = {
  HelmChart: '1.0.0',
  OCIRepository: `stable@sha256:${'5a1c'.repeat(16)}`,
};

/** What an object reads from, where it does not say that this is missing. */
function sourcesNotCaptured(captured: readonly KubeObject[]): KubeObject[] {
  const found = new Map(
    captured.map(object => [keyOf(refOf(CLUSTER, object)), object]),
  );
  const made: KubeObject[] = [];
  const queue = captured.filter(({ kind }) => READERS.includes(kind));
  for (const object of queue) {
    const ref = sourceRefOf(refOf(CLUSTER, object), object);
    const { lastAttemptedRevision, lastAppliedRevision } =
      (object.status as Kustomization['status'] | HelmRelease['status']) ?? {};
    const reason = findCondition(object, 'Ready')?.reason ?? '';
    if (
      ref &&
      kindOf(ref.group, ref.kind) &&
      !found.has(keyOf(ref)) &&
      !WAITS_FOR_SOURCE.includes(reason)
    ) {
      const source = healthySource(
        ref,
        lastAttemptedRevision ??
          lastAppliedRevision ??
          FIRST[ref.kind] ??
          REVISION,
      );
      found.set(keyOf(ref), source);
      made.push(source);
    }
  }
  return made;
}

function healthySource(
  { group, kind, namespace, name }: ObjectRef,
  revision: string,
): KubeObject {
  return anObject(
    `${group}/${kindOf(group, kind)?.versions[0] ?? 'v1'}`,
    kind,
    namespace,
    name,
    {
      spec: {
        interval: '1m',
        ...(kind === 'GitRepository' && { ref: { branch: 'main' } }),
      },
      status: {
        observedGeneration: 1,
        artifact: { revision, lastUpdateTime: '2026-11-21T00:00:00Z' },
        conditions: [
          aCondition({
            reason: 'Succeeded',
            message: `stored artifact for revision '${revision}'`,
          }),
        ],
      },
    },
  );
}

/** The Service of captured endpoints, where it selects a captured Deployment of its name. */
function servicesNotCaptured(captured: readonly KubeObject[]): KubeObject[] {
  const has = (kind: string, name: string) =>
    captured.find(
      object => object.kind === kind && object.metadata.name === name,
    );
  return captured
    .filter(({ kind }) => kind === 'EndpointSlice')
    .flatMap(({ metadata }) => {
      const name = metadata.labels?.['kubernetes.io/service-name'] ?? '';
      const deployment = has('Deployment', name) as Workload | undefined;
      return deployment && !has('Service', name)
        ? [
            aService(metadata.namespace!, name, {
              spec: { selector: deployment.spec?.selector?.matchLabels },
            }),
          ]
        : [];
    });
}

/** Of several equal pods the captures hold one: the others of the same endpoints are made in its image. */
function podsNotCaptured(captured: readonly KubeObject[]): KubeObject[] {
  const pods = captured.filter(({ kind }) => kind === 'Pod');
  const names = new Set(pods.map(({ metadata }) => metadata.name));
  const [pattern] = pods;
  return captured
    .filter(({ kind }) => kind === 'EndpointSlice')
    .flatMap(slice => list((slice as EndpointSlice).endpoints))
    .flatMap(({ targetRef }) => targetRef?.name ?? [])
    .filter(name => pattern !== undefined && !names.has(name))
    .map(name => ({
      ...pattern,
      metadata: { ...pattern.metadata, name, uid: name },
    }));
}

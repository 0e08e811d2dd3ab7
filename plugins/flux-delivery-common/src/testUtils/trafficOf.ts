import type { KubeObject } from '../kube/KubeObject';
import type { PodSample } from '../kube/workloads';
import { judgeTarget } from '../divergence/judgeTarget';
import {
  aDeployment,
  aGitRepository,
  aKustomization,
  anEndpointSlice,
  anObject,
} from './builders';
import { CLUSTER, fixtureTarget } from './fixtureTargets';
import {
  memoryInventory,
  type MemoryInventoryOptions,
} from './memoryInventory';

/** A minute after everything was seen: nothing is settling any more. */
export const LATER = '2026-11-21T06:01:00Z';

/** A ready pod of a Deployment's first ReplicaSet, with the labels of {@link api}. */
export const pod = (
  name: string,
  app: string,
  version = '1.8.3',
  deployment = app,
  labels: Record<string, string> = { app, track: 'new' },
) =>
  anObject('v1', 'Pod', 'payments', name, {
    metadata: {
      labels,
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          kind: 'ReplicaSet',
          name: `${deployment}-1`,
          uid: `${deployment}-1`,
          controller: true,
        },
      ],
    },
    spec: {
      containers: [
        { name: 'app', image: `registry.example.com/api:${version}` },
      ],
    },
    status: {
      phase: 'Running',
      containerStatuses: [
        { name: 'app', imageID: `x@sha256:${'ab12'.repeat(16)}` },
      ],
      conditions: [
        {
          type: 'Ready',
          status: 'True',
          lastTransitionTime: '2026-11-21T05:50:00Z',
        },
      ],
    },
  });

/** The Deployment `payments/api`, rolled out, whose one container declares some ports. */
export const api = (ports?: object[], container: object = {}) =>
  aDeployment('payments', 'api', {
    spec: {
      replicas: 1,
      selector: { matchLabels: { app: 'api', track: 'new' } },
      template: {
        metadata: { labels: { app: 'api', track: 'new' } },
        spec: {
          containers: [
            {
              name: 'app',
              image: 'registry.example.com/api:1.8.3',
              ports,
              ...container,
            },
          ],
        },
      },
    },
    status: {
      observedGeneration: 1,
      replicas: 1,
      updatedReplicas: 1,
      readyReplicas: 1,
      availableReplicas: 1,
    },
  });

function applier(owned: readonly string[]) {
  const { artifact } = aGitRepository('a', 'a').status!;
  return aKustomization('flux-system', 'payments', {
    status: {
      lastAppliedRevision: artifact!.revision,
      lastAttemptedRevision: artifact!.revision,
      observedGeneration: 1,
      conditions: aKustomization('a', 'a').status!.conditions,
      inventory: { entries: owned.map(id => ({ id, v: 'v1' })) },
    },
  });
}

export interface TrafficCase {
  /** Inventory ids of what the Kustomization delivers beside the workload. */
  owned?: string[];
  /** In the place of {@link api}. */
  workload?: KubeObject;
  pods?: KubeObject[];
  samples?: Record<string, PodSample>;
  now?: string;
  observedAt?: string;
  freshness?: MemoryInventoryOptions['freshness'];
}

/** What is said of the traffic of a workload that a Kustomization delivers, among other objects. */
export function trafficOf(
  objects: KubeObject[],
  {
    owned = [],
    workload = api(),
    pods = [pod('api-1-x', 'api')],
    samples,
    now = LATER,
    observedAt,
    freshness,
  }: TrafficCase = {},
) {
  const group = workload.apiVersion.split('/')[0];
  const { namespace, name } = workload.metadata;
  const subject = applier([
    `${namespace}_${name}_${group}_${workload.kind}`,
    ...owned,
  ]);
  const view = memoryInventory(
    [
      subject,
      aGitRepository('flux-system', 'apps'),
      workload,
      ...pods,
      ...objects,
    ].map(object => ({ cluster: CLUSTER, object })),
    { observedAt, pods: samples, freshness },
  );
  const { segments, notes } = judgeTarget(fixtureTarget(subject, view), {
    view,
    now,
    pinned: false,
  });
  const traffic = segments[4];
  const { verdict, headline, class: failure } = traffic;
  return {
    words: [verdict, headline, failure].filter(Boolean).join(' | '),
    traffic,
    notes,
  };
}

/** The slice of the Service `payments/api`. */
export const slice = (...pods: { name: string; ready?: boolean }[]) =>
  anEndpointSlice(
    'payments',
    'api',
    pods.length ? pods : [{ name: 'api-1-x' }],
  );

/** Who wrote which fields of an object, and when. */
export const writtenBy = (
  manager: string,
  time: string,
  fieldsV1: object = { 'f:spec': {} },
) =>
  ({
    managedFields: [
      { manager, operation: 'Update', time, fieldsV1, fieldsType: 'FieldsV1' },
    ],
  } as object);

import { podsOf } from '../play/pods.mjs';
import { eventually } from './eventually.mjs';

/** Seconds; the watches of a controller come back one by one, and what failed meanwhile is tried again ever later. */
const PATIENCE = 240;

/**
 * Waits until a cluster itself is well again after an outage of its API server: one pod is deleted, and the endpoints must follow. Before,
 * no release is a good one there, whatever the portal says: the Service leads to pods that are gone.
 *
 * @param {import('../play/Stage.mjs').Stage} stage
 * @param {string} workload such as `Deployment/web`, whose Service is called as it is
 */
export async function endpointsFollow(stage, workload) {
  const { cluster } = stage;
  const ref = stage.ref(workload);
  const { namespace, name } = ref;
  const pods = await podsOf(cluster, ref);
  await cluster.delete('v1', 'Pod', namespace, pods[0].metadata.name);
  const query = `?labelSelector=${encodeURIComponent(
    `kubernetes.io/service-name=${name}`,
  )}`;
  await eventually(
    async () =>
      notFollowed(
        await podsOf(cluster, ref),
        await cluster.list(
          'discovery.k8s.io/v1',
          'EndpointSlice',
          namespace,
          query,
        ),
        pods.length,
      ),
    { seconds: PATIENCE },
  );
}

/**
 * How far the ready endpoints of slices are from the ready pods that they should be.
 *
 * @param {object[]} pods
 * @param {object[]} slices
 * @param {number} wanted how many pods are meant to be ready
 * @returns {string[]}
 */
export function notFollowed(pods, slices, wanted) {
  const ready = pods.filter(isReady).map(({ metadata }) => metadata.name);
  const named = slices
    .flatMap(({ endpoints }) => endpoints ?? [])
    .filter(({ conditions }) => conditions?.ready)
    .map(({ targetRef }) => targetRef?.name);
  return [
    ...(ready.length === wanted
      ? []
      : [`${ready.length} pods are ready, expected ${wanted}`]),
    ...ready
      .filter(name => !named.includes(name))
      .map(name => `the ready pod ${name} is no endpoint yet`),
    ...named
      .filter(name => !ready.includes(name))
      .map(name => `the endpoint ${name} is no ready pod any more`),
  ];
}

function isReady({ metadata, status }) {
  return (
    metadata.deletionTimestamp === undefined &&
    (status?.conditions ?? []).some(
      ({ type, status: is }) => type === 'Ready' && is === 'True',
    )
  );
}

import { parse, stringify } from 'yaml';
import { CheckFailure } from '../CheckFailure.mjs';
import { eventually } from '../checks/eventually.mjs';

/** How long pods may take to say what a step speaks of. */
const PATIENCE = 60;
const LONG_AGO = 10 * 60_000;

/** Reports of all pods of a workload what a kubelet would, as no kubelet does: nobody runs these pods. */
export async function playPods(stage, { of, status, event }) {
  const ref = stage.ref(of);
  const now = new Date().toISOString();
  const filled = parse(stage.fill(stringify(status), { now }));
  const conditions = filled.conditions?.map(condition => ({
    lastTransitionTime: now,
    ...condition,
  }));
  for (const { metadata } of await podsOf(stage.cluster, ref)) {
    const pod = { apiVersion: 'v1', kind: 'Pod', ...metadata };
    const patch = { status: { ...filled, conditions } };
    await stage.cluster.patch(pod, patch, { subresource: 'status' });
    if (event) {
      await stage.cluster.post(
        `/api/v1/namespaces/${ref.namespace}/events`,
        eventOf(pod, event),
      );
    }
  }
}

/** Lets pods of a workload be for ten minutes what they just became: nobody waits so long. Who wrote the condition leaves its time. */
export async function agePods(stage, { of, condition, status = 'False' }) {
  const ref = stage.ref(of);
  const is = one => one.type === condition && one.status === status;
  let aged = [];
  await eventually(
    async () => {
      const pods = await podsOf(stage.cluster, ref);
      aged = pods.filter(pod => pod.status.conditions?.some(is));
      return aged.length > 0
        ? []
        : [`no pod of ${of} has ${condition}=${status}`];
    },
    { seconds: PATIENCE },
  );
  const lastTransitionTime = new Date(Date.now() - LONG_AGO).toISOString();
  for (const { metadata, status: told } of aged) {
    const pod = { apiVersion: 'v1', kind: 'Pod', ...metadata };
    const conditions = told.conditions.map(one =>
      is(one) ? { ...one, lastTransitionTime } : one,
    );
    await stage.cluster.patch(
      pod,
      { status: { conditions } },
      { subresource: 'status' },
    );
  }
}

/** The pods that a workload selects. */
export async function podsOf(cluster, { apiVersion, kind, namespace, name }) {
  const workload = await cluster.get(apiVersion, kind, namespace, name);
  if (!workload) {
    throw new CheckFailure(`there is no ${kind} ${namespace}/${name}`);
  }
  const labels = Object.entries(workload.spec.selector.matchLabels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
  const query = `?labelSelector=${encodeURIComponent(labels)}`;
  return cluster.list('v1', 'Pod', namespace, query);
}

function eventOf({ apiVersion, kind, namespace, name, uid }, event) {
  const now = new Date().toISOString();
  return {
    metadata: { generateName: `${name}.`, namespace },
    involvedObject: { apiVersion, kind, namespace, name, uid },
    source: { component: 'kubelet' },
    firstTimestamp: now,
    lastTimestamp: now,
    count: 1,
    ...event,
  };
}

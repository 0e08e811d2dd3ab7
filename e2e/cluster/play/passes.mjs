import { CheckFailure } from '../CheckFailure.mjs';

const LONG_AGO = 30 * 60_000;

/**
 * Lets the last passes over Kustomizations have been half an hour ago, as their status tells: nobody waits so long. Only where no
 * controller writes it any more.
 *
 * @param {import('./Stage.mjs').Stage} stage
 * @param {string[]} objects
 */
export async function agePasses(stage, objects) {
  for (const object of objects) {
    const ref = stage.ref(object);
    const { apiVersion, kind, namespace, name } = ref;
    const found = await stage.cluster.get(apiVersion, kind, namespace, name);
    if (!found?.status?.history?.length) {
      throw new CheckFailure(`${object} tells of no pass`);
    }
    await stage.cluster.patch(
      ref,
      { status: agedStatus(found.status) },
      { subresource: 'status' },
    );
  }
}

/** What a pass renews, half an hour earlier. */
export function agedStatus({ history, conditions }) {
  return {
    history: history.map(entry => ({
      ...entry,
      firstReconciled: earlier(entry.firstReconciled),
      lastReconciled: earlier(entry.lastReconciled),
    })),
    conditions: conditions.map(condition => ({
      ...condition,
      lastTransitionTime: earlier(condition.lastTransitionTime),
    })),
  };
}

function earlier(instant) {
  return new Date(Date.parse(instant) - LONG_AGO)
    .toISOString()
    .replace(/\.\d+Z$/, 'Z');
}

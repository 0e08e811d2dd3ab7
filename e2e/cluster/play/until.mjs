import { parse, stringify } from 'yaml';
import { CheckFailure } from '../CheckFailure.mjs';
import { settled } from './settled.mjs';

/** Many scenarios are played at once, and each Flux controller does four things at a time. */
const STEP_TIMEOUT = 240_000;

/**
 * Waits until an object is as a step says.
 *
 * @param {import('./Stage.mjs').Stage} stage
 * @param {{ object: string, gone?: boolean }} state and what `settled` takes
 */
export async function until(stage, { object, ...state }) {
  const ref = stage.ref(object);
  const wanted = parse(stage.fill(stringify(state)));
  const reached = found => (wanted.gone ? !found : settled(found, wanted));
  const last = await stage.cluster.follow(ref, reached, STEP_TIMEOUT);
  if (!reached(last)) {
    const status = JSON.stringify(last?.status?.conditions ?? 'not there');
    throw new CheckFailure(
      `${object} did not become ${JSON.stringify(wanted)} in ${
        STEP_TIMEOUT / 1000
      } s: ${status.slice(0, 600)}`,
    );
  }
}

/** What `flux reconcile` does, without its waiting. Answers the mark that the controller will repeat. */
export async function reconcile(cluster, ref) {
  const at = new Date().toISOString();
  await cluster.patch(ref, {
    metadata: { annotations: { 'reconcile.fluxcd.io/requestedAt': at } },
  });
  return at;
}

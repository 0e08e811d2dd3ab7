import type { KubeResource, ResourceRef } from '../store/KubeResource';
import {
  dropConditions,
  ready,
  reconciling,
  setConditions,
  type FluxCondition,
} from './conditions';
import type { ControllerContext } from './FluxContext';
import { writeDuration } from './goDuration';
import { snapshotsOf, type Release } from './helmHistory';

const testSuccess = (
  status: FluxCondition['status'],
  reason: string,
  message: string,
): FluxCondition => ({ type: 'TestSuccess', status, reason, message });

/** Runs the test of a chart after its release, where the HelmRelease asks for it. Returns whether it passed. */
export function* testRelease(
  { store, clock, random }: ControllerContext,
  ref: ResourceRef,
  stored: Release[],
  { timeout, action }: { timeout: number; action: 'install' | 'upgrade' },
): Generator<number, boolean, void> {
  const [newest] = stored;
  const hook = newest.content.test;
  if (!hook || !store.get(ref)?.spec?.test?.enable) {
    return true;
  }
  const { snapshot } = newest;
  const label = `release ${snapshot.namespace}/${snapshot.name}.v${snapshot.version} with chart ${snapshot.chartName}@${snapshot.chartVersion}`;
  const running = `Running 'test' action with timeout of ${writeDuration(
    timeout,
  )}`;
  const patch = (change: (draft: KubeResource) => void) =>
    store.modify(ref, change);
  const lastStarted = clock.timestamp();
  patch(draft =>
    setConditions(
      draft,
      clock.timestamp(),
      reconciling(running),
      ready('Unknown', 'Progressing', running),
      testSuccess(
        'Unknown',
        'AwaitingTests',
        `Helm ${label} is awaiting tests`,
      ),
    ),
  );
  yield hook.fails ? Math.min(timeout, 20_000) : random.between(2000, 4000);
  newest.snapshot = {
    ...snapshot,
    testHooks: {
      [hook.pod]: {
        lastCompleted: clock.timestamp(),
        lastStarted,
        phase: hook.fails ? 'Failed' : 'Succeeded',
      },
    },
  };
  if (!hook.fails) {
    const message = `Helm test succeeded for ${label}: 1 test hook completed successfully`;
    patch(draft => {
      setConditions(
        draft,
        clock.timestamp(),
        ready('True', 'TestSucceeded', message),
        testSuccess('True', 'TestSucceeded', message),
      );
      draft.status = { ...draft.status, history: snapshotsOf(stored) };
    });
    return true;
  }
  const message = `Helm test failed for ${label}: 1 error occurred:\n\t* pod ${hook.pod} failed\n\n`;
  const counter = `${action}Failures`;
  patch(draft => {
    dropConditions(draft, 'Reconciling');
    setConditions(
      draft,
      clock.timestamp(),
      {
        type: 'Stalled',
        status: 'True',
        reason: 'RetriesExceeded',
        message: `Failed to ${action} after 1 attempt(s)`,
      },
      ready('False', 'TestFailed', message),
      testSuccess('False', 'TestFailed', message),
    );
    draft.status = {
      ...draft.status,
      failures: (draft.status?.failures ?? 0) + 1,
      history: snapshotsOf(stored),
      [counter]: (draft.status?.[counter] ?? 0) + 1,
    };
  });
  return false;
}

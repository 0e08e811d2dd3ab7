import {
  fromMillis,
  type InventoryView,
  judgeTarget,
} from 'backstage-plugin-flux-delivery-common';
import type { RecordedUnits } from '../StateRecorder';
import { targetAsOf } from './asOfVersion';
import type { UnitDirectory } from './UnitDirectory';

/** The units of the directory, judged by what the inventory says now. */
export function judgedUnits({
  directory,
  view,
  isPinned,
  now,
}: {
  directory: UnitDirectory;
  view: InventoryView;
  isPinned: (environment: string) => boolean;
  /** Milliseconds. */
  now: () => number;
}): RecordedUnits {
  return {
    entityRefs: () => directory.entityRefs(),
    unitsWith: ref => directory.unitsWith(ref),
    judge: entityRef => {
      const at = fromMillis(now());
      // What targets have in common is looked at once for all that share a context.
      const [pinned, floating] = [true, false].map(isOne => ({
        view,
        now: at,
        pinned: isOne,
      }));
      return [...directory.targetsOf(entityRef)].map(target =>
        judgeTarget(
          targetAsOf(target, new Map(), view),
          isPinned(target.environment) ? pinned : floating,
        ),
      );
    },
    clusterState: cluster =>
      view.clusters().find(({ name }) => name === cluster)?.state ?? 'gone',
  };
}

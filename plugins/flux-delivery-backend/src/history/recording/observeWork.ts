import {
  compareVersions,
  fromMillis,
  type InventoryView,
  keyOf,
  kindOf,
  type ObjectRef,
  type Observed,
  observeUnit,
  type UnitObservation,
} from 'backstage-plugin-flux-delivery-common';
import type { ObjectVersion } from '../../inventory/versions';
import { refsOfTarget } from '../../paths/PathInterest';
import { targetAsOf, viewAsOf } from './asOfVersion';
import type { HeldTarget } from './HeldTarget';
import type { UnitRecorder } from './UnitRecorder';

/** What a row may come of; sources, Services and endpoints only add steps to one. */
function isContent({ group, kind }: ObjectRef): boolean {
  const known = kindOf(group, kind);
  return (
    known !== undefined &&
    'role' in known &&
    (known.role === 'applier' || known.role === 'workload')
  );
}

/** One unit with what was told of it and is not observed yet. */
export interface Work {
  entityRef: string;
  target: HeldTarget;
  /** Of the objects of the target; none once it is leaving. */
  keys: readonly string[];
  narrowed: boolean;
  buffer: ObjectVersion[];
  /** True where the present has to be compared with the ledger. */
  needsList: boolean;
  /** True where something changed that has no version: pods, or time. */
  touched: boolean;
  dueAt?: number;
  running: boolean;
  /** Milliseconds: since when all kinds that it needs were listed. */
  readySince?: number;
  /** True where it is no target of the entity any more, and something of it waits for the ledger. */
  leaving?: boolean;
  /** Milliseconds: since when versions were left out for want of room. */
  tornSince?: number;
  /** The highest version that was observed: what comes with a lower one was late, and is of now. */
  reached: string;
  /** How often in a row it could not be written though the ledger answers. */
  failures: number;
  recorder: UnitRecorder;
}

interface Surroundings {
  view: InventoryView;
  clock: { now(): number };
  isPinned: (environment: string) => boolean;
  /** RFC 3339: since when a list of the cluster may tell of what was not seen. */
  unseenSince?: string;
}

/**
 * Makes observations of what was told of a unit, in the order of the cluster, and takes it off the unit. All at once: what comes
 * meanwhile is of the next time.
 */
export function observeWork(
  work: Work,
  around: Surroundings,
): UnitObservation[] {
  const { buffer, needsList, touched, recorder } = work;
  const droppedSince =
    recorder.droppedSince ??
    (work.tornSince === undefined ? undefined : fromMillis(work.tornSince));
  Object.assign(work, { buffer: [], touched: false, tornSince: undefined });
  if (needsList || droppedSince) {
    work.needsList = false;
    return [
      present(work, around, {
        listed: true,
        dropped: droppedSince !== undefined,
        unseenSince: droppedSince ?? around.unseenSince,
      }),
    ];
  }
  const observations = inOrder(work, around, buffer);
  return observations.length === 0 && touched
    ? [present(work, around, { listed: false })]
    : observations;
}

function inOrder(
  work: Work,
  around: Surroundings,
  buffer: readonly ObjectVersion[],
): UnitObservation[] {
  const tells =
    work.recorder.isOpen || buffer.some(({ ref }) => isContent(ref));
  const held = new Map<string, Observed | null>();
  for (const { ref, before } of buffer) {
    const key = keyOf(ref);
    if (!held.has(key)) {
      held.set(key, before ?? null);
    }
  }
  return ranked(buffer).flatMap(({ version, rank }) => {
    held.set(keyOf(version.ref), version.observed ?? null);
    work.reached = later(work.reached, rank);
    return tells
      ? observation(work, around, held, {
          version: work.reached,
          at: version.at,
          listed: false,
        })
      : [];
  });
}

/** By resourceVersion. What is gone has none of its own: it is gone after all that was told before. */
function ranked(buffer: readonly ObjectVersion[]) {
  let last = '0';
  return buffer
    .map((version, at) => {
      const { observed, before } = version;
      const own = observed?.object.metadata.resourceVersion;
      last = later(last, own ?? before?.object.metadata.resourceVersion ?? '0');
      return { version, at, rank: own ?? last };
    })
    .sort((a, b) => compareVersions(a.rank, b.rank) || a.at - b.at);
}

/** The unit as it is now. */
function present(
  work: Work,
  around: Surroundings,
  told: { listed: boolean; dropped?: boolean; unseenSince?: string },
): UnitObservation {
  // A list may begin anew, of a cluster that was restored; else what was highest may be gone since.
  work.reached = refsOfTarget(work.target)
    .map(ref => around.view.get(ref)?.object.metadata.resourceVersion ?? '0')
    .reduce(later, told.listed ? '0' : work.reached);
  return observation(work, around, new Map(), {
    ...told,
    version: work.reached,
    at: around.clock.now(),
  });
}

function observation(
  { entityRef, target, narrowed }: Work,
  { view, isPinned }: Surroundings,
  held: ReadonlyMap<string, Observed | null>,
  told: {
    version: string;
    at: number;
    listed: boolean;
    unseenSince?: string;
    dropped?: boolean;
  },
): UnitObservation {
  const at = fromMillis(told.at);
  return observeUnit(
    targetAsOf(target, held, view),
    {
      view: held.size > 0 ? viewAsOf(view, new Map(held)) : view,
      now: at,
      pinned: isPinned(target.environment),
    },
    { ...told, entityRef, narrowed, at },
  );
}

function later(a: string, b: string): string {
  return compareVersions(b, a) > 0 ? b : a;
}

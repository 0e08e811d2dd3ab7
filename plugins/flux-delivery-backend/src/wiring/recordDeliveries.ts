import type { FluxDeliveryOptions } from '../config';
import type { DeliveryLedger } from '../history/DeliveryLedger';
import { DeliveryRecorder } from '../history/recording/DeliveryRecorder';
import { PagedEntityCatalog } from '../history/recording/EntityCatalog';
import { judgedUnits } from '../history/recording/judgedUnits';
import { RememberedJudgements } from '../history/recording/RememberedJudgements';
import { UnitDirectory } from '../history/recording/UnitDirectory';
import { schedulePruning } from '../history/schedulePruning';
import { type RecordedUnits, StateRecorder } from '../history/StateRecorder';
import type { UnitStateStore } from '../history/UnitStateStore';
import type { InventoryStore } from '../inventory/InventoryStore';
import type { PluginDeps } from './PluginDeps';
import type { Live } from './signalChanges';

/** Pods and ReplicaSets of many workloads are listed one after the other. */
const REPLICA_SETS_WITHIN_MS = 30_000;

export interface Recording {
  recorder: DeliveryRecorder;
  /** Which services there are, and what each of them is made of. */
  directory: UnitDirectory;
  /** Their targets, judged now. */
  judged: RecordedUnits;
}

/** inventory → ledger and states, for all entities, from when the portal has started until it stops. */
export async function recordDeliveries(
  {
    auth,
    catalog,
    lifecycle,
    logger,
    scheduler,
  }: Pick<
    PluginDeps,
    'auth' | 'catalog' | 'lifecycle' | 'logger' | 'scheduler'
  >,
  {
    inventory,
    ledger,
    states,
    options,
    announce,
  }: Pick<Live, 'announce'> & {
    inventory: InventoryStore;
    ledger: DeliveryLedger;
    states: UnitStateStore;
    options: FluxDeliveryOptions;
  },
): Promise<Recording> {
  const now = () => Date.now();
  const pinned = new Set(
    options.environments.filter(each => each.pinned).map(({ name }) => name),
  );
  const isPinned = (environment: string) => pinned.has(environment);
  const directory = new UnitDirectory({ view: inventory, options });
  const recorder = new DeliveryRecorder({
    view: inventory,
    directory,
    entities: new PagedEntityCatalog({ catalog, auth }),
    ledger,
    logger,
    isPinned,
    onWritten: announce,
    replicaSetsWithin: REPLICA_SETS_WITHIN_MS,
    clock: {
      now,
      every: (ms, call) => {
        const timer = setInterval(call, ms);
        return () => clearInterval(timer);
      },
    },
  });
  const units = judgedUnits({ directory, view: inventory, isPinned, now });
  const remembered = new RememberedJudgements({ units, now });
  // Before all others who are told of changes.
  inventory.subscribe(change => remembered.onChange(change));
  directory.onResolved(entityRef => remembered.onResolved(entityRef));
  const judged: RecordedUnits = {
    ...units,
    judge: entityRef => remembered.judge(entityRef),
  };
  const stateRecorder = new StateRecorder({
    store: states,
    units: judged,
    logger,
    now: () => new Date(),
  });
  inventory.subscribe(change => stateRecorder.onChange(change));
  lifecycle.addStartupHook(() => {
    recorder.start();
    stateRecorder.start();
  });
  lifecycle.addShutdownHook(async () => {
    recorder.stop();
    await stateRecorder.stop();
  });
  const { retention } = options.history;
  const kept = { scheduler, retention, logger, now };
  await schedulePruning({ ...kept, what: 'deliveries', store: ledger });
  await schedulePruning({ ...kept, what: 'states', store: states });
  return { recorder, directory, judged };
}

import type { InventoryStore } from '../inventory/InventoryStore';
import { ChangeSignals } from '../live/ChangeSignals';
import { PathInterest } from '../paths/PathInterest';
import { Viewers } from '../paths/Viewers';
import type { PluginDeps } from './PluginDeps';

export interface Live {
  /** Which objects open pages show: paths note it, signals go by it. */
  interest: PathInterest;
  /** Who read which of them just now: they are told. */
  viewers: Viewers;
  /** Tells open pages of an entity to look again. */
  announce: (entityRef: string) => void;
}

/** inventory → open pages. */
export function signalChanges(
  deps: Pick<PluginDeps, 'lifecycle' | 'logger' | 'signals'>,
  inventory: InventoryStore,
): Live {
  const interest = new PathInterest(() => Date.now());
  const viewers = new Viewers(() => Date.now());
  const signals = new ChangeSignals({
    viewers,
    signals: deps.signals,
    interest,
    logger: deps.logger,
  });
  inventory.subscribe(change => signals.onChange(change));
  deps.lifecycle.addShutdownHook(async () => signals.stop());
  return {
    interest,
    viewers,
    announce: entityRef => signals.announce(entityRef),
  };
}

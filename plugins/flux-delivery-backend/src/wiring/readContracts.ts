import { ScmIntegrations } from '@backstage/integration';
import type { EntityFacts } from 'backstage-plugin-flux-delivery-common';
import { sleep, systemClock } from '../clusters/Clock';
import { ContractFiles } from '../contract/ContractFiles';
import type { Contracts } from '../contract/Contracts';
import { EntityContracts } from '../contract/EntityContracts';
import type { PluginDeps } from './PluginDeps';

/** URL reader → contracts of entities. Nothing is read as long as no entity names a file. */
export function readContracts(
  {
    config,
    lifecycle,
    scheduler,
    urlReader,
  }: Pick<PluginDeps, 'config' | 'lifecycle' | 'scheduler' | 'urlReader'>,
  {
    factsOf,
    announce,
  }: {
    factsOf: (
      entityRefs: readonly string[],
    ) => Promise<ReadonlyMap<string, EntityFacts>>;
    announce: (entityRef: string) => void;
  },
): Contracts {
  const files = new ContractFiles({
    reader: urlReader,
    now: () => Date.now(),
    random: Math.random,
    onChanged: entityRefs => entityRefs.forEach(announce),
  });
  lifecycle.addStartupHook(() =>
    scheduler.scheduleTask({
      id: 'flux-delivery-read-contracts',
      // What was read is in the memory of each replica.
      scope: 'local',
      frequency: { seconds: 30 },
      initialDelay: { seconds: 30 },
      timeout: { minutes: 10 },
      fn: () => files.refresh(),
    }),
  );
  lifecycle.addShutdownHook(async () => files.stop());
  return new EntityContracts({
    files,
    integrations: ScmIntegrations.fromConfig(config),
    factsOf,
    sleep: (ms, signal) => sleep(systemClock, ms, signal),
    now: () => Date.now(),
  });
}

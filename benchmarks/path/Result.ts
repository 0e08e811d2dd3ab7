import type { Traffic } from './apiServers';
import type { Memory } from './backend';
import type { Cost, Way } from './measureComparison';
import type { FleetViews } from './measureFleet';
import type { KindSize } from './measureSizes';
import type { Views } from './measureViews';

/** What was measured at one size of fleet. An empty fleet has no services, and so no views. */
export interface Result {
  appliers: number;
  clusters: number;
  services: number;
  /** Objects in the inventory. */
  objects: number;
  syncSeconds: number;
  /** From the start until everything was in sync and pods were sampled. */
  syncTraffic: Traffic;
  memory: Memory;
  memoryAfterViews: Memory;
  sizes?: Record<string, KindSize>;
  views?: Views;
  comparison?: Record<Way, Cost>;
  fleet?: FleetViews;
}

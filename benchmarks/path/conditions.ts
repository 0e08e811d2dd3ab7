import { cpus, loadavg, totalmem } from 'node:os';

/** Where and when something was measured. */
export interface Conditions {
  date: string;
  node: string;
  processor: string;
  cores: number;
  memoryGb: number;
  /** Processes that wanted to run, over the five minutes before the start. */
  loadBefore: number;
}

export function describeConditions(): Conditions {
  const [{ model }] = cpus();
  return {
    date: new Date().toISOString().slice(0, 10),
    node: process.version,
    processor: model,
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 1024 ** 3),
    loadBefore: Number(loadavg()[1].toFixed(1)),
  };
}

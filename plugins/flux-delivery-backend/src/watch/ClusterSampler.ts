import {
  fromMillis,
  isBareWorkload,
  keyOf,
  type ObjectRef,
  type Observed,
  type PodSample,
} from 'backstage-plugin-flux-delivery-common';
import {
  ClusterCallError,
  type ClusterClient,
} from 'backstage-plugin-flux-delivery-node';
import { Alarm, type Clock, sleep } from '../clusters/Clock';
import { toldFailure } from '../clusters/toldFailure';
import type { SampledInventory } from './SampledInventory';
import { sampleBare } from './sampleBare';
import { sampleNamespace, sampleOne } from './samplePods';
import type { SamplingCalls } from './SamplingCalls';
import { SampleQueue } from './SampleQueue';
import { isOnItsWay } from './samplingRules';
import { TokenBucket } from './TokenBucket';

const DEBOUNCE_MS = 500;
const CONCURRENT = 2;
const AGAIN_MIN_MS = 10_000;
const AGAIN_MAX_MS = 15_000;
const LASTING_MS = 15 * 60_000;
const LASTING_FACTOR = 4;
/** What is not watched tells by itself of no change. */
const BARE_AGAIN_MS = 60_000;
const UNREACHABLE_MS = 5_000;
const FORBIDDEN_MS = 60_000;
const RETRY_MS = 1_000;
/** So long after a rollout was seen to turn, its pods are wanted before those of others. */
const TURNS_MS = 60_000;

/** A workload; without its object where its kind is not watched. */
type Sampled = Pick<Observed, 'ref'> & Partial<Observed>;

/** Samples the workloads of one cluster: at most two calls at once, and so many a second, however much is asked for. */
export class ClusterSampler {
  private readonly queue = new SampleQueue();
  private readonly bucket: TokenBucket;
  private readonly alarm: Alarm;
  /** Since when each workload has pods that do not settle. */
  private readonly unsettledSince = new Map<string, number>();
  /** How often in a row the pods of each workload could not be listed. */
  private readonly failures = new Map<string, number>();
  /** When the rollout of each workload was last seen to turn. */
  private readonly turnedAt = new Map<string, number>();
  private working = new Set<Promise<void>>();
  private dispatching?: Promise<void>;

  constructor(
    private readonly options: {
      client: Pick<ClusterClient, 'list'>;
      inventory: SampledInventory;
      clock: Clock;
      random: () => number;
      listsPerSecond: number;
    },
    private readonly cluster: string,
    private readonly signal: AbortSignal,
  ) {
    this.bucket = new TokenBucket(options.listsPerSecond, options.clock);
    this.alarm = new Alarm(options.clock);
  }

  /** @param turns - what it serves is changing right now: it does not wait for the others. */
  request(ref: ObjectRef, turns = false) {
    if (turns) {
      this.turnedAt.set(keyOf(ref), this.options.clock.now());
    }
    this.later(ref, DEBOUNCE_MS);
  }

  forget(ref: ObjectRef) {
    this.queue.remove(ref);
    this.unsettledSince.delete(keyOf(ref));
    this.failures.delete(keyOf(ref));
    this.turnedAt.delete(keyOf(ref));
  }

  /** Resolves when nothing runs; something may still wait unless the signal was aborted. */
  async settled(): Promise<void> {
    await this.dispatching;
    await Promise.all(this.working);
  }

  private later(ref: ObjectRef, ms: number, alone = false) {
    if (this.signal.aborted) {
      return;
    }
    this.queue.add(ref, this.options.clock.now() + ms, {
      alone: alone || isBareWorkload(ref),
      urgent: this.hasJustTurned(ref),
    });
    this.alarm.wake();
    this.dispatching ??= this.dispatch().finally(() => {
      this.dispatching = undefined;
    });
  }

  private hasJustTurned(ref: ObjectRef): boolean {
    const key = keyOf(ref);
    const at = this.turnedAt.get(key);
    if (at !== undefined && this.options.clock.now() - at > TURNS_MS) {
      this.turnedAt.delete(key);
      return false;
    }
    return at !== undefined;
  }

  /** Runs while anything waits, so that an idle cluster costs not even a timer. */
  private async dispatch(): Promise<void> {
    const { clock } = this.options;
    while (!this.signal.aborted && this.queue.size > 0) {
      if (this.working.size >= CONCURRENT) {
        await Promise.race(this.working);
        continue;
      }
      const next = this.queue.take(clock.now());
      if (next) {
        const work: Promise<void> = this.sample(
          next.refs,
          next.together,
        ).finally(() => this.working.delete(work));
        this.working.add(work);
      } else {
        await this.alarm.sleep(
          (this.queue.nextDueAt() ?? 0) - clock.now(),
          this.signal,
        );
      }
    }
  }

  private async sample(refs: ObjectRef[], together: boolean): Promise<void> {
    const { client, clock, inventory } = this.options;
    const workloads = refs.flatMap(ref =>
      isBareWorkload(ref) ? { ref } : inventory.get(ref) ?? [],
    );
    if (workloads.length === 0) {
      return;
    }
    if (
      inventory.clusters().find(({ name }) => name === this.cluster)?.state ===
      'unreachable'
    ) {
      workloads.forEach(({ ref }) => this.later(ref, UNREACHABLE_MS));
      return;
    }
    const calls: SamplingCalls = {
      client,
      now: () => clock.now(),
      signal: this.signal,
      admit: () => sleep(clock, this.bucket.take(1), this.signal),
    };
    try {
      const samples = await listFor(calls, workloads, together);
      if (!samples) {
        workloads.forEach(({ ref }) => this.later(ref, 0, true));
        return;
      }
      samples.forEach((sample, at) => this.keep(workloads[at], sample));
    } catch (error) {
      if (!this.signal.aborted) {
        workloads.forEach(({ ref }) => this.fail(ref, error));
      }
    }
  }

  private keep({ ref, object }: Sampled, sample: PodSample) {
    const { clock, inventory, random } = this.options;
    const key = keyOf(ref);
    this.failures.delete(key);
    inventory.setPods(ref, sample);
    const seen = sample.self ?? object;
    if (seen && !isOnItsWay({ ref, object: seen }, sample)) {
      this.unsettledSince.delete(key);
      if (isBareWorkload(ref)) {
        this.later(ref, BARE_AGAIN_MS);
      }
      return;
    }
    const now = clock.now();
    const since = this.unsettledSince.get(key) ?? now;
    this.unsettledSince.set(key, since);
    const againMs = AGAIN_MIN_MS + random() * (AGAIN_MAX_MS - AGAIN_MIN_MS);
    this.later(
      ref,
      now - since > LASTING_MS ? LASTING_FACTOR * againMs : againMs,
    );
  }

  /** What was listed before stays, marked as not current. */
  private fail(ref: ObjectRef, error: unknown) {
    const { clock, inventory } = this.options;
    const failure = error instanceof ClusterCallError ? error : undefined;
    const before = inventory.podsOf(ref) ?? {
      observedAt: fromMillis(clock.now()),
      pods: [],
      replicaSets: [],
      truncated: false,
    };
    inventory.setPods(ref, {
      ...before,
      error: toldFailure(error, 'The pods'),
    });
    const told = (failure?.details.retryAfterSeconds ?? 0) * 1_000;
    const longest =
      failure?.reason === 'forbidden' ? FORBIDDEN_MS : AGAIN_MAX_MS;
    this.later(ref, Math.max(this.retryAfter(ref, longest), told));
  }

  /** Soon after the first failure, which may pass like an API server's start, then ever later. */
  private retryAfter(ref: ObjectRef, longestMs: number): number {
    const key = keyOf(ref);
    const failures = (this.failures.get(key) ?? 0) + 1;
    this.failures.set(key, failures);
    return Math.min(longestMs, RETRY_MS * 2 ** (failures - 1));
  }
}

/** Undefined where they are to be asked for one by one. */
async function listFor(
  calls: SamplingCalls,
  workloads: readonly Sampled[],
  together: boolean,
): Promise<PodSample[] | undefined> {
  const watched = workloads.filter(isWatched);
  if (watched.length < workloads.length) {
    return [await sampleBare(calls, workloads[0].ref)];
  }
  return together
    ? sampleNamespace(calls, watched)
    : [await sampleOne(calls, watched[0])];
}

function isWatched(workload: Sampled): workload is Observed {
  return workload.object !== undefined;
}

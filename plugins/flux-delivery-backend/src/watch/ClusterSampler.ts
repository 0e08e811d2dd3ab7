import {
  fromMillis,
  isBareWorkload,
  keyOf,
  type ObjectRef,
  type PodSample,
} from 'backstage-plugin-flux-delivery-common';
import type { ClusterClient } from 'backstage-plugin-flux-delivery-node';
import { Alarm, type Clock, sleep } from '../clusters/Clock';
import { toldFailure } from '../clusters/toldFailure';
import { ReachSignal } from './ReachSignal';
import type { SampledInventory } from './SampledInventory';
import { type Lane, SampleLanes } from './SampleLanes';
import { SampleQueue } from './SampleQueue';
import { SampleRetries } from './SampleRetries';
import { type Sampled, sampleTogether } from './sampleTogether';
import type { SamplingCalls } from './SamplingCalls';
import { isOnItsWay } from './samplingRules';
import { TokenBucket } from './TokenBucket';
import { Turns } from './Turns';

const DEBOUNCE_MS = 500;
const AGAIN_MIN_MS = 10_000;
const AGAIN_MAX_MS = 15_000;
const LASTING_MS = 15 * 60_000;
const LASTING_FACTOR = 4;
/** What is not watched tells by itself of no change. */
const BARE_AGAIN_MS = 60_000;
const UNREACHABLE_MS = 5_000;
/** While no place is free nothing is due: who frees one rings. */
const LONGEST_SLEEP_MS = 60_000;
/** The place that only they can have is given to urgent ones first, so that the others are left to all. */
const LANES: readonly Lane[] = ['urgent', 'any'];

/**
 * Samples the workloads of one cluster: at most two at once and one more whose rollout turns, and so many calls a second, however much
 * is asked for. Calls to a cluster that is out of reach are not made, and those on their way are ended.
 */
export class ClusterSampler {
  private readonly queue = new SampleQueue();
  private readonly bucket: TokenBucket;
  private readonly alarm: Alarm;
  private readonly lanes: SampleLanes;
  /** Since when each workload has pods that do not settle. */
  private readonly unsettledSince = new Map<string, number>();
  private readonly retries = new SampleRetries();
  private readonly turns = new Turns();
  private readonly reach: ReachSignal;
  private dispatching?: Promise<void>;

  constructor(
    private readonly options: {
      client: Pick<ClusterClient, 'list'>;
      inventory: SampledInventory;
      clock: Clock;
      random: () => number;
      listsPerSecond: number;
    },
    cluster: string,
    private readonly signal: AbortSignal,
  ) {
    this.bucket = new TokenBucket(options.listsPerSecond, options.clock);
    this.alarm = new Alarm(options.clock);
    this.lanes = new SampleLanes(() => this.alarm.wake());
    this.reach = new ReachSignal(options.inventory, cluster, signal);
  }

  /** @param turns - what it serves is changing right now: it waits neither for the others nor for what failed before. */
  request(ref: ObjectRef, turns = false) {
    if (turns) {
      this.turns.note(ref, this.options.clock.now());
      this.retries.forget(ref);
    }
    this.later(ref, DEBOUNCE_MS);
  }

  /** Ends what runs against a cluster that went away. When it is back, what turned meanwhile is due. */
  reachMayHaveChanged() {
    if (this.reach.isBack()) {
      this.queue.hastenUrgent(this.options.clock.now());
      this.alarm.wake();
    }
  }

  forget(ref: ObjectRef) {
    this.queue.remove(ref);
    this.unsettledSince.delete(keyOf(ref));
    this.retries.forget(ref);
    this.turns.forget(ref);
  }

  /** Resolves when nothing runs; something may still wait unless the signal was aborted. */
  async settled(): Promise<void> {
    await this.dispatching;
    await this.lanes.settled();
  }

  private later(ref: ObjectRef, ms: number, alone = false) {
    if (this.signal.aborted) {
      return;
    }
    const now = this.options.clock.now();
    this.queue.add(ref, now + ms, {
      alone: alone || isBareWorkload(ref),
      urgent: this.turns.has(ref, now),
    });
    this.alarm.wake();
    this.start();
  }

  /** What was added as the last run was about to end starts the next one. */
  private start() {
    this.dispatching ??= this.dispatch().finally(() => {
      this.dispatching = undefined;
      if (!this.signal.aborted && this.queue.size > 0) {
        this.start();
      }
    });
  }

  /** Runs while anything waits, so that an idle cluster costs not even a timer. */
  private async dispatch(): Promise<void> {
    while (!this.signal.aborted && this.queue.size > 0) {
      if (!this.startNext()) {
        await this.alarm.sleep(this.untilNext(), this.signal);
      }
    }
  }

  /** False where there is no room for what is due, or nothing is. */
  private startNext(): boolean {
    const now = this.options.clock.now();
    for (const lane of LANES) {
      const next = this.lanes.hasRoom(lane)
        ? this.queue.take(now, lane)
        : undefined;
      if (next) {
        this.lanes.run(lane, () => this.sample(next.refs, next.together));
        return true;
      }
    }
    return false;
  }

  private untilNext(): number {
    const dueAt = LANES.filter(lane => this.lanes.hasRoom(lane)).flatMap(
      lane => this.queue.nextDueAt(lane) ?? [],
    );
    return Math.min(
      LONGEST_SLEEP_MS,
      ...dueAt.map(at => at - this.options.clock.now()),
    );
  }

  private async sample(refs: ObjectRef[], together: boolean): Promise<void> {
    const { client, clock, inventory } = this.options;
    const workloads = refs.flatMap(ref =>
      isBareWorkload(ref) ? { ref } : inventory.get(ref) ?? [],
    );
    if (workloads.length === 0) {
      return;
    }
    if (this.reach.isLost()) {
      workloads.forEach(({ ref }) => this.later(ref, UNREACHABLE_MS));
      return;
    }
    const { signal } = this.reach;
    const startedAt = clock.now();
    const calls: SamplingCalls = {
      client,
      now: () => clock.now(),
      signal,
      admit: () => sleep(clock, this.bucket.take(1), signal),
    };
    try {
      const samples = await sampleTogether(calls, workloads, together);
      signal.throwIfAborted();
      if (!samples) {
        workloads.forEach(({ ref }) => this.later(ref, 0, true));
        return;
      }
      samples.forEach((sample, at) => this.keep(workloads[at], sample));
    } catch (error) {
      workloads.forEach(({ ref }) =>
        signal.aborted
          ? this.later(ref, UNREACHABLE_MS)
          : this.fail(ref, error, startedAt),
      );
    }
  }

  /** A call may end after one that was made later. */
  private isKnownSince(ref: ObjectRef, time: string): boolean {
    const known = this.options.inventory.podsOf(ref);
    return known !== undefined && !known.error && known.observedAt > time;
  }

  private keep({ ref, object }: Sampled, sample: PodSample) {
    const { clock, inventory, random } = this.options;
    if (this.isKnownSince(ref, sample.observedAt)) {
      return;
    }
    const key = keyOf(ref);
    this.retries.forget(ref);
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
  private fail(ref: ObjectRef, error: unknown, startedAt: number) {
    const { clock, inventory } = this.options;
    if (this.isKnownSince(ref, fromMillis(startedAt))) {
      return;
    }
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
    this.later(ref, this.retries.afterFailure(ref, error));
  }
}

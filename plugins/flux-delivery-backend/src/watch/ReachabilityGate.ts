import { ClusterCallError } from 'backstage-plugin-flux-delivery-node';
import { backoffMs } from '../clusters/backoff';
import { Alarm, type Clock, sleep } from '../clusters/Clock';
import type { WatchTiming } from './timing';
import type { Outage, OutageReason } from './WatchSink';

export interface ReachabilityGateOptions {
  /** One cheap call that every credential may make. */
  probe: (signal: AbortSignal) => Promise<unknown>;
  clock: Clock;
  random: () => number;
  timing: WatchTiming;
  /** Called with the outage when the cluster goes out of reach or its words change, with nothing when it answers again. */
  onChange: (outage: Outage | undefined, at: number) => void;
}

const OUTAGES: readonly string[] = [
  'unreachable',
  'unauthorized',
  'unknownCluster',
  'needsUserSession',
  'refused',
];

/**
 * Whether a cluster as a whole answers. One kind that fails does not close the gate: the cluster is asked first. While it is
 * closed nobody but the gate calls the cluster, and when it opens they come back spread over some time.
 *
 * The gate also asks by itself when nothing was heard for a while: a proxy in between does not tell when the connection behind
 * it broke.
 */
export class ReachabilityGate {
  private outage?: Outage;
  private firstErrorAt?: number;
  private heardAt: number;
  private failures = 0;
  private readonly alarm: Alarm;
  private readonly waiting = new Set<() => void>();

  constructor(private readonly options: ReachabilityGateOptions) {
    this.alarm = new Alarm(options.clock);
    this.heardAt = options.clock.now();
  }

  get isOpen() {
    return this.outage === undefined;
  }

  /** Something came from the cluster. */
  heard() {
    this.heardAt = this.options.clock.now();
    this.firstErrorAt = undefined;
    this.failures = 0;
    if (this.outage) {
      this.outage = undefined;
      this.options.onChange(undefined, this.heardAt);
      this.waiting.forEach(resume => resume());
    }
  }

  /** A call did not get an answer: the cluster is asked soon whether it is there at all. */
  failed() {
    if (this.firstErrorAt === undefined) {
      this.firstErrorAt = this.options.clock.now();
      this.alarm.wake();
    }
  }

  /** Ends when the cluster answers, at once if nothing is known to the contrary; and when the signal is aborted. */
  async whenOpen(signal: AbortSignal): Promise<void> {
    if (this.isOpen || signal.aborted) {
      return;
    }
    await new Promise<void>(resolve => {
      const done = () => {
        this.waiting.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      this.waiting.add(done);
      signal.addEventListener('abort', done, { once: true });
    });
    const { clock, random, timing } = this.options;
    await sleep(clock, random() * timing.returnSpreadMs, signal);
  }

  /** Ends when the signal is aborted. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock, random, timing } = this.options;
    while (!signal.aborted) {
      const quietFor = clock.now() - this.heardAt;
      if (
        this.isOpen &&
        this.firstErrorAt === undefined &&
        quietFor < timing.quietMs
      ) {
        await this.alarm.sleep(timing.quietMs - quietFor, signal);
      } else {
        await this.ask(signal);
        if (!this.isOpen) {
          await sleep(
            clock,
            Math.max(1_000, backoffMs(this.failures, timing.retry, random())),
            signal,
          );
        }
      }
    }
  }

  private async ask(signal: AbortSignal) {
    const { clock, probe, timing } = this.options;
    const askedAt = clock.now();
    const limit = new AbortController();
    const end = () => limit.abort();
    signal.addEventListener('abort', end, { once: true });
    let late = false;
    const cancel = clock.after(timing.probeTimeoutMs, () => {
      late = true;
      end();
    });
    try {
      await probe(limit.signal);
      this.heard();
    } catch (error) {
      if (signal.aborted) {
        return;
      }
      const outage = late
        ? {
            reason: 'unreachable' as const,
            error: 'The API server does not answer in time',
          }
        : outageOf(error);
      if (!outage) {
        this.heard();
      } else if (this.heardAt <= askedAt) {
        this.close(outage, askedAt);
      }
    } finally {
      cancel();
      signal.removeEventListener('abort', end);
    }
  }

  private close(
    { reason, error }: Pick<Outage, 'reason' | 'error'>,
    askedAt: number,
  ) {
    this.failures += 1;
    const since = this.outage?.since ?? this.firstErrorAt ?? askedAt;
    const told = this.outage;
    this.outage = { reason, error, since };
    if (told?.error !== error || told.reason !== reason) {
      this.options.onChange(this.outage, this.options.clock.now());
    }
  }
}

/** An answer of the API server that refuses this one call is a sign of life. */
function outageOf(
  error: unknown,
): Pick<Outage, 'reason' | 'error'> | undefined {
  if (!(error instanceof ClusterCallError)) {
    return { reason: 'unreachable', error: 'The API server cannot be asked' };
  }
  return OUTAGES.includes(error.reason)
    ? { reason: error.reason as OutageReason, error: error.message }
    : undefined;
}

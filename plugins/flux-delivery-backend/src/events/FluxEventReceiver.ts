import { createHash } from 'node:crypto';
import {
  AuthenticationError,
  InputError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  FieldFault,
  type FluxEvent,
  hintOf,
  type InventoryView,
  type ObjectRef,
  parseFluxEvent,
  toMillis,
} from 'backstage-plugin-flux-delivery-common';
import type { FluxDeliveryOptions } from '../config';
import { appliersOf } from './appliersOf';
import type { HintStore, StoredHint } from './HintStore';
import { RateLimit } from './RateLimit';
import { isSignature, isSigned } from './signature';
import { TooManyRequestsError } from './TooManyRequestsError';

/** Per cluster and address, which many may share: behind a proxy all do. What is signed is not counted, nor held up. */
const UNSIGNED_PER_MINUTE = 600;
/** What is refused costs a pass over its bytes; of all senders together 64 MB a second, and each counts as one unit at least. */
const UNIT = 16 * 1024;
const REFUSED_UNITS_PER_MINUTE = (60 * 64 * 1024 * 1024) / UNIT;
/** What is older tells of nothing that is still going on. */
const FRESH_MS = 10 * 60_000;
/** Events, and as many bodies. */
const REMEMBERED = 10_000;
const NOT_SIGNED = 'Too many events that are not signed came from this address';

/** What came of an event: `recorded`, `known` where the same was told before, `none` where it adds nothing to the watch. */
export type HintOutcome = 'recorded' | 'known' | 'none';

export interface FluxEventRequest {
  /** As the URL names it. */
  cluster: string;
  /** The body, unpacked. */
  bytes: Buffer;
  signature: string | undefined;
  /** Where it came from, for the count of what is not signed. */
  address: string;
  /** What stands in the body. @throws InputError */
  parse: () => unknown;
}

/**
 * Takes in what notification-controllers send. An event is a hint: it names releases, claims who moved them, and lets workloads be
 * looked at sooner. What is the case, the watch alone tells. So the same event again, or an old one, does nothing.
 *
 * A cluster speaks for itself alone: its name is that of the URL, its secret proves it, and only objects that this cluster is known
 * to hold are heard of.
 */
export class FluxEventReceiver {
  private readonly limits: Map<string, RateLimit>;
  private readonly unsigned: RateLimit;
  private readonly refused: RateLimit;
  private readonly seen = new Set<string>();

  constructor(
    private readonly deps: {
      clusters: FluxDeliveryOptions['events']['clusters'];
      inventory: Pick<InventoryView, 'get' | 'by'>;
      store: Pick<HintStore, 'add'>;
      lookAt: (applier: ObjectRef) => void;
      now: () => number;
    },
  ) {
    const { clusters, now } = deps;
    this.limits = new Map(
      Object.entries(clusters).map(([name, { perMinute }]) => [
        name,
        new RateLimit({ perMinute, now }),
      ]),
    );
    this.unsigned = new RateLimit({ perMinute: UNSIGNED_PER_MINUTE, now });
    this.refused = new RateLimit({ perMinute: REFUSED_UNITS_PER_MINUTE, now });
  }

  /**
   * Before a body is read. From where too much came that nobody had signed, what cannot be signed is not read; what may be is, as
   * long as all that was refused together cost no more than this process can spare.
   *
   * @throws TooManyRequestsError
   */
  admit({
    cluster,
    address,
    signature,
  }: Pick<FluxEventRequest, 'cluster' | 'address' | 'signature'>): void {
    const wait = this.unsigned.waitOf(callerOf(cluster, address));
    if (wait > 0) {
      passOrWait(
        isSignature(signature) ? this.refused.waitOf('') : wait,
        NOT_SIGNED,
      );
    }
  }

  /**
   * @throws AuthenticationError where no secret of that cluster signed it, or there is no such cluster: the two cannot be told apart;
   *   TooManyRequestsError above the pace of the cluster, or where too much came from there that nobody had signed, and this was not
   *   either; InputError for what is no event; ServiceUnavailableError where the hint cannot be kept
   */
  async receive(request: FluxEventRequest): Promise<HintOutcome> {
    const { cluster, bytes } = request;
    this.assertSigned(request);
    // Whoever sends again what they once saw must not use up what the cluster may send.
    const body = bodyOf(cluster, bytes);
    if (this.seen.has(body)) {
      return 'known';
    }
    passOrWait(
      this.limits.get(cluster)!.take(cluster),
      `More events of the cluster ${cluster} than it may send`,
    );
    const outcome = await this.take(request);
    this.remember(body);
    return outcome;
  }

  private async take(request: FluxEventRequest): Promise<HintOutcome> {
    const { cluster } = request;
    const event = this.read(request);
    const id = hashOf([cluster, event.key]);
    if (this.seen.has(id)) {
      return 'known';
    }
    const appliers = appliersOf(cluster, event.object, this.deps.inventory);
    if (this.isFresh(event)) {
      appliers.forEach(this.deps.lookAt);
    }
    const outcome = await this.keep(event, appliers);
    this.remember(id);
    return outcome;
  }

  private assertSigned(request: FluxEventRequest): void {
    const { cluster, address, bytes, signature } = request;
    const { clusters } = this.deps;
    const secrets = Object.hasOwn(clusters, cluster)
      ? clusters[cluster].secrets
      : [];
    if (!isSigned(bytes, signature, secrets)) {
      this.refused.take('', Math.max(1, Math.ceil(bytes.length / UNIT)));
      passOrWait(this.unsigned.take(callerOf(cluster, address)), NOT_SIGNED);
      throw new AuthenticationError(
        'X-Signature is not that of this body under a secret of this cluster',
      );
    }
  }

  private read({ parse }: FluxEventRequest): FluxEvent {
    try {
      return parseFluxEvent(parse(), { now: this.deps.now() });
    } catch (error) {
      throw error instanceof FieldFault ? new InputError(error.message) : error;
    }
  }

  private isFresh({ timestamp }: FluxEvent): boolean {
    return (toMillis(timestamp) ?? 0) > this.deps.now() - FRESH_MS;
  }

  private async keep(
    event: FluxEvent,
    appliers: readonly ObjectRef[],
  ): Promise<HintOutcome> {
    const hint = hintOf(event);
    if (!hint || appliers.length === 0) {
      return 'none';
    }
    const { kind, namespace, name } = event.object;
    let recorded = false;
    for (const applier of appliers) {
      const stored: Omit<StoredHint, 'id'> = {
        ...hint,
        cluster: applier.cluster,
        applier: {
          kind: applier.kind,
          namespace: applier.namespace,
          name: applier.name,
        },
        at: event.timestamp,
        toldOf: `${kind} ${namespace}/${name}`,
      };
      const isNew = await kept(
        this.deps.store.add({ id: naturalKey(stored), ...stored }),
      );
      recorded ||= isNew;
    }
    return recorded ? 'recorded' : 'known';
  }

  private remember(id: string): void {
    if (this.seen.size >= REMEMBERED) {
      const [oldest] = this.seen;
      this.seen.delete(oldest);
    }
    this.seen.add(id);
  }
}

/** Not of when it was told: Flux repeats the same with every pass. */
function naturalKey({
  cluster,
  applier,
  revision,
  metadata,
}: Omit<StoredHint, 'id'>): string {
  return hashOf([
    cluster,
    applier.kind,
    applier.namespace,
    applier.name,
    revision,
    JSON.stringify(Object.entries(metadata)),
  ]);
}

function hashOf(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/** Apart from what {@link hashOf} makes of an event. */
function bodyOf(cluster: string, bytes: Buffer): string {
  return `body ${createHash('sha256')
    .update(`${JSON.stringify(cluster)}\n`)
    .update(bytes)
    .digest('hex')}`;
}

function callerOf(cluster: string, address: string): string {
  return `${cluster.slice(0, 253)} ${address}`;
}

function passOrWait(seconds: number, message: string): void {
  if (seconds > 0) {
    throw new TooManyRequestsError(message, seconds);
  }
}

async function kept<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new ServiceUnavailableError('The database did not take it', error);
  }
}

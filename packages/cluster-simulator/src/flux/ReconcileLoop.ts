import { spawn, type Process } from '../clock/process';
import type { VirtualClock } from '../clock/VirtualClock';
import type { KubeResource, ResourceRef } from '../store/KubeResource';
import type { Change } from '../store/ObjectStore';
import { WakeUps } from './WakeUps';

const REQUESTED_AT = 'reconcile.fluxcd.io/requestedAt';

export interface ReconcileLoopOptions {
  clock: VirtualClock;
  /** What the controller does with an object, from its beginning to its end. */
  pass: (ref: ResourceRef) => Process;
  /** Milliseconds from the end of a pass to the next, where one was asked for meanwhile; at once where absent. */
  pause?: () => number;
}

/**
 * How a Flux controller goes about its objects: one pass of an object at a time. What changes during a pass is taken up by the next,
 * and what lies between is skipped.
 */
export class ReconcileLoop {
  private readonly busy = new Set<string>();
  private readonly again = new Set<string>();
  private readonly wakeUps: WakeUps;

  constructor(private readonly options: ReconcileLoopOptions) {
    this.wakeUps = new WakeUps(options.clock);
  }

  /** Begins a pass in so many milliseconds, unless an earlier one is due. */
  wake(ref: ResourceRef, delayMs: number): void {
    this.wakeUps.wake(idOf(ref), delayMs, () => this.run(ref));
  }

  /** Begins a pass now, or after the one that is under way. */
  run(ref: ResourceRef): void {
    const id = idOf(ref);
    if (this.busy.has(id)) {
      this.again.add(id);
      return;
    }
    this.busy.add(id);
    this.wakeUps.forget(id);
    const { clock, pass } = this.options;
    spawn(clock, pass(ref), () => {
      this.busy.delete(id);
      if (this.again.delete(id)) {
        this.follow(ref);
      }
    });
  }

  private follow(ref: ResourceRef): void {
    const { pause } = this.options;
    if (pause) {
      this.wake(ref, pause());
    } else {
      this.run(ref);
    }
  }
}

function idOf({ kind, namespace, name }: ResourceRef): string {
  return `${kind}/${namespace}/${name}`;
}

/** The mark of `flux reconcile`, which a controller repeats in its status. */
export const requestedAt = ({ metadata }: KubeResource): string | undefined =>
  metadata.annotations?.[REQUESTED_AT];

/** A change that a controller acts on: a new object, a new generation, or somebody asked. */
export function asksForPass({ object, previous, type }: Change): boolean {
  const asked = requestedAt(object);
  return (
    type === 'ADDED' ||
    object.metadata.generation !== previous?.metadata.generation ||
    Boolean(asked && (!previous || asked !== requestedAt(previous)))
  );
}

/** The source has another artifact than before. */
export const bringsArtifact = ({ object, previous }: Change): boolean =>
  object.status?.artifact?.revision !== previous?.status?.artifact?.revision;

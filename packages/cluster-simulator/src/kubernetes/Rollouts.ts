import { spawn, type Process, type RunningProcess } from '../clock/process';
import type { VirtualClock } from '../clock/VirtualClock';
import { refOf, type ResourceRef } from '../store/KubeResource';
import type { Change } from '../store/ObjectStore';

/** Between the write of a workload and the first of its controller: by then everybody knows the object. */
const REACTION_MS = 3;

/** Brings each workload of a controller to its newest generation; a newer one ends the way to the one before. */
export class Rollouts {
  private readonly running = new Map<string, RunningProcess>();

  /**
   * @param rollOut - the way to what a workload asks for
   */
  constructor(
    private readonly clock: VirtualClock,
    private readonly rollOut: (ref: ResourceRef) => Process,
  ) {}

  /** Sets out where a workload is new or asks for something else, and stops where it was deleted. */
  onChange({ object, previous, type }: Change): void {
    const uid = object.metadata.uid!;
    const isAsked =
      type === 'ADDED' ||
      object.metadata.generation !== previous?.metadata.generation;
    if (type === 'DELETED') {
      this.running.get(uid)?.cancel();
    } else if (isAsked) {
      this.running.get(uid)?.cancel();
      this.clock.schedule(REACTION_MS, () => {
        this.running.get(uid)?.cancel();
        this.running.set(uid, spawn(this.clock, this.rollOut(refOf(object))));
      });
    }
  }
}

import type { VirtualClock } from '../clock/VirtualClock';

/** When a controller looks at which object next: one time per object, the earliest that anybody asked for. */
export class WakeUps {
  private readonly pending = new Map<
    string,
    { at: number; cancel: () => void }
  >();

  constructor(private readonly clock: VirtualClock) {}

  wake(id: string, delayMs: number, run: () => void): void {
    const at = this.clock.now() + delayMs;
    const before = this.pending.get(id);
    if (before && before.at <= at) {
      return;
    }
    before?.cancel();
    const cancel = this.clock.schedule(delayMs, () => {
      this.pending.delete(id);
      run();
    });
    this.pending.set(id, { at, cancel });
  }

  /** A pass that starts now makes an older appointment needless. */
  forget(id: string): void {
    this.pending.get(id)?.cancel();
    this.pending.delete(id);
  }
}

import type { JudgedTarget } from 'backstage-plugin-flux-delivery-common';
import type { InventoryChange } from '../../inventory/changes';
import type { RecordedUnits } from '../StateRecorder';

/** Verdicts change by time alone, too, though not by seconds. */
const REMEMBERED_MS = 5_000;
/** Judged targets are large beside what is made of them. */
const KEPT = 500;

/** Judges an entity once for all who ask within some seconds, as long as nothing of it changed. Bounded. */
export class RememberedJudgements implements Pick<RecordedUnits, 'judge'> {
  private readonly held = new Map<
    string,
    { at: number; targets: readonly JudgedTarget[] }
  >();

  constructor(
    private readonly deps: {
      units: Pick<RecordedUnits, 'judge' | 'unitsWith'>;
      /** Milliseconds. */
      now: () => number;
    },
  ) {}

  judge(entityRef: string): readonly JudgedTarget[] {
    const { units, now } = this.deps;
    const known = this.held.get(entityRef);
    if (known && now() - known.at < REMEMBERED_MS) {
      return known.targets;
    }
    const targets = units.judge(entityRef);
    this.held.delete(entityRef);
    this.held.set(entityRef, { at: now(), targets });
    if (this.held.size > KEPT) {
      const [oldest] = this.held.keys();
      this.held.delete(oldest);
    }
    return targets;
  }

  /** What changed in the inventory; to be told before those who judge again are. */
  onChange({ objects, clusters }: InventoryChange): void {
    if (clusters.length > 0) {
      this.held.clear();
    }
    if (this.held.size === 0) {
      return;
    }
    for (const ref of objects) {
      for (const entityRef of this.deps.units.unitsWith(ref)) {
        this.held.delete(entityRef);
      }
    }
  }

  /** The entity was resolved again, or is gone. */
  onResolved(entityRef: string): void {
    this.held.delete(entityRef);
  }
}

import type { ControllerContext } from '../flux/FluxContext';
import { refOf } from '../store/KubeResource';
import type { Change } from '../store/ObjectStore';

const STORAGE_CLASSES = ['standard'];

/** Plays the volume controller: a claim is bound where there is such a storage class, and waits for ever where there is none. */
export class VolumeClaims {
  constructor(private readonly context: ControllerContext) {}

  /** Begins to act on what changes in the cluster. */
  start(): void {
    this.context.store.subscribe(change => this.onChange(change));
  }

  private onChange({ kind, object, type }: Change): void {
    if (kind !== '/PersistentVolumeClaim' || type !== 'ADDED') {
      return;
    }
    const { store, clock } = this.context;
    const { storageClassName = 'standard' } = object.spec ?? {};
    const isBound = STORAGE_CLASSES.includes(storageClassName);
    clock.schedule(400, () =>
      store.modify(refOf(object), draft => {
        draft.status = { phase: isBound ? 'Bound' : 'Pending' };
      }),
    );
  }
}

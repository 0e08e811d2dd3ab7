import { sha256 } from '../clock/Random';
import { refOf, type KubeResource } from '../store/KubeResource';
import type { Change } from '../store/ObjectStore';
import { applyManifests } from './apply';
import { ready, setConditions } from './conditions';
import type { ControllerContext } from './FluxContext';

/** Plays the part of the Flux Operator that stands in a delivery path: a ResourceSet that applies its resources. */
export class ResourceSetController {
  constructor(private readonly context: ControllerContext) {}

  /** Begins to act on what changes in the cluster. */
  start(): void {
    this.context.store.subscribe(change => this.onChange(change));
  }

  private onChange({ kind, object, previous, type }: Change): void {
    if (
      kind === 'fluxcd.controlplane.io/ResourceSet' &&
      type !== 'DELETED' &&
      object.metadata.generation !== previous?.metadata.generation
    ) {
      this.context.clock.schedule(200, () => this.apply(object));
    }
  }

  private apply(set: KubeResource): void {
    const { store, clock } = this.context;
    const entries = applyManifests(store, set.spec?.resources ?? [], {
      labels: {
        'resourceset.fluxcd.controlplane.io/name': set.metadata.name,
        'resourceset.fluxcd.controlplane.io/namespace':
          set.metadata.namespace ?? '',
      },
      manager: 'flux-operator',
      time: clock.timestamp(),
    });
    const digest = `sha256:${sha256(JSON.stringify(set.spec?.resources))}`;
    store.modify(refOf(set), draft => {
      draft.status = {
        ...draft.status,
        history: [
          {
            digest,
            firstReconciled: clock.timestamp(),
            lastReconciled: clock.timestamp(),
            lastReconciledDuration: '41.204377ms',
            lastReconciledStatus: 'ReconciliationSucceeded',
            metadata: { inputs: '1', resources: String(entries.length) },
            totalReconciliations: 1,
          },
        ],
        inventory: { entries },
        lastAppliedRevision: digest,
      };
      setConditions(
        draft,
        clock.timestamp(),
        ready(
          'True',
          'ReconciliationSucceeded',
          'Reconciliation finished in 41ms',
        ),
      );
    });
  }
}

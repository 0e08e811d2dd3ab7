import type { ControllerContext } from '../flux/FluxContext';
import { refOf, type KubeResource } from '../store/KubeResource';
import { repositoryOf } from './containerStatus';
import { isReady, podConditions } from './pods';

/** Plays the readiness probes of pods that run: they fail while what the containers depend on is down. */
export class Probes {
  constructor(private readonly context: ControllerContext) {}

  /** Begins to act on what changes outside of the cluster. */
  start(): void {
    this.context.world.subscribe(repository => {
      this.context.clock.schedule(1000, () => this.probe(repository));
    });
  }

  private probe(repository: string): void {
    const { store, world } = this.context;
    const isDown = world.outages.has(repository);
    store
      .list('', 'Pod')
      .filter(
        ({ spec, status }) =>
          status?.phase === 'Running' &&
          spec?.containers.some(
            ({ image }: { image: string }) =>
              repositoryOf(image) === repository,
          ),
      )
      .filter(pod => isReady(pod) === isDown)
      .forEach(pod => this.setReady(pod, !isDown));
  }

  private setReady(pod: KubeResource, ready: boolean): void {
    const { store, clock } = this.context;
    store.modify(refOf(pod), draft => {
      const names = (draft.spec?.containers ?? []).map(
        ({ name }: { name: string }) => name,
      );
      const known = draft.status?.conditions ?? [];
      const now = podConditions(clock.timestamp(), {
        initialized: true,
        ready,
        names,
        initNames: [],
      }).map(
        condition =>
          known.find(
            (before: { type: string; status: string }) =>
              before.type === condition.type &&
              before.status === condition.status,
          ) ?? condition,
      );
      draft.status = {
        ...draft.status,
        conditions: now,
        containerStatuses: draft.status?.containerStatuses.map(
          (status: object) => ({ ...status, ready }),
        ),
      };
    });
  }
}

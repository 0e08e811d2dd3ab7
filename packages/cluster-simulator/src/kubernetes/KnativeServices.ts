import type { ControllerContext } from '../flux/FluxContext';
import {
  ownerReferenceTo,
  refOf,
  type KubeResource,
  type ResourceRef,
} from '../store/KubeResource';
import { fateOf } from './containerStatus';
import { ownedBy } from './pods';
import type { Change } from '../store/ObjectStore';

/** Plays Knative Serving as far as a delivery path shows it: all traffic goes to the newest revision. */
export class KnativeServices {
  constructor(private readonly context: ControllerContext) {}

  /** Begins to act on what changes in the cluster. */
  start(): void {
    this.context.store.subscribe(change => this.onChange(change));
  }

  private onChange({ kind, object, previous, type }: Change): void {
    if (
      kind === 'serving.knative.dev/Service' &&
      type !== 'DELETED' &&
      object.metadata.generation !== previous?.metadata.generation
    ) {
      this.context.clock.schedule(20, () => this.serve(refOf(object)));
    }
  }

  private serve(ref: ResourceRef): void {
    const { store, clock } = this.context;
    const service = store.get(ref);
    if (!service) {
      return;
    }
    const revision = `${ref.name}-${String(
      service.metadata.generation,
    ).padStart(5, '0')}`;
    const labels = {
      ...service.spec?.template.metadata?.labels,
      'serving.knative.dev/service': ref.name,
      'serving.knative.dev/revision': revision,
    };
    store.create({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: {
        name: `${revision}-deployment`,
        namespace: ref.namespace,
        labels,
        ownerReferences: [ownerReferenceTo(service)],
      },
      spec: {
        replicas: 1,
        selector: { matchLabels: { 'serving.knative.dev/revision': revision } },
        template: { metadata: { labels }, spec: service.spec?.template.spec },
        progressDeadlineSeconds: 600,
      },
    });
    const failure = this.failureOf(service);
    if (failure) {
      clock.schedule(3000, () => this.notReady(ref, revision, failure));
      return;
    }
    clock.schedule(3000, () => {
      ownedBy(this.context, service, 'apps', 'Deployment')
        .filter(
          ({ metadata }) =>
            metadata.labels?.['serving.knative.dev/revision'] !== revision,
        )
        .forEach(old =>
          store.modify(refOf(old), draft =>
            Object.assign(draft, { spec: { ...draft.spec, replicas: 0 } }),
          ),
        );
      store.modify(ref, draft => {
        const condition = (type: string) => ({
          type,
          status: 'True',
          lastTransitionTime: clock.timestamp(),
        });
        const url = `http://${ref.name}.${ref.namespace}.example.com`;
        draft.status = {
          observedGeneration: draft.metadata.generation,
          conditions: ['ConfigurationsReady', 'Ready', 'RoutesReady'].map(
            condition,
          ),
          latestCreatedRevisionName: revision,
          latestReadyRevisionName: revision,
          traffic: [
            { latestRevision: true, percent: 100, revisionName: revision },
          ],
          address: {
            url: `http://${ref.name}.${ref.namespace}.svc.cluster.local`,
          },
          url,
        };
      });
    });
  }

  /** What the newest revision fails of, told by its image. */
  private failureOf(service: KubeResource): string | undefined {
    const [container] = service.spec?.template.spec?.containers ?? [];
    switch (fateOf(container?.image ?? '')) {
      case 'ready':
        return undefined;
      case 'missing':
        return `Unable to fetch image "${
          container.image
        }": failed to resolve image to digest: HEAD https://${container.image
          .replace('/', '/v2/')
          .replace(
            /:([^:]*)$/,
            '/manifests/$1',
          )}: unexpected status code 404 Not Found.`;
      default:
        return 'Container failed with: exit code 1.';
    }
  }

  /** The traffic stays where it was. */
  private notReady(ref: ResourceRef, revision: string, failure: string): void {
    const { store, clock } = this.context;
    const condition = (type: string, status: string, told: object = {}) => ({
      type,
      status,
      lastTransitionTime: clock.timestamp(),
      ...told,
    });
    const message = `Revision "${revision}" failed with message: ${failure}`;
    store.modify(ref, draft => {
      draft.status = {
        ...draft.status,
        observedGeneration: draft.metadata.generation,
        conditions: [
          condition('ConfigurationsReady', 'False', {
            reason: 'RevisionFailed',
            message,
          }),
          condition('Ready', 'False', { reason: 'RevisionFailed', message }),
          condition('RoutesReady', 'True'),
        ],
        latestCreatedRevisionName: revision,
      };
    });
  }
}

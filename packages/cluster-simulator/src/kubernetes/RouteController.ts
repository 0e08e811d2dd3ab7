import type { ControllerContext } from '../flux/FluxContext';
import { refOf, type Fields, type KubeResource } from '../store/KubeResource';
import type { Change } from '../store/ObjectStore';

/** What the listeners of the public gateway serve. */
const LISTENER_DOMAIN = '.example.com';

/** Plays a gateway and an ingress controller: both accept a route whose backends exist. */
export class RouteController {
  constructor(private readonly context: ControllerContext) {}

  /** Begins to act on what changes in the cluster. */
  start(): void {
    this.context.store.subscribe(change => this.onChange(change));
  }

  private onChange({ kind, object, previous, type }: Change): void {
    if (
      type === 'DELETED' ||
      object.metadata.generation === previous?.metadata.generation
    ) {
      return;
    }
    if (/^gateway\.networking\.k8s\.io\/\w+Route$/.test(kind)) {
      this.context.clock.schedule(200, () => this.acceptRoute(object));
    } else if (kind === 'networking.k8s.io/Ingress') {
      this.context.clock.schedule(200, () =>
        this.context.store.modify(refOf(object), draft => {
          draft.status = {
            loadBalancer: { ingress: [{ ip: '203.0.113.20' }] },
          };
        }),
      );
    }
  }

  private acceptRoute(route: KubeResource): void {
    const { store, clock } = this.context;
    const backends: Fields[] = (route.spec?.rules ?? []).flatMap(
      (rule: Fields) => rule.backendRefs ?? [],
    );
    const missing = backends.find(
      backend =>
        !store.get({
          group: '',
          kind: 'Service',
          namespace: route.metadata.namespace,
          name: backend.name,
        }),
    );
    const hostnames: string[] = route.spec?.hostnames ?? [];
    const isServed =
      hostnames.length === 0 ||
      hostnames.some(hostname => hostname.endsWith(LISTENER_DOMAIN));
    store.modify(refOf(route), draft => {
      const condition = (
        type: string,
        ok: boolean,
        reason: string,
        message: string,
      ) => ({
        type,
        status: ok ? 'True' : 'False',
        reason,
        message,
        observedGeneration: draft.metadata.generation,
        lastTransitionTime: clock.timestamp(),
      });
      draft.status = {
        parents: (draft.spec?.parentRefs ?? []).map((parentRef: Fields) => ({
          parentRef: {
            group: 'gateway.networking.k8s.io',
            kind: 'Gateway',
            ...parentRef,
          },
          controllerName: 'example.com/gateway-controller',
          conditions: [
            isServed
              ? condition('Accepted', true, 'Accepted', 'Route is accepted')
              : condition(
                  'Accepted',
                  false,
                  'NoMatchingListenerHostname',
                  `There were no hostname intersections between the ${route.kind} and this parent ref's Listener(s).`,
                ),
            missing
              ? condition(
                  'ResolvedRefs',
                  false,
                  'BackendNotFound',
                  `Service "${missing.name}" not found`,
                )
              : condition(
                  'ResolvedRefs',
                  true,
                  'ResolvedRefs',
                  'Resolved all the Object references for the Route',
                ),
          ],
        })),
      };
    });
  }
}

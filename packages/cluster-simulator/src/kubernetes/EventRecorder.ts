import { conditionOf } from '../flux/conditions';
import type { ControllerContext } from '../flux/FluxContext';
import {
  refOf,
  type Fields,
  type KubeResource,
  type ResourceRef,
} from '../store/KubeResource';
import type { Change } from '../store/ObjectStore';

/** An API server keeps events for an hour; the bound keeps a busy hour small. */
const KEPT_MS = 3_600_000;
const KEPT = 150;

const COMPONENTS: Record<string, string> = {
  'kustomize.toolkit.fluxcd.io': 'kustomize-controller',
  'helm.toolkit.fluxcd.io': 'helm-controller',
  'source.toolkit.fluxcd.io': 'source-controller',
  'image.toolkit.fluxcd.io': 'image-automation-controller',
};

/** Writes the Events that kubelet and Flux controllers write beside a status: what a person reads in the details of an object. */
export class EventRecorder {
  private readonly written: { ref: ResourceRef; at: number }[] = [];

  constructor(private readonly context: ControllerContext) {}

  /** Begins to act on what changes in the cluster. */
  start(): void {
    this.context.store.subscribe(change => this.onChange(change));
  }

  private onChange({ kind, object, previous, type }: Change): void {
    if (type === 'DELETED') {
      return;
    }
    const component = COMPONENTS[kind.split('/')[0]];
    if (component) {
      const now = conditionOf(object, 'Ready');
      const before = conditionOf(previous, 'Ready');
      if (
        now &&
        now.status !== 'Unknown' &&
        (now.message !== before?.message || now.reason !== before?.reason)
      ) {
        this.write(
          object,
          now.status === 'True' ? 'Normal' : 'Warning',
          now.reason,
          now.message,
          component,
        );
      }
    } else if (kind === '/Pod') {
      this.onPod(object, previous);
    }
  }

  private onPod(pod: KubeResource, previous: KubeResource | undefined): void {
    const waitingOf = (of: KubeResource | undefined) =>
      of?.status?.containerStatuses?.[0]?.state?.waiting;
    const waiting: Fields | undefined = waitingOf(pod);
    if (!waiting || waitingOf(previous)?.reason === waiting.reason) {
      return;
    }
    const [container] = pod.spec?.containers ?? [];
    const reasons: Record<string, [string, string]> = {
      ImagePullBackOff: [
        'Failed',
        `Failed to pull image "${container.image}": ${waiting.message}`,
      ],
      CrashLoopBackOff: [
        'BackOff',
        `Back-off restarting failed container ${container.name} in pod ${pod.metadata.name}_${pod.metadata.namespace}(${pod.metadata.uid})`,
      ],
      CreateContainerConfigError: ['Failed', `Error: ${waiting.message}`],
    };
    const [reason, message] = reasons[waiting.reason] ?? [
      'Failed',
      String(waiting.message),
    ];
    this.write(pod, 'Warning', reason, message, 'kubelet');
  }

  private write(
    object: KubeResource,
    type: string,
    reason: string,
    message: string,
    component: string,
  ): void {
    const { store, clock, random } = this.context;
    const now = clock.timestamp();
    const { name, namespace, uid, resourceVersion } = object.metadata;
    const event = store.create({
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: `${name}.${random.suffix(16)}`, namespace },
      involvedObject: {
        apiVersion: object.apiVersion,
        kind: object.kind,
        name,
        namespace,
        uid,
        resourceVersion,
      },
      type,
      reason,
      message,
      count: 1,
      firstTimestamp: now,
      lastTimestamp: now,
      eventTime: null,
      source: { component },
      reportingComponent: component,
      reportingInstance: '',
    });
    this.written.push({ ref: refOf(event), at: clock.now() });
    while (
      this.written.length > KEPT ||
      this.written[0]?.at < clock.now() - KEPT_MS
    ) {
      store.remove(this.written.shift()!.ref);
    }
  }
}

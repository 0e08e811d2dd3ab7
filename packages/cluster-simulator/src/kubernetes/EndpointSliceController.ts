import type { ControllerContext } from '../flux/FluxContext';
import {
  ownerReferenceTo,
  refOf,
  type Fields,
  type KubeResource,
} from '../store/KubeResource';
import { changedFields, fieldsOf, recordWrite } from '../store/managedFields';
import type { Change } from '../store/ObjectStore';
import { isReady, matchesLabels } from './pods';

/** Keeps one EndpointSlice per Service with a selector in step with the pods; what happens within some milliseconds is one write. */
export class EndpointSliceController {
  private readonly due = new Set<string>();

  constructor(private readonly context: ControllerContext) {}

  /** Begins to act on what changes in the cluster. */
  start(): void {
    this.context.store.subscribe(change => this.onChange(change));
  }

  private onChange({ kind, object, previous, type }: Change): void {
    const { store } = this.context;
    if (kind === '/Service') {
      if (type === 'DELETED') {
        this.slices(object).forEach(slice => store.remove(refOf(slice)));
      } else if (
        JSON.stringify(object.spec?.selector) !==
        JSON.stringify(previous?.spec?.selector)
      ) {
        this.soon(object);
      }
    } else if (kind === '/Pod') {
      store
        .list('', 'Service', object.metadata.namespace)
        .filter(
          service =>
            service.spec?.selector &&
            matchesLabels(service.spec.selector, object.metadata.labels),
        )
        .forEach(service => this.soon(service));
    }
  }

  private soon(service: KubeResource): void {
    const id = `${service.metadata.namespace}/${service.metadata.name}`;
    if (!this.due.has(id)) {
      this.due.add(id);
      this.context.clock.schedule(3, () => {
        this.due.delete(id);
        this.write(service);
      });
    }
  }

  private slices(service: KubeResource): KubeResource[] {
    return this.context.store
      .list('discovery.k8s.io', 'EndpointSlice', service.metadata.namespace)
      .filter(
        slice =>
          slice.metadata.labels?.['kubernetes.io/service-name'] ===
          service.metadata.name,
      );
  }

  private write(stale: KubeResource): void {
    const { store, random } = this.context;
    const service = store.get(refOf(stale));
    if (!service?.spec?.selector) {
      return;
    }
    const selector: Record<string, string> = service.spec.selector;
    const endpoints = store
      .list('', 'Pod', service.metadata.namespace)
      .filter(
        pod =>
          pod.status?.podIP && matchesLabels(selector, pod.metadata.labels),
      )
      .filter(pod => !['Succeeded', 'Failed'].includes(pod.status?.phase))
      .map(endpointOf);
    const ports = (service.spec.ports ?? []).map((port: Fields) => ({
      name: port.name ?? '',
      protocol: port.protocol ?? 'TCP',
      port: typeof port.targetPort === 'number' ? port.targetPort : port.port,
    }));
    const written = { endpoints, ports };
    const [slice] = this.slices(service);
    if (slice) {
      store.modify(refOf(slice), draft => {
        const before = { endpoints: draft.endpoints, ports: draft.ports };
        Object.assign(draft, written);
        this.record(draft, before);
      });
      return;
    }
    const created: KubeResource = {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: {
        name: `${service.metadata.name}-${random.suffix()}`,
        generateName: `${service.metadata.name}-`,
        namespace: service.metadata.namespace,
        labels: {
          ...service.metadata.labels,
          'endpointslice.kubernetes.io/managed-by':
            'endpointslice-controller.k8s.io',
          'kubernetes.io/service-name': service.metadata.name,
        },
        ownerReferences: [ownerReferenceTo(service)],
      },
      addressType: 'IPv4',
      ...written,
    };
    this.record(created, {});
    store.create(created);
  }

  /** Who wrote a slice and when, as an API server keeps it. */
  private record(slice: KubeResource, before: Fields): void {
    const written = { endpoints: slice.endpoints, ports: slice.ports };
    recordWrite(
      slice,
      { manager: 'kube-controller-manager', operation: 'Update' },
      fieldsOf(written),
      changedFields(before, written) ?? {},
      this.context.clock.timestamp(),
    );
  }
}

function endpointOf(pod: KubeResource): Fields {
  const ready = isReady(pod);
  return {
    addresses: [pod.status?.podIP],
    conditions: { ready, serving: ready, terminating: false },
    targetRef: {
      kind: 'Pod',
      namespace: pod.metadata.namespace,
      name: pod.metadata.name,
      uid: pod.metadata.uid,
    },
    nodeName: pod.spec?.nodeName,
  };
}

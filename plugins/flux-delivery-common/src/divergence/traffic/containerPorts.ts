import { podTemplateOf } from '../../kube/podTemplate';
import type { Container } from '../../kube/workloads';
import type { ResolvedWorkload } from '../../paths/DeliveryPath';
import { list } from '../rollout/shape';
import { isOnTheSide } from './servicePort';

/** What is known of the ports that some pods listen on. */
export interface ContainerPorts {
  declared: ReadonlySet<number>;
  /** Declared, and asked for by probes that ready pods answer. */
  known: ReadonlySet<number>;
  /** Of the declared, those that are there for who uses the service. */
  forTraffic: { name?: string; number: number }[];
}

type Probe = Partial<
  Record<'httpGet' | 'tcpSocket' | 'grpc', { port?: number | string }>
>;
type Probed = Container & {
  readinessProbe?: Probe;
  livenessProbe?: Probe;
  startupProbe?: Probe;
  restartPolicy?: string;
};

/**
 * Undefined where pods may listen on anything: a container that declares no port, also one that runs beside the others or that a webhook
 * put there, one that is not seen, no ready pod that is seen, and the network of the node.
 */
export function containerPortsOf(
  workloads: readonly ResolvedWorkload[],
): ContainerPorts | undefined {
  const all = workloads.map(shapeOf);
  const shapes = all.flatMap(shape => shape ?? []);
  const running = shapes.flatMap(shape => [
    ...shape.declaring,
    ...shape.injected,
  ]);
  if (
    shapes.length === 0 ||
    shapes.length < all.length ||
    running.some(({ ports }) => list(ports).length === 0)
  ) {
    return undefined;
  }
  const seen = [...running, ...shapes.flatMap(({ others }) => others)];
  const declared = new Set(seen.flatMap(numbersOf));
  return {
    declared,
    known: new Set([...declared, ...seen.flatMap(probedBy)]),
    forTraffic: shapes
      .flatMap(({ containers }) => containers)
      .flatMap(({ ports }) =>
        list(ports).flatMap(({ name, containerPort }) =>
          containerPort === undefined || isOnTheSide(name)
            ? []
            : [{ name, number: containerPort }],
        ),
      ),
  };
}

/** What runs in the pods of a workload, by its template and by the pods that are ready. */
interface Shape {
  containers: Probed[];
  /** Those of the template that run as long as the pod does. */
  declaring: Probed[];
  /** Those of ready pods that the template does not have. */
  injected: Probed[];
  /** What else may declare a port. */
  others: Probed[];
}

function shapeOf({ workload, pods }: ResolvedWorkload): Shape | undefined {
  const spec = workload && podTemplateOf(workload.object)?.spec;
  const ready = list(pods?.pods).filter(({ status }) =>
    list(status?.conditions).some(
      ({ type, status: is }) => type === 'Ready' && is === 'True',
    ),
  );
  const containers: Probed[] = list(spec?.containers);
  if (
    !spec ||
    spec.hostNetwork ||
    containers.length === 0 ||
    ready.length === 0
  ) {
    return undefined;
  }
  const before: Probed[] = list(spec.initContainers);
  const names = new Set([...containers, ...before].map(({ name }) => name));
  const isNew = ({ name }: Container) => !names.has(name);
  const inPods = ready.flatMap((pod): Probed[] => list(pod.spec?.containers));
  const beforePods = ready.flatMap((pod): Probed[] =>
    list(pod.spec?.initContainers),
  );
  return {
    containers,
    declaring: [...containers, ...before.filter(isSidecar)],
    injected: [
      ...inPods.filter(isNew),
      ...beforePods.filter(isNew).filter(isSidecar),
    ],
    others: [...before, ...inPods, ...beforePods],
  };
}

/** An init container that goes on running beside the others. */
function isSidecar({ restartPolicy }: Probed): boolean {
  return restartPolicy === 'Always';
}

function numbersOf({ ports }: Container): number[] {
  return list(ports).flatMap(({ containerPort }) => containerPort ?? []);
}

function probedBy(container: Probed): number[] {
  const { readinessProbe, livenessProbe, startupProbe } = container;
  return [readinessProbe, livenessProbe, startupProbe]
    .flatMap(probe => [probe?.httpGet, probe?.tcpSocket, probe?.grpc])
    .map(how => Number(how?.port))
    .filter(Number.isInteger);
}

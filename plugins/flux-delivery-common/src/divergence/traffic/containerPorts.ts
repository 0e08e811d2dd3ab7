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
type Probed = Container & { readinessProbe?: Probe; livenessProbe?: Probe };

/**
 * Undefined where pods may listen on anything: a container that declares no port, one that is not seen, and the network of the node.
 */
export function containerPortsOf(
  workloads: readonly ResolvedWorkload[],
): ContainerPorts | undefined {
  const specs = workloads.map(
    ({ workload }) => workload && podTemplateOf(workload.object)?.spec,
  );
  if (
    specs.length === 0 ||
    specs.some(
      spec =>
        !spec ||
        spec.hostNetwork ||
        list(spec.containers).length === 0 ||
        list(spec.containers).some(({ ports }) => list(ports).length === 0),
    )
  ) {
    return undefined;
  }
  const containers = specs.flatMap(spec => list(spec?.containers));
  const withSidecars = [
    ...containers,
    ...specs.flatMap(spec => list(spec?.initContainers)),
  ];
  const declared = new Set(withSidecars.flatMap(numbersOf));
  return {
    declared,
    known: new Set([...declared, ...containers.flatMap(probedBy)]),
    forTraffic: containers.flatMap(({ ports }) =>
      list(ports).flatMap(({ name, containerPort }) =>
        containerPort === undefined || isOnTheSide(name)
          ? []
          : [{ name, number: containerPort }],
      ),
    ),
  };
}

function numbersOf({ ports }: Container): number[] {
  return list(ports).flatMap(({ containerPort }) => containerPort ?? []);
}

function probedBy({ readinessProbe, livenessProbe }: Probed): number[] {
  return [readinessProbe, livenessProbe]
    .flatMap(probe => [probe?.httpGet, probe?.tcpSocket, probe?.grpc])
    .map(how => Number(how?.port))
    .filter(Number.isInteger);
}

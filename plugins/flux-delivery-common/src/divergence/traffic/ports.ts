import { displayRef } from '../../kube/ObjectRef';
import { podTemplateOf } from '../../kube/podTemplate';
import type { Container, Service } from '../../kube/workloads';
import type {
  ResolvedService,
  ResolvedWorkload,
} from '../../paths/DeliveryPath';
import { fact } from '../evidence';
import type { Judgement } from '../Judgement';
import { list } from '../rollout/shape';

type ServicePort = NonNullable<NonNullable<Service['spec']>['ports']>[number];

/**
 * A Service whose endpoints are ready and whose port leads to none: pods have no port of that name, or declare others only. A number
 * proves less than a name, as containers need not declare what they listen on; it counts where none of the Service's ports is declared.
 */
export function judgePorts(
  service: ResolvedService,
  selected: readonly ResolvedWorkload[],
): Judgement | undefined {
  const { spec } = service.service.object;
  const ports = list(spec?.ports);
  if (ports.length === 0 || spec?.clusterIP === 'None') {
    return undefined;
  }
  const unnamed = ports.find(port => leadsToNoName(port, service));
  if (unnamed) {
    return mismatch(
      service,
      selected,
      `no container has a port named ${unnamed.targetPort}`,
      unnamed,
    );
  }
  const declared = declaredPorts(selected);
  const undeclared =
    declared.length > 0 &&
    ports.every(
      port => isNumber(port) && !declared.includes(Number(targetOf(port))),
    );
  return undeclared
    ? mismatch(
        service,
        selected,
        `no container declares port ${targetOf(ports[0])}, only ${declared.join(
          ', ',
        )}`,
        ports[0],
      )
    : undefined;
}

function targetOf({ targetPort, port }: ServicePort): number | string {
  return targetPort ?? port ?? '';
}

function isNumber(port: ServicePort): boolean {
  return /^\d+$/.test(String(targetOf(port)));
}

/** The endpoints controller leaves out of a slice what no pod resolves. */
function leadsToNoName(
  port: ServicePort,
  { slices }: ResolvedService,
): boolean {
  const filled = list(slices).filter(
    ({ object }) => list(object.endpoints).length > 0,
  );
  return (
    !isNumber(port) &&
    filled.length > 0 &&
    filled.every(
      ({ object }) =>
        !list(object.ports).some(
          known => (known.name ?? '') === (port.name ?? ''),
        ),
    )
  );
}

/** None where a pod uses the ports of its node: then anything may listen. */
function declaredPorts(selected: readonly ResolvedWorkload[]): number[] {
  const specs = selected.map(
    ({ workload }) => workload && podTemplateOf(workload.object)?.spec,
  );
  if (specs.some(spec => !spec || spec.hostNetwork)) {
    return [];
  }
  const containers: Container[] = specs.flatMap(spec => [
    ...list(spec?.containers),
    ...list(spec?.initContainers),
  ]);
  const numbers = containers.flatMap(container =>
    list(container?.ports).flatMap(({ containerPort }) => containerPort ?? []),
  );
  return [...new Set(numbers)];
}

function mismatch(
  { ref, service }: ResolvedService,
  [first]: readonly ResolvedWorkload[],
  why: string,
  port: ServicePort,
): Judgement {
  const target = targetOf(port);
  return {
    verdict: 'diverged',
    class: 'no-ready-endpoints',
    headline: `port ${port.port} leads to no container port`,
    summary: `${displayRef(ref)} sends port ${
      port.port
    } to ${target}: ${why}. Nobody answers there.`,
    detail: why,
    evidence: [
      ...fact(service, 'spec.ports', service.object.spec?.ports),
      ...(first?.workload
        ? fact(
            first.workload,
            'spec.template.spec.containers[].ports',
            list(podTemplateOf(first.workload.object)?.spec?.containers)
              .flatMap(container => list(container?.ports))
              .map(({ name, containerPort }) =>
                [name, containerPort].filter(Boolean).join('='),
              )
              .join(', ') || 'none',
          )
        : []),
    ],
  };
}

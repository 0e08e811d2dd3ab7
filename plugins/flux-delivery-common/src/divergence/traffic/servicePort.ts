import { backendsOf } from '../../kube/backends';
import { keyOf } from '../../kube/ObjectRef';
import type { Service } from '../../kube/workloads';
import type { ResolvedService } from '../../paths/DeliveryPath';
import { list } from '../rollout/shape';

export type ServicePort = NonNullable<
  NonNullable<Service['spec']>['ports']
>[number];

/** What is not there for those who use a service: not every pod has it, and nobody misses it who calls. */
const ON_THE_SIDE =
  /(?:^|[-_.])(?:metrics?|prom(?:etheus)?|monitor(?:ing)?|telemetry|exporter|tracing|health[a-z]*|probes?|live(?:ness)?|ready|readiness|status|admin|manage(?:ment)?|mgmt|actuator|debug|pprof|profil(?:er|ing)|jmx)(?:$|[-_.])/i;

export function isOnTheSide(name: string | undefined): boolean {
  return name !== undefined && ON_THE_SIDE.test(name);
}

/** The ports of a Service that are meant for those who use it. */
export function portsForTraffic({ service }: ResolvedService): ServicePort[] {
  return list(service.object.spec?.ports).filter(
    ({ name, targetPort }) =>
      !isOnTheSide(name) && !isOnTheSide(String(targetPort ?? '')),
  );
}

/** Where a port leads: a number, or a name that its pods give to one. */
export function targetOf({ targetPort, port }: ServicePort): number | string {
  return targetPort ?? port ?? '';
}

export function isNamed(port: ServicePort): boolean {
  return !/^\d+$/.test(String(targetOf(port)));
}

/** Whether an Ingress or a route sends traffic to this port of the Service. */
export function isRouted(
  { port, name }: ServicePort,
  { ref, routes }: ResolvedService,
): boolean {
  return list(routes)
    .flatMap(backendsOf)
    .some(
      backend =>
        backend.weight > 0 &&
        backend.port !== undefined &&
        (backend.port === port || backend.port === name) &&
        keyOf(backend.service) === keyOf(ref),
    );
}

import { displayRef } from '../../kube/ObjectRef';
import { podTemplateOf } from '../../kube/podTemplate';
import type { ResolvedTarget } from '../../paths/DeliveryPath';
import { isBefore } from '../deadline';
import { fact } from '../evidence';
import type { Judgement } from '../Judgement';
import type { JudgeContext } from '../JudgeContext';
import { list } from '../rollout/shape';
import type { Note } from '../SegmentVerdict';
import { behindServices, type Behind } from './behind';
import { containerPortsOf } from './containerPorts';
import { lastReadyAt } from './readiness';
import {
  isNamed,
  isRouted,
  portsForTraffic,
  targetOf,
  type ServicePort,
} from './servicePort';
import { lastWriteOf, latestOf, settled } from './settling';

/** A port of a Service behind which nobody answers, as far as can be told. */
interface Broken {
  port: ServicePort;
  why: string;
}

/**
 * A Service whose endpoints are ready, and nobody answers where its traffic goes: on none of the ports that are meant for it, or on
 * one that a route leads to. One port of several that leads nowhere is a note.
 */
export function judgePorts(
  behind: Behind,
  target: ResolvedTarget,
  { now }: JudgeContext,
): Judgement | undefined {
  const broken = [...unresolvedPorts(behind), ...deafPorts(behind, target)];
  const wanted = wantedPorts(behind, target);
  const isBroken = (port: ServicePort) => broken.some(one => one.port === port);
  const worst =
    broken.find(({ port }) => isRouted(port, behind.service)) ??
    (wanted.length > 0 && wanted.every(isBroken)
      ? broken.find(({ port }) => wanted.includes(port))
      : undefined);
  const { service, slices } = behind.service;
  return (
    worst &&
    settled(
      faultOf(worst, behind),
      latestOf([service, ...list(slices)].map(lastWriteOf)),
      now,
    )
  );
}

/** Those that are meant for traffic. Where the target has nothing but ports on the side, they are what it is there for. */
function wantedPorts(
  { service }: Behind,
  { services }: ResolvedTarget,
): ServicePort[] {
  const wanted = portsForTraffic(service);
  return wanted.length > 0 ||
    services.some(other => portsForTraffic(other).length > 0)
    ? wanted
    : list(service.service.object.spec?.ports);
}

/** Ports that lead nowhere, while others of their Service do what they are there for. */
export function portNotes(
  target: ResolvedTarget,
  context: JudgeContext,
): Note[] {
  return [...behindServices(target, context).values()]
    .filter(
      behind =>
        behind.endpoints.length > 0 && !judgePorts(behind, target, context),
    )
    .flatMap(behind =>
      unresolvedPorts(behind).map(({ port, why }) => ({
        class: 'port-leads-nowhere',
        summary: `${displayRef(behind.service.ref)} sends port ${
          port.name ?? port.port
        } to ${targetOf(port)}: ${why}.`,
      })),
    );
}

/**
 * Ports by a name that no container has: the endpoints controller leaves out of a slice what no pod resolves, so that this is proven.
 * A headless Service sends nothing anywhere; who asks for it chooses the port.
 */
function unresolvedPorts({ service: { service, slices } }: Behind): Broken[] {
  const { spec } = service.object;
  const filled = list(slices).filter(
    ({ object }) => list(object.endpoints).length > 0,
  );
  const resolved = new Set(
    filled.flatMap(({ object }) =>
      list(object.ports).map(({ name }) => name ?? ''),
    ),
  );
  return filled.length === 0 || spec?.clusterIP === 'None'
    ? []
    : list(spec?.ports)
        .filter(port => isNamed(port) && !resolved.has(port.name ?? ''))
        .map(port => ({
          port,
          why: `no container has a port named ${targetOf(port)}`,
        }));
}

/**
 * Ports by a number. A slice bears each number, and containers need not declare what they listen on, so that an undeclared one proves
 * nothing by itself. It does where everything points elsewhere: every container declares ports, neither they nor a probe name any of
 * the Service's, and what they do declare for traffic is reached through no Service at all.
 */
function deafPorts(
  { service: { service }, selected }: Behind,
  { services }: ResolvedTarget,
): Broken[] {
  const { spec } = service.object;
  const ports = list(spec?.ports);
  const containers = containerPortsOf(selected);
  if (
    !containers ||
    spec?.clusterIP === 'None' ||
    ports.some(
      port => isNamed(port) || containers.known.has(Number(targetOf(port))),
    )
  ) {
    return [];
  }
  const reached = new Set(
    services.flatMap(other =>
      list(other.service.object.spec?.ports).map(port =>
        String(targetOf(port)),
      ),
    ),
  );
  const isReached = ({
    name = '',
    number,
  }: {
    name?: string;
    number: number;
  }) => reached.has(name) || reached.has(String(number));
  return containers.forTraffic.length > 0 &&
    !containers.forTraffic.some(isReached)
    ? ports.map(port => ({
        port,
        why: `no container declares port ${targetOf(port)}, only ${[
          ...containers.declared,
        ].join(', ')}`,
      }))
    : [];
}

function faultOf(
  { port, why }: Broken,
  { service: { ref, service }, selected, newest }: Behind,
): Omit<Judgement, 'verdict'> {
  const { writtenAt } = service.object.metadata;
  // Where pods came later, it may have been they that changed.
  const since = isBefore(lastReadyAt(newest), writtenAt)
    ? writtenAt
    : undefined;
  const [first] = selected;
  return {
    class: 'no-ready-endpoints',
    headline: `port ${port.port} leads to no container port`,
    summary: `${displayRef(ref)} sends port ${port.port} to ${targetOf(
      port,
    )}: ${why}. Nobody answers there.`,
    detail: why,
    ...(since && { since }),
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

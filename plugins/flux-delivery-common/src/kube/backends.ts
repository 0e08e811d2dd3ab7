import type { KubeObject, Observed } from './KubeObject';
import type { ObjectRef } from './ObjectRef';
import { list } from './list';

/** A Service that a route or an Ingress leads to. */
export interface Backend {
  service: ObjectRef;
  /** Number or name; absent where the route does not say. */
  port?: number | string;
  /** Within its rule; 1 where nothing is said. */
  weight: number;
  /** Which rule of the route; `default` for the default backend of an Ingress. */
  rule: string;
  /** Where in the object it stands. */
  field: string;
}

/** An Ingress of v1 or v1beta1. */
type Ingress = KubeObject<
  {
    defaultBackend?: IngressBackend;
    rules?: { http?: { paths?: { backend?: IngressBackend }[] } }[];
  },
  unknown
>;

interface IngressBackend {
  service?: { name?: string; port?: { number?: number; name?: string } };
  serviceName?: string;
  servicePort?: number | string;
}

export const GATEWAY_API = 'gateway.networking.k8s.io';
/** The routes of the Gateway API: they name their gateways, and the backends of their rules, all in the same fields. */
export const GATEWAY_ROUTES: readonly string[] = [
  'HTTPRoute',
  'GRPCRoute',
  'TLSRoute',
  'TCPRoute',
  'UDPRoute',
];

/** Any of {@link GATEWAY_ROUTES}. */
type Route = KubeObject<
  {
    rules?: {
      backendRefs?: {
        group?: string;
        kind?: string;
        name?: string;
        namespace?: string;
        port?: number;
        weight?: number;
      }[];
    }[];
  },
  unknown
>;

/** What a route leads to that is no Service, as a ServiceImport or an InferencePool: only its share of a rule is known. */
export interface OtherBackend {
  kind: string;
  name: string;
  /** Within its rule; 1 where nothing is said. */
  weight: number;
  /** Which rule of the route, as in {@link Backend}. */
  rule: string;
}

type Routed<T extends KubeObject> = Pick<Observed<T>, 'ref' | 'object'>;

/** The Services that an Ingress or a route of the Gateway API names, whether they exist or not. */
export function backendsOf(
  observed: Pick<Observed, 'ref' | 'object'>,
): Backend[] {
  return observed.ref.kind === 'Ingress'
    ? ofIngress(observed as Routed<Ingress>)
    : ofRoute(observed as Routed<Route>);
}

function ofRoute({ ref, object }: Routed<Route>): Backend[] {
  return list(object.spec?.rules).flatMap((rule, index) =>
    list(rule?.backendRefs).flatMap((to, at): Backend[] =>
      to?.name && isService(to)
        ? [
            {
              service: serviceRef(ref, to.name, to.namespace),
              ...(to.port !== undefined && { port: to.port }),
              weight: to.weight ?? 1,
              rule: String(index),
              field: `spec.rules[${index}].backendRefs[${at}]`,
            },
          ]
        : [],
    ),
  );
}

/** What a route of the Gateway API names beside Services. */
export function otherBackendsOf({
  ref,
  object,
}: Pick<Observed, 'ref' | 'object'>): OtherBackend[] {
  return ref.kind === 'Ingress'
    ? []
    : list((object as Route).spec?.rules).flatMap((rule, index) =>
        list(rule?.backendRefs).flatMap((to): OtherBackend[] =>
          to?.name && !isService(to)
            ? [
                {
                  kind: to.kind ?? 'Service',
                  name: to.name,
                  weight: to.weight ?? 1,
                  rule: String(index),
                },
              ]
            : [],
        ),
      );
}

function isService({ group, kind }: { group?: string; kind?: string }) {
  return !group && (kind ?? 'Service') === 'Service';
}

function ofIngress({ ref, object }: Routed<Ingress>): Backend[] {
  const byDefault = backend(ref, object.spec?.defaultBackend, {
    rule: 'default',
    field: 'spec.defaultBackend',
  });
  const ofRules = list(object.spec?.rules).flatMap((rule, index) =>
    list(rule?.http?.paths).flatMap((path, at) =>
      backend(ref, path?.backend, {
        rule: `${index}/${at}`,
        field: `spec.rules[${index}].http.paths[${at}].backend`,
      }),
    ),
  );
  return [...byDefault, ...ofRules];
}

function backend(
  ref: ObjectRef,
  to: IngressBackend | undefined,
  place: Pick<Backend, 'rule' | 'field'>,
): Backend[] {
  const name = to?.service?.name ?? to?.serviceName;
  const port =
    to?.service?.port?.number ?? to?.service?.port?.name ?? to?.servicePort;
  return typeof name === 'string' && name !== ''
    ? [
        {
          service: serviceRef(ref, name),
          ...(port !== undefined && { port }),
          weight: 1,
          ...place,
        },
      ]
    : [];
}

/** A Service in the namespace of the object that names it, unless that says another. */
export function serviceRef(
  from: ObjectRef,
  name: string,
  namespace?: string,
): ObjectRef {
  return {
    cluster: from.cluster,
    group: '',
    kind: 'Service',
    namespace: namespace || from.namespace,
    name,
  };
}

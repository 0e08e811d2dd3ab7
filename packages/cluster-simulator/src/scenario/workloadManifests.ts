import type { Fields, KubeResource } from '../store/KubeResource';
import type { Content, ContentProblem } from '../world/World';
import { imageOf, type ServiceSpec } from './Scenario';

const CANARY_STEPS = {
  canary: {
    steps: [
      { setWeight: 25 },
      { pause: {} },
      { setWeight: 50 },
      { pause: { duration: '10m' } },
    ],
  },
};

export interface WorkloadState {
  version: string;
  /** The Service selects a label that no pod has. */
  wrongSelector?: boolean;
}

/** The manifests that a team keeps for one service: its workload, its Service, and the routes to it. */
export function workloadManifests(
  service: ServiceSpec,
  state: WorkloadState,
): KubeResource[] {
  const { name, workload = 'Deployment' } = service;
  const id = service.label ?? name;
  const labels = {
    app: name,
    'app.kubernetes.io/name': name,
    'app.kubernetes.io/version': state.version,
    ...(id ? { 'backstage.io/kubernetes-id': id } : {}),
  };
  const metadata = {
    name,
    labels,
    ...(service.claim === 'workload'
      ? { annotations: { 'flux-delivery/entity': `component:default/${name}` } }
      : {}),
  };
  const { 'app.kubernetes.io/version': _version, ...podLabels } = labels;
  const template: Fields = {
    metadata: {
      labels: podLabels,
      ...(service.readyAfter
        ? { annotations: { 'simulator/ready-after': service.readyAfter } }
        : {}),
    },
    spec: {
      containers: [
        {
          name: 'app',
          image: `${imageOf(service)}:${state.version}`,
          ports: [{ containerPort: 8080, protocol: 'TCP' }],
        },
      ],
    },
  };
  const selector = { matchLabels: { app: name } };
  const replicas = service.canary ? {} : { replicas: service.replicas ?? 2 };
  const timing = {
    ...(service.minReadySeconds
      ? { minReadySeconds: service.minReadySeconds }
      : {}),
    ...(service.progressDeadlineSeconds
      ? { progressDeadlineSeconds: service.progressDeadlineSeconds }
      : {}),
  };
  switch (workload) {
    case 'StatefulSet':
      return [
        {
          apiVersion: 'apps/v1',
          kind: 'StatefulSet',
          metadata,
          spec: { ...replicas, serviceName: name, selector, template },
        },
        ...networkOf(service, state, labels),
      ];
    case 'DaemonSet':
      return [
        {
          apiVersion: 'apps/v1',
          kind: 'DaemonSet',
          metadata,
          spec: { selector, template },
        },
        ...networkOf(service, state, labels),
      ];
    case 'Job':
      return [
        {
          apiVersion: 'batch/v1',
          kind: 'Job',
          metadata: {
            ...metadata,
            name: `${name}-${state.version.replaceAll('.', '-')}`,
          },
          spec: {
            backoffLimit: 3,
            template: {
              ...template,
              spec: { ...template.spec, restartPolicy: 'Never' },
            },
          },
        },
      ];
    case 'CronJob':
      return [
        {
          apiVersion: 'batch/v1',
          kind: 'CronJob',
          metadata,
          spec: cronJobSpec(template),
        },
      ];
    case 'Rollout':
      return [
        {
          apiVersion: 'argoproj.io/v1alpha1',
          kind: 'Rollout',
          metadata,
          spec: { ...replicas, selector, template, strategy: CANARY_STEPS },
        },
        ...networkOf(service, state, labels),
      ];
    case 'Knative':
      return [
        {
          apiVersion: 'serving.knative.dev/v1',
          kind: 'Service',
          metadata,
          spec: {
            template: { metadata: { labels: podLabels }, spec: template.spec },
          },
        },
      ];
    default:
      return [
        {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          metadata,
          spec: { ...replicas, ...timing, selector, template },
        },
        ...networkOf(service, state, labels),
        ...(service.canary ? [canaryOf(service, labels)] : []),
      ];
  }
}

function cronJobSpec(template: Fields): Fields {
  return {
    schedule: '*/30 * * * *',
    concurrencyPolicy: 'Forbid',
    successfulJobsHistoryLimit: 3,
    failedJobsHistoryLimit: 1,
    suspend: false,
    jobTemplate: {
      spec: {
        template: {
          ...template,
          spec: { ...template.spec, restartPolicy: 'Never' },
        },
      },
    },
  };
}

function networkOf(
  service: ServiceSpec,
  state: WorkloadState,
  labels: Record<string, string>,
): KubeResource[] {
  const { name } = service;
  const { 'app.kubernetes.io/version': _version, ...own } = labels;
  // With a canary, Flagger owns the Services and the route.
  const routes = (service.canary ? [] : service.routes ?? []).map(kind =>
    kind === 'Ingress' ? ingressOf(name, own) : httpRouteOf(name, own),
  );
  return [
    ...(service.canary
      ? []
      : [
          {
            apiVersion: 'v1',
            kind: 'Service',
            metadata: { name, labels: own },
            spec: {
              selector: { app: state.wrongSelector ? `${name}-web` : name },
              ports: [{ port: 80, protocol: 'TCP', targetPort: 8080 }],
            },
          },
        ]),
    ...routes,
  ];
}

function ingressOf(name: string, labels: Record<string, string>): KubeResource {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name, labels },
    spec: {
      ingressClassName: 'nginx',
      rules: [
        {
          host: `${name}.example.com`,
          http: {
            paths: [
              {
                path: '/',
                pathType: 'Prefix',
                backend: { service: { name, port: { number: 80 } } },
              },
            ],
          },
        },
      ],
    },
  };
}

function httpRouteOf(
  name: string,
  labels: Record<string, string>,
): KubeResource {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name, labels },
    spec: {
      parentRefs: [{ name: 'public', namespace: 'platform' }],
      hostnames: [`${name}.api.example.com`],
      rules: [
        {
          matches: [{ path: { type: 'PathPrefix', value: '/' } }],
          backendRefs: [{ name, port: 80, weight: 1 }],
        },
      ],
    },
  };
}

function canaryOf(
  { name }: ServiceSpec,
  labels: Record<string, string>,
): KubeResource {
  return {
    apiVersion: 'flagger.app/v1beta1',
    kind: 'Canary',
    metadata: { name, labels },
    spec: {
      targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
      // Each weight is held for half a day: the deadline must not end it before.
      progressDeadlineSeconds: 86_400,
      service: { port: 80, targetPort: 8080, name },
      analysis: {
        interval: '12h',
        threshold: 5,
        maxWeight: 60,
        stepWeight: 20,
      },
    },
  };
}

/** What a commit or a chart holds for several services that share an applier. */
export const contentOf = (
  manifests: KubeResource[],
  problem?: ContentProblem,
): Content => ({
  manifests,
  ...(problem ? { problem } : {}),
});

/** The content with another tag for one image, as image automation edits a file. */
export function withImageTag(
  content: Content,
  image: string,
  tag: string,
): Content {
  const text = JSON.stringify(content);
  const quoted = image.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return JSON.parse(
    text.replace(new RegExp(`"${quoted}:[^"]+"`, 'g'), `"${image}:${tag}"`),
  );
}

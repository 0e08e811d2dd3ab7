import { sha256 } from '../clock/Random';
import type { Fields, KubeResource } from '../store/KubeResource';

const container = (fields: Fields) => ({
  ...fields,
  resources: fields.resources ?? {},
  terminationMessagePath: '/dev/termination-log',
  terminationMessagePolicy: 'File',
  imagePullPolicy: 'IfNotPresent',
});

export const podTemplate = (template: Fields): Fields => ({
  ...template,
  spec: {
    ...template.spec,
    containers: (template.spec?.containers ?? []).map(container),
    ...(template.spec?.initContainers
      ? { initContainers: template.spec.initContainers.map(container) }
      : {}),
    restartPolicy: template.spec?.restartPolicy ?? 'Always',
    terminationGracePeriodSeconds: 30,
    dnsPolicy: 'ClusterFirst',
    securityContext: {},
    schedulerName: 'default-scheduler',
  },
});

/** Fills in what the API server fills in, for the kinds whose rollout depends on it. */
export function withDefaults(object: KubeResource): KubeResource {
  const { spec } = object;
  if (!spec) {
    return object;
  }
  switch (object.kind) {
    case 'Deployment':
      return {
        ...object,
        spec: {
          replicas: 1,
          strategy: {
            type: 'RollingUpdate',
            rollingUpdate: { maxUnavailable: '25%', maxSurge: '25%' },
          },
          revisionHistoryLimit: 10,
          progressDeadlineSeconds: 600,
          ...spec,
          template: podTemplate(spec.template),
        },
      };
    case 'StatefulSet':
      return {
        ...object,
        spec: {
          replicas: 1,
          podManagementPolicy: 'OrderedReady',
          updateStrategy: {
            type: 'RollingUpdate',
            rollingUpdate: { partition: 0 },
          },
          revisionHistoryLimit: 10,
          ...spec,
          template: podTemplate(spec.template),
        },
      };
    case 'DaemonSet':
      return {
        ...object,
        spec: {
          updateStrategy: {
            type: 'RollingUpdate',
            rollingUpdate: { maxUnavailable: 1, maxSurge: 0 },
          },
          revisionHistoryLimit: 10,
          ...spec,
          template: podTemplate(spec.template),
        },
      };
    case 'Service':
      return object.apiVersion === 'v1'
        ? { ...object, spec: serviceSpec(object) }
        : object;
    case 'Namespace':
      return { ...object, status: { phase: 'Active' } };
    default:
      return fluxDefaults(object);
  }
}

function serviceSpec({ metadata, spec = {} }: KubeResource): Fields {
  const hash = Number.parseInt(
    sha256(`${metadata.namespace}/${metadata.name}`).slice(0, 4),
    16,
  );
  const clusterIP = `10.96.${hash % 256}.${(hash >> 8) + 1}`; // eslint-disable-line no-bitwise
  return {
    clusterIP,
    clusterIPs: [clusterIP],
    internalTrafficPolicy: 'Cluster',
    ipFamilies: ['IPv4'],
    ipFamilyPolicy: 'SingleStack',
    sessionAffinity: 'None',
    type: 'ClusterIP',
    ...spec,
  };
}

function fluxDefaults(object: KubeResource): KubeResource {
  if (!object.apiVersion.includes('.toolkit.fluxcd.io/')) {
    return object;
  }
  const defaults: Record<string, Fields> = {
    GitRepository: { timeout: '60s' },
    OCIRepository: { provider: 'generic', timeout: '60s' },
    HelmRepository: { provider: 'generic' },
    Kustomization: { force: false },
  };
  return {
    ...object,
    metadata: { finalizers: ['finalizers.fluxcd.io'], ...object.metadata },
    spec: { ...defaults[object.kind], ...object.spec },
  };
}

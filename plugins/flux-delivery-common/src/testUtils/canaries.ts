import type { KubeObject } from '../kube/KubeObject';

const CANARY = /canary-[a-z]+/g;

/**
 * A copy that bears, wherever secrets were ever seen in an object, words that may come out nowhere.
 *
 * @public
 */
export function withCanaries(original: KubeObject): KubeObject {
  const object: any = structuredClone(original);
  const { metadata, kind } = object;
  const url =
    'https://bot:canary-userinfo@git.example.com/acme/catalog?token=canary-query';
  metadata.annotations = {
    ...metadata.annotations,
    'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify({
      spec: { password: 'canary-lastapplied' },
    }),
  };
  metadata.annotations['example.com/pull-secret'] = JSON.stringify({
    auths: { 'registry.example.com': { auth: 'canary-dockerconfig' } },
  });
  metadata.managedFields = [
    {
      manager: 'kubectl',
      operation: 'Update',
      apiVersion: object.apiVersion,
      time: '2026-11-21T05:00:00Z',
      fieldsV1: { 'f:canary-managed': {} },
    },
  ];
  if (kind === 'GitRepository') {
    object.spec.url = url;
    object.status.conditions = [
      {
        type: 'Ready',
        status: 'False',
        reason: 'GitOperationFailed',
        message: `failed to checkout: unable to clone '${url.replace(
          'canary-userinfo',
          'canary-message',
        )}': authentication required; token=canary-assigned`,
        lastTransitionTime: '2026-11-21T05:00:00Z',
        observedGeneration: metadata.generation,
      },
    ];
  }
  if (kind === 'Kustomization') {
    object.spec.postBuild = {
      substitute: { DB_PASSWORD: 'canary-substitute' },
    };
  }
  if (kind === 'HelmRelease') {
    object.spec.values = { auth: { password: 'canary-values' } };
  }
  if (kind === 'Deployment') {
    object.spec.template.spec.containers[0].env = [
      { name: 'DB_PASSWORD', value: 'canary-env' },
    ];
    object.spec.template.spec.containers[0].args = [
      '--password=canary-argument',
      `--docker-config=${dockerConfig('canary-dockerargument')}`,
    ];
  }
  return object;
}

/**
 * Credentials of a registry, as a Secret holds them and people paste them elsewhere.
 *
 * @public
 */
export function dockerConfig(canary: string): string {
  return btoa(
    JSON.stringify({
      auths: { 'registry.example.com': { auth: canary, password: canary } },
    }),
  );
}

/**
 * Which of those words a text gives away, each once. What stands in base64 is no better hidden.
 *
 * @public
 */
export function canariesIn(text: string): string[] {
  const decoded = (text.match(/[A-Za-z0-9+/]{40,}={0,2}/g) ?? []).map(decode);
  return [
    ...new Set([text, ...decoded].flatMap(each => each.match(CANARY) ?? [])),
  ];
}

/** As much of it as is base64. */
function decode(text: string): string {
  const whole = text.replace(/=+$/, '');
  return atob(whole.slice(0, whole.length - (whole.length % 4)));
}

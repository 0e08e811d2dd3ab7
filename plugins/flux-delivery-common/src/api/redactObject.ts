import { redact } from '../kube/redact';

const HIDDEN = '<hidden>';

/** Annotations whose values are shown; of all others only the name is: people keep anything in annotations. */
const SHOWN_ANNOTATIONS =
  /^(?:flux-delivery|backstage\.io|app\.kubernetes\.io|deployment\.kubernetes\.io|meta\.helm\.sh|helm\.sh|(?:[a-z-]+\.)*toolkit\.fluxcd\.io|reconcile\.fluxcd\.io|fluxcd\.controlplane\.io|source\.extensions\.fluxcd\.io|autoscaling\.knative\.dev|rollout\.argoproj\.io)\//;

const DROPPED_METADATA = new Set(['managedFields', 'selfLink']);
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** Fields that may hold credentials by design, by kind: everything below them is hidden, the keys are kept. */
const HIDDEN_BELOW: Record<string, readonly string[]> = {
  HelmRelease: ['spec.values', 'spec.postRenderers'],
  Kustomization: ['spec.postBuild.substitute', 'spec.patches'],
  Provider: ['spec.address', 'spec.channel', 'spec.username', 'spec.proxy'],
  Receiver: ['status.webhookPath', 'status.url'],
  ResourceSet: ['spec.inputs', 'spec.resources', 'spec.resourcesTemplate'],
};

/**
 * A copy of an object as the API server gave it that is fit to be shown to whoever may see the path: no managedFields, no
 * last-applied copy, no values of environment variables, Helm values, substitutions, webhook paths and addresses, and every
 * text without credentials that can be told from their form.
 *
 * @public
 */
export function redactObject(raw: unknown): unknown {
  const kind = isRecord(raw) && typeof raw.kind === 'string' ? raw.kind : '';
  return walk(raw, '', HIDDEN_BELOW[kind] ?? []);
}

function walk(
  value: unknown,
  path: string,
  hidden: readonly string[],
): unknown {
  if (hidden.includes(path)) {
    return hideLeaves(value);
  }
  if (typeof value === 'string') {
    return redact(value);
  }
  if (Array.isArray(value)) {
    return path.endsWith('.env')
      ? value.map(hideEnvValue)
      : value.map(item => walk(item, path, hidden));
  }
  if (!isRecord(value)) {
    return value;
  }
  const copy: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    const below = path ? `${path}.${key}` : key;
    if (
      below === 'metadata.annotations' ||
      below.endsWith('.template.metadata.annotations')
    ) {
      copy[key] = showAnnotations(item);
    } else if (!(path === 'metadata' && DROPPED_METADATA.has(key))) {
      copy[key] = walk(item, below, hidden);
    }
  }
  return copy;
}

function showAnnotations(value: unknown): unknown {
  if (!isRecord(value)) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== LAST_APPLIED)
      .map(([key, text]) => [
        key,
        SHOWN_ANNOTATIONS.test(key) && typeof text === 'string'
          ? redact(text)
          : HIDDEN,
      ]),
  );
}

function hideEnvValue(item: unknown): unknown {
  return isRecord(item) && 'value' in item ? { ...item, value: HIDDEN } : item;
}

function hideLeaves(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(hideLeaves);
  }
  if (isRecord(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, hideLeaves(item)]),
    );
  }
  return HIDDEN;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

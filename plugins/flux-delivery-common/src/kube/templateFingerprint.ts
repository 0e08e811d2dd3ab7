import { sha256 } from './sha256';

/**
 * What is kept of a pod template to tell whether it changed. Never shown.
 *
 * @public
 */
export interface TemplateFingerprint {
  /** Over all of the template but restart annotations, and what its controller adds. */
  hash: string;
  /** Over the restart annotations alone; absent where there are none. */
  restarts?: string;
}

/** Written to get new pods of the same content. */
const RESTARTS = new Set([
  'kubectl.kubernetes.io/restartedAt',
  'openshift.openshift.io/restartedAt',
  'cattle.io/timestamp',
  'reloader.stakater.com/last-reloaded-from',
  'client.knative.dev/updateTimestamp',
]);
/** Added by controllers to copies of a template. */
const ADDED_LABELS = new Set([
  'pod-template-hash',
  'rollouts-pod-template-hash',
  'controller-uid',
  'batch.kubernetes.io/controller-uid',
]);
const HASH_LENGTH = 32;

/**
 * The fingerprint of a pod template as the API server has it, with all of its fields; undefined where there is none. `restartAt` is
 * what a workload has instead of a restart annotation.
 */
export function templateFingerprint(
  template: unknown,
  restartAt?: unknown,
): TemplateFingerprint | undefined {
  if (!isMap(template)) {
    return undefined;
  }
  const metadata = isMap(template.metadata) ? template.metadata : {};
  const { annotations, labels, creationTimestamp: _, ...rest } = metadata;
  const all = Object.entries(isMap(annotations) ? annotations : {});
  const restarts = all.filter(([name]) => RESTARTS.has(name));
  const kept = Object.fromEntries(all.filter(([name]) => !RESTARTS.has(name)));
  const ownLabels = Object.fromEntries(
    Object.entries(isMap(labels) ? labels : {}).filter(
      ([name]) => !ADDED_LABELS.has(name),
    ),
  );
  const restarted =
    typeof restartAt === 'string'
      ? [...restarts, ['restartAt', restartAt] as const]
      : restarts;
  return {
    hash: fingerprint({
      ...template,
      metadata: { ...rest, annotations: kept, labels: ownLabels },
    }),
    ...(restarted.length > 0 && {
      restarts: fingerprint(Object.fromEntries(restarted)),
    }),
  };
}

/**
 * A short hash of anything that JSON can hold, whatever the order of its keys; what is absent and what is empty count alike.
 *
 * @public
 */
export function fingerprint(value: unknown): string {
  return sha256(canonical(value, 0) ?? 'null').slice(0, HASH_LENGTH);
}

const DEEPEST = 64;

function canonical(value: unknown, depth: number): string | undefined {
  if (depth > DEEPEST || value === undefined || value === null) {
    return undefined;
  }
  if (Array.isArray(value)) {
    const items = value.map(item => canonical(item, depth + 1) ?? 'null');
    return items.length > 0 ? `[${items.join(',')}]` : undefined;
  }
  if (isMap(value)) {
    const fields = Object.keys(value)
      .sort()
      .flatMap(key => {
        const below = canonical(value[key], depth + 1);
        return below === undefined ? [] : [`${JSON.stringify(key)}:${below}`];
      });
    return fields.length > 0 ? `{${fields.join(',')}}` : undefined;
  }
  return JSON.stringify(value);
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

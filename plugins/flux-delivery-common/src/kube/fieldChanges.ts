/**
 * What one manager wrote of an object and nobody else owns, as `metadata.managedFields` tells.
 *
 * @public
 */
export interface FieldChange {
  /** Who wrote, as the client called itself: `kubectl-edit`, `kubectl-set`, `flux`. */
  manager: string;
  operation: string;
  /** RFC 3339: the last time that this manager wrote; API servers leave it out for a scale. */
  time?: string;
  /** RFC 3339: when the change was first seen here; only where it was seen to come. */
  seenAt?: string;
  /** `spec.replicas`, `spec.template.spec.containers[web].image`; at most ten. */
  fields: string[];
}

/**
 * Which of an object's managed fields are worth keeping.
 *
 * @public
 */
export interface ChangeScope {
  /** Paths that count, with everything below them. */
  below: readonly string[];
  /** True where only what strangers wrote counts: neither Flux nor the controllers that work on workloads. */
  strangersOnly?: boolean;
}

/**
 * - `git`: a Kustomization applies it;
 * - `nobody`: no manager owns it. Either it was never set, or somebody scaled to nothing: then the API server keeps no writer.
 *
 * @public
 */
export type ReplicasBy = 'git' | 'nobody';

const MOST_ENTRIES = 100;
const MOST_CHANGES = 5;
const MOST_FIELDS = 10;
const MOST_NODES = 2_000;
const DEEPEST = 24;
const LONGEST_NAME = 128;

/** Who writes workloads by right: what delivers them, and the controllers that scale, shift or own them. */
const BY_RIGHT =
  /^(?:(?:gotk-)?(?:kustomize|helm|source|notification|image-automation|image-reflector)-controller|flux-operator|kube-controller-manager|kube-scheduler|kube-apiserver|kubelet|cloud-controller-manager|cluster-autoscaler|karpenter|flagger|rollouts-controller|argo-rollouts|keda(?:-operator)?|vpa-.*|(?:vertical|horizontal)-pod-autoscaler.*|.*-autoscaler|autoscaler-.*|serving-controller|controller|webhook|kruise-manager|descheduler)$/;

/**
 * What managers wrote that others do not own as well, the latest first. Total: what is no list of managed fields gives nothing.
 */
export function fieldChangesOf(
  managedFields: unknown,
  { below, strangersOnly = false }: ChangeScope,
): FieldChange[] {
  if (!Array.isArray(managedFields)) {
    return [];
  }
  const written = managedFields
    .slice(0, MOST_ENTRIES)
    .filter(isEntry)
    .filter(({ subresource }) => subresource !== 'status');
  const counts = ({ manager }: Entry) =>
    !strangersOnly || !BY_RIGHT.test(manager);
  // Mostly nobody else wrote anything: then nothing has to be read.
  if (!written.some(counts)) {
    return [];
  }
  const entries = written.map(entry => ({
    entry,
    leaves: leavesBelow(below, entry.fieldsV1),
  }));
  return entries
    .filter(({ entry }) => counts(entry))
    .map(({ entry, leaves }) => ({
      entry,
      own: leaves.filter(
        leaf =>
          !entries.some(
            other => other.entry !== entry && other.leaves.includes(leaf),
          ),
      ),
    }))
    .filter(({ own }) => own.length > 0)
    .map(({ entry, own }) => ({
      manager: entry.manager.slice(0, LONGEST_NAME),
      operation: entry.operation ?? 'Update',
      ...(typeof entry.time === 'string' && { time: entry.time }),
      fields: own.slice(0, MOST_FIELDS),
    }))
    .sort((a, b) => (b.time ?? '').localeCompare(a.time ?? ''))
    .slice(0, MOST_CHANGES);
}

/** Who sets `spec.replicas`; undefined where others do, or nobody wrote a spec at all. */
export function replicasBy(managedFields: unknown): ReplicasBy | undefined {
  if (!Array.isArray(managedFields)) {
    return undefined;
  }
  const specs = managedFields
    .slice(0, MOST_ENTRIES)
    .filter(isEntry)
    .flatMap(({ manager, operation, fieldsV1 }) => {
      const spec = isMap(fieldsV1) ? fieldsV1['f:spec'] : undefined;
      return isMap(spec) ? { manager, operation, spec } : [];
    });
  const owners = specs.filter(({ spec }) => 'f:replicas' in spec);
  if (owners.length === 0) {
    return specs.length > 0 ? 'nobody' : undefined;
  }
  return owners.some(
    ({ manager, operation }) =>
      manager === 'kustomize-controller' && operation === 'Apply',
  )
    ? 'git'
    : undefined;
}

interface Entry {
  manager: string;
  operation?: string;
  time?: unknown;
  subresource?: unknown;
  fieldsV1?: unknown;
}

function isEntry(value: unknown): value is Entry {
  return (
    isMap(value) &&
    typeof value.manager === 'string' &&
    (value.operation === undefined || typeof value.operation === 'string')
  );
}

/** The fields below some paths, as dotted paths; the walk is bounded, as anybody may be the author of an object. */
function leavesBelow(paths: readonly string[], fields: unknown): string[] {
  const leaves: string[] = [];
  let nodes = 0;
  const walk = (node: unknown, path: string, depth: number) => {
    nodes += 1;
    if (!isMap(node) || depth > DEEPEST || nodes > MOST_NODES) {
      return;
    }
    const below = Object.keys(node).filter(key => key !== '.');
    if (below.length === 0 && isBelow(path, paths)) {
      leaves.push(path);
    }
    for (const key of below) {
      const next = path + step(key, path);
      if (
        isBelow(next, paths) ||
        paths.some(wanted => isBelow(wanted, [next]))
      ) {
        walk(node[key], next, depth + 1);
      }
    }
  };
  walk(fields, '', 0);
  return leaves;
}

/** `f:replicas` is a field; `k:{"name":"web"}`, `v:"x"` and `i:0` are items of a list. */
function step(key: string, path: string): string {
  const [kind, rest] = [key.slice(0, 2), key.slice(2)];
  if (kind === 'f:') {
    const plain = /^[A-Za-z0-9_-]+$/.test(rest);
    if (!plain) {
      return `[${rest.slice(0, LONGEST_NAME)}]`;
    }
    return path ? `.${rest}` : rest;
  }
  return `[${kind === 'k:' ? keyOfItem(rest) : rest.slice(0, LONGEST_NAME)}]`;
}

function keyOfItem(json: string): string {
  try {
    const key: unknown = JSON.parse(json);
    return isMap(key)
      ? Object.values(key).join('/').slice(0, LONGEST_NAME)
      : '';
  } catch {
    return json.slice(0, LONGEST_NAME);
  }
}

function isBelow(leaf: string, paths: readonly string[]): boolean {
  return paths.some(
    path =>
      leaf === path ||
      (leaf.startsWith(path) &&
        (leaf[path.length] === '.' || leaf[path.length] === '[')),
  );
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import { parseImage } from '../../kube/imageReference';
import { podWorkloads } from '../../promotion/podWorkloads';
import { sourceKey } from '../../promotion/sourceKey';
import { kindsNamed, type NamedKind } from './kindsNamed';

/**
 * What one may ask the owner of.
 *
 * @public
 */
export type OwnershipQuestion =
  | {
      by: 'object';
      cluster?: string;
      group?: string;
      /** As Kubernetes writes it. */
      kind: string;
      /** Empty for cluster-scoped objects. */
      namespace: string;
      name: string;
    }
  | { by: 'namespace'; cluster?: string; namespace: string }
  | { by: 'image'; cluster?: string; image: string }
  | { by: 'digest'; cluster?: string; digest: string }
  | { by: 'url'; cluster?: string; url: string }
  | { by: 'release'; cluster?: string; namespace?: string; release: string }
  | { by: 'pod'; cluster?: string; namespace?: string; pod: string }
  /** Anything of that name: an applier, a source, a workload. */
  | { by: 'name'; cluster?: string; namespace?: string; name: string }
  /** Also whoever stands for several services: a group, user, system or domain. */
  | { by: 'entity'; entityRef: string };

const LONGEST = 1024;
const DIGEST = /^sha(?:256:[0-9a-f]{64}|512:[0-9a-f]{128})$/i;
const NAME = /^[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?$/;
const ENTITY =
  /^(component|system|resource|domain|api|group|user):(?:([\w.-]{1,63})\/)?([\w.-]{1,63})$/i;
/** `prod-eu:`, before a namespace or kind. */
const CLUSTER = /^([a-z0-9][-\w.]{0,252}):(?!\/\/)(?=[\w.-]+\/[\w.-]+)/i;
const IN_NAMESPACE =
  /\s+(?:-n|--namespace)(?:\s+|=)([a-z0-9][-a-z0-9]{0,62})\b/;

/**
 * What a pasted text may ask, the likeliest first; empty for a text that can name nothing. Never throws.
 *
 * - `component:default/api`, `group:shop`, `domain:trade`
 * - `https://git.example.com/team/app.git`, `git@host:team/app`, `oci://…`
 * - `sha256:…`, `registry.example.com/team/api:1.2`
 * - `Deployment payments/api`, `deployment/api -n payments`, `Kustomization/flux-system/apps`, each also as `prod-eu:…`
 * - `payments/api`, `api-7d9c8b6f5-x2x4q`, `api`
 *
 * @public
 */
export function readOwnershipQuestion(pasted: string): OwnershipQuestion[] {
  const text = pasted
    .trim()
    .replace(/^["'`<(]+|["'`>),;]+$/g, '')
    .replace(/^(?:kubectl|flux)\s+(?:get|describe|logs)\s+/, '');
  if (text === '' || text.length > LONGEST) {
    return [];
  }
  const entity = ENTITY.exec(text);
  if (entity) {
    const [, kind, namespace = 'default', name] = entity;
    return [
      { by: 'entity', entityRef: `${kind}:${namespace}/${name}`.toLowerCase() },
      // An image of that name with a tag is written the same.
      ...(/^v?\d/i.test(name) && !entity[2] ? readImage(text) : []),
    ];
  }
  if (DIGEST.test(text)) {
    return [{ by: 'digest', digest: text.toLowerCase() }];
  }
  if (isAddress(text)) {
    return [{ by: 'url', url: text }];
  }
  const named = readNamed(text);
  return named.length > 0 ? named : readImage(text);
}

function isAddress(text: string): boolean {
  return (
    (/^[a-z][a-z0-9+.-]{0,20}:\/\//i.test(text) ||
      /^[\w.-]+@[\w.-]+:/.test(text)) &&
    sourceKey(text) !== undefined
  );
}

/** Images without tag and digest look like names; with them, like nothing else. */
function readImage(text: string): OwnershipQuestion[] {
  const { repository } = parseImage(text);
  return repository ? [{ by: 'image', image: text }] : [];
}

function readNamed(text: string): OwnershipQuestion[] {
  const inNamespace = IN_NAMESPACE.exec(text)?.[1];
  const bare = text.replace(IN_NAMESPACE, ' ').trim();
  const cluster = CLUSTER.exec(bare)?.[1];
  const isImage =
    cluster !== undefined && !/^[\w.-]+:[\w.-]+(?:\/[\w.-]+){1,2}$/.test(bare);
  const place = cluster && !isImage ? { cluster } : {};
  const words = (cluster && !isImage ? bare.slice(cluster.length + 1) : bare)
    .split(/[\s/]+/)
    .filter(Boolean);
  if (
    words.length === 0 ||
    words.length > 3 ||
    !words.every(word => /^[\w.-]+$/.test(word))
  ) {
    return [];
  }
  const [first] = words;
  const kinds = words.length > 1 ? kindsNamed(first) : [];
  const rest = kinds.length > 0 ? words.slice(1) : words;
  const name = rest[rest.length - 1];
  const namespace = rest.length > 1 ? rest[0] : inNamespace;
  if (rest.length > 2 || !NAME.test(name)) {
    return [];
  }
  return kinds.length > 0
    ? kinds.flatMap(kind => ofKind(kind, { ...place, namespace, name }))
    : ofAnyKind({ ...place, namespace, name });
}

interface Named {
  cluster?: string;
  namespace?: string;
  name: string;
}

function ofKind(
  { group, kind, namespaced }: NamedKind,
  { name, namespace, ...place }: Named,
): OwnershipQuestion[] {
  if (kind === 'Pod' && group === '') {
    return [
      { by: 'pod', ...place, ...(namespace && { namespace }), pod: name },
    ];
  }
  if (kind === 'Namespace' && group === '') {
    return [{ by: 'namespace', ...place, namespace: name }];
  }
  if (namespaced && namespace === undefined) {
    return [{ by: 'name', ...place, name }];
  }
  return [
    {
      by: 'object',
      ...place,
      group,
      kind,
      namespace: namespaced ? namespace! : '',
      name,
    },
  ];
}

/** A bare name is looked for everywhere; it is a pod's where it ends like one. */
function ofAnyKind({ name, namespace, ...place }: Named): OwnershipQuestion[] {
  const beside = { ...place, ...(namespace && { namespace }) };
  const isPod = podWorkloads(name).length > 0;
  const isHost = namespace?.includes('.') === true;
  return [
    ...(isPod ? [{ by: 'pod' as const, ...beside, pod: name }] : []),
    { by: 'name', ...beside, name },
    { by: 'release', ...beside, release: name },
    ...(namespace === undefined
      ? [{ by: 'namespace' as const, ...place, namespace: name }]
      : []),
    ...(isHost || namespace
      ? [{ by: 'image' as const, image: `${namespace}/${name}` }]
      : []),
  ];
}

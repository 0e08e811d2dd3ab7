import type { KubeResource } from '../store/KubeResource';
import { apiVersionOf, type ServedKind } from '../store/kinds';
import type { ObjectStore } from '../store/ObjectStore';
import type { AccessRules, Verb } from './AccessRules';
import {
  coreVersions,
  groupList,
  groupOfCluster,
  resourceList,
  versionInfo,
} from './discovery';
import type { ListPages } from './ListPages';
import { mergePatch } from './mergePatch';
import { selectorOf, versionAsked } from './query';
import type { RequestTarget } from './requestPath';
import {
  badRequest,
  noSuchPath,
  notFound,
  StatusError,
  tooLargeVersion,
} from './StatusError';
import { serialize } from './watchStream';

export interface ApiAnswer {
  code: number;
  body: string;
  contentType?: string;
}

export interface ApiRequest {
  store: ObjectStore;
  kinds: readonly ServedKind[];
  access: AccessRules;
  pages: ListPages;
  query: URLSearchParams;
  method: string;
  accept: string;
  body: string;
}

type ObjectTarget = Extract<RequestTarget, { type: 'object' }>;

const ok = (body: unknown): ApiAnswer => ({
  code: 200,
  body: JSON.stringify(body),
});

/** Answers everything but watches. */
export function answer(target: RequestTarget, request: ApiRequest): ApiAnswer {
  const { kinds } = request;
  switch (target.type) {
    case 'version':
      return ok(versionInfo);
    case 'health':
      return { code: 200, body: 'ok', contentType: 'text/plain' };
    case 'coreVersions':
      return ok(coreVersions());
    case 'groups':
      return ok(groupList(kinds));
    case 'group':
      return ok(groupOfCluster(target.group, kinds));
    case 'resources':
      return ok(resourceList(target.group, target.version, kinds));
    case 'accessReview':
      return reviewAccess(request);
    case 'object':
      return answerObject(target, request);
    default:
      throw noSuchPath();
  }
}

function answerObject(target: ObjectTarget, request: ApiRequest): ApiAnswer {
  if (request.method === 'PATCH') {
    return patch(target, request);
  }
  if (request.method !== 'GET') {
    throw new StatusError(
      405,
      'MethodNotAllowed',
      'the server does not allow this method on the requested resource',
    );
  }
  return target.name ? get(target, request) : list(target, request);
}

function get(target: ObjectTarget, request: ApiRequest): ApiAnswer {
  request.access.assert('get', target.kind, target.namespace, target.name);
  const object = find(target, request);
  if (target.subresource === 'log') {
    return { code: 200, body: logOf(object), contentType: 'text/plain' };
  }
  return {
    code: 200,
    body: metadataOnly(request)
      ? JSON.stringify(partial(object))
      : serialize(object),
  };
}

function list(target: ObjectTarget, request: ApiRequest): ApiAnswer {
  const { kind, namespace } = target;
  const { store, query, pages } = request;
  request.access.assert('list', kind, namespace);
  const version = versionAsked(query);
  if (version > store.version) {
    throw tooLargeVersion(version, store.version);
  }
  const selects = selectorOf(query, target.name);
  // With resourceVersion=0 the list comes from the watch cache, which does not page.
  const limit =
    query.get('resourceVersion') === '0' ? 0 : Number(query.get('limit') ?? 0);
  const current = () => ({
    version: store.version,
    objects: store.list(kind.group, kind.kind, namespace).filter(selects),
  });
  const token = query.get('continue');
  const page = token
    ? pages.next(token, limit, current)
    : pages.first(store.version, current().objects, limit);
  const metadata = {
    resourceVersion: String(page.version),
    ...(page.continueToken
      ? { continue: page.continueToken, remainingItemCount: page.remaining }
      : {}),
  };
  const slim = metadataOnly(request);
  const items = page.objects.map(object =>
    slim ? JSON.stringify(partial(object)) : serialize(object),
  );
  const type = slim
    ? { kind: 'PartialObjectMetadataList', apiVersion: 'meta.k8s.io/v1' }
    : { kind: `${kind.kind}List`, apiVersion: apiVersionOf(kind) };
  return {
    code: 200,
    body: `{"kind":"${type.kind}","apiVersion":"${
      type.apiVersion
    }","metadata":${JSON.stringify(metadata)},"items":[${items.join(',')}]}`,
  };
}

function patch(target: ObjectTarget, request: ApiRequest): ApiAnswer {
  const { kind, namespace, name } = target;
  request.access.assert('patch', kind, namespace, name);
  const before = find(target, request);
  let body: unknown;
  try {
    body = JSON.parse(request.body);
  } catch {
    throw badRequest('error decoding patch: the body is not JSON');
  }
  const after = request.store.modify(
    { group: kind.group, kind: kind.kind, namespace, name: name! },
    draft => {
      const merged = mergePatch(draft, body) as KubeResource;
      // Identity and status are not the client's to write.
      const {
        name: _name,
        namespace: _namespace,
        uid: _uid,
        resourceVersion: _version,
        ...metadata
      } = merged.metadata;
      draft.metadata = {
        ...before.metadata,
        labels: metadata.labels,
        annotations: metadata.annotations,
      };
      draft.spec = merged.spec;
    },
  );
  return { code: 200, body: serialize(after!) };
}

function reviewAccess(request: ApiRequest): ApiAnswer {
  let review: { spec?: { resourceAttributes?: Record<string, string> } };
  try {
    review = JSON.parse(request.body);
  } catch {
    throw badRequest('the body is not JSON');
  }
  const asked = review.spec?.resourceAttributes ?? {};
  const allowed = request.access.allows(
    asked.verb as Verb,
    asked.group ?? '',
    asked.resource ?? '',
  );
  return {
    code: 201,
    body: JSON.stringify({
      kind: 'SelfSubjectAccessReview',
      apiVersion: 'authorization.k8s.io/v1',
      metadata: { creationTimestamp: null },
      spec: review.spec,
      status: {
        allowed,
        ...(allowed ? {} : { reason: 'denied by the rules of this cluster' }),
      },
    }),
  };
}

function find(target: ObjectTarget, request: ApiRequest): KubeResource {
  const { kind, namespace, name } = target;
  const found = request.store.get({
    group: kind.group,
    kind: kind.kind,
    namespace,
    name: name!,
  });
  if (!found) {
    throw notFound(kind.group, kind.plural, name!);
  }
  return found;
}

function metadataOnly(request: ApiRequest) {
  return /as=PartialObjectMetadata(List)?\b/.test(request.accept);
}

function partial(object: KubeResource) {
  return {
    kind: 'PartialObjectMetadata',
    apiVersion: 'meta.k8s.io/v1',
    metadata: object.metadata,
  };
}

function logOf(pod: KubeResource): string {
  const lines = (pod.status?.containerStatuses ?? []).map(
    (container: { name: string; image: string; ready: boolean }) =>
      `${container.name}: image ${container.image}, ${
        container.ready ? 'ready' : 'not ready'
      }`,
  );
  return `${lines.join('\n')}\n`;
}

import { InputError } from '@backstage/errors';
import {
  kindsNamed,
  type OwnershipQuestion,
  parseImage,
  readOwnershipQuestion,
  sourceKey,
} from 'backstage-plugin-flux-delivery-common';

/** The parameters of `GET /ownership`, as they stand in the query. */
export type OwnershipParameters = Partial<
  Record<
    | 'q'
    | 'cluster'
    | 'group'
    | 'kind'
    | 'namespace'
    | 'name'
    | 'image'
    | 'digest'
    | 'url'
    | 'release'
    | 'pod',
    string
  >
>;

/** Each asks by itself. */
const QUESTIONS = [
  'q',
  'kind',
  'image',
  'digest',
  'url',
  'release',
  'pod',
] as const;
/** What each may be narrowed by, beside the cluster. */
const BESIDE: Record<string, readonly (keyof OwnershipParameters)[]> = {
  q: [],
  kind: ['group', 'namespace', 'name'],
  image: [],
  digest: [],
  url: [],
  release: ['namespace'],
  pod: ['namespace'],
  namespace: [],
};
const DIGEST = /^sha(?:256:[0-9a-f]{64}|512:[0-9a-f]{128})$/i;

/**
 * The one question of a request, in all ways in which it can be read.
 *
 * @throws InputError that names the field at fault
 */
export function ownershipQuestion(
  given: OwnershipParameters,
): OwnershipQuestion[] {
  const asked = QUESTIONS.filter(field => given[field] !== undefined);
  const [by = given.namespace === undefined ? undefined : 'namespace', second] =
    asked;
  if (by === undefined) {
    throw new InputError(
      given.name === undefined
        ? 'q: one question is needed: q, kind and name, namespace, image, digest, url, release or pod'
        : 'kind: a name is asked for with its kind',
    );
  }
  if (second) {
    throw new InputError(
      `${second}: one question for each request, and ${by} is one already`,
    );
  }
  for (const field of ['group', 'namespace', 'name'] as const) {
    if (
      given[field] !== undefined &&
      field !== by &&
      !BESIDE[by].includes(field)
    ) {
      throw new InputError(`${field}: it says nothing beside ${by}`);
    }
  }
  return readings(by, given);
}

function readings(
  by: (typeof QUESTIONS)[number] | 'namespace',
  given: OwnershipParameters,
): OwnershipQuestion[] {
  const cluster = given.cluster === undefined ? {} : { cluster: given.cluster };
  const namespace =
    given.namespace === undefined ? {} : { namespace: given.namespace };
  switch (by) {
    case 'q':
      return readOwnershipQuestion(given.q!).map(question =>
        question.by === 'entity' ? question : { ...question, ...cluster },
      );
    case 'kind':
      return objects(given);
    case 'image':
      if (!parseImage(given.image!).repository) {
        throw new InputError('image: it is no image reference');
      }
      return [{ by, ...cluster, image: given.image! }];
    case 'digest':
      if (!DIGEST.test(given.digest!)) {
        throw new InputError('digest: it is not of the form sha256:<64 hex>');
      }
      return [{ by, ...cluster, digest: given.digest!.toLowerCase() }];
    case 'url':
      if (sourceKey(given.url!) === undefined) {
        throw new InputError('url: it is no address of a repository');
      }
      return [{ by, ...cluster, url: given.url! }];
    case 'release':
      return [{ by, ...cluster, ...namespace, release: given.release! }];
    case 'pod':
      return [{ by, ...cluster, ...namespace, pod: given.pod! }];
    default:
      return [{ by, ...cluster, namespace: given.namespace! }];
  }
}

function objects({
  cluster,
  group,
  kind = '',
  namespace,
  name,
}: OwnershipParameters): OwnershipQuestion[] {
  if (name === undefined) {
    throw new InputError('name: which object of that kind');
  }
  const known = kindsNamed(kind).filter(
    each => group === undefined || each.group === group,
  );
  const kinds =
    known.length === 0 && group !== undefined
      ? [{ group, kind, namespaced: namespace !== undefined }]
      : known;
  if (kinds.length === 0) {
    throw new InputError(
      'kind: it is not known here; name its group beside it',
    );
  }
  const fitting = kinds.filter(
    each => !each.namespaced || namespace !== undefined,
  );
  if (fitting.length === 0) {
    throw new InputError('namespace: objects of this kind stand in one');
  }
  return fitting.map(each => ({
    by: 'object' as const,
    ...(cluster !== undefined && { cluster }),
    group: each.group,
    kind: each.kind,
    namespace: each.namespaced ? namespace! : '',
    name,
  }));
}

import { imageRepository, parseImage } from '../kube/imageReference';
import { fromMillis, toMillis } from '../kube/time';
import { FieldFault } from './FieldFault';
import { Fields } from './Fields';
import type {
  Actor,
  Pipeline,
  PromotionInput,
  PromotionKind,
  VersionIdentifiers,
} from './Promotion';
import { sourceKey } from './sourceKey';

/**
 * So much a sender's clock may be ahead.
 *
 * @public
 */
export const CLOCK_TOLERANCE_MS = 10 * 60_000;

const EARLIEST = Date.parse('2000-01-01T00:00:00Z');
const COMMIT = /^(?:sha1:|sha256:)?[0-9a-f]{7,64}$/i;
const DIGEST = /^sha(?:256:[0-9a-f]{64}|384:[0-9a-f]{96}|512:[0-9a-f]{128})$/i;
const ONE_WORD = /^\S+$/;
const ENTITY =
  /^(?:([a-z][a-z0-9]{0,62}):)?(?:([a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?)\/)?([a-z0-9](?:[-a-z0-9_.]{0,61}[a-z0-9])?)$/i;

const KINDS: readonly PromotionKind[] = ['promotion', 'rollback', 'published'];
const ACTOR_TYPES: readonly Actor['type'][] = [
  'human',
  'automation',
  'unknown',
];
const VERSION_FIELDS = ['commit', 'tag', 'digest', 'chartVersion', 'image'];

/**
 * Ids that begin so are made from events; nobody may choose one.
 *
 * @public
 */
export const EVENT_ID_PREFIX = 'cdevents:';

/** What a body is held against. @public */
export interface PromotionRules {
  /** The environments that there are. */
  environments: readonly string[];
  /** In milliseconds since 1970. */
  now: number;
}

/**
 * The body of `POST /promotions`, checked and brought into one form. Says nothing of whether the entity exists.
 *
 * @throws FieldFault that names the field which cannot be taken
 *
 * @public
 */
export function parsePromotion(
  body: unknown,
  rules: PromotionRules,
): PromotionInput {
  const fields = new Fields(body).only(
    'id',
    'entityRef',
    'image',
    'source',
    'environment',
    'from',
    'version',
    'actor',
    'pipeline',
    'change',
    'notes',
    'occurredAt',
    'kind',
  );
  const id = fields.required('id', {
    most: 200,
    form: ONE_WORD,
    expected: 'one word',
  });
  if (id.startsWith(EVENT_ID_PREFIX)) {
    fields.fail('id', `must not begin with ${EVENT_ID_PREFIX}`);
  }
  return { id, ...promotionOf(fields, rules) };
}

/** Everything but the id. */
export function promotionOf(
  fields: Fields,
  rules: PromotionRules,
): Omit<PromotionInput, 'id'> {
  const kind = fields.oneOf('kind', KINDS);
  const from = environmentOf(fields, 'from', rules);
  const notes = fields.text('notes', { most: 4000, lines: true });
  const actor = actorOf(fields.inner('actor'));
  const pipeline = pipelineOf(fields.inner('pipeline'));
  const change = fields.inner('change')?.only('url');
  return {
    ...subjectOf(fields),
    environment: intoEnvironment(fields, kind, rules),
    ...(from && { from }),
    version: versionOf(fields),
    ...(actor && { actor }),
    ...(pipeline && { pipeline }),
    ...(change && {
      change: { url: change.url('url') ?? change.fail('url', 'is missing') },
    }),
    ...(notes && { notes }),
    occurredAt: instantOf(fields, 'occurredAt', rules),
    ...(kind && kind !== 'promotion' && { kind }),
  };
}

function subjectOf(
  fields: Fields,
): Pick<PromotionInput, 'entityRef' | 'image' | 'source'> {
  const entity = fields.text('entityRef', { most: 200 });
  const image = fields.text('image', { most: 512 });
  const source = fields.text('source', { most: 1024 });
  if (!entity && !image && !source) {
    throw new FieldFault(
      'entityRef',
      'is missing: one of entityRef, image and source is needed',
    );
  }
  return {
    ...(entity && { entityRef: fullRef(fields, entity) }),
    ...(image && {
      image:
        imageRepository(image) ??
        fields.fail('image', 'must name an image, such as ghcr.io/acme/api'),
    }),
    ...(source && {
      source:
        sourceKey(source) === undefined
          ? fields.fail('source', 'must be the address of a repository')
          : source,
    }),
  };
}

function fullRef(fields: Fields, text: string): string {
  const [, kind = 'component', namespace = 'default', name] =
    ENTITY.exec(text) ?? [];
  return name
    ? `${kind}:${namespace}/${name}`.toLowerCase()
    : fields.fail(
        'entityRef',
        'must be an entity ref, such as component:default/payments-api',
      );
}

function intoEnvironment(
  fields: Fields,
  kind: PromotionKind | undefined,
  rules: PromotionRules,
): string {
  const environment = environmentOf(fields, 'environment', rules);
  if (kind === 'published') {
    return '';
  }
  return environment ?? fields.fail('environment', 'is missing');
}

function environmentOf(
  fields: Fields,
  key: string,
  { environments }: PromotionRules,
): string | undefined {
  const name = fields.text(key, { most: 63 });
  if (name === undefined || environments.includes(name)) {
    return name;
  }
  return fields.fail(
    key,
    `names no environment; there are ${environments.join(', ')}`,
  );
}

function versionOf(fields: Fields): VersionIdentifiers {
  const version =
    fields.inner('version')?.only(...VERSION_FIELDS) ??
    fields.fail('version', 'is missing');
  const commit = version.text('commit', {
    most: 71,
    form: COMMIT,
    expected: 'a commit: 7 to 64 hex digits',
  });
  const digest = version.text('digest', {
    most: 135,
    form: DIGEST,
    expected: 'a digest, such as sha256:…',
  });
  const tag = version.text('tag', {
    most: 128,
    form: ONE_WORD,
    expected: 'one word',
  });
  const chartVersion = version.text('chartVersion', {
    most: 256,
    form: ONE_WORD,
    expected: 'one word',
  });
  const image = version.text('image', { most: 512 });
  if (image && !parseImage(image).repository) {
    version.fail('image', 'must be an image reference');
  }
  if (!commit && !digest && !tag && !chartVersion && !image) {
    fields.fail('version', `must hold one of ${VERSION_FIELDS.join(', ')}`);
  }
  return {
    ...(commit && { commit: commit.replace(/^sha\d+:/i, '').toLowerCase() }),
    ...(tag && { tag }),
    ...(digest && { digest: digest.toLowerCase() }),
    ...(chartVersion && { chartVersion }),
    ...(image && { image }),
  };
}

function actorOf(
  fields: Fields | undefined,
): Pick<Actor, 'name' | 'type'> | undefined {
  const name = fields?.only('name', 'type').required('name', { most: 200 });
  return fields && name
    ? { name, type: fields.oneOf('type', ACTOR_TYPES) ?? 'unknown' }
    : undefined;
}

function pipelineOf(fields: Fields | undefined): Pipeline | undefined {
  if (!fields) {
    return undefined;
  }
  const id = fields.only('id', 'url', 'provider').required('id', { most: 200 });
  const url = fields.url('url');
  const provider = fields.text('provider', { most: 63 });
  return { id, ...(url && { url }), ...(provider && { provider }) };
}

/** @throws FieldFault for what is no instant, or one that no sender can mean */
function instantOf(
  fields: Fields,
  key: string,
  { now }: PromotionRules,
): string {
  const millis = toMillis(fields.required(key, { most: 64 }));
  if (millis === undefined || millis < EARLIEST) {
    return fields.fail(key, 'must be an instant, such as 2026-11-21T05:16:30Z');
  }
  return millis > now + CLOCK_TOLERANCE_MS
    ? fields.fail(
        key,
        `must not be more than ${
          CLOCK_TOLERANCE_MS / 60_000
        } minutes in the future`,
      )
    : fromMillis(millis);
}

/**
 * The content that two sendings of one id must share. Who sent it, and when, is no part of it.
 *
 * @public
 */
export function promotionContent(input: PromotionInput): string {
  return JSON.stringify(sorted({ ...input }));
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => [key, sorted(inner)]);
}

import { redact } from '../kube/redact';
import { sha256 } from '../kube/sha256';
import { FieldFault } from './FieldFault';
import { Fields } from './Fields';
import {
  EVENT_ID_PREFIX,
  promotionOf,
  type PromotionRules,
} from './parsePromotion';
import type { PromotionInput, PromotionKind } from './Promotion';
import { readPurl } from './purl';

/**
 * A CloudEvent, however it came: the attributes and the data of it.
 *
 * @public
 */
export interface CloudEvent {
  attributes: Readonly<Record<string, string>>;
  data: unknown;
}

const TYPE =
  /^dev\.cdevents\.(service|artifact)\.(deployed|upgraded|rolledback|published)\.0\.\d{1,3}\.\d{1,3}(?:-[0-9A-Za-z.]{1,32})?$/;
const KINDS: Record<string, PromotionKind> = {
  'service deployed': 'promotion',
  'service upgraded': 'promotion',
  'service rolledback': 'rollback',
  'service published': 'published',
  'artifact published': 'published',
};
const ATTRIBUTE = /^[a-z][a-z0-9]{0,63}$/;
const USER_INFO = /^([a-z][a-z0-9+.-]{0,20}:\/\/)[^/?#]*@/i;
const HASH_LENGTH = 32;
/** With the prefix and the hash at most 200, as ids of other records. */
const LONGEST_SHOWN = 200 - EVENT_ID_PREFIX.length - 1 - HASH_LENGTH;
const ENTITY =
  /^[a-z][a-z0-9]{0,62}:[a-z0-9][-a-z0-9]{0,62}\/[a-z0-9][-a-z0-9_.]{0,62}$/i;

/**
 * A CloudEvent in structured mode: one JSON object with its attributes and `data`.
 *
 * @throws FieldFault
 *
 * @public
 */
export function structuredCloudEvent(body: unknown): CloudEvent {
  const fields = new Fields(body);
  const {
    data,
    data_base64: packed,
    ...attributes
  } = body as Record<string, unknown>;
  if (packed !== undefined) {
    fields.fail('data_base64', 'is not taken; send the event as JSON in data');
  }
  return {
    attributes: Object.fromEntries(
      Object.entries(attributes).filter(
        (entry): entry is [string, string] =>
          ATTRIBUTE.test(entry[0]) && typeof entry[1] === 'string',
      ),
    ),
    data,
  };
}

/**
 * A CloudEvent in binary mode: its attributes are headers that begin with `ce-`, its data is the body.
 *
 * @public
 */
export function binaryCloudEvent(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  data: unknown,
): CloudEvent {
  return {
    attributes: Object.fromEntries(
      Object.entries(headers).flatMap(([name, value]) => {
        const attribute = /^ce-([a-z0-9]+)$/i.exec(name)?.[1].toLowerCase();
        return attribute &&
          typeof value === 'string' &&
          ATTRIBUTE.test(attribute)
          ? [[attribute, value] as const]
          : [];
      }),
    ),
    data,
  };
}

/**
 * A CloudEvent in whichever mode it came, or a CDEvent without an envelope.
 *
 * @throws FieldFault
 *
 * @public
 */
export function readCloudEvent(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  body: unknown,
): CloudEvent {
  const isBinary = Object.keys(headers).some(
    name => name.toLowerCase() === 'ce-type',
  );
  if (isBinary) {
    return binaryCloudEvent(headers, body);
  }
  return new Fields(body).has('specversion')
    ? structuredCloudEvent(body)
    : { attributes: {}, data: body };
}

/**
 * What kind of event it is; undefined where it does not tell.
 *
 * @public
 */
export function typeOfCloudEvent({
  attributes,
  data,
}: CloudEvent): string | undefined {
  const context = (data as { context?: { type?: unknown } } | undefined)
    ?.context;
  const type = context?.type ?? attributes.type;
  return typeof type === 'string' ? type : undefined;
}

/**
 * What a CDEvent of this type tells of; undefined for every other event.
 *
 * @public
 */
export function cdEventKind(
  type: string | undefined,
): PromotionKind | undefined {
  const [, subject, predicate] = TYPE.exec(type ?? '') ?? [];
  return subject ? KINDS[`${subject} ${predicate}`] : undefined;
}

/**
 * The promotion that a CDEvent tells of: `service.deployed`, `upgraded`, `rolledback`, `published` and `artifact.published`, of
 * any 0.x version. Its id is made of source and id of the event, so that the same event twice is one record, and no two events are.
 *
 * Which environment: the id or the name of the event's environment, as the configuration names it. Of what: `entityRef` in
 * `customData`, a subject id that is an entity ref, or the image or repository of the artifact. `customData` may hold every other
 * field of the body of `POST /promotions` as well; what the event itself says comes first.
 *
 * @throws FieldFault that names the field which cannot be taken
 *
 * @public
 */
export function promotionFromCdEvent(
  { attributes, data }: CloudEvent,
  rules: PromotionRules,
): PromotionInput {
  const event = new Fields(data, 'data');
  const context = event.inner('context') ?? event.fail('context', 'is missing');
  const type = context.text('type', { most: 200 }) ?? attributes.type;
  const kind = cdEventKind(type);
  if (!kind) {
    throw new FieldFault('type', 'is none that tells of a promotion');
  }
  const envelope = new Fields(attributes);
  const of = (key: string, most: number) =>
    context.asSent(key, { most }) ??
    envelope.asSent(key, { most }) ??
    envelope.fail(key, 'is missing');
  const id = recordIdOf(of('source', 1024), of('id', 256));
  const occurredAt = context.text('timestamp', { most: 64 }) ?? attributes.time;
  const body = bodyOf(event, { kind, occurredAt });
  return {
    id,
    ...promotionOf(new Fields(body), rules),
  };
}

/**
 * One word: source and event for people, without credentials and cut in the middle, and a hash of both that tells any two events
 * apart. Who logs in at a source makes no other source of it, so that no password is in the hash either.
 */
function recordIdOf(source: string, id: string): string {
  const [place, event] = [source.replace(USER_INFO, '$1'), id];
  const hash = sha256(JSON.stringify([place, event])).slice(0, HASH_LENGTH);
  const shown = `${redact(place)}#${redact(event)}`.replace(/\s+/g, '_');
  return `${EVENT_ID_PREFIX}${shortened(shown)}~${hash}`;
}

function shortened(text: string): string {
  return text.length <= LONGEST_SHOWN
    ? text
    : `${text.slice(0, 70)}…${text.slice(71 - LONGEST_SHOWN)}`
        // Halves of a character, which no database takes.
        .replace(/\p{Surrogate}/gu, '');
}

function bodyOf(
  event: Fields,
  { kind, occurredAt }: { kind: PromotionKind; occurredAt?: string },
): Record<string, unknown> {
  const subject = event.inner('subject') ?? event.fail('subject', 'is missing');
  const subjectId = subject.required('id', { most: 1024 });
  const content = subject.inner('content');
  const artifactId = content?.text('artifactId', { most: 1024 });
  const names = readPurl(artifactId ?? subjectId);
  const environment = content?.inner('environment');
  const user = content?.text('user', { most: 200 });
  const custom = customOf(event);
  return {
    ...custom,
    entityRef:
      custom.entityRef ?? (ENTITY.test(subjectId) ? subjectId : undefined),
    image: custom.image ?? names?.image,
    source: custom.source ?? names?.source,
    environment:
      environment?.text('name', { most: 63 }) ??
      environment?.text('id', { most: 63 }) ??
      custom.environment,
    version: { ...(custom.version as object), ...names?.version },
    ...(user && !custom.actor && { actor: { name: user } }),
    occurredAt,
    kind,
  };
}

const CUSTOM = [
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
];

/** What other senders put there is theirs. */
function customOf(event: Fields): Record<string, unknown> {
  const custom = event.object('customData');
  return Object.fromEntries(
    CUSTOM.flatMap(key =>
      custom && Object.hasOwn(custom, key) ? [[key, custom[key]] as const] : [],
    ),
  );
}

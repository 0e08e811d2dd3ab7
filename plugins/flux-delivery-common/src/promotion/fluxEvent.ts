import { toMillis } from '../kube/time';
import { redact } from '../kube/redact';
import { groupOf } from '../kube/KubeObject';
import { FieldFault } from './FieldFault';
import { CLOCK_TOLERANCE_MS } from './parsePromotion';

/** What an event of Flux is about, without its cluster: that is told by whose secret signed it. @public */
export interface FluxEventObject {
  group: string;
  kind: string;
  namespace: string;
  name: string;
  uid?: string;
}

/**
 * An event as notification-controller sends it to a Provider of type `generic` or `generic-hmac`, as far as anything is read of
 * it. Its message is not: what is the case, the watch tells.
 *
 * @public
 */
export interface FluxEvent {
  object: FluxEventObject;
  reason: string;
  severity: string;
  /** RFC 3339, as the cluster's clock says. */
  timestamp: string;
  /** In the order in which they came; keys without the group of a controller, values without credentials. */
  metadata: ReadonlyMap<string, string>;
  /** The same for the same event, however often it is sent. */
  key: string;
}

const LONGEST_VALUE = 512;
const LONGEST_NAME = 253;
const MOST_KEYS = 50;
/** Groups whose keys notification-controller passes on; older ones leave the prefix on. */
const PREFIX = /^(?:[a-z]+\.toolkit\.fluxcd\.io|event\.toolkit\.fluxcd\.io)\//;
/** Controls, line ends, halves of surrogates, and what changes the direction of text. */
const UNWANTED =
  // eslint-disable-next-line no-control-regex -- exactly those are looked for
  /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}/gu;

/**
 * Reads an event, whatever else is in it: kinds, reasons and severities that we do not know are no fault.
 *
 * @throws FieldFault for what is no event, or one of a time that no clock can show now
 *
 * @public
 */
export function parseFluxEvent(
  body: unknown,
  { now }: { now: number },
): FluxEvent {
  const event = objectOf(body, 'body');
  const involved = objectOf(event.involvedObject, 'involvedObject');
  const object = {
    group: groupOf(optional(involved, 'apiVersion') ?? ''),
    kind: required(involved, 'kind'),
    namespace: optional(involved, 'namespace') ?? '',
    name: required(involved, 'name'),
    ...(optional(involved, 'uid') && { uid: optional(involved, 'uid') }),
  };
  const timestamp = textOf(event.timestamp) ?? '';
  const at = toMillis(timestamp);
  if (at === undefined || at > now + CLOCK_TOLERANCE_MS) {
    throw new FieldFault(
      'timestamp',
      at === undefined ? 'must be an instant' : 'is in the future',
    );
  }
  const reason = clean(textOf(event.reason) ?? '');
  const metadata = metadataOf(event.metadata);
  return {
    object,
    reason,
    severity: clean(textOf(event.severity) ?? ''),
    timestamp,
    metadata,
    key: JSON.stringify([
      object.group,
      object.kind,
      object.namespace,
      object.name,
      object.uid ?? '',
      reason,
      textOf(event.message) ?? '',
      [...metadata],
      timestamp,
    ]),
  };
}

function metadataOf(value: unknown): Map<string, string> {
  if (value === undefined || value === null) {
    return new Map();
  }
  const entries = Object.entries(objectOf(value, 'metadata'));
  if (entries.length > MOST_KEYS) {
    throw new FieldFault(
      'metadata',
      `must not have more than ${MOST_KEYS} keys`,
    );
  }
  return new Map(
    entries.flatMap(([key, text]): [string, string][] =>
      typeof text === 'string' && key.length <= LONGEST_NAME
        ? [
            [
              clean(key.replace(PREFIX, '')),
              redact(clean(text)).slice(0, LONGEST_VALUE),
            ],
          ]
        : [],
    ),
  );
}

function objectOf(value: unknown, field: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new FieldFault(field, 'must be an object');
  }
  return value as Record<string, unknown>;
}

function required(involved: Record<string, unknown>, key: string): string {
  const text = optional(involved, key);
  if (!text) {
    throw new FieldFault(`involvedObject.${key}`, 'is missing');
  }
  return text;
}

function optional(
  involved: Record<string, unknown>,
  key: string,
): string | undefined {
  const value = Object.hasOwn(involved, key) ? involved[key] : undefined;
  if (value === undefined || value === null) {
    return undefined;
  }
  if (typeof value !== 'string' || value.length > LONGEST_NAME) {
    throw new FieldFault(
      `involvedObject.${key}`,
      `must be a text of at most ${LONGEST_NAME} characters`,
    );
  }
  return clean(value);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function clean(text: string): string {
  return text.replace(UNWANTED, '');
}

import type { Segment } from '../divergence/SegmentVerdict';
import { hideNames } from './hideNames';
import { homeOf, kindNamed, roleOf, type Role } from './roles';
import { capText, withoutColumns, withoutHelmLogs } from './unwrap';

/**
 * One condition, event or container state of an object, as its controller wrote it.
 *
 * @public
 */
export interface FailureInput {
  /** `Kustomization`, `Pod`, …; empty where a text was found without its object. */
  kind: string;
  /** The type of the condition; `Event` for an event, whose reason then counts for nothing. */
  condition?: string;
  /** Of a condition `True`, `False`, `Unknown`; the severity of an event; the state of a container. */
  status?: string;
  reason?: string;
  message: string;
}

/** An input that is fit for rules: bounded, complete, with no reason that cannot be trusted. */
export interface Facts {
  readonly kind: string;
  readonly role: Role;
  /** The segment of the object itself. */
  readonly home: Segment;
  readonly condition: string;
  readonly status: string;
  readonly reason: string;
  /** The text as it was written. */
  readonly text: string;
  /** The text without names, hosts, paths and URLs, so that none of them is taken for an error. */
  readonly said: string;
}

/** States of conditions and severities of events as Kubernetes spells them. */
const STATUS: ReadonlyMap<string, string> = new Map([
  ['true', 'True'],
  ['false', 'False'],
  ['unknown', 'Unknown'],
  ['normal', 'Normal'],
  ['warning', 'Warning'],
]);

/** Severities of the events of Flux. */
const SEVERITY: ReadonlyMap<string, string> = new Map([
  ['info', 'Normal'],
  ['trace', 'Normal'],
  ['error', 'Warning'],
]);

function statusOf(given: string, isEvent: boolean): string {
  const lower = given.toLowerCase();
  return (
    (isEvent ? SEVERITY.get(lower) : undefined) ?? STATUS.get(lower) ?? given
  );
}

function word(value: unknown): string {
  return typeof value === 'string' ? value.trim().slice(0, 256) : '';
}

/** Reads an input of any shape. An event keeps no reason: Flux copies that of the Ready condition, which may be another's. */
export function readFacts(input: unknown): Facts {
  const given = (
    typeof input === 'object' && input !== null ? input : {}
  ) as Partial<Record<keyof FailureInput, unknown>>;
  const kind = kindNamed(word(given.kind));
  const isEvent = [kind, word(given.condition)].some(it => /^event$/i.test(it));
  const condition = isEvent ? 'Event' : word(given.condition);
  const reason = isEvent ? '' : word(given.reason);
  const role = roleOf(kind, condition, reason);
  const text = withoutHelmLogs(
    withoutColumns(
      capText(typeof given.message === 'string' ? given.message : ''),
    ),
  );
  return {
    kind,
    role,
    home: homeOf(role),
    condition,
    status: statusOf(word(given.status), isEvent),
    reason,
    text,
    said: hideNames(text),
  };
}

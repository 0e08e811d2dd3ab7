import type { PastedFailure } from '../Explanation';
import type { Fields } from './records';

/** What was found, and in words what it was. */
export interface Found {
  what: string;
  failure: PastedFailure;
}

const get = (record: Fields | undefined, key: string) =>
  record?.values.get(key)?.trim() || undefined;

/**
 * The failure that the maps of one object, event or log line tell of; undefined where they tell of none. Nearest first: what a log
 * says went wrong, what an event says, what a container waits for, the worst condition.
 */
export function pickFailure(records: readonly Fields[]): Found | undefined {
  return (
    fromLog(records) ??
    fromEvent(records) ??
    fromContainer(records) ??
    fromConditions(records) ??
    fromAnything(records)
  );
}

function fromLog(records: readonly Fields[]): Found | undefined {
  const [line] = records;
  const isLog = ['msg', 'level', 'logger', 'controller'].some(key =>
    line?.values.has(key),
  );
  const error = get(line, 'error') ?? get(line, 'err');
  const isError = error !== undefined || get(line, 'level') === 'error';
  const message = error ?? get(line, 'msg');
  if (!isLog || !isError || !message) {
    return undefined;
  }
  const kind = get(line, 'controllerkind') ?? get(line, 'reconcilerkind');
  const object = records.find(({ parent }) => parent === kind?.toLowerCase());
  return {
    what: 'a line of a controller’s log',
    failure: {
      kind,
      namespace: get(line, 'namespace') ?? get(object, 'namespace'),
      name: get(line, 'name') ?? get(object, 'name'),
      message,
    },
  };
}

function fromEvent(records: readonly Fields[]): Found | undefined {
  const about = records.find(({ parent }) =>
    ['involvedobject', 'regarding'].includes(parent),
  );
  const event = records.find(
    record =>
      record !== about && (get(record, 'message') ?? get(record, 'note')),
  );
  const message = get(event, 'message') ?? get(event, 'note');
  if (!about || !message) {
    return undefined;
  }
  return {
    what: 'an event',
    failure: {
      kind: get(about, 'kind'),
      namespace: get(about, 'namespace'),
      name: get(about, 'name'),
      condition: 'Event',
      status: get(event, 'type') ?? get(event, 'severity'),
      reason: get(event, 'reason'),
      message,
    },
  };
}

/** What every container does on its way up. */
const ON_THE_WAY = new Set([
  'ContainerCreating',
  'PodInitializing',
  'Completed',
]);

function fromContainer(records: readonly Fields[]): Found | undefined {
  const stopped = records.filter(record => {
    const reason = get(record, 'reason');
    return (
      reason !== undefined &&
      !ON_THE_WAY.has(reason) &&
      (record.parent === 'waiting' || record.parent === 'terminated')
    );
  });
  const worst = stopped.find(record => get(record, 'message')) ?? stopped[0];
  const reason = get(worst, 'reason');
  if (!worst || !reason) {
    return undefined;
  }
  const killed = records.find(record => get(record, 'reason') === 'OOMKilled');
  return {
    what: 'the state of a container',
    failure: {
      ...headOf(records, worst),
      kind: headOf(records, worst).kind ?? 'Pod',
      reason: get(killed, 'reason') ?? reason,
      message: get(worst, 'message') ?? get(killed, 'reason') ?? reason,
    },
  };
}

/** Conditions that tell of a failure by being true. */
const BAD_WHEN_TRUE =
  /^(?:Stalled|Failed|ReplicaFailure|Degraded|.*Pressure|.*Failed|.*Failure)$/;

function fromConditions(records: readonly Fields[]): Found | undefined {
  const [worst] = records
    .filter(isCondition)
    .map(record => ({ record, rank: rankOf(record) }))
    .sort((a, b) => a.rank - b.rank);
  if (!worst) {
    return undefined;
  }
  const { record } = worst;
  const reason = get(record, 'reason');
  return {
    what: 'a condition',
    failure: {
      ...headOf(records, record),
      condition: get(record, 'type'),
      status: get(record, 'status'),
      reason,
      message: get(record, 'message') ?? reason ?? '',
    },
  };
}

function isCondition(record: Fields): boolean {
  const status = get(record, 'status');
  return (
    get(record, 'type') !== undefined &&
    status !== undefined &&
    /^(?:True|False|Unknown)$/i.test(status) &&
    (get(record, 'message') ?? get(record, 'reason')) !== undefined
  );
}

/** The worst first; those that say that all is well come last. */
function rankOf(record: Fields): number {
  const type = get(record, 'type') ?? '';
  const status = (get(record, 'status') ?? '').toLowerCase();
  const isBadWhenTrue = BAD_WHEN_TRUE.test(type);
  if (isBadWhenTrue) {
    return status === 'true' ? 0 : 6;
  }
  if (status === 'false') {
    return type === 'Ready' ? 1 : 2;
  }
  if (status === 'unknown') {
    return 3;
  }
  return type === 'Ready' ? 4 : 5;
}

function fromAnything(records: readonly Fields[]): Found | undefined {
  const record = records.find(
    one => get(one, 'message') && (get(one, 'reason') ?? get(one, 'kind')),
  );
  const message = get(record, 'message');
  return message
    ? {
        what: 'an object with a message',
        failure: {
          ...headOf(records, record),
          status: get(record, 'status'),
          reason: get(record, 'reason'),
          message,
        },
      }
    : undefined;
}

/** Which object it is of, as the head before it says. */
export function headOf(
  records: readonly Fields[],
  of?: Fields,
): Pick<PastedFailure, 'kind' | 'namespace' | 'name'> {
  const before = of ? records.slice(0, records.indexOf(of) + 1) : records;
  const heads = before.filter(
    ({ values, parent }) =>
      (parent === '' || parent === 'items') &&
      values.has('kind') &&
      !values.get('kind')?.endsWith('List'),
  );
  const head = of ? heads[heads.length - 1] : heads[0];
  const named = records
    .slice(head ? records.indexOf(head) : 0)
    .find(
      ({ values, parent }) =>
        values.has('name') &&
        (parent === 'metadata' || (parent === '' && values.has('namespace'))),
    );
  return {
    kind: get(head, 'kind'),
    namespace: get(named, 'namespace'),
    name: get(named, 'name'),
  };
}

import { toMillis, fromMillis } from '../kube/time';
import { sha256 } from '../kube/sha256';
import { applyProgress } from './applyProgress';
import { carriesContent } from './carriesContent';
import { compareVersions } from './compareVersions';
import {
  type Delivery,
  type DeliveryKind,
  type DeliveryOutcome,
  DEPLOYMENT_KINDS,
} from './Delivery';
import { earliest, latest } from './plainValues';
import { seenAt, seenUntil } from './placeInTime';
import type {
  DeliveryEnd,
  DeliverySteps,
  LedgerOperation,
  LedgerRow,
  UnitChain,
  UnitContent,
  UnitCursor,
} from './Ledger';
import { NO_TEMPLATES } from './unitContent';
import type { UnitObservation } from './UnitObservation';

/** Which settled row had this content; answered from what was looked up before. @public */
export type EarlierOf = (
  content: Pick<UnitContent, 'workloads' | 'applied'>,
) => Pick<Delivery, 'id' | 'sequence' | 'images'> | undefined;

/** What a new row is made of, beside what the observation says. */
export interface RowDraft
  extends Partial<
    Pick<
      Delivery,
      | 'revisions'
      | 'images'
      | 'actor'
      | 'trigger'
      | 'fetchedAt'
      | 'attemptedAt'
      | 'appliedAt'
      | 'rolledOutAt'
      | 'finishedAt'
      | 'detail'
      | 'segment'
      | 'class'
      | 'message'
      | 'backfilled'
    >
  > {
  kind: DeliveryKind;
  outcome?: DeliveryOutcome;
  content: UnitContent;
  contentId: string;
  /** What makes the row itself and no other: of what the cluster says. */
  naturalKey: string;
  /** Where none of its times is known. */
  startedAt?: string;
}

const UNKNOWN: Delivery['actor'] = {
  name: 'unknown',
  type: 'unknown',
  trust: 'unknown',
};
const ID_LENGTH = 32;

/**
 * A chain with what is about to be written to it. Rows that are appended are in it at once, so that what follows in the same
 * observation is held against them.
 */
export class ChainDraft {
  readonly operations: LedgerOperation[] = [];
  private readonly drafted: LedgerRow[] = [];
  private readonly isNew: boolean;

  constructor(
    public chain: UnitChain,
    readonly observation: UnitObservation,
    private readonly lookUp: EarlierOf,
  ) {
    this.isNew = chain.newest === undefined;
  }

  get newest(): LedgerRow | undefined {
    return this.chain.newest;
  }

  get cursor(): UnitCursor | undefined {
    return this.chain.cursor;
  }

  /** The settled row that had this content; without pod templates only what was applied names it. */
  earlierOf({
    workloads,
    applied,
  }: Pick<UnitContent, 'workloads' | 'applied'>) {
    const content = {
      workloads: workloads === NO_TEMPLATES ? '' : workloads,
      applied,
    };
    const drafted = [...this.drafted]
      .reverse()
      .find(row => carriesContent(row, content));
    return drafted?.delivery ?? (this.isNew ? undefined : this.lookUp(content));
  }

  /** Appends a row; open rows of other content are superseded by it, where it is a deployment or puts one back. */
  append(draft: RowDraft): LedgerRow {
    const { observation: at, newest } = this;
    const sequence = (newest?.delivery.sequence ?? 0) + 1;
    const startedAt = this.startOf(draft);
    const { content, kind, outcome = 'inProgress', naturalKey } = draft;
    const { startedAt: _, content: __, naturalKey: ___, ...rest } = draft;
    const delivery: Delivery = {
      images: [],
      revisions: {},
      actor: UNKNOWN,
      backfilled: false,
      ...rest,
      id: idOf(at, naturalKey),
      ...at.unit,
      environment: at.environment,
      cluster: at.cluster,
      applier: at.applierRef,
      sequence,
      kind,
      outcome,
      startedAt,
    };
    const row: LedgerRow = {
      delivery: withoutAbsent(delivery),
      mark: {
        ...content,
        uid: at.uid,
        version: at.version,
        seenAt: this.seenAt(),
      },
    };
    if (DEPLOYMENT_KINDS.includes(kind) || kind === 'driftCorrection') {
      this.supersede(row);
    }
    this.drafted.push(row);
    this.operations.push({ type: 'append', row });
    this.chain = {
      ...this.chain,
      newest: row,
      open:
        outcome === 'inProgress' ? [...this.chain.open, row] : this.chain.open,
    };
    return row;
  }

  /** Fills steps in, and ends the row where `end` is given; nothing is written where nothing is new. */
  progress(sequence: number, steps: DeliverySteps, end?: DeliveryEnd): void {
    const { newest, open } = this.chain;
    const row = [...open, ...(newest ? [newest] : [])].find(
      ({ delivery }) => delivery.sequence === sequence,
    );
    const next = row && applyProgress(row, steps, end);
    if (!next || isSame(next, row)) {
      return;
    }
    const ends = row.delivery.outcome !== next.delivery.outcome;
    this.operations.push({
      type: 'progress',
      sequence,
      steps: withoutAbsent(steps),
      ...(end && ends && { end: withoutAbsent(end) }),
    });
    const replace = (held: LedgerRow) =>
      held.delivery.sequence === sequence ? next : held;
    this.chain = {
      ...this.chain,
      ...(newest && { newest: replace(newest) }),
      open: open
        .map(replace)
        .filter(({ delivery }) => delivery.outcome === 'inProgress'),
    };
  }

  /** Moves the cursor, where that says anything new and nothing older. */
  move(change: Partial<UnitCursor>): void {
    const { cursor, observation } = this;
    const held: UnitCursor = cursor ?? {
      version: '',
      attempt: '',
      attemptedAt: observation.at,
    };
    const next = withoutAbsent({ ...held, ...change });
    if (
      cursor &&
      (isSame(next, cursor) ||
        compareVersions(cursor.version, observation.version) > 0)
    ) {
      return;
    }
    const moved = {
      ...next,
      version: observation.version,
      seenAt: this.seenAt(),
    };
    this.operations.push({ type: 'cursor', cursor: moved });
    this.chain = { ...this.chain, cursor: moved };
  }

  /** Lets the cursor begin again at the version of the observation, which is lower. */
  renewCursor(): void {
    const { cursor, observation } = this;
    if (cursor && compareVersions(cursor.version, observation.version) > 0) {
      const renewed = {
        ...cursor,
        version: observation.version,
        seenAt: this.seenAt(),
      };
      this.operations.push({
        type: 'cursor',
        cursor: renewed,
        instead: cursor.version,
      });
      this.chain = { ...this.chain, cursor: renewed };
    }
  }

  /** Never before what was seen already: controllers take conditions back, and times with them. */
  private seenAt(): string | undefined {
    return latest(seenUntil(this.chain), seenAt(this.observation));
  }

  private supersede(by: LedgerRow): void {
    for (const { delivery } of this.chain.open) {
      this.progress(
        delivery.sequence,
        {},
        {
          outcome: 'superseded',
          finishedAt: by.delivery.startedAt,
        },
      );
    }
  }

  /**
   * The first time that is known of it. Rows of a unit start one after the other, so that the order of the page is that of the
   * chain: clocks of a cluster have whole seconds.
   */
  private startOf(draft: RowDraft): string {
    const known =
      earliest(draft.fetchedAt, draft.attemptedAt, draft.appliedAt) ??
      draft.startedAt ??
      this.observation.at;
    const before = toMillis(this.newest?.delivery.startedAt);
    const millis = toMillis(known) ?? 0;
    return fromMillis(
      before === undefined ? millis : Math.max(millis, before + 1),
    );
  }
}

/** The same on every replica. */
function idOf({ unit }: UnitObservation, key: string): string {
  return sha256([unit.entityRef, unit.targetId, key].join('\n')).slice(
    0,
    ID_LENGTH,
  );
}

/** Whether two values of JSON are equal, whatever the order of their keys. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) {
    return true;
  }
  if (
    typeof a !== 'object' ||
    typeof b !== 'object' ||
    a === null ||
    b === null
  ) {
    return false;
  }
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every(key =>
      isSame(
        (a as Record<string, unknown>)[key],
        (b as Record<string, unknown>)[key],
      ),
    )
  );
}

function withoutAbsent<T extends object>(values: T): T {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined),
  ) as T;
}

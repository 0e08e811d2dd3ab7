import type {
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  type Delivery,
  DEPLOYMENT_KINDS,
  fromMillis,
  joinPromotions,
  type MatrixDto,
  type MatrixInput,
  matrixOf,
  type Promotion,
  reachedCluster,
  toDeliveryDto,
  toMillis,
  type Unseen,
  withActors,
} from 'backstage-plugin-flux-delivery-common';
import type { FluxDeliveryOptions } from '../config';
import type { DeliveryHistory } from '../history/DeliveryLedger';
import type { UnitStateStore } from '../history/UnitStateStore';
import type { SeenHistories, SeenHistory } from '../promotions/SeenHistories';
import { answered } from './answered';
import { HistoryReader, type Hints } from './HistoryReader';
import type { ExportFilter, HistoryViewService } from './HistoryViewService';
import { matrixEnvironments } from './matrixEnvironments';
import { environmentsThen, toldBy, toldState } from './pathThen';
import { PRESENT_NOT_TOLD } from './presentNotTold';

interface Call {
  credentials: BackstageCredentials;
}

/** Enough for 20 versions in six environments of several clusters each. */
const MATRIX_ROWS = 1_500;
const MATRIX_RECORDS = 300;
const EXPORTED_AT_MOST = 10_000;
/** So far back from the newest row of a target it is looked for what was in the cluster. */
const STEPS_BACK = 20;
/** Rows right before the instant, for gaps. */
const AROUND = 200;
/** Who watches notes it about once a minute. */
const WATCHING_MS = 3 * 60_000;

/** Reads the ledger, and leaves all derivation to the pure core. */
export class DefaultHistoryViewService implements HistoryViewService {
  constructor(
    private readonly deps: {
      seen: Pick<SeenHistories, 'of'>;
      states: Pick<UnitStateStore, 'at' | 'unwatched'>;
      options: Pick<FluxDeliveryOptions, 'environments' | 'links'>;
      logger: LoggerService;
      hints?: Hints;
      now: () => Date;
    },
  ) {}

  async matrix(entityRef: string, call: Call) {
    const { options, now, seen } = this.deps;
    const told = await seen.of(entityRef, call);
    const present = {
      entityRef: told.subject.entityRef,
      environments: matrixEnvironments(options.environments, told.present),
      now: fromMillis(now().getTime()),
    };
    const matrix = await this.recordedMatrix(told, present).catch(error => {
      this.deps.logger.warn(
        'The ledger does not answer; matrices are told without rows',
        error,
      );
      const nothing = { deliveries: [], promotions: [] };
      return matrixOf({ ...present, ...nothing, store: 'liveOnly' });
    });
    const hidden = { class: 'present-not-told', summary: PRESENT_NOT_TOLD };
    return told.isPresentTold
      ? matrix
      : { ...matrix, notes: [...matrix.notes, hidden] };
  }

  async pathAt(entityRef: string, { at, credentials }: Call & { at: string }) {
    const { seen, states, options, now } = this.deps;
    const present = now();
    if ((toMillis(at) ?? Infinity) > present.getTime()) {
      throw new InputError('at: this time has not come yet');
    }
    // A verdict of then tells no less than one of now.
    const told = await seen.of(entityRef, { credentials, likePath: true });
    const { subject, history } = told;
    const reader = this.readerOf(told);
    const ref = subject.entityRef;
    const until = fromMillis(toMillis(at)! + 1);
    const [newest, around, allJudged] = await answered(
      Promise.all([
        history.at(ref, at),
        history.page({ entityRef: ref, until, all: true }, { limit: AROUND }),
        states.at(ref, at),
      ]),
    );
    const judged = allJudged
      .filter(told.sees)
      .map(state => toldState(state, told.tells(state)));
    const before = await answered(
      this.withWhatRan(history, [...newest, ...around.items], at),
    );
    const joinable = await answered(reader.joinable(subject, before));
    const { known, toldLater } = toldBy(joinable.promotions, at);
    const joined = joinPromotions(joinable.rows, known);
    return {
      entityRef: ref,
      at,
      observedAt: fromMillis(present.getTime()),
      environments: environmentsThen({
        at,
        rows: before,
        states: judged,
        unseen: await answered(this.unseenAt(at, [...before, ...judged])),
        rules: options.environments,
        tell: row =>
          toDeliveryDto(row, {
            promotion: joined.get(row.id)?.promotion,
            links: options.links,
          }),
      }),
      notKnown: toldLater,
      store: 'ledger' as const,
    };
  }

  /** By cluster of the units, when nobody watched; whoever watches now may not have noted the last minutes yet. */
  private async unseenAt(
    at: string,
    units: readonly { cluster: string }[],
  ): Promise<Map<string, Unseen>> {
    const clusters = [...new Set(units.map(({ cluster }) => cluster))];
    const found = await this.deps.states.unwatched(clusters, at);
    const recently = this.deps.now().getTime() - WATCHING_MS;
    return new Map(
      [...found].filter(
        ([, { from, to }]) =>
          to !== undefined || (toMillis(from) ?? -Infinity) < recently,
      ),
    );
  }

  async exportDeliveries(
    entityRef: string,
    { filter, credentials }: Call & { filter: ExportFilter },
  ) {
    const seen = await this.deps.seen.of(entityRef, { credentials });
    const { subject } = seen;
    const reader = this.readerOf(seen);
    const { environment, outcome, all } = filter;
    // All kinds, so that none is compared with another than the one before it.
    const { items, truncated } = await answered(
      reader.rows(
        { entityRef: subject.entityRef, environment, all: true },
        EXPORTED_AT_MOST,
      ),
    );
    const told = await answered(reader.told(subject, items));
    return {
      entityRef: subject.entityRef,
      observedAt: fromMillis(this.deps.now().getTime()),
      items: told.filter(
        row =>
          (all || DEPLOYMENT_KINDS.includes(row.kind)) &&
          (!outcome || row.outcome === outcome),
      ),
      truncated,
    };
  }

  private readerOf({ history, promotions }: SeenHistory): HistoryReader {
    const { options, hints } = this.deps;
    return new HistoryReader({
      history,
      promotions,
      links: options.links,
      hints,
    });
  }

  private async recordedMatrix(
    seen: SeenHistory,
    present: Pick<MatrixInput, 'entityRef' | 'environments' | 'now'>,
  ): Promise<MatrixDto> {
    const reader = this.readerOf(seen);
    const rows = await this.matrixRows(reader, seen);
    const matrix = matrixOf({ ...present, ...rows, store: 'ledger' });
    const shown = new Set(
      matrix.cells.flatMap(({ targets }) =>
        targets.map(({ deliveryId }) => deliveryId),
      ),
    );
    const actors = await reader.actorsOf(
      seen.subject,
      rows.deliveries.filter(({ id }) => shown.has(id)),
    );
    return withActors(matrix, actors);
  }

  private async matrixRows(
    reader: HistoryReader,
    { subject, history, promotions }: SeenHistory,
  ): Promise<{ deliveries: Delivery[]; promotions: Promotion[] }> {
    const { now } = this.deps;
    const { entityRef } = subject;
    const present = fromMillis(now().getTime());
    const [recent, newest, records] = await Promise.all([
      reader.rows({ entityRef, all: true }, MATRIX_ROWS),
      history.at(entityRef, present),
      promotions.page(subject, {}, { limit: MATRIX_RECORDS }),
    ]);
    return {
      deliveries: await this.withWhatRan(
        history,
        [...recent.items, ...newest],
        present,
      ),
      promotions: records.items,
    };
  }

  /** The rows, each once, and for each target whose newest content is not in the cluster those before it, back to one that was. */
  private async withWhatRan(
    history: Pick<DeliveryHistory, 'before'>,
    rows: readonly Delivery[],
    at: string,
  ): Promise<Delivery[]> {
    const byId = new Map(rows.map(row => [row.id, row]));
    const instant = toMillis(at) ?? 0;
    const wasThere = (row: Delivery) =>
      row.kind !== 'gap' && reachedClusterBy(row, instant);
    const targets = new Set(rows.map(({ targetId }) => targetId));
    for (const targetId of targets) {
      const chain = [...byId.values()]
        .filter(row => row.targetId === targetId)
        .sort((a, b) => a.sequence - b.sequence);
      let oldest: Delivery | undefined = chain[0];
      for (
        let step = 0;
        step < STEPS_BACK &&
        oldest &&
        ![...byId.values()].some(
          row => row.targetId === targetId && wasThere(row),
        );
        step += 1
      ) {
        oldest = await history.before(oldest);
        if (oldest) {
          byId.set(oldest.id, oldest);
        }
      }
    }
    return [...byId.values()];
  }
}

/** Whether its content was in the cluster by then. */
function reachedClusterBy(row: Delivery, instant: number): boolean {
  const reached = row.appliedAt ?? row.rolledOutAt ?? row.startedAt;
  return reachedCluster(row) && (toMillis(reached) ?? Infinity) <= instant;
}

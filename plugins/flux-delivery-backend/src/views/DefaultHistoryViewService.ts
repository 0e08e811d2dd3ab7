import type {
  BackstageCredentials,
  LoggerService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  type Delivery,
  DEPLOYMENT_KINDS,
  fluxDeliveryHistoryReadPermission,
  fluxDeliveryPathReadPermission,
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
import { assertMayRead } from '../paths/assertMayRead';
import type {
  DeliveryPathService,
  JudgedPath,
} from '../paths/DeliveryPathService';
import type { PromotionStore } from '../promotions/PromotionStore';
import { subjectOf } from '../promotions/subjectOf';
import { answered } from './answered';
import { HistoryReader, type Hints } from './HistoryReader';
import type { ExportFilter, HistoryViewService } from './HistoryViewService';
import { matrixEnvironments } from './matrixEnvironments';
import { environmentsThen, toldBy } from './pathThen';
import { maySeePresent, PRESENT_NOT_TOLD } from './whatMaySee';

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
  private readonly reader: HistoryReader;

  constructor(
    private readonly deps: {
      /** Checks whether the caller sees the entity; the permission is asked for here. */
      paths: Pick<DeliveryPathService, 'judgePath'>;
      permissions: PermissionsService;
      history: DeliveryHistory;
      states: Pick<UnitStateStore, 'at' | 'unwatched'>;
      promotions: Pick<PromotionStore, 'page'>;
      options: Pick<FluxDeliveryOptions, 'environments' | 'links'>;
      logger: LoggerService;
      hints?: Hints;
      now: () => Date;
    },
  ) {
    const { history, promotions, options, hints } = deps;
    this.reader = new HistoryReader({
      history,
      promotions,
      links: options.links,
      hints,
    });
  }

  async matrix(entityRef: string, call: Call) {
    const { options, now, permissions, paths } = this.deps;
    const isPresentTold = await maySeePresent(
      permissions,
      entityRef,
      call.credentials,
    );
    const path = await paths.judgePath(entityRef, call);
    const present = {
      entityRef: path.entity.entityRef,
      environments: matrixEnvironments(
        options.environments,
        isPresentTold ? path.judged : [],
      ),
      now: fromMillis(now().getTime()),
    };
    const matrix = await this.recordedMatrix(path, present).catch(error => {
      this.deps.logger.warn(
        'The ledger does not answer; matrices are told without rows',
        error,
      );
      const nothing = { deliveries: [], promotions: [] };
      return matrixOf({ ...present, ...nothing, store: 'liveOnly' });
    });
    const hidden = { class: 'present-not-told', summary: PRESENT_NOT_TOLD };
    return isPresentTold
      ? matrix
      : { ...matrix, notes: [...matrix.notes, hidden] };
  }

  async pathAt(entityRef: string, { at, credentials }: Call & { at: string }) {
    const { history, states, options, now } = this.deps;
    const present = now();
    if ((toMillis(at) ?? Infinity) > present.getTime()) {
      throw new InputError('at: this time has not come yet');
    }
    // A verdict of then tells no less than one of now.
    const path = await this.readable(entityRef, { credentials }, [
      fluxDeliveryHistoryReadPermission,
      fluxDeliveryPathReadPermission,
    ]);
    const subject = subjectOf(path);
    const ref = subject.entityRef;
    const until = fromMillis(toMillis(at)! + 1);
    const [newest, around, judged] = await answered(
      Promise.all([
        history.at(ref, at),
        history.page({ entityRef: ref, until, all: true }, { limit: AROUND }),
        states.at(ref, at),
      ]),
    );
    const before = await answered(
      this.withWhatRan([...newest, ...around.items], at),
    );
    const joinable = await answered(this.reader.joinable(subject, before));
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
    const subject = subjectOf(await this.readable(entityRef, { credentials }));
    const { environment, outcome, all } = filter;
    // All kinds, so that none is compared with another than the one before it.
    const { items, truncated } = await answered(
      this.reader.rows(
        { entityRef: subject.entityRef, environment, all: true },
        EXPORTED_AT_MOST,
      ),
    );
    const told = await answered(this.reader.told(subject, items));
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

  private async recordedMatrix(
    path: JudgedPath,
    present: Pick<MatrixInput, 'entityRef' | 'environments' | 'now'>,
  ): Promise<MatrixDto> {
    const rows = await this.matrixRows(path);
    const matrix = matrixOf({ ...present, ...rows, store: 'ledger' });
    const shown = new Set(
      matrix.cells.flatMap(({ targets }) =>
        targets.map(({ deliveryId }) => deliveryId),
      ),
    );
    const actors = await this.reader.actorsOf(
      subjectOf(path),
      rows.deliveries.filter(({ id }) => shown.has(id)),
    );
    return withActors(matrix, actors);
  }

  private async matrixRows(
    path: JudgedPath,
  ): Promise<{ deliveries: Delivery[]; promotions: Promotion[] }> {
    const { history, promotions, now } = this.deps;
    const subject = subjectOf(path);
    const { entityRef } = subject;
    const present = fromMillis(now().getTime());
    const [recent, newest, records] = await Promise.all([
      this.reader.rows({ entityRef, all: true }, MATRIX_ROWS),
      history.at(entityRef, present),
      promotions.page(subject, {}, { limit: MATRIX_RECORDS }),
    ]);
    return {
      deliveries: await this.withWhatRan([...recent.items, ...newest], present),
      promotions: records.items,
    };
  }

  /** The rows, each once, and for each target whose newest content is not in the cluster those before it, back to one that was. */
  private async withWhatRan(
    rows: readonly Delivery[],
    at: string,
  ): Promise<Delivery[]> {
    const { history } = this.deps;
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

  private async readable(
    entityRef: string,
    { credentials }: Call,
    needed = [fluxDeliveryHistoryReadPermission],
  ): Promise<JudgedPath> {
    const { permissions, paths } = this.deps;
    await assertMayRead(permissions, entityRef, needed, credentials);
    return paths.judgePath(entityRef, { credentials });
  }
}

/** Whether its content was in the cluster by then. */
function reachedClusterBy(row: Delivery, instant: number): boolean {
  const reached = row.appliedAt ?? row.rolledOutAt ?? row.startedAt;
  return reachedCluster(row) && (toMillis(reached) ?? Infinity) <= instant;
}

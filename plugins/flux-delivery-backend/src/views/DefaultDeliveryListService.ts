import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  InputError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  type DeliveriesDto,
  type Delivery,
  type DeliveryDto,
  DEPLOYMENT_KINDS,
  toDeliveryDto,
  toMillis,
} from 'backstage-plugin-flux-delivery-common';
import type { FluxDeliveryOptions } from '../config';
import type { DeliveryPage, DeliveryPosition } from '../history/DeliveryLedger';
import type { SeenHistories, SeenHistory } from '../promotions/SeenHistories';
import type {
  DeliveryFilter,
  DeliveryListService,
} from './DeliveryListService';
import { HistoryReader, type Hints } from './HistoryReader';

/** Reads the ledger where it answers, and what is in memory where it does not. */
export class DefaultDeliveryListService implements DeliveryListService {
  constructor(
    private readonly deps: {
      seen: Pick<SeenHistories, 'of'>;
      /** The rows of an entity that are in memory. */
      heldRows: (entityRef: string) => Delivery[];
      options: Pick<FluxDeliveryOptions, 'links'>;
      logger: LoggerService;
      hints?: Hints;
      now: () => Date;
    },
  ) {}

  async list(
    ...[entityRef, { credentials, filter, limit, cursor }]: Parameters<
      DeliveryListService['list']
    >
  ): Promise<DeliveriesDto> {
    const { seen, logger, now } = this.deps;
    const after = cursor === undefined ? undefined : fromCursor(cursor);
    const told = await seen.of(entityRef, { credentials });
    const { subject } = told;
    const reader = this.readerOf(told);
    const answer = {
      entityRef: subject.entityRef,
      observedAt: now().toISOString(),
    };
    try {
      const page = await told.history.page(
        { entityRef: subject.entityRef, ...filter },
        { limit, after },
      );
      return {
        ...answer,
        items: await reader.told(subject, page.items),
        ...(page.next && { nextCursor: toCursor(page.next) }),
        complete: await this.isComplete(
          reader,
          { entityRef: subject.entityRef, ...filter },
          { page, after },
        ),
        store: 'ledger',
      };
    } catch (error) {
      logger.warn(
        'The ledger does not answer; deliveries are told from memory',
        error as Error,
      );
      return {
        ...answer,
        items: after ? [] : this.held(told, filter, limit),
        complete: false,
        store: 'liveOnly',
      };
    }
  }

  async one(
    ...[entityRef, { credentials, id }]: Parameters<DeliveryListService['one']>
  ): Promise<DeliveryDto> {
    const { seen, heldRows, options } = this.deps;
    const told = await seen.of(entityRef, { credentials });
    const { subject, history } = told;
    const isAsked = (row: Delivery) =>
      row.id === id && row.entityRef === subject.entityRef;
    try {
      const row = (await history.byIds([id])).find(isAsked);
      if (row) {
        return (await this.readerOf(told).told(subject, [row]))[0];
      }
    } catch (error) {
      const held = told.told(heldRows(subject.entityRef)).find(isAsked);
      if (held) {
        return toDeliveryDto(held, { links: options.links });
      }
      throw new ServiceUnavailableError('The ledger does not answer', error);
    }
    throw new NotFoundError(`${subject.entityRef} has no delivery ${id}`);
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

  /**
   * Whether nothing is missing in the times that the page shows. Gaps are no deployments; whoever does not ask for them is told that
   * there are some.
   */
  private async isComplete(
    reader: HistoryReader,
    {
      entityRef,
      environment,
      targetId,
      from,
      until,
    }: DeliveryFilter & { entityRef: string },
    {
      page: { items, next },
      after,
    }: { page: DeliveryPage; after: DeliveryPosition | undefined },
  ): Promise<boolean> {
    // The last page tells of everything down to the beginning; the first one up to the end.
    const oldest = next ? items.at(-1)?.startedAt : from;
    return !(await reader.lacksSome(
      { entityRef, environment, targetId, until: after?.startedAt ?? until },
      { from: oldest, isEmpty: items.length === 0 },
    ));
  }

  private held(
    { subject, told }: SeenHistory,
    filter: DeliveryFilter,
    limit: number,
  ) {
    const { heldRows, options } = this.deps;
    return told(heldRows(subject.entityRef))
      .filter(row => matches(row, filter))
      .sort(
        (a, b) => (toMillis(b.startedAt) ?? 0) - (toMillis(a.startedAt) ?? 0),
      )
      .slice(0, limit)
      .map(row => toDeliveryDto(row, { links: options.links }));
  }
}

function matches(row: Delivery, filter: DeliveryFilter): boolean {
  const startedAt = toMillis(row.startedAt) ?? 0;
  return (
    (filter.all === true || DEPLOYMENT_KINDS.includes(row.kind)) &&
    (!filter.environment || row.environment === filter.environment) &&
    (!filter.targetId || row.targetId === filter.targetId) &&
    (!filter.outcome || row.outcome === filter.outcome) &&
    (!filter.from || startedAt >= (toMillis(filter.from) ?? 0)) &&
    (!filter.until || startedAt < (toMillis(filter.until) ?? 0))
  );
}

/** Opaque to callers; it holds nothing but the place of a row that they were shown. */
function toCursor({ startedAt, id }: DeliveryPosition): string {
  return Buffer.from(JSON.stringify([startedAt, id])).toString('base64url');
}

function fromCursor(text: string): DeliveryPosition {
  try {
    const [startedAt, id] = JSON.parse(
      Buffer.from(text, 'base64url').toString('utf8'),
    );
    if (toMillis(startedAt) !== undefined && /^[0-9a-f]{1,64}$/.test(id)) {
      return { startedAt, id };
    }
  } catch {
    // Falls through: it is none.
  }
  throw new InputError('request/query/cursor is no cursor of this list');
}

import { NotFoundError } from '@backstage/errors';
import { deliveriesToCsv } from 'backstage-plugin-flux-delivery-common';
import type {
  DeliveriesDto,
  DeliveryDto,
  FindDto,
  MatrixDto,
  PathAtDto,
  TagsDto,
} from 'backstage-plugin-flux-delivery-common';
import type {
  DeliveriesQuery,
  DeliveryHistoryApi,
} from '../api/DeliveryHistoryApi';
import { FakeFleet } from './FakeFleet';
import { deliveries, found, matrix, page, pathAt, tags } from './history';

/** History from memory. An error in the place of an answer is thrown; without an answer a request never ends. */
export class FakeHistory extends FakeFleet implements DeliveryHistoryApi {
  readonly asked: string[] = [];
  all: DeliveryDto[] = deliveries;
  firstPage: Partial<DeliveriesDto> | Error | undefined = {};
  matrix: MatrixDto | Error | undefined = matrix;
  tags: TagsDto | Error | undefined = tags;
  pageSize = 50;

  async getDeliveries(
    _entityRef: string,
    {
      environment,
      outcome,
      all,
      cursor,
    }: DeliveriesQuery & { cursor?: string } = {},
  ): Promise<DeliveriesDto> {
    this.asked.push(
      `deliveries ${JSON.stringify({ environment, outcome, all, cursor })}`,
    );
    const answer = await orNever(this.firstPage);
    const items = this.all.filter(
      each =>
        (all || page.items.includes(each) || !deliveries.includes(each)) &&
        (!environment || each.environment === environment) &&
        (!outcome || each.outcome === outcome),
    );
    const from = Number(cursor ?? 0);
    const to = from + this.pageSize;
    return {
      ...page,
      items: items.slice(from, to),
      nextCursor: to < items.length ? String(to) : undefined,
      ...answer,
    };
  }

  async getDelivery(_entityRef: string, id: string): Promise<DeliveryDto> {
    this.asked.push(`delivery ${id}`);
    const delivery = this.all.find(each => each.id === id);
    if (!delivery) {
      throw new NotFoundError('no');
    }
    return delivery;
  }

  async getMatrix(): Promise<MatrixDto> {
    return orNever(this.matrix);
  }

  async getTags(): Promise<TagsDto> {
    this.asked.push('tags');
    return orNever(this.tags);
  }

  async getPathAt(_entityRef: string, at: string): Promise<PathAtDto> {
    this.asked.push(`path at ${at}`);
    return pathAt(at);
  }

  async exportDeliveries(
    entityRef: string,
    format: 'csv' | 'json',
    query?: DeliveriesQuery,
  ): Promise<Blob> {
    const { items } = await this.getDeliveries(entityRef, query);
    this.asked.push(`export ${format}`);
    return new Blob([
      format === 'csv' ? deliveriesToCsv(items) : JSON.stringify({ items }),
    ]);
  }

  async find(text: string): Promise<FindDto> {
    this.asked.push(`find ${text}`);
    return text.startsWith('3fa') ? found : { ...found, query: text, items: [] };
  }
}

async function orNever<T>(answer: T | Error | undefined): Promise<T> {
  if (answer instanceof Error) {
    throw answer;
  }
  return answer === undefined ? new Promise(() => {}) : answer;
}

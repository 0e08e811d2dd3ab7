import type {
  DeliveriesDto,
  DeliveryDto,
} from 'backstage-plugin-flux-delivery-common';
import { readDeliveries, withNextPage } from './deliveryPages';

const page = (ids: string[], nextCursor?: string) =>
  ({
    items: ids.map(id => ({ id } as DeliveryDto)),
    nextCursor,
    complete: true,
  } as DeliveriesDto);

const ids = ({ items }: { items: DeliveryDto[] }) =>
  items.map(({ id }) => id).join(' ');

/** A store of rows, newest first, that answers as the server does. */
function storeOf(count: number) {
  const rows = Array.from({ length: count }, (_, at) => `r${count - at}`);
  const read = jest.fn(
    async ({ cursor, limit = 20 }: { cursor?: string; limit?: number }) => {
      const from = cursor ? rows.indexOf(cursor) + 1 : 0;
      const told = rows.slice(from, from + limit);
      return page(
        told,
        from + limit < rows.length ? told[told.length - 1] : undefined,
      );
    },
  );
  return { rows, read };
}

it('puts what is read on behind what is there, each once', () => {
  const both = withNextPage(page(['c', 'b'], '1'), page(['b', 'a'], '2'));
  expect(ids(both)).toBe('c b a');
  expect(both.nextCursor).toBe('2');
});

it('reads one page where no more is shown', async () => {
  const { read } = storeOf(50);
  const head = await readDeliveries(read, () => 0);
  expect(head.items).toHaveLength(20);
  expect(read.mock.calls).toEqual([[{}]]);
  expect(head).toMatchObject({ complete: true, nextCursor: 'r31' });
});

it('reads everything again that is shown, a hundred at once, so that what may not be seen any more goes', async () => {
  const { rows, read } = storeOf(300);
  rows.splice(130, 1);
  const again = await readDeliveries(read, () => 160);
  expect(again.items).toHaveLength(160);
  expect(ids(again).split(' ')).not.toContain('r170');
  expect(read.mock.calls.map(([{ limit }]) => limit)).toEqual([100, 60]);
});

it('ends where there is no more', async () => {
  const { read } = storeOf(30);
  const again = await readDeliveries(read, () => 40);
  expect(again.items).toHaveLength(30);
  expect(again.nextCursor).toBeUndefined();
});

it('takes along what is read on meanwhile', async () => {
  const { read } = storeOf(100);
  let wanted = 20;
  const reading = readDeliveries(read, () => wanted);
  wanted = 40;
  expect((await reading).items).toHaveLength(40);
});

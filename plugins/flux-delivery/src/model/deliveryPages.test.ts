import type {
  DeliveriesDto,
  DeliveryDto,
} from 'backstage-plugin-flux-delivery-common';
import { withFirstPage, withNextPage } from './deliveryPages';

const page = (ids: string[], nextCursor?: string) =>
  ({
    items: ids.map(id => ({ id } as DeliveryDto)),
    nextCursor,
  } as DeliveriesDto);

const ids = ({ items }: { items: DeliveryDto[] }) =>
  items.map(({ id }) => id).join('');

it('puts what is new before what was read on', () => {
  const first = withFirstPage(undefined, page(['c', 'b'], '1'));
  const both = withNextPage(first, page(['b', 'a'], '2'));
  expect(ids(both)).toBe('cba');

  const live = withFirstPage(both, page(['d', 'c'], '3'));
  expect(ids(live)).toBe('dcba');
  expect(live.nextCursor).toBe('2');
});

it('goes on from the first page where nothing else is loaded', () => {
  const first = withFirstPage(undefined, page(['b', 'a'], '1'));
  expect(withFirstPage(first, page(['b', 'a'], '9')).nextCursor).toBe('9');
});

it('rather forgets than shows a list with a hole', () => {
  const old = withFirstPage(undefined, page(['b', 'a'], '1'));
  const live = withFirstPage(old, page(['z', 'y'], '7'));
  expect(ids(live)).toBe('zy');
  expect(live.nextCursor).toBe('7');
});

it('forgets what is gone, where one page holds everything', () => {
  const old = withFirstPage(undefined, page(['b', 'a']));
  expect(ids(withFirstPage(old, page(['b'])))).toBe('b');
});

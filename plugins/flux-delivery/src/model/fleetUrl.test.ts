import {
  isUnfiltered,
  readFleetView,
  withValues,
  writeFleetView,
} from './fleetUrl';

const read = (search: string) => readFleetView(new URLSearchParams(search));

it('reads what an address asks for', () => {
  expect(
    read(
      'view=suspensions&owner=mine&owner=group:default/a&cluster=prod-eu&q=pay&segment=source&class=crash-loop&state=unknown',
    ),
  ).toEqual({
    section: 'suspensions',
    filter: {
      owners: ['mine', 'group:default/a'],
      clusters: ['prod-eu'],
      segments: ['source'],
      classes: ['crash-loop'],
      states: ['unknown'],
      text: 'pay',
    },
  });
});

it('leaves out what nobody can ask for', () => {
  expect(read('state=green&segment=moon&owner=&view=x&q=')).toEqual({
    section: 'services',
    filter: {},
  });
  const many = Array.from({ length: 60 }, (_, n) => `cluster=c${n}`).join('&');
  expect(read(many).filter.clusters).toHaveLength(50);
});

it('writes a view so that it is read as it was, and keeps what is not its own', () => {
  const view = read('q=a b&state=ok&state=diverged&environment=prod');
  const written = writeFleetView(view, new URLSearchParams('x=1&q=old'));
  expect(written.toString()).toBe(
    'x=1&environment=prod&state=ok&state=diverged&q=a+b',
  );
  expect(readFleetView(written)).toEqual(view);
});

it('drops a dimension without values', () => {
  const filter = withValues({ text: 'a' }, 'owners', ['b']);
  expect(filter).toEqual({ text: 'a', owners: ['b'] });
  expect(withValues(filter, 'owners', [])).toEqual({ text: 'a' });
  expect(isUnfiltered({ states: [] })).toBe(true);
  expect(isUnfiltered(filter)).toBe(false);
});

import { fixtureNames, loadFixture, loadWatch } from './loadFixture';

describe('loadFixture', () => {
  it('reads every captured file as whole objects', () => {
    expect(fixtureNames().length).toBeGreaterThan(20);
    for (const name of fixtureNames()) {
      const objects = loadFixture(name);
      expect(objects.length).toBeGreaterThan(0);
      for (const object of objects) {
        expect([name, typeof object.kind, typeof object.metadata.name]).toEqual(
          [name, 'string', 'string'],
        );
      }
    }
  });

  it('takes the name with its extension too', () => {
    expect(loadFixture('stalled.yaml')).toEqual(loadFixture('stalled'));
  });
});

describe('loadWatch', () => {
  it('reads the events of a captured watch in their order', () => {
    const events = loadWatch('watch-suspend-resume');
    expect(events.length).toBeGreaterThan(2);
    expect(
      events.every(({ type }) =>
        ['ADDED', 'MODIFIED', 'DELETED'].includes(type as string),
      ),
    ).toBe(true);
  });
});

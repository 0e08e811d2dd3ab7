import { Filed } from './Filed';

function setUp() {
  const filed = new Filed<string>();
  return { filed, at: (key: string) => [...filed.get(key)] };
}

describe('what is filed under keys', () => {
  it('is there once, however often it is added', () => {
    const { filed, at } = setUp();
    ['a', 'a', 'b', 'a', 'b'].forEach(value => filed.add('key', value));
    expect(at('key')).toEqual(['a', 'b']);
    expect(at('other')).toEqual([]);
    expect(filed.size).toBe(1);
  });

  it('is forgotten with its key once nothing is left', () => {
    const { filed, at } = setUp();
    filed.add('key', 'a');
    filed.add('key', 'b');
    filed.add('key', 'c');
    filed.remove('key', 'b');
    filed.remove('key', 'nobody');
    expect(at('key')).toEqual(['a', 'c']);
    filed.remove('key', 'c');
    filed.remove('key', 'c');
    expect(at('key')).toEqual(['a']);
    filed.add('key', 'd');
    expect(at('key')).toEqual(['a', 'd']);
    filed.remove('key', 'a');
    filed.remove('key', 'd');
    expect(at('key')).toEqual([]);
    expect(filed.size).toBe(0);
  });

  it('moves from the keys of before to those of now', () => {
    const { filed, at } = setUp();
    filed.refile('a', [], ['one', 'two']);
    filed.refile('b', [], ['two']);
    filed.refile('a', ['one', 'two'], ['two', 'three']);
    expect([at('one'), at('two'), at('three')]).toEqual([
      [],
      ['a', 'b'],
      ['a'],
    ]);
    filed.refile('a', ['two', 'three'], []);
    expect([at('two'), at('three')]).toEqual([['b'], []]);
    expect(filed.size).toBe(1);
  });
});

import { chosenPersona } from './persona';

function storage() {
  const held = new Map<string, string>();
  return {
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string) => void held.set(key, value),
    removeItem: (key: string) => void held.delete(key),
  };
}

describe('the persona of the demo', () => {
  it('is nobody until one is asked for, and stays until another is', () => {
    const held = storage();
    expect(chosenPersona('', held)).toBeUndefined();
    expect(chosenPersona('?persona=d.khan', held)).toBe('user:default/d.khan');
    expect(chosenPersona('?filters[kind]=component', held)).toBe(
      'user:default/d.khan',
    );
    expect(chosenPersona('?persona=guest', held)).toBeUndefined();
    expect(chosenPersona('', held)).toBeUndefined();
  });
});

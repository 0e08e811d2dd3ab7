import { RememberedAnswers } from './RememberedAnswers';

function remembered(kept = 10) {
  const clock = { now: 0 };
  const answers = new RememberedAnswers<number>({
    ttlMs: 1_000,
    kept,
    now: () => clock.now,
  });
  return { clock, answers };
}

describe('RememberedAnswers', () => {
  it('asks once for all who wait, and again when the answer is old', async () => {
    const { clock, answers } = remembered();
    let asked = 0;
    const ask = async () => {
      asked += 1;
      return asked;
    };

    const first = await Promise.all([
      answers.get('a', ask),
      answers.get('a', ask),
    ]);
    clock.now = 999;
    const second = await answers.get('a', ask);
    clock.now = 1_000;
    const third = await answers.get('a', ask);

    expect([...first, second, third]).toEqual([1, 1, 1, 2]);
  });

  it('asks again for whoever needs a younger one, and remembers that for all', async () => {
    const { clock, answers } = remembered();
    let asked = 0;
    const ask = async () => {
      asked += 1;
      return asked;
    };

    await answers.get('a', ask);
    clock.now = 100;

    expect(answers.has('a', 101)).toBe(true);
    expect(answers.has('a', 100)).toBe(false);
    expect(await answers.get('a', ask, 100)).toBe(2);
    expect(await answers.get('a', ask)).toBe(2);
  });

  it('does not remember a failure', async () => {
    const { answers } = remembered();

    await expect(
      answers.get('a', async () => {
        throw new Error('down');
      }),
    ).rejects.toThrow('down');

    expect(answers.has('a')).toBe(false);
    expect(await answers.get('a', async () => 7)).toBe(7);
  });

  it('keeps no more than it may, the newest', async () => {
    const { answers } = remembered(2);
    for (const key of ['a', 'b', 'c']) {
      await answers.get(key, async () => 0);
    }

    expect(['a', 'b', 'c'].map(key => answers.has(key))).toEqual([
      false,
      true,
      true,
    ]);
  });
});

import { TextPool } from './TextPool';

/** A text that is no literal, as a parser makes it. */
const parsed = (text: string) => JSON.parse(JSON.stringify(text)) as string;

/** Whether two equal texts are one can be told by the pool alone: so the texts that it answers are counted. */
class CountedPool extends TextPool {
  get held(): number {
    const { young, old } = this as unknown as Record<
      string,
      Map<string, string>
    >;
    return young.size + old.size;
  }
}

describe('texts that are held once', () => {
  it('changes nothing that an object says', () => {
    const object = () => ({
      metadata: {
        name: parsed('a-name-of-some-length'),
        uid: parsed('6a1ac1ba-2ba1-4f2e-8f6b-000000000000'),
        labels: { 'app.kubernetes.io/name': parsed('a-name-of-some-length') },
        generation: 3,
      },
      spec: { suspend: false, none: null, paths: ['./a', './b', './a'] },
      status: { conditions: [{ message: 'm'.repeat(4_000) }] },
    });
    const pool = new TextPool(10);
    expect(pool.share(object())).toEqual(object());
    expect(pool.share(undefined)).toBeUndefined();
  });

  it('shares in place, and copies nothing', () => {
    const object = { spec: { path: parsed('./apps/checkout') } };
    expect(new TextPool(10).share(object)).toBe(object);
  });

  it('holds neither what nobody else has, nor what is long', () => {
    const pool = new CountedPool(10);
    pool.share({
      uid: 'u-1',
      resourceVersion: '17',
      message: 'm'.repeat(513),
    });
    expect(pool.held).toBe(0);
    pool.share({ name: 'u-1', message: 'm'.repeat(512) });
    expect(pool.held).toBe(2);
  });

  it('is bounded, and keeps what is brought again and again', () => {
    const pool = new CountedPool(10);
    for (let at = 0; at < 1_000; at += 1) {
      pool.share({ often: 'often', seldom: `text-${at}` });
      expect(pool.held).toBeLessThanOrEqual(20);
    }
    const before = pool.held;
    pool.share({ often: 'often' });
    expect(pool.held).toBe(before);
  });
});

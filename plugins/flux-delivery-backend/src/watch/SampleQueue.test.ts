import { SampleQueue } from './SampleQueue';

const ref = (namespace: string, name: string) => ({
  cluster: 'alpha',
  group: 'apps',
  kind: 'Deployment',
  namespace,
  name,
});

describe('SampleQueue', () => {
  it('notes each workload once, at its earliest time', () => {
    const queue = new SampleQueue();
    queue.add(ref('shop', 'a'), 50);
    queue.add(ref('shop', 'a'), 20);
    queue.add(ref('shop', 'a'), 90);
    expect([
      queue.size,
      queue.nextDueAt(),
      queue.take(19),
      queue.take(20)?.refs.length,
      queue.size,
    ]).toEqual([1, 20, undefined, 1, 0]);
  });

  it('takes three and more of one namespace together, but for those that must be alone', () => {
    const queue = new SampleQueue();
    ['a', 'b', 'c'].forEach(name => queue.add(ref('shop', name), 10));
    queue.add(ref('shop', 'd'), 10, { alone: true });
    queue.add(ref('other', 'e'), 11);
    expect(queue.take(20)).toMatchObject({
      together: true,
      refs: [{ name: 'a' }, { name: 'b' }, { name: 'c' }],
    });
    expect(queue.take(20)).toMatchObject({
      together: false,
      refs: [{ name: 'd' }],
    });
    expect(queue.take(20)).toMatchObject({
      together: false,
      refs: [{ name: 'e' }],
    });
    expect(queue.take(20)).toBeUndefined();
  });

  it('takes what is urgent first, and after three of these one that is not', () => {
    const queue = new SampleQueue();
    ['a', 'b'].forEach((name, at) => queue.add(ref(name, name), at));
    ['u', 'v', 'w', 'x'].forEach((name, at) =>
      queue.add(ref(name, name), 10 + at, { urgent: true }),
    );
    queue.add(ref('v', 'v'), 30);
    const order = Array.from({ length: 6 }, () => queue.take(20)?.refs[0].name);
    expect(order).toEqual(['u', 'v', 'w', 'a', 'x', 'b']);
  });

  it('gives a place for what is urgent to nothing else, and does not count it among those in a row', () => {
    const queue = new SampleQueue();
    queue.add(ref('a', 'a'), 0);
    expect([queue.take(20, 'urgent'), queue.nextDueAt('urgent')]).toEqual([
      undefined,
      undefined,
    ]);
    ['u', 'v', 'w', 'x', 'y'].forEach((name, at) =>
      queue.add(ref(name, name), 10 + at, { urgent: true }),
    );
    expect(queue.nextDueAt('urgent')).toBe(10);
    const lanes = ['urgent', 'any', 'any', 'any', 'any', 'any'] as const;
    const order = lanes.map(lane => queue.take(20, lane)?.refs[0].name);
    expect(order).toEqual(['u', 'v', 'w', 'x', 'a', 'y']);
  });

  it('takes what is urgent together with what is so too, not with its whole namespace', () => {
    const queue = new SampleQueue();
    ['a', 'b', 'c'].forEach(name => queue.add(ref('shop', name), 0));
    queue.add(ref('shop', 'u'), 1, { urgent: true });
    expect(queue.take(20)).toMatchObject({ refs: [{ name: 'u' }] });
    ['u', 'v', 'w'].forEach(name =>
      queue.add(ref('shop', name), 1, { urgent: true }),
    );
    expect(queue.take(20)).toMatchObject({
      together: true,
      refs: [{ name: 'u' }, { name: 'v' }, { name: 'w' }],
    });
  });

  it('hastens what is urgent, and nothing else', () => {
    const queue = new SampleQueue();
    queue.add(ref('shop', 'a'), 90);
    queue.add(ref('shop', 'u'), 90, { urgent: true });
    queue.hastenUrgent(20);
    expect([queue.take(20)?.refs[0].name, queue.take(20)]).toEqual([
      'u',
      undefined,
    ]);
  });
});

import { createHmac } from 'node:crypto';
import { FluxEventReceiver } from './FluxEventReceiver';
import { MemoryHintStore } from './MemoryHintStore';

const SECRET = 'secret-of-staging';
const BAD = `sha256=${'0'.repeat(64)}`;

function setUp(perMinute = 60) {
  const clock = { now: Date.parse('2026-11-21T12:00:00Z') };
  const receiver = new FluxEventReceiver({
    clusters: { staging: { secrets: [SECRET], perMinute } },
    inventory: { get: () => undefined, by: () => [] },
    store: new MemoryHintStore(),
    lookAt: () => {},
    now: () => clock.now,
  });
  /** As the route does: the name of what it comes to. */
  const send = async (text: string, signature?: string) => {
    const origin = { cluster: 'staging', address: '10.0.0.1', signature };
    try {
      receiver.admit(origin);
      const bytes = Buffer.from(text);
      return await receiver.receive({
        ...origin,
        bytes,
        parse: () => JSON.parse(text),
      });
    } catch (error) {
      return (error as Error).name;
    }
  };
  return {
    clock,
    send,
    signed: (text: string) =>
      send(
        text,
        `sha256=${createHmac('sha256', SECRET).update(text).digest('hex')}`,
      ),
  };
}

const event = (message: string) =>
  JSON.stringify({
    involvedObject: {
      kind: 'Kustomization',
      namespace: 'shop',
      name: 'api',
      apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    },
    severity: 'info',
    timestamp: '2026-11-21T11:59:00Z',
    message,
    reason: 'ReconciliationSucceeded',
    metadata: { revision: 'main@sha1:abc', actor: message },
    reportingController: 'kustomize-controller',
  });

const times = (count: number) => Array.from({ length: count }, (_, at) => at);

describe('what nobody signed', () => {
  it.each([
    ['without a signature', undefined],
    ['with a wrong one', BAD],
  ])(
    '%s is slowed down, and what is signed passes beside it',
    async (_what, bad) => {
      const { send, signed, clock } = setUp();
      for (const _ of times(100)) {
        expect(await send('{}', bad)).toBe('AuthenticationError');
      }
      for (const at of times(6)) {
        for (const _ of times(50)) {
          expect(await send('{}', bad)).toBe('TooManyRequestsError');
        }
        expect(await signed(event(`${at}`))).toBe('none');
      }
      clock.now += 60_000;
      expect(await send('{}', bad)).toBe('AuthenticationError');
    },
  );

  it('is not even read once all of it costs more than can be spared', async () => {
    const { send, signed, clock } = setUp();
    const large = 'x'.repeat(1024 * 1024);
    for (const _ of times(640)) {
      await send(large, BAD);
    }
    expect(await signed(event('a'))).toBe('TooManyRequestsError');
    clock.now += 1_000;
    expect(await signed(event('a'))).toBe('none');
  });
});

describe('what was signed', () => {
  it('is slowed down to the pace of its cluster', async () => {
    const { signed } = setUp(60);
    const outcomes: string[] = [];
    for (const at of times(12)) {
      outcomes.push(await signed(event(`${at}`)));
    }
    expect(outcomes.slice(9)).toEqual([
      'none',
      'TooManyRequestsError',
      'TooManyRequestsError',
    ]);
  });

  it('takes nothing of that pace when it is sent again', async () => {
    const { signed } = setUp(60);
    expect(await signed(event('first'))).toBe('none');
    for (const _ of times(100)) {
      expect(await signed(event('first'))).toBe('known');
    }
    expect(await signed(event('second'))).toBe('none');
  });
});

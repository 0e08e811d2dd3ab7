import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { PathInterest } from '../paths/PathInterest';
import { Viewers } from '../paths/Viewers';
import { ChangeSignals } from './ChangeSignals';

const ref = {
  cluster: 'c',
  group: 'apps',
  kind: 'Deployment',
  namespace: 'shop',
  name: 'api',
};

const A = 'component:default/a';
const B = 'component:default/b';
const ann = mockCredentials.user('user:default/ann');
const eve = mockCredentials.user('user:default/eve');

/** Ann looks at `a` and `b`, Eve at `b`. */
function setUp(concerned: string[]) {
  const interest = new PathInterest(() => 0);
  jest.spyOn(interest, 'concernedBy').mockReturnValue(concerned);
  const viewers = new Viewers(() => Date.now());
  viewers.note(A, ann);
  viewers.note(B, ann);
  viewers.note(B, eve);
  const publish = jest.fn().mockResolvedValue(undefined);
  const signals = new ChangeSignals({
    signals: { publish },
    interest,
    viewers,
    logger: mockServices.logger.mock(),
  });
  return { signals, publish, viewers };
}

describe('ChangeSignals', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('makes one message of a burst, with entity refs and a generation only, for those who read them', () => {
    const { signals, publish } = setUp([B, A]);
    signals.onChange({ objects: [ref], clusters: [] });
    signals.onChange({ objects: [ref], clusters: [] });
    jest.advanceTimersByTime(300);
    expect(publish.mock.calls).toEqual([
      [
        {
          recipients: { type: 'user', entityRef: ['user:default/ann'] },
          channel: 'flux-delivery',
          message: { entityRefs: [A, B], generation: 1 },
        },
      ],
      [
        {
          recipients: { type: 'user', entityRef: ['user:default/eve'] },
          channel: 'flux-delivery',
          message: { entityRefs: [B], generation: 1 },
        },
      ],
    ]);
  });

  it('A3: names no entity to anybody who does not read it', () => {
    const { signals, publish } = setUp(['component:default/secret']);
    signals.onChange({ objects: [ref], clusters: [] });
    signals.announce('component:default/secret');
    jest.advanceTimersByTime(300);
    expect(publish).not.toHaveBeenCalled();
  });

  it('A4: tells nothing to who was refused, nor to who did not read it again for 10 s', () => {
    const { signals, publish, viewers } = setUp([B]);
    viewers.refuse(B, eve);
    signals.onChange({ objects: [ref], clusters: [] });
    jest.advanceTimersByTime(300);
    expect(publish).toHaveBeenCalledTimes(1);
    expect(publish.mock.calls[0][0].recipients.entityRef).toEqual([
      'user:default/ann',
    ]);
    jest.advanceTimersByTime(9_700);
    signals.onChange({ objects: [ref], clusters: [] });
    jest.advanceTimersByTime(300);
    expect(publish).toHaveBeenCalledTimes(1);
  });

  it('is silent while nobody looks', () => {
    const { signals, publish } = setUp([]);
    signals.onChange({ objects: [ref], clusters: [] });
    jest.advanceTimersByTime(10_000);
    expect(publish).not.toHaveBeenCalled();
  });

  it('announces an entity that somebody spoke of, together with what clusters tell', () => {
    const { signals, publish } = setUp([B]);
    signals.announce(A);
    signals.onChange({ objects: [ref], clusters: [] });
    jest.advanceTimersByTime(300);
    expect(publish.mock.calls[0][0].message.entityRefs).toEqual([A, B]);
  });

  it('sends nothing after stop', () => {
    const { signals, publish } = setUp(['component:default/a']);
    signals.onChange({ objects: [ref], clusters: [] });
    signals.stop();
    jest.advanceTimersByTime(1_000);
    expect(publish).not.toHaveBeenCalled();
  });
});

import { mockServices } from '@backstage/backend-test-utils';
import { PathInterest } from '../paths/PathInterest';
import { ChangeSignals } from './ChangeSignals';

const ref = {
  cluster: 'c',
  group: 'apps',
  kind: 'Deployment',
  namespace: 'shop',
  name: 'api',
};

function setUp(concerned: string[]) {
  const interest = new PathInterest(() => 0);
  jest.spyOn(interest, 'concernedBy').mockReturnValue(concerned);
  const publish = jest.fn().mockResolvedValue(undefined);
  const signals = new ChangeSignals({
    signals: { publish },
    interest,
    logger: mockServices.logger.mock(),
  });
  return { signals, publish };
}

describe('ChangeSignals', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('makes one message of a burst, with entity refs and a generation only', () => {
    const { signals, publish } = setUp([
      'component:default/b',
      'component:default/a',
    ]);
    signals.onChange({ objects: [ref], clusters: [] });
    signals.onChange({ objects: [ref], clusters: [] });
    jest.advanceTimersByTime(300);
    expect(publish).toHaveBeenCalledTimes(1);
    expect(publish).toHaveBeenCalledWith({
      recipients: { type: 'broadcast' },
      channel: 'flux-delivery',
      message: {
        entityRefs: ['component:default/a', 'component:default/b'],
        generation: 1,
      },
    });
  });

  it('is silent while nobody looks', () => {
    const { signals, publish } = setUp([]);
    signals.onChange({ objects: [ref], clusters: [] });
    jest.advanceTimersByTime(10_000);
    expect(publish).not.toHaveBeenCalled();
  });

  it('announces an entity that somebody spoke of, together with what clusters tell', () => {
    const { signals, publish } = setUp(['component:default/b']);
    signals.announce('component:default/a');
    signals.onChange({ objects: [ref], clusters: [] });
    jest.advanceTimersByTime(300);
    expect(publish).toHaveBeenCalledTimes(1);
    expect(publish.mock.calls[0][0].message.entityRefs).toEqual([
      'component:default/a',
      'component:default/b',
    ]);
  });

  it('names nobody where it would have to name too many: all look again', () => {
    const { signals, publish } = setUp(
      Array.from({ length: 201 }, (_, i) => `component:default/s${i}`),
    );
    signals.onChange({ objects: [ref], clusters: [] });
    jest.advanceTimersByTime(300);
    expect(publish.mock.calls[0][0].message).toEqual({ generation: 1 });
  });

  it('sends nothing after stop', () => {
    const { signals, publish } = setUp(['component:default/a']);
    signals.onChange({ objects: [ref], clusters: [] });
    signals.stop();
    jest.advanceTimersByTime(1_000);
    expect(publish).not.toHaveBeenCalled();
  });
});

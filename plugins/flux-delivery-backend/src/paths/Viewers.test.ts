import { mockCredentials } from '@backstage/backend-test-utils';
import { Viewers } from './Viewers';

const ann = mockCredentials.user('user:default/ann');
const eve = mockCredentials.user('user:default/eve');
const API = 'component:default/api';
const WEB = 'component:default/web';

function setUp() {
  let now = 0;
  const viewers = new Viewers(() => now);
  return {
    viewers,
    pass: (ms: number) => {
      now += ms;
    },
  };
}

describe('who is told of changes', () => {
  it('is who read the entity just now, of what they read and nothing else', () => {
    const { viewers } = setUp();
    viewers.note(API, ann);
    viewers.note(WEB, ann);
    viewers.note(WEB, eve);
    viewers.note(WEB, mockCredentials.service());
    expect(viewers.readersOf([API, WEB, 'component:default/none'])).toEqual([
      { entityRefs: [API, WEB], users: ['user:default/ann'] },
      { entityRefs: [WEB], users: ['user:default/eve'] },
    ]);
    expect(viewers.readersOf(['component:default/none'])).toEqual([]);
  });

  it('is told in one message with all who read the same, in whatever order', () => {
    const { viewers } = setUp();
    viewers.note(API, ann);
    viewers.note(WEB, ann);
    viewers.note(WEB, eve);
    viewers.note(API, eve);
    expect(viewers.readersOf([WEB, API])).toEqual([
      {
        entityRefs: [API, WEB],
        users: ['user:default/ann', 'user:default/eve'],
      },
    ]);
  });

  it('A4: ends within 10 s for whoever does not read it again', () => {
    const { viewers, pass } = setUp();
    viewers.note(API, ann);
    pass(9_999);
    expect(viewers.readersOf([API])).toHaveLength(1);
    pass(1);
    expect(viewers.readersOf([API])).toEqual([]);
  });

  it('A4: ends at once for whoever is refused', () => {
    const { viewers } = setUp();
    viewers.note(API, ann);
    viewers.note(API, eve);
    viewers.refuse(API, ann);
    expect(viewers.readersOf([API])).toEqual([
      { entityRefs: [API], users: ['user:default/eve'] },
    ]);
  });

  it('is bounded', () => {
    const { viewers } = setUp();
    for (let i = 0; i < 2_500; i += 1) {
      viewers.note(API, mockCredentials.user(`user:default/u${i}`));
    }
    for (let i = 0; i < 60; i += 1) {
      viewers.note(`component:default/s${i}`, ann);
    }
    const [{ users }] = viewers.readersOf([API]);
    expect(users.length).toBeLessThanOrEqual(2_000);
    expect(users).not.toContain('user:default/u0');
    expect(viewers.readersOf(['component:default/s0'])).toEqual([]);
    expect(viewers.readersOf(['component:default/s59'])).toHaveLength(1);
  });
});

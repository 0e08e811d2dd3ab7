import { SEGMENTS } from '../divergence/SegmentVerdict';
import { aJudgedTarget } from '../testUtils/judgedPath';
import { onCallOf } from './onCall';
import type { OwnershipOptions } from './OwnershipRule';
import { ownerOfSegment } from './ownerOfSegment';

const SHOP = 'group:default/shop';
const PLATFORM = 'group:default/platform';
const NETWORK = 'group:default/network';

function told(options: Partial<OwnershipOptions>) {
  const all = { rules: [], ...options };
  const segments = SEGMENTS.map(segment => ({
    segment,
    ...ownerOfSegment(aJudgedTarget(), segment, all),
  }));
  return onCallOf(segments, all).map(({ team, owner, segments: of }) => [
    team,
    owner,
    of.join(),
  ]);
}

it.each<[string, Partial<OwnershipOptions>, ReturnType<typeof told>]>([
  [
    'the app team and the platform',
    { entityOwner: SHOP, platformGroup: PLATFORM },
    [
      ['app', SHOP, 'promotion,reconcile,rollout'],
      ['platform', PLATFORM, 'source,traffic'],
    ],
  ],
  [
    'one group that is both',
    { entityOwner: PLATFORM, platformGroup: PLATFORM },
    [['both', PLATFORM, SEGMENTS.join()]],
  ],
  [
    'a third that a contract names',
    {
      entityOwner: SHOP,
      platformGroup: PLATFORM,
      contract: { owners: { traffic: { owner: NETWORK, said: 'a line' } } },
    },
    [
      ['app', SHOP, 'promotion,reconcile,rollout'],
      ['platform', PLATFORM, 'source'],
      ['other', NETWORK, 'traffic'],
    ],
  ],
  [
    'nobody for the platform',
    { entityOwner: SHOP },
    [
      ['app', SHOP, 'promotion,reconcile,rollout'],
      ['platform', undefined, ''],
    ],
  ],
  [
    'nobody at all',
    {},
    [
      ['app', undefined, ''],
      ['platform', undefined, ''],
    ],
  ],
])('%s', (_what, options, expected) => {
  expect(told(options)).toEqual(expected);
});

it('is loud about nobody, and says why', () => {
  expect(onCallOf([], {})).toMatchObject([
    { unowned: true, because: 'the entity has no owner' },
    { unowned: true, because: expect.stringContaining('platformGroup') },
  ]);
});

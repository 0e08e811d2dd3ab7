import type { Segment } from '../divergence/SegmentVerdict';
import type { OwnershipAnswer, OwnershipOptions } from './OwnershipRule';

/**
 * For whom somebody is on call: the team of the service, the platform, `both` where these are one group, or `other`: named by a contract
 * or a rule, and neither of them.
 *
 * @public
 */
export type Team = 'app' | 'platform' | 'both' | 'other';

/** Who is on call for which segments. @public */
export interface OnCall extends OwnershipAnswer {
  team: Team;
  /** In order; empty where they own none here. */
  segments: Segment[];
}

type Teams = Pick<OwnershipOptions, 'entityOwner' | 'platformGroup'>;

/** Which of the two an owner is. */
export function teamOf(
  owner: string,
  { entityOwner, platformGroup }: Teams,
): Team {
  const isApp = owner === entityOwner;
  if (owner === platformGroup) {
    return isApp ? 'both' : 'platform';
  }
  return isApp ? 'app' : 'other';
}

/**
 * Who is on call for a target: the app team first, then the platform, each also where it owns no segment or is not known; then whoever else
 * owns one. Segments that are not told have no owner here.
 */
export function onCallOf(
  segments: readonly { segment: Segment; owner?: string }[],
  teams: Teams,
): OnCall[] {
  const { entityOwner, platformGroup } = teams;
  const of = (owner: string) =>
    segments.filter(each => each.owner === owner).map(each => each.segment);
  const others = new Set(
    segments.flatMap(({ owner }) =>
      owner !== undefined && teamOf(owner, teams) === 'other' ? owner : [],
    ),
  );
  return [
    entityOwner
      ? {
          team: teamOf(entityOwner, teams),
          owner: entityOwner,
          segments: of(entityOwner),
          because: 'the owner of the entity',
        }
      : nobody('app', 'the entity has no owner'),
    ...(platformGroup === undefined
      ? [nobody('platform', 'fluxDelivery.ownership.platformGroup is not set')]
      : []),
    ...(platformGroup !== undefined && platformGroup !== entityOwner
      ? [
          {
            team: 'platform' as const,
            owner: platformGroup,
            segments: of(platformGroup),
            because: 'the platform group',
          },
        ]
      : []),
    ...[...others].map(owner => ({
      team: 'other' as const,
      owner,
      segments: of(owner),
      because: 'a contract or a rule names them',
    })),
  ];
}

function nobody(team: 'app' | 'platform', because: string): OnCall {
  return { team, segments: [], because, unowned: true };
}

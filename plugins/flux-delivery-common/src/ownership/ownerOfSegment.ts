import type { Segment } from '../divergence/SegmentVerdict';
import type { ObjectRef } from '../kube/ObjectRef';
import type { ResolvedTarget } from '../paths/DeliveryPath';
import {
  describeMatch,
  matchesSegment,
  type SegmentSubject,
} from './matchesSegment';
import type { OwnershipAnswer, OwnershipOptions } from './OwnershipRule';
import { subjectsOf } from './subjects';

const DEFAULTS: Record<Segment, { team: 'app' | 'platform'; what: string }> = {
  promotion: { team: 'app', what: 'promotion intent' },
  source: { team: 'platform', what: 'sources and their credentials' },
  reconcile: { team: 'app', what: 'the manifests that its applier applies' },
  rollout: { team: 'app', what: 'the rollout of its workloads' },
  traffic: { team: 'platform', what: 'traffic wiring' },
};

/**
 * Who owns a segment of a target. First match wins: delivery contract of the entity, rules in their order, default split.
 *
 * @public
 */
export function ownerOfSegment(
  target: ResolvedTarget,
  segment: Segment,
  options: OwnershipOptions,
): OwnershipAnswer {
  if (target.binding === 'notAuthorized') {
    return {
      because:
        'the entity only points at it: who owns it is not told where it is not bound to the entity',
    };
  }
  const named = options.contract?.owners?.[segment];
  if (named) {
    return {
      owner: named.owner,
      because: `${named.said} names the owner of ${segment}`,
    };
  }
  return (
    ownerByRule(subjectsOf(target, segment, options.class), options) ??
    (segment === 'source' ? ownerOfSharedSource(options) : undefined) ??
    defaultOwner(DEFAULTS[segment].team, DEFAULTS[segment].what, options)
  );
}

/** The owner that the first matching rule gives to one of these objects. */
export function ownerByRule(
  subjects: readonly SegmentSubject[],
  { rules }: Pick<OwnershipOptions, 'rules'>,
): OwnershipAnswer | undefined {
  for (const [index, { match, owner }] of rules.entries()) {
    const found = match.find(alternative =>
      subjects.some(subject => matchesSegment(alternative, subject)),
    );
    if (found) {
      return {
        owner,
        because: `fluxDelivery.ownership.rules[${index}]: ${describeMatch(
          found,
        )}`,
      };
    }
  }
  return undefined;
}

/** The same, by those alternatives alone that name a class. */
export function ownerByClassRule(
  subjects: readonly SegmentSubject[],
  { rules }: Pick<OwnershipOptions, 'rules'>,
): OwnershipAnswer | undefined {
  const naming = rules.map(({ match, owner }) => ({
    owner,
    match: match.filter(alternative => alternative.class !== undefined),
  }));
  return ownerByRule(subjects, { rules: naming });
}

/** A source that appliers of several owners read belongs to none of them; undefined where it is not shared. */
export function ownerOfSharedSource(
  options: OwnershipOptions,
  source?: ObjectRef,
): OwnershipAnswer | undefined {
  const owners = [
    ...new Set([
      ...(options.sourceReaders ?? []),
      ...((source && options.readersOfSource?.(source)) ?? []),
    ]),
  ];
  return owners.length > 1
    ? defaultOwner(
        'platform',
        `a source that appliers of ${owners.length} owners read`,
        options,
      )
    : undefined;
}

/** The default split between the team of the entity and the platform group. */
export function defaultOwner(
  team: 'app' | 'platform',
  what: string,
  { entityOwner, platformGroup }: OwnershipOptions,
): OwnershipAnswer {
  if (team === 'app') {
    return entityOwner
      ? { owner: entityOwner, because: `the owner of the entity owns ${what}` }
      : {
          unowned: true,
          because: `no rule says who owns ${what}, and the entity has no owner`,
        };
  }
  return platformGroup
    ? { owner: platformGroup, because: `the platform group owns ${what}` }
    : {
        unowned: true,
        because: `no rule says who owns ${what}, and fluxDelivery.ownership.platformGroup is not set`,
      };
}

/** Who moves first for a class by the table of classes. */
export function firstForClass(
  team: 'app' | 'platform',
  failure: string,
  { entityOwner, platformGroup }: OwnershipOptions,
): OwnershipAnswer {
  const isApp = team === 'app';
  const owner = isApp ? entityOwner : platformGroup;
  const because = `${failure} goes to ${
    isApp ? 'the owner of the entity' : 'the platform group'
  } first`;
  if (owner) {
    return { owner, because };
  }
  const missing = isApp
    ? 'the entity has no owner'
    : 'fluxDelivery.ownership.platformGroup is not set';
  return { unowned: true, because: `${because}, and ${missing}` };
}

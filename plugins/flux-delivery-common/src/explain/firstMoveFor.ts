import {
  firstDivergence,
  type Divergence,
} from '../divergence/firstDivergence';
import { keyOf, type ObjectRef } from '../kube/ObjectRef';
import { firstMoveOf, type FirstMove } from '../ownership/firstMoves';
import { firstResponder } from '../ownership/firstResponder';
import type { OwnershipOptions } from '../ownership/OwnershipRule';
import { emptyTarget } from '../paths/emptyTarget';
import type { ChosenTarget } from './chooseTarget';
import type {
  ExplainedClass,
  ExplainedMove,
  Explanation,
  PastedFailure,
} from './Explanation';
import { groupNamed } from './read/kindNamed';

interface Told {
  firstMove: ExplainedMove;
  policy?: Explanation['policy'];
  /** For runbooks that go by owner. */
  owners: string[];
}

const WHO: Record<FirstMove, string> = {
  platform: 'the platform group',
  app: 'the team that owns the service',
  rootBlocker: 'whoever owns what is waited for',
  suspender: 'whoever suspended it, else the owner of that object',
  segment: 'the owner of the segment',
};

/** Who moves first: by the very path where it is known, by the class and what rules say of all objects where it is not. */
export function firstMoveFor(
  explained: ExplainedClass,
  failure: PastedFailure,
  place: ChosenTarget,
  { ownership, entity }: { ownership: OwnershipOptions; entity?: object },
): Told {
  const divergence = divergenceOf(explained, failure, place);
  const answer = firstResponder(
    divergence,
    place.target ?? emptyTarget(),
    ownership,
  );
  const { entityOwner } = ownership;
  const owners = [
    ...(answer.owner && !answer.claimed ? [answer.owner] : []),
    ...(entityOwner ? [entityOwner] : []),
  ];
  const who = WHO[firstMoveOf(explained.class)];
  // Without an entity it is no gap in the rules that nobody can be named.
  const isOpen =
    answer.unowned && !entity && !/platformGroup/.test(answer.because);
  const { owner, because, unowned, claimed, policy } = answer;
  return {
    firstMove: {
      who,
      ...(owner && { owner }),
      because: isOpen
        ? `${explained.class} goes to ${who} first; no service was named`
        : because,
      ...(unowned && !isOpen && { unowned }),
      ...(claimed && { claimed }),
    },
    ...(policy && {
      policy: {
        kind: policy.kind,
        name: policy.name,
        owner: policy.owner,
        because: policy.because,
      },
    }),
    owners,
  };
}

/** What the path itself shows counts, where it is the same failure: it knows the root cause. */
function divergenceOf(
  { class: failure, segment, meaning }: ExplainedClass,
  { kind, message }: PastedFailure,
  { target, object }: ChosenTarget,
): Divergence {
  const shown = target && firstDivergence(target.segments);
  if (
    shown?.class === failure &&
    shown.segment === segment &&
    (!object || !shown.object || keyOf(object) === keyOf(shown.object))
  ) {
    return { ...shown, message };
  }
  return {
    segment,
    verdict: 'diverged',
    class: failure,
    summary: meaning,
    message,
    object: object ?? (kind ? anyObject(kind) : undefined),
  };
}

/** Rules that name a place do not hold for it: its place is not known. */
function anyObject(kind: string): ObjectRef {
  return {
    cluster: '',
    group: groupNamed(kind),
    kind,
    namespace: '',
    name: '',
  };
}

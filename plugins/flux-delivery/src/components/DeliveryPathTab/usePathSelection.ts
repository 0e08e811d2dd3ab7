import {
  SEGMENTS,
  keyOf,
  refOfKey,
} from 'backstage-plugin-flux-delivery-common';
import type {
  DeliveryPathDto,
  EnvironmentDto,
  ObjectRef,
  Segment,
  SegmentDto,
  TargetDto,
} from 'backstage-plugin-flux-delivery-common';
import { useSearchParams } from 'react-router-dom';

const AT_RUNBOOK = 'runbook';

export interface Selected {
  environment: EnvironmentDto;
  target: TargetDto;
}

export type Opened =
  | (Selected & {
      type: 'segment';
      segment: SegmentDto;
      /** Opened for what to do, not for what is the case. */
      atRunbook: boolean;
    })
  | { type: 'object'; object: ObjectRef };

/**
 * What the person looks at, kept in the address, so that it can be sent to somebody else. A selection that the path no
 * longer has selects nothing.
 */
export function usePathSelection(path: DeliveryPathDto | undefined) {
  const [params, setParams] = useSearchParams();
  const change = (values: Record<string, string | undefined>) =>
    setParams(
      previous => {
        const next = new URLSearchParams(previous);
        for (const [name, value] of Object.entries(values)) {
          if (value === undefined) {
            next.delete(name);
          } else {
            next.set(name, value);
          }
        }
        return next;
      },
      { replace: true },
    );

  const chosen = params.get('target');
  return {
    selected: chosen === null ? worstDivergence(path) : find(path, chosen),
    opened: openedIn(path, params),
    /** Selects a target, or none where it was selected already. `none` differs from "never chosen". */
    select: (targetId: string | undefined) =>
      change({ target: targetId ?? 'none' }),
    openSegment: (targetId: string, segment: Segment) =>
      change({ target: targetId, segment, part: undefined, object: undefined }),
    openRunbook: (targetId: string, segment: Segment) =>
      change({
        target: targetId,
        segment,
        part: AT_RUNBOOK,
        object: undefined,
      }),
    openObject: (ref: ObjectRef) =>
      change({ object: keyOf(ref), segment: undefined, part: undefined }),
    close: () =>
      change({ segment: undefined, part: undefined, object: undefined }),
  };
}

function openedIn(
  path: DeliveryPathDto | undefined,
  params: URLSearchParams,
): Opened | undefined {
  const object = refOfKey(params.get('object') ?? '');
  if (object) {
    return { type: 'object', object };
  }
  const wanted = SEGMENTS.find(each => each === params.get('segment'));
  const selected = find(path, params.get('target') ?? '');
  const segment = selected?.target.segments.find(
    each => each.segment === wanted,
  );
  return selected && segment
    ? {
        type: 'segment',
        ...selected,
        segment,
        atRunbook: params.get('part') === AT_RUNBOOK,
      }
    : undefined;
}

function find(
  path: DeliveryPathDto | undefined,
  targetId: string,
): Selected | undefined {
  return targets(path).find(({ target }) => target.id === targetId);
}

/**
 * The divergence that matters most: a failure before a suspension, late in promotion order before early, since that is
 * nearest to users. None for a healthy service, whose page stays small.
 */
export function worstDivergence(
  path: DeliveryPathDto | undefined,
): Selected | undefined {
  const found = [...(path?.environments ?? [])]
    .reverse()
    .flatMap(environment =>
      environment.targets.map(target => ({ environment, target })),
    )
    .filter(({ target }) => target.divergence);
  return (
    found.find(({ target }) => target.divergence?.verdict === 'diverged') ??
    found[0]
  );
}

function targets(path: DeliveryPathDto | undefined): Selected[] {
  return (path?.environments ?? []).flatMap(environment =>
    environment.targets.map(target => ({ environment, target })),
  );
}

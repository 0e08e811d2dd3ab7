import type { Condition, KubeObject, Observed } from '../../kube/KubeObject';
import { fact } from '../evidence';
import { isOutdated } from '../generation';

export interface ParentRef {
  name?: string;
  namespace?: string;
  sectionName?: string;
  port?: number;
}

/** What one controller says of the route at one of its gateways. */
export interface Answer {
  parentRef?: ParentRef;
  conditions?: Condition[];
  /** Where it stands in `status.parents`. */
  index: number;
}

/** A route of the Gateway API. */
export type Route = KubeObject<
  { parentRefs?: ParentRef[]; rules?: unknown[] },
  { parents?: Omit<Answer, 'index'>[] }
>;

/** What a controller says, as evidence; of a foreign route without its text. */
export function conditionFact(
  route: Observed<Route>,
  index: number,
  { type, status, reason, message, observedGeneration }: Condition,
  isForeign: boolean,
) {
  const text = isForeign || !message ? '' : `: ${message}`;
  return fact(
    route,
    `status.parents[${index}].conditions[${type}]`,
    `${status} (${reason})${text}${
      isOutdated(route.object, { type, status, observedGeneration })
        ? `, of generation ${observedGeneration}`
        : ''
    }`,
  );
}

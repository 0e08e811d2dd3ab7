import type { Condition, Observed } from '../../kube/KubeObject';
import { displayRef } from '../../kube/ObjectRef';
import { conditionFacts, fact } from '../evidence';
import type { Judgement } from '../Judgement';
import { list } from './shape';

/** What most kinds say most with. */
const TELLING = ['Available', 'Ready'];

/** A kind whose rules are not known is shown as it is, and never judged. */
export function showRaw(observed: Observed): Judgement {
  const status = observed.object.status as
    | { conditions?: Condition[]; phase?: unknown }
    | undefined;
  const conditions = list(
    Array.isArray(status?.conditions) ? status.conditions : [],
  );
  const [main] = [...conditions].sort(
    (a, b) => TELLING.indexOf(b.type) - TELLING.indexOf(a.type),
  );
  const phase = typeof status?.phase === 'string' ? status.phase : undefined;
  const said = main ? `${main.type}=${main.status}` : phase;
  return {
    verdict: 'notObserved',
    headline: said ?? 'tells no state',
    summary: `${displayRef(observed.ref)} is of a kind that is not judged${
      said ? `; it says ${said}` : ''
    }.`,
    message: main?.message,
    reason: main?.reason,
    evidence: main
      ? conditionFacts(observed, main.type)
      : fact(observed, 'status.phase', phase),
  };
}

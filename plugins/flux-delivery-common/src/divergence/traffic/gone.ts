import { conditionIs } from '../../kube/conditions';
import { displayRef, type ObjectRef } from '../../kube/ObjectRef';
import type { ResolvedTarget } from '../../paths/DeliveryPath';
import { after, isBefore, SEEN_WITHIN } from '../deadline';
import type { Judgement } from '../Judgement';
import type { JudgeContext } from '../JudgeContext';
import { isRoute } from './routes';

/** Services and routes that the applier delivered, and that somebody deleted past it. */
export function goneObjects(
  { owned, applier }: ResolvedTarget,
  { view, now }: JudgeContext,
): Judgement[] {
  return owned
    .filter(ref => isService(ref) || isRoute(ref))
    .filter(
      ref =>
        !view.get(ref) &&
        view.freshness(ref.cluster, ref.group, ref.kind).state === 'synced' &&
        conditionIs(applier?.object, 'Ready', 'True') &&
        isBefore(after(applier?.observedAt, SEEN_WITHIN), now),
    )
    .map(ref => ({
      verdict: 'diverged',
      class: isService(ref) ? 'no-ready-endpoints' : 'route-not-accepted',
      headline: `${ref.kind} ${ref.name} was deleted`,
      summary: `${displayRef(
        ref,
      )} was applied, and is gone: somebody deleted it past Flux, and ${
        isService(ref)
          ? 'nobody answers under its name'
          : 'nothing leads here by it'
      }.`,
      evidence: [
        {
          object: ref,
          field: 'metadata.name',
          value: 'does not exist',
          observedAt: now,
        },
      ],
    }));
}

function isService({ group, kind }: ObjectRef): boolean {
  return group === '' && kind === 'Service';
}

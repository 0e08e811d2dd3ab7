import {
  type JudgeContext,
  type JudgedTarget,
  keyOf,
  type ObjectRef,
  type OwnedDto,
} from 'backstage-plugin-flux-delivery-common';

type Item = OwnedDto['items'][number];

/**
 * What the target's applier owns: workloads with their verdict and what is missing first. Of a kind that is not watched
 * nobody can say whether it is there: `exists` is null then.
 */
export function ownedOf(target: JudgedTarget, context: JudgeContext): OwnedDto {
  const workloads = new Map(
    target.workloads.map(workload => [keyOf(workload.ref), workload]),
  );
  const items = target.owned.map((ref): Item => {
    const workload = workloads.get(keyOf(ref));
    if (!workload) {
      return { ref, exists: existsOf(ref, context) };
    }
    const { verdict, headline } = workload.judgement;
    return {
      ref,
      exists: workload.workload ? true : existsOf(ref, context),
      verdict,
      headline,
    };
  });
  return {
    targetId: target.id,
    total: items.length,
    items: items.sort(
      (a, b) => rankOf(a) - rankOf(b) || (keyOf(a.ref) < keyOf(b.ref) ? -1 : 1),
    ),
  };
}

function existsOf(ref: ObjectRef, { view }: JudgeContext): boolean | null {
  if (view.get(ref)) {
    return true;
  }
  return view.freshness(ref.cluster, ref.group, ref.kind).state === 'synced'
    ? false
    : null;
}

function rankOf({ exists, verdict }: Item): number {
  if (exists === false || verdict === 'diverged') {
    return 0;
  }
  if (verdict) {
    return verdict === 'ok' ? 2 : 1;
  }
  return 3;
}

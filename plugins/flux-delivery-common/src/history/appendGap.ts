import { earliest } from './plainValues';
import type { ChainDraft } from './ChainDraft';

/** Says that there may be rows which nobody saw, from the time until which the cluster was watched. */
export function appendGap(draft: ChainDraft, detail: string): void {
  const { observation: now, newest } = draft;
  const isSaid =
    newest?.delivery.kind === 'gap' && newest.mark.version === now.version;
  if (!newest || isSaid) {
    return;
  }
  draft.append({
    kind: 'gap',
    outcome: 'unknown',
    content: {
      workloads: newest.mark.workloads,
      applied: newest.mark.applied,
      restarts: newest.mark.restarts,
    },
    contentId: newest.delivery.contentId,
    naturalKey: `gap ${now.uid} ${now.version}`,
    revisions: newest.delivery.revisions,
    startedAt: earliest(now.unseenSince ?? newest.delivery.startedAt),
    finishedAt: now.at,
    detail,
  });
}

import { appendGap } from './appendGap';
import { catchUpKustomization, catchUpUnmanaged } from './catchUp';
import { contentBehind } from './contents';
import { ChainDraft, type EarlierOf } from './ChainDraft';
import { firstSight } from './firstSight';
import { followHelm } from './followHelm';
import { followKustomization } from './followKustomization';
import { followUnmanaged } from './followWorkloads';
import type { LedgerOperation, UnitChain, UnitContent } from './Ledger';
import { placeInTime } from './placeInTime';
import { settleOpen } from './settleOpen';
import { NO_TEMPLATES } from './unitContent';
import type { UnitObservation } from './UnitObservation';

/** What an observation makes of a chain. @public */
export interface Advance {
  chain: UnitChain;
  /** To be written together, in order; empty where the observation says nothing new. */
  operations: LedgerOperation[];
}

/**
 * The next step of a chain. The same observations again give nothing: an observation that is older than the newest row is ignored, and
 * steps are filled in once.
 *
 * @param earlierOf - answers for every content of {@link contentsInQuestion}
 * @public
 */
export function advance(
  chain: UnitChain,
  observation: UnitObservation,
  earlierOf: EarlierOf,
): Advance {
  const placed = placeInTime(chain, observation);
  if (!placed) {
    return { chain, operations: [] };
  }
  const draft = new ChainDraft(chain, placed.observation, earlierOf);
  if (chain.newest) {
    if (placed.isRenewed) {
      renew(draft);
    }
    follow(draft);
    settleOpen(draft);
  } else {
    firstSight(draft);
  }
  return { chain: draft.chain, operations: draft.operations };
}

/** What was known is of a time whose versions say nothing any more. */
function renew(draft: ChainDraft): void {
  appendGap(
    draft,
    'the cluster counts its versions anew: it was restored or built again',
  );
  draft.renewCursor();
}

function follow(draft: ChainDraft): void {
  const { applier, applierRef, listed, dropped } = draft.observation;
  if (dropped) {
    appendGap(
      draft,
      'what was seen could not be written, and was too much to be kept',
    );
  }
  if (applier?.type === 'kustomization') {
    if (listed) {
      catchUpKustomization(draft, applier);
    }
    followKustomization(draft, applier);
  } else if (applier?.type === 'helm') {
    followHelm(draft, applier);
  } else if (applierRef === null) {
    if (listed) {
      catchUpUnmanaged(draft);
    }
    followUnmanaged(draft);
  }
  // An applier that is gone: what it delivered stays as it was.
}

/**
 * Every content of which {@link advance} may ask whether a row of the unit had it: to be looked up before. Empty where the observation
 * cannot change what is there, which is so for nearly all.
 *
 * @public
 */
export function contentsInQuestion(
  chain: UnitChain,
  observation: UnitObservation,
): Pick<UnitContent, 'workloads' | 'applied'>[] {
  const { newest, cursor } = chain;
  const placed = placeInTime(chain, observation);
  if (!newest || !placed) {
    return [];
  }
  const { applier, workloads, listed } = placed.observation;
  const { mark } = newest;
  const templates = workloads === NO_TEMPLATES ? '' : workloads;
  const changed = mark.workloads !== workloads;
  const behind = contentBehind(newest);
  if (applier?.type === 'helm') {
    const known = parseInt(cursor?.release ?? '0', 10);
    const told = applier.releases.filter(
      ({ version, deployedAt }) =>
        version > known || deployedAt > (cursor?.release ?? '').split('@')[1],
    );
    return [
      ...(behind ? [behind] : []),
      ...(newest.delivery.images.length === 0 || told.length > 0
        ? [{ workloads: templates, applied: '' }]
        : []),
      ...[...told, ...(applier.running ? [applier.running] : [])].map(
        ({ content }) => ({ workloads: '', applied: content }),
      ),
    ];
  }
  const digest = applier?.digest ?? '';
  const past = listed && applier ? applier.history : [];
  const isQuestion =
    changed || (digest && digest !== mark.applied) || past.length > 0;
  return isQuestion
    ? [
        ...(behind ? [behind] : []),
        { workloads: templates, applied: digest },
        { workloads: templates, applied: '' },
        { workloads: '', applied: digest },
        ...past.map(entry => ({ workloads: '', applied: entry.digest })),
      ]
    : [];
}

import { toMillis } from '../kube/time';
import type { ChainDraft, RowDraft } from './ChainDraft';
import { contentIdOf, kindOfChange } from './contents';
import type { DeliveredImage } from './Delivery';
import type { FormerTemplate, WorkloadPast } from './formerTemplates';
import type { UnitContent } from './Ledger';
import { hashOfRestarts, hashOfTemplates } from './unitContent';
import type { AppliedManifests, ReleaseFacts } from './UnitObservation';

/** A Deployment has its ReplicaSet this long after its template came, at most. */
const LATE_MS = 10_000;
/** A Helm action brings its templates within this time: what comes later, somebody else did. */
const ACTION_MS = 5 * 60_000;

/** A time at which a template came, with what all workloads had from then on. */
interface Moment {
  at: string;
  /** Undefined where that of some workload is not known. */
  templates?: FormerTemplate[];
  /** True where more may have come before it, since the moment before. */
  isTorn: boolean;
}

/**
 * Rows for what ReplicaSets tell of a unit that no applier delivers, before its first sight; whether it went well they do not tell.
 * Answers since when the present templates are there, RFC 3339, where that is known.
 */
export function backfillTemplates(draft: ChainDraft): string | undefined {
  const moments = momentsOf(draft.observation.past?.() ?? []);
  const last = moments.at(-1);
  const isPresent = last?.templates?.every(
    ({ isPresent: is, isTorn }) => is && !isTorn,
  );
  for (const moment of isPresent ? moments.slice(0, -1) : moments) {
    tellMoment(draft, moment);
  }
  if (isPresent && last!.isTorn) {
    tellGap(draft, last!);
  }
  return isPresent ? last!.at : undefined;
}

function momentsOf(pasts: readonly WorkloadPast[]): Moment[] {
  const since = pasts
    .map(([oldest]) => oldest.createdAt)
    .sort()
    .at(-1);
  const times = pasts.flat().map(({ createdAt }) => createdAt);
  return [...new Set(times)]
    .filter(at => since !== undefined && at >= since)
    .sort()
    .map(at => momentAt(pasts, at));
}

function momentAt(pasts: readonly WorkloadPast[], at: string): Moment {
  const templates = pasts.map(
    past => lastOf(past, createdAt => createdAt <= at)!,
  );
  const isKnown = templates.every(
    ({ createdAt, isTorn }) => createdAt === at || !isTorn,
  );
  return {
    at,
    ...(isKnown && { templates }),
    isTorn: pasts.some(past => {
      const before = lastOf(past, createdAt => createdAt < at);
      return before?.isTorn ?? false;
    }),
  };
}

function tellMoment(draft: ChainDraft, moment: Moment): void {
  const { at, templates, isTorn } = moment;
  if (!templates) {
    return;
  }
  if (isTorn) {
    tellGap(draft, moment);
  }
  const content: UnitContent = {
    workloads: hashOfTemplates(templates.map(({ template }) => template)),
    applied: '',
    restarts: hashOfRestarts(templates.flatMap(({ restarts }) => restarts)),
  };
  const images = templates.flatMap(each => each.images);
  draft.append({
    ...kindOf(draft, content, images),
    outcome: 'unknown',
    content,
    contentId: contentIdOf(content),
    naturalKey: keyOf('templates', moment),
    images,
    startedAt: at,
    appliedAt: at,
    backfilled: true,
  });
}

function kindOf(
  draft: ChainDraft,
  content: UnitContent,
  images: readonly DeliveredImage[],
): Pick<RowDraft, 'kind' | 'detail'> {
  const { delivery, mark } = draft.newest ?? {};
  return delivery?.kind !== 'gap' && mark?.workloads === content.workloads
    ? { kind: 'restart' }
    : kindOfChange(draft, content, images);
}

function tellGap(draft: ChainDraft, moment: Moment): void {
  const { newest } = draft;
  if (newest) {
    draft.append({
      kind: 'gap',
      outcome: 'unknown',
      content: newest.mark,
      contentId: newest.delivery.contentId,
      naturalKey: keyOf('gap', moment),
      startedAt: newest.delivery.startedAt,
      finishedAt: moment.at,
      backfilled: true,
      detail:
        'ReplicaSets were used again, or are gone: when, and what was there in between, nothing keeps',
    });
  }
}

/** Of what the cluster says, the same on every replica. */
function keyOf(what: string, { at, templates = [] }: Moment): string {
  const made = templates.map(({ uid }) => uid).sort();
  return [what, at, ...made].join(' ');
}

/**
 * The images that a pass of a Kustomization left behind when it came for the last time: what its Deployments had then. None where
 * that is not certain: a template came at about that time, or may have come again.
 */
export function imagesOfPass(
  { observation }: ChainDraft,
  { lastAt, status }: AppliedManifests,
): DeliveredImage[] {
  const pasts = observation.past?.();
  if (!lastAt || !pasts || status === 'ReconciliationFailed') {
    return [];
  }
  return imagesOfAll(pasts, past => {
    const had = lastOf(past, createdAt => createdAt <= lastAt);
    const soon = past.some(
      ({ createdAt }) =>
        createdAt > lastAt && millis(createdAt) - millis(lastAt) <= LATE_MS,
    );
    return soon ? undefined : had;
  });
}

/** As {@link imagesOfPass}, of a Helm revision that went well: what its Deployments had until the next one. */
export function imagesOfRelease(
  { observation }: ChainDraft,
  { deployedAt, status }: ReleaseFacts,
  next: ReleaseFacts,
): DeliveredImage[] {
  const pasts = observation.past?.();
  if (!pasts || status !== 'superseded') {
    return [];
  }
  return imagesOfAll(pasts, past => {
    const until = past.filter(({ createdAt }) => createdAt < next.deployedAt);
    const own = until.filter(({ createdAt }) => createdAt >= deployedAt);
    const isOwn = own.every(
      ({ createdAt }) => millis(createdAt) - millis(deployedAt) <= ACTION_MS,
    );
    return own.length <= 1 && isOwn ? until.at(-1) : undefined;
  });
}

/** Of all workloads, or none: some of them would be told for the whole. */
function imagesOfAll(
  pasts: readonly WorkloadPast[],
  pick: (past: WorkloadPast) => FormerTemplate | undefined,
): DeliveredImage[] {
  const had = pasts.flatMap(past => pick(past) ?? []);
  const isProven =
    had.length === pasts.length && had.every(({ isTorn }) => !isTorn);
  return isProven ? had.flatMap(({ images }) => images) : [];
}

function lastOf(
  past: WorkloadPast,
  holds: (createdAt: string) => boolean,
): FormerTemplate | undefined {
  return past.filter(({ createdAt }) => holds(createdAt)).at(-1);
}

function millis(text: string): number {
  return toMillis(text) ?? NaN;
}

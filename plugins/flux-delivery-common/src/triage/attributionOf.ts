import type { Divergence } from '../divergence/firstDivergence';
import type { JudgedTarget } from '../divergence/JudgedTarget';
import {
  SEGMENTS,
  type Segment,
  type Verdict,
} from '../divergence/SegmentVerdict';
import { verdictOn } from '../narrative/tellSegment';
import { listed } from '../narrative/words';
import type { Attribution, TriageCause } from './Triage';

const CAUSES: Record<Segment, TriageCause> = {
  promotion: 'wrongIntent',
  source: 'wrongSource',
  reconcile: 'wrongSource',
  rollout: 'rolloutFailed',
  traffic: 'trafficNotShifted',
};

/** To which of the four causes the first divergence goes back, and at which boundary between systems it lies. */
export function attributionOf(
  target: JudgedTarget,
  divergence: Divergence | null,
): Attribution {
  if (!divergence) {
    return withoutDivergence(target);
  }
  const { segment } = divergence;
  const hidden = SEGMENTS.slice(0, SEGMENTS.indexOf(segment)).filter(
    earlier => verdictOn(target, earlier)?.verdict === 'unknown',
  );
  const doubt =
    hidden.length > 0
      ? ` An earlier cause is not excluded: ${listed(hidden)} cannot be told.`
      : '';
  const boundary = boundaryOf(target, divergence);
  return {
    cause: CAUSES[segment],
    summary: `${causeInWords(target, divergence)}${doubt}`,
    ...(boundary && { boundary }),
  };
}

function causeInWords(
  target: JudgedTarget,
  { segment, verdict, class: failure }: Divergence,
): string {
  const isStopped = verdict === 'suspended';
  const is = (each: Segment, wanted: Verdict) =>
    verdictOn(target, each)?.verdict === wanted;
  switch (segment) {
    case 'promotion':
      return 'Intent: what is meant for this environment did not get into it as meant.';
    case 'source':
      return isStopped
        ? 'Source: fetching is stopped, and something newer waits.'
        : 'Source: Flux does not hold what the environment asks for.';
    case 'reconcile':
      return isStopped
        ? 'Reconcile: applying is stopped, and something newer waits.'
        : 'Reconcile: Flux did not apply what it should.';
    case 'rollout': {
      const applied = is('reconcile', 'ok')
        ? 'it was applied'
        : 'what was applied reached the workload';
      if (failure === 'changed-out-of-band') {
        return `Rollout: ${applied}, and somebody changed it past Flux.`;
      }
      return isStopped
        ? `Rollout: ${applied}, and the rollout is paused.`
        : `Rollout: ${applied}, and the rollout failed.`;
    }
    default:
      return is('rollout', 'ok')
        ? 'Traffic: it rolled out, and traffic does not reach it as it should.'
        : 'Traffic: it does not reach what runs as it should.';
  }
}

/** Where one party sees green and the next one does not. Told only where the green side was seen to be green. */
function boundaryOf(
  target: JudgedTarget,
  { segment, class: failure }: Divergence,
): string | undefined {
  const seen = (each: Segment) => verdictOn(target, each);
  const reconcile = seen('reconcile');
  if (segment === 'promotion' || segment === 'source') {
    return 'A pipeline may well have ended green: its result is not seen here, and what it published did not get this far.';
  }
  if (segment === 'reconcile' && seen('source')?.verdict === 'ok') {
    return 'The source is fetched, so that Git and registry look fine; what they hold is not in place.';
  }
  if (segment === 'rollout' && reconcile?.verdict === 'ok') {
    return reconcile.reason === undefined &&
      !/^(?:health|helm)-/.test(failure ?? '')
      ? 'Flux reports no failure, and the workload does: who looks at Flux alone sees green.'
      : 'Flux applied it; that the workload does not get well is what it reports.';
  }
  if (segment === 'traffic' && seen('rollout')?.verdict === 'ok') {
    return 'The rollout is complete, so that Flux and Kubernetes look fine; users see something else.';
  }
  return undefined;
}

function withoutDivergence({ segments }: JudgedTarget): Attribution {
  const by = (verdict: Verdict) =>
    segments
      .filter(each => each.verdict === verdict)
      .map(({ segment }) => segment);
  const [open, fine] = [by('unknown'), by('ok')];
  if (open.length > 0) {
    return {
      cause: 'cannotTell',
      summary: `No cause can be named, and none excluded: ${listed(
        open,
      )} cannot be told.`,
    };
  }
  if (fine.length === 0) {
    return {
      cause: 'cannotTell',
      summary: 'No cause can be named: nothing was seen to be as intended.',
    };
  }
  const isWhole = (['source', 'reconcile', 'rollout'] as const).every(segment =>
    fine.includes(segment),
  );
  return {
    cause: 'none',
    summary: 'Nothing diverged of what was seen.',
    ...(isWhole && {
      boundary:
        'If users see a wrong version all the same, look at the intent: what Git or the registry asks for is what runs, and whether that was meant nothing here tells.',
    }),
  };
}

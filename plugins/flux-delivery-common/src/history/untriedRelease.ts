import type { HelmRelease, Source } from '../flux/objects';
import { chartMatchesSource } from '../flux/revision';
import { findCondition } from '../kube/conditions';
import type { Observed } from '../kube/KubeObject';
import type { DeliveryRevisions } from './Delivery';
import { instant, plainText } from './plainValues';
import { revisionsOf } from './revisionsOf';
import type { HelmFacts } from './UnitObservation';

/** One version, where `1.x` and `>=1.0.0` name whatever is there. */
const EXACT = /^v?\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]+)?$/;
/** How an action ends. */
const ENDED =
  /^(?:Install|Upgrade|Test|Rollback|Uninstall)(?:Failed|Succeeded)$/;
const LONGEST_KEY = 200;

/**
 * What this version of a HelmRelease fails of before an action. That the source or the values are gone of what was released already
 * is no attempt. Where an action failed before it, the judges tell of that; then the words are those of this version alone.
 */
export function untriedRelease(
  object: HelmRelease,
  source: Observed | undefined,
): HelmFacts['untried'] {
  const ready = findCondition(object, 'Ready');
  const generation = ready?.observedGeneration;
  if (
    ready?.status !== 'False' ||
    generation === undefined ||
    ENDED.test(ready.reason ?? '')
  ) {
    return undefined;
  }
  const { lastAttemptedGeneration, lastAttemptedRevision } =
    object.status ?? {};
  const held = (source?.object as Source | undefined)?.status?.artifact
    ?.revision;
  const isOther =
    held !== undefined && !chartMatchesSource(lastAttemptedRevision, held);
  if (generation === lastAttemptedGeneration && !isOther) {
    return undefined;
  }
  const at = instant(ready.lastTransitionTime);
  const message = plainText(ready.message);
  const isAfterFailure = findCondition(object, 'Released')?.status === 'False';
  return {
    key: `${generation}/${isOther ? held : ''}`.slice(0, LONGEST_KEY),
    revisions: revisionsWanted(object, source, isOther ? held : undefined),
    ...(at && { at }),
    ...(isAfterFailure && {
      failure: {
        segment: 'reconcile' as const,
        ...(message && { message }),
        ...(at && { since: at }),
      },
    }),
  };
}

/** The names of what would have been released; of a range that found nothing there is none. */
function revisionsWanted(
  { spec }: HelmRelease,
  source: Observed | undefined,
  held: string | undefined,
): DeliveryRevisions {
  const wanted = spec?.chart?.spec?.version ?? '';
  const named = EXACT.test(wanted) ? { chartVersion: wanted } : {};
  const isHeld =
    held !== undefined &&
    (!named.chartVersion || chartMatchesSource(wanted, held));
  return { ...(isHeld && revisionsOf(held, undefined, source)), ...named };
}

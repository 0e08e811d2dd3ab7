import { fingerprint } from '../kube/templateFingerprint';
import type { DeliveredImage, DeliveryKind } from './Delivery';
import type { ChainDraft } from './ChainDraft';
import type { LedgerMark, LedgerRow, UnitContent } from './Ledger';
import { NO_TEMPLATES } from './unitContent';

/**
 * Names a content in the API. Where there are pod templates they name it, so that equal templates in several targets are equal; a
 * change beside them has what was applied in its name as well.
 */
export function contentIdOf(
  { workloads, applied }: UnitContent,
  by: 'workloads' | 'applied' = 'workloads',
): string {
  return by === 'workloads' && workloads && workloads !== NO_TEMPLATES
    ? fingerprint(['workloads', workloads])
    : fingerprint(['applied', workloads, applied]);
}

/** In what a content differs from that of a row; undefined where nothing says that it does. */
export function differenceOf(
  now: UnitContent,
  { workloads, applied }: LedgerMark,
  { narrowed }: { narrowed: boolean },
): 'workloads' | 'applied' | undefined {
  if (workloads && workloads !== now.workloads) {
    return 'workloads';
  }
  const comparable = !narrowed && now.applied && applied;
  return comparable && now.applied !== applied ? 'applied' : undefined;
}

/** What a change to content that the unit does not have now is. */
export function kindOfChange(
  draft: ChainDraft,
  content: UnitContent,
  images: readonly DeliveredImage[],
): { kind: DeliveryKind; detail?: string } {
  const earlier = draft.earlierOf(content);
  if (earlier) {
    return { kind: 'rollback', detail: `to row ${earlier.sequence}` };
  }
  return {
    kind:
      images.length > 0 && sameImages(images, imagesBefore(draft))
        ? 'configOnly'
        : 'forward',
  };
}

/** What was declared before. An attempt that failed in vain declares nothing: there it is what the row of its templates has. */
export function imagesBefore(draft: ChainDraft): readonly DeliveredImage[] {
  const { newest } = draft;
  const content = newest && contentBehind(newest);
  const row = content ? draft.earlierOf(content) : newest?.delivery;
  return row?.images ?? [];
}

/** Names the content of which a row without images is; undefined where that is its own, or not known. */
export function contentBehind({
  delivery,
  mark,
}: LedgerRow): Pick<UnitContent, 'workloads' | 'applied'> | undefined {
  const isInVain =
    delivery.outcome === 'failed' && delivery.images.length === 0;
  return isInVain && mark.workloads && mark.workloads !== NO_TEMPLATES
    ? { workloads: mark.workloads, applied: '' }
    : undefined;
}

/** Whether the same is declared, whatever runs. */
export function sameImages(
  a: readonly DeliveredImage[],
  b: readonly DeliveredImage[],
): boolean {
  return declared(a) === declared(b);
}

function declared(images: readonly DeliveredImage[]): string {
  return images
    .map(image => `${image.workload} ${image.container} ${image.declared}`)
    .sort()
    .join('\n');
}

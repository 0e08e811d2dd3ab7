import type { LedgerRow, UnitContent } from './Ledger';

/**
 * Whether a row is settled and delivered this content: by its pod templates, and by what was applied where both tell it; without pod
 * templates by what was applied alone.
 *
 * @public
 */
export function carriesContent(
  { delivery: { kind, outcome }, mark }: LedgerRow,
  { workloads, applied }: Pick<UnitContent, 'workloads' | 'applied'>,
): boolean {
  const isSettled =
    kind !== 'gap' && (outcome === 'succeeded' || kind === 'baseline');
  if (!isSettled) {
    return false;
  }
  if (!workloads) {
    return applied !== '' && mark.applied === applied;
  }
  const mayBeApplied = !applied || !mark.applied || mark.applied === applied;
  return mark.workloads === workloads && mayBeApplied;
}

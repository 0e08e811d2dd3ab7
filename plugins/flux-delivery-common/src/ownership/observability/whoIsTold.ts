import type { JudgedTarget } from '../../divergence/JudgedTarget';
import type { InventoryView } from '../../paths/InventoryView';

/** What a service documents for those who are called. @public */
export interface Documented {
  runbook: boolean;
  alerts: boolean;
}

const RECEIVER = { group: 'notification.toolkit.fluxcd.io', kind: 'Receiver' };

/**
 * What would tell somebody and does not. Most services live well without one or the other: it weighs only where something is hidden
 * already.
 */
export function whoIsTold(
  { cluster, trigger }: JudgedTarget,
  view: Pick<InventoryView, 'freshness'>,
  documented: Documented | undefined,
): string[] {
  const { state } = view.freshness(cluster, RECEIVER.group, RECEIVER.kind);
  const isBlind = state !== 'synced' && state !== 'absent';
  const missing = [
    ...(documented?.alerts === false ? ['alerts'] : []),
    ...(documented?.runbook === false ? ['a runbook'] : []),
  ];
  return [
    ...(isBlind
      ? [
          'Whether a webhook tells the source of changes is not known: Receivers cannot be read.',
        ]
      : (trigger?.steps ?? [])
          .filter(
            ({ question, verdict }) =>
              question === 'received' && verdict === 'unknown',
          )
          .map(({ answer }) => answer)),
    ...(missing.length > 0
      ? [`No delivery contract of it names ${missing.join(' or ')}.`]
      : []),
  ];
}

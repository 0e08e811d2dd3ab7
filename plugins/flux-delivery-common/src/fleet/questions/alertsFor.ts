import type { KubeObject, Observed } from '../../kube/KubeObject';
import { list } from '../../kube/list';
import type { FleetTarget } from '../FleetPath';

interface EventSource {
  kind?: string;
  name?: string;
  namespace?: string;
  matchLabels?: Record<string, string>;
}
type Alert = KubeObject<
  { eventSources?: EventSource[]; suspend?: boolean },
  unknown
>;

/**
 * Whether an Alert on its cluster is known to tell of what happens to the applier of a target. Sources that go by labels count for
 * nothing: which labels the applier bears is not known here.
 *
 * @public
 */
export function isAlertedOf(
  { cluster, applier }: Pick<FleetTarget, 'cluster' | 'applier'>,
  alerts: readonly Observed[],
): boolean {
  return (
    applier !== null &&
    alerts.some(alert => {
      const { spec } = alert.object as Alert;
      return (
        alert.ref.cluster === cluster &&
        spec?.suspend !== true &&
        list(spec?.eventSources).some(
          source =>
            source?.kind === applier.kind &&
            Object.keys(source.matchLabels ?? {}).length === 0 &&
            (source.namespace ?? alert.ref.namespace) === applier.namespace &&
            (source.name === '*' || source.name === applier.name),
        )
      );
    })
  );
}

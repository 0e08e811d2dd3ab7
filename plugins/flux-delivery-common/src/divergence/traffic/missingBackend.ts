import type { Backend } from '../../kube/backends';
import type { Observed } from '../../kube/KubeObject';
import type { ObjectRef } from '../../kube/ObjectRef';
import type { Service } from '../../kube/workloads';
import type { JudgeContext } from '../JudgeContext';
import { list } from '../rollout/shape';

/** What a backend names and is not there; undefined also where the Services of the cluster are not known. */
export function missingIn(
  { service, port }: Backend,
  { view }: JudgeContext,
): { what: string; service?: Observed } | undefined {
  const seen = view.get<Service>(service);
  if (!seen) {
    return isSynced(service, view)
      ? { what: `no Service ${service.name}` }
      : undefined;
  }
  const ports = list(seen.object.spec?.ports);
  const isThere =
    port === undefined ||
    seen.object.spec?.type === 'ExternalName' ||
    ports.some(one => one.port === port || one.name === port);
  return isThere
    ? undefined
    : { what: `Service ${service.name} has no port ${port}`, service: seen };
}

function isSynced(
  { cluster, group, kind }: ObjectRef,
  view: JudgeContext['view'],
): boolean {
  return view.freshness(cluster, group, kind).state === 'synced';
}

import type { Observed } from '../../kube/KubeObject';
import type { Service, Workload } from '../../kube/workloads';
import type { ResolvedService } from '../../paths/DeliveryPath';
import type { InventoryView } from '../../paths/InventoryView';
import { fact } from '../evidence';
import { count } from '../rollout/shape';
import type { Evidence } from '../SegmentVerdict';

/** Why a Service selects no pod on purpose. */
interface Meant {
  what: string;
  because: string;
  evidence: Evidence[];
}

const POD_NAME = 'statefulset.kubernetes.io/pod-name';
/** Cilium leads such a Service to pods of other clusters as well; the second is its older name. */
const GLOBAL = ['service.cilium.io/global', 'io.cilium/global-service'];

/**
 * A Service without pods that is as it is meant to be: it is there for one pod of a StatefulSet that has fewer, or other clusters answer
 * for it. Undefined where nothing says so.
 */
export function meantToSelectNothing(
  { service, ref }: ResolvedService,
  view: InventoryView,
): Meant | undefined {
  const annotations = service.object.metadata.annotations ?? {};
  const global = GLOBAL.find(name => annotations[name] === 'true');
  if (global) {
    return {
      what: 'no local pods',
      because: 'it is global, so that pods of other clusters may answer',
      evidence: fact(service, `metadata.annotations[${global}]`, 'true'),
    };
  }
  const pod = podNameOf(service);
  const set =
    pod &&
    view.get<Workload>({
      ...ref,
      group: 'apps',
      kind: 'StatefulSet',
      name: pod.set,
    });
  if (!pod || !set || !isScaledAway(set, pod.ordinal)) {
    return undefined;
  }
  const replicas = set.object.spec?.replicas;
  return {
    what: 'scaled away',
    because: `it is there for pod ${pod.set}-${pod.ordinal} alone, and StatefulSet ${pod.set} is scaled to ${replicas}`,
    evidence: fact(set, 'spec.replicas', replicas),
  };
}

function podNameOf({ object }: Observed<Service>) {
  const [, set, ordinal] =
    /^(.+)-(\d+)$/.exec(object.spec?.selector?.[POD_NAME] ?? '') ?? [];
  return set ? { set, ordinal: Number(ordinal) } : undefined;
}

function isScaledAway({ object }: Observed<Workload>, ordinal: number) {
  const { replicas, ordinals } = object.spec ?? {};
  const first = count(ordinals?.start);
  return (
    replicas !== undefined && (ordinal < first || ordinal >= first + replicas)
  );
}

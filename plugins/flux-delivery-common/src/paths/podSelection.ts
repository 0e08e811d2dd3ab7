import type { Observed } from '../kube/KubeObject';
import { matchesLabels } from '../kube/labelSelector';
import { keyOf, type ObjectRef } from '../kube/ObjectRef';
import { podTemplateOf } from '../kube/podTemplate';
import type { Service } from '../kube/workloads';
import { drivenBy } from './workloads';

/** The labels that a workload's template gives to its pods. */
export interface PodLabels {
  ref: ObjectRef;
  labels: Record<string, string>;
}

/**
 * Labels that a controller adds to the pods of one version, so that no template bears them. Argo Rollouts lets the Services of a
 * Rollout select by them; elsewhere somebody pins a Service to a ReplicaSet.
 */
const HASHES: Readonly<Record<string, string>> = {
  Rollout: 'rollouts-pod-template-hash',
  Deployment: 'pod-template-hash',
};
const HASH_LABELS = Object.values(HASHES);
/** Argo writes the name of the Rollout on each Service that it steers. */
const MANAGED_BY_ROLLOUT = 'argo-rollouts.argoproj.io/managed-by-rollouts';

/**
 * The labels of the pods of each workload. A Rollout that borrows the template of a Deployment among them bears the labels of that one;
 * Jobs are nobody's to select.
 */
export function podLabelsOf(workloads: readonly Observed[]): PodLabels[] {
  let byKey: Map<string, Observed> | undefined;
  const lenderOf = (workload: Observed) => {
    const lender = workload.ref.kind === 'Rollout' && drivenBy(workload);
    if (!lender) {
      return undefined;
    }
    byKey ??= new Map(workloads.map(one => [keyOf(one.ref), one]));
    return byKey.get(keyOf(lender));
  };
  return workloads
    .filter(({ ref }) => ref.kind !== 'Job' && ref.kind !== 'CronJob')
    .map(workload => ({
      ref: workload.ref,
      labels: labelsIn(workload) ?? labelsIn(lenderOf(workload)) ?? {},
    }));
}

function labelsIn(observed: Observed | undefined) {
  return observed && podTemplateOf(observed.object)?.metadata?.labels;
}

/**
 * Finds the workloads that Services select, among many of both, without holding each against each: templates are filed under the values
 * of each label that a Service asks for, and a Service looks under the rarest of those that it wants.
 */
export class PodSelection {
  private readonly filed = new Map<string, Map<string, PodLabels[]>>();

  constructor(private readonly templates: readonly PodLabels[]) {}

  /** In the order of the templates. */
  selectedBy(service: Observed<Service>): PodLabels[] {
    const selector = service.object.spec?.selector ?? {};
    let rarest: readonly PodLabels[] | undefined;
    for (const label of Object.keys(selector)) {
      const found = this.under(label).get(selector[label]);
      if (found) {
        rarest = !rarest || found.length < rarest.length ? found : rarest;
      } else if (!HASH_LABELS.includes(label)) {
        return [];
      }
    }
    return rarest?.filter(pods => selects(service, pods)) ?? [];
  }

  private under(label: string): Map<string, PodLabels[]> {
    const known = this.filed.get(label);
    if (known) {
      return known;
    }
    const values = new Map<string, PodLabels[]>();
    for (const template of this.templates) {
      const value = template.labels[label];
      const others = values.get(value);
      if (others) {
        others.push(template);
      } else if (value !== undefined) {
        values.set(value, [template]);
      }
    }
    this.filed.set(label, values);
    return values;
  }
}

function selects(
  { ref: own, object }: Observed<Service>,
  { ref, labels }: PodLabels,
): boolean {
  const { [HASHES[ref.kind] ?? '']: hash, ...selector } =
    object.spec?.selector ?? {};
  const rollout = object.metadata.annotations?.[MANAGED_BY_ROLLOUT];
  const isOfAnother =
    hash !== undefined &&
    rollout !== undefined &&
    ref.kind === 'Rollout' &&
    rollout !== ref.name;
  return (
    ref.namespace === own.namespace &&
    ref.cluster === own.cluster &&
    !isOfAnother &&
    matchesLabels(selector, labels)
  );
}

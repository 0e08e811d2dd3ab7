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
 * The labels of the pods of each workload. A Rollout that borrows the template of a Deployment bears the labels of that one; Jobs are
 * nobody's to select.
 */
export function podLabelsOf(workloads: readonly Observed[]): PodLabels[] {
  const byKey = new Map(workloads.map(one => [keyOf(one.ref), one]));
  return [...byKey.values()]
    .filter(({ ref }) => ref.kind !== 'Job' && ref.kind !== 'CronJob')
    .map(workload => {
      const lent = workload.ref.kind === 'Rollout' && drivenBy(workload);
      const template =
        podTemplateOf(workload.object) ??
        (lent ? templateIn(byKey.get(keyOf(lent))) : undefined);
      return { ref: workload.ref, labels: template?.metadata?.labels ?? {} };
    });
}

function templateIn(observed: Observed | undefined) {
  return observed && podTemplateOf(observed.object);
}

/**
 * Finds the workloads that Services select, among many of both, without holding each against each: templates are filed under each of
 * their labels, and a Service looks under the rarest of those that it wants.
 */
export class PodSelection {
  private readonly filed = new Map<string, PodLabels[]>();

  constructor(templates: readonly PodLabels[]) {
    for (const template of templates) {
      for (const [label, value] of Object.entries(template.labels)) {
        const key = filedUnder(template.ref, label, value);
        const others = this.filed.get(key);
        if (others) {
          others.push(template);
        } else {
          this.filed.set(key, [template]);
        }
      }
    }
  }

  /** In the order of the templates. */
  selectedBy(service: Observed<Service>): PodLabels[] {
    const candidates = Object.entries(service.object.spec?.selector ?? {})
      .filter(([label]) => !HASH_LABELS.includes(label))
      .map(
        ([label, value]) =>
          this.filed.get(filedUnder(service.ref, label, value)) ?? [],
      )
      .sort((a, b) => a.length - b.length)[0];
    return (candidates ?? []).filter(pods => selects(service, pods));
  }
}

function filedUnder(
  { cluster, namespace }: ObjectRef,
  label: string,
  value: string,
): string {
  return `${cluster}|${namespace}|${label}=${value}`;
}

function selects({ object }: Observed<Service>, { ref, labels }: PodLabels) {
  const { [HASHES[ref.kind] ?? '']: hash, ...selector } =
    object.spec?.selector ?? {};
  const rollout = object.metadata.annotations?.[MANAGED_BY_ROLLOUT];
  const isOfAnother =
    hash !== undefined &&
    rollout !== undefined &&
    ref.kind === 'Rollout' &&
    rollout !== ref.name;
  return !isOfAnother && matchesLabels(selector, labels);
}

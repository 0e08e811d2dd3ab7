import { outsideChanges } from '../../divergence/rollout/outOfBand';
import type { Observed } from '../../kube/KubeObject';

/** Somebody who manages an object beside its applier. */
export interface Stranger {
  /** `Argo CD`, `Terraform`, or the manager as it calls itself. */
  name: string;
  /** In words, after the name. */
  does: string;
  /** Annotations and labels by which it holds the object; they end in `-` where kubectl takes them off. */
  marks: { kind: 'annotation' | 'label'; key: string }[];
}

const ARGO = {
  annotation: 'argocd.argoproj.io/tracking-id',
  label: 'argocd.argoproj.io/instance',
};
const MANAGED_BY = 'app.kubernetes.io/managed-by';
const HELM_RELEASE = 'meta.helm.sh/release-name';
const TERRAFORM = /terraform|opentofu|hashicorp/i;
const ARGO_MANAGER = /^argocd-/;
const MOST_FIELDS = 3;

/**
 * Who manages an object that an applier delivers beside it: another tool by the marks that it leaves, anybody by the fields that
 * managedFields say they wrote and Flux has not put back.
 */
export function strangersOf(observed: Observed, applier: Observed): Stranger[] {
  const { metadata } = observed.object;
  const { annotations = {}, labels = {} } = metadata;
  const found: Stranger[] = [];
  const tracked = annotations[ARGO.annotation];
  const instance = labels[ARGO.label];
  if (tracked || instance) {
    found.push({
      name: 'Argo CD',
      does: `tracks it for its Application ${
        instance ?? String(tracked).split(':')[0]
      }`,
      marks: [
        ...(tracked
          ? [{ kind: 'annotation' as const, key: ARGO.annotation }]
          : []),
        ...(instance ? [{ kind: 'label' as const, key: ARGO.label }] : []),
      ],
    });
  }
  if (TERRAFORM.test(labels[MANAGED_BY] ?? '')) {
    found.push({
      name: 'Terraform',
      does: `holds it by the label ${MANAGED_BY}: ${labels[MANAGED_BY]}`,
      marks: [{ kind: 'label', key: MANAGED_BY }],
    });
  }
  if (applier.ref.kind === 'Kustomization' && annotations[HELM_RELEASE]) {
    found.push({
      name: 'Helm',
      does: `has it in its release ${annotations[HELM_RELEASE]}`,
      marks: [{ kind: 'annotation', key: HELM_RELEASE }],
    });
  }
  for (const change of outsideChanges(observed, applier)) {
    const name = nameOf(change.manager);
    if (!found.some(each => each.name === name)) {
      const shown = change.fields.slice(0, MOST_FIELDS).join(', ');
      const more = change.fields.length - MOST_FIELDS;
      found.push({
        name,
        does: `writes ${shown}${more > 0 ? ` and ${more} more` : ''}`,
        marks: [],
      });
    }
  }
  return found;
}

function nameOf(manager: string): string {
  if (ARGO_MANAGER.test(manager)) {
    return 'Argo CD';
  }
  return TERRAFORM.test(manager) ? 'Terraform' : manager;
}

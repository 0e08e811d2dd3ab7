import type { AnnotationErrorDto, DoctorDto, DoctorStepDto } from '../api/dto';
import {
  CLAIM_ANNOTATION,
  claimedEntities,
  KUBERNETES_ID_LABEL,
} from '../flux/claims';
import type { Observed } from '../kube/KubeObject';
import type { BindingPolicy } from './binding';
import { describeRef } from './describeRef';
import type { EntityFacts, ResolvedTarget } from './DeliveryPath';
import { proposeFixes } from './doctorFixes';
import {
  IMAGE_ANNOTATION,
  LABEL_SELECTOR_ANNOTATION,
  type EntitySelector,
} from './entitySelector';
import type { InventoryView } from './InventoryView';
import { findNearMisses, type NearMisses } from './nearMisses';
import { inWords } from './reach';

const KINDS_THAT_MATTER = [
  { group: 'kustomize.toolkit.fluxcd.io', kind: 'Kustomization' },
  { group: 'helm.toolkit.fluxcd.io', kind: 'HelmRelease' },
  { group: 'apps', kind: 'Deployment' },
];
const MOST_NAMED = 6;

/**
 * Why an entity has no delivery path that is certain: what was looked for and where, what was found, and the smallest changes
 * that would connect it. Undefined where a target is bound by more than a guess.
 */
export function diagnose(
  entity: EntityFacts,
  selector: EntitySelector,
  targets: readonly ResolvedTarget[],
  errors: readonly AnnotationErrorDto[],
  view: InventoryView,
  policy: BindingPolicy,
): DoctorDto | undefined {
  const uncertain = ['inferred', 'notAuthorized', 'notVerified'];
  if (targets.some(({ binding }) => !uncertain.includes(binding))) {
    return undefined;
  }
  const near = findNearMisses(selector, view, policy);
  const where = whereInWords(view);
  const steps = [
    claimStep(selector, near, where),
    labelStep(selector, near, policy, where),
    ...annotationSteps(selector, targets, errors, where),
    ...imageStep(selector, targets, where),
    ...nearSteps(near, where),
    ...blindSpots(view),
  ];
  return {
    summary: summaryOf(targets, view),
    steps,
    fixes: proposeFixes(entity, selector, targets, near),
  };
}

function summaryOf(
  targets: readonly ResolvedTarget[],
  view: InventoryView,
): string {
  const blind = view
    .clusters()
    .filter(({ state }) => state !== 'synced')
    .map(({ name }) => name);
  const but =
    blind.length > 0 ? ` ${listed(blind)} could not be looked at.` : '';
  if (targets.some(({ binding }) => binding === 'inferred')) {
    return `Nothing names this entity; there are only guesses by image.${but}`;
  }
  if (targets.some(({ binding }) => binding === 'notAuthorized')) {
    return `This entity points at objects that do not name it, and no tenant rule covers them.${but}`;
  }
  if (targets.some(({ binding }) => binding === 'notVerified')) {
    return `This entity points at objects in clusters that cannot be asked now.${but}`;
  }
  return view.clusters().length === 0
    ? 'No cluster is configured.'
    : `Nothing in the clusters is linked to this entity.${but}`;
}

function claimStep(
  { entityRef }: EntitySelector,
  near: NearMisses,
  where: string,
): DoctorStepDto {
  const wrong = near.wrongKind.filter(({ object }) =>
    claimedEntities(object).includes(entityRef),
  );
  return {
    lookedFor: `a workload, Kustomization or HelmRelease with annotation ${CLAIM_ANNOTATION}: ${entityRef}`,
    where,
    found:
      wrong.length > 0
        ? `only ${described(wrong)}, and a ${
            wrong[0].ref.kind
          } does not lead to a path`
        : 'none',
    ok: false,
  };
}

function labelStep(
  { kubernetesId, namespace, clusters }: EntitySelector,
  near: NearMisses,
  policy: BindingPolicy,
  where: string,
): DoctorStepDto {
  if (kubernetesId === undefined) {
    const isAlmost = near.labelledLike.length > 0;
    return {
      lookedFor: `annotation ${KUBERNETES_ID_LABEL}`,
      where: 'the entity',
      found: isAlmost
        ? `not there, but ${described(
            near.labelledLike,
          )} bears the label with the entity's name`
        : 'not there',
      ok: false,
    };
  }
  const narrowed = [
    namespace && `namespace ${namespace}`,
    clusters && `cluster ${clusters.join(', ')}`,
  ].filter(Boolean);
  return {
    lookedFor: `a workload, Kustomization or HelmRelease with label ${KUBERNETES_ID_LABEL}: ${kubernetesId}`,
    where:
      narrowed.length > 0 ? `${where}, only ${narrowed.join(' and ')}` : where,
    found: foundByLabel(near, policy),
    ok: false,
  };
}

function foundByLabel(near: NearMisses, policy: BindingPolicy): string {
  if (policy.labelIsDisputed) {
    return 'entities of other owners use the same id, so the label does not tell whose an object is';
  }
  if (near.labelledElsewhere.length > 0) {
    return `only outside of it: ${described(near.labelledElsewhere)}`;
  }
  if (near.labelledLike.length > 0) {
    return `only in other letters: ${described(near.labelledLike)}`;
  }
  const wrong = near.wrongKind.filter(
    ({ object }) => object.metadata.labels?.[KUBERNETES_ID_LABEL],
  );
  return wrong.length > 0
    ? `only ${described(wrong)}, and a ${
        wrong[0].ref.kind
      } does not lead to a path`
    : 'none';
}

/** Repeats what the rows without data say, and nothing more. */
function annotationSteps(
  { pointers, labelSelector }: EntitySelector,
  targets: readonly ResolvedTarget[],
  errors: readonly AnnotationErrorDto[],
  where: string,
): DoctorStepDto[] {
  const selected = labelSelector
    ? [{ annotation: LABEL_SELECTOR_ANNOTATION, text: labelSelector.text }]
    : [];
  const followed = [...pointers, ...selected].map(({ annotation, text }) => {
    const row = targets.find(({ because }) =>
      because.some(
        line => line.includes(annotation) && line.includes(shortOf(text)),
      ),
    );
    const error = errors.find(
      each => each.annotation === annotation && each.value === text,
    );
    return {
      lookedFor: `${annotation}: ${text}`,
      where,
      found:
        row?.because[0] ?? (error ? `expected ${error.expected}` : 'nothing'),
      ok: false,
    };
  });
  const broken = errors
    .filter(
      ({ annotation, value }) =>
        !followed.some(
          ({ lookedFor }) => lookedFor === `${annotation}: ${value}`,
        ),
    )
    .map(({ annotation, value, expected }) => ({
      lookedFor: `${annotation}: ${value}`,
      where: 'the entity',
      found: `cannot be used; expected ${expected}`,
      ok: false,
    }));
  return [...followed, ...broken];
}

/** Without the cluster prefix: sentences name the object and the cluster apart. */
function shortOf(text: string): string {
  return text.slice(text.lastIndexOf('/') + 1);
}

function imageStep(
  { images }: EntitySelector,
  targets: readonly ResolvedTarget[],
  where: string,
): DoctorStepDto[] {
  const guesses = targets.filter(({ binding }) => binding === 'inferred');
  return images.length === 0
    ? []
    : [
        {
          lookedFor: `workloads that run ${images.join(
            ' or ',
          )} (${IMAGE_ANNOTATION})`,
          where,
          found:
            guesses.length > 0
              ? guesses
                  .map(({ because }) => because[0])
                  .slice(0, MOST_NAMED)
                  .join('; ')
              : 'none that is free of other entities',
          ok: guesses.length > 0,
        },
      ];
}

function nearSteps(
  { namesake, claimsLike }: NearMisses,
  where: string,
): DoctorStepDto[] {
  return [
    {
      lookedFor:
        'a Kustomization, HelmRelease or workload of the same name that no entity claims',
      where,
      found: namesake.length > 0 ? described(namesake) : 'none',
      ok: namesake.length > 0,
    },
    ...claimsLike.map(({ ref, object }) => ({
      lookedFor: 'claims of a similar entity',
      where: ref.cluster,
      found: `${describeRef(ref)} claims ${claimedEntities(object).join(', ')}`,
      ok: false,
    })),
  ];
}

/** Clusters and kinds of which nothing can be said. */
function blindSpots(view: InventoryView): DoctorStepDto[] {
  return view.clusters().flatMap(cluster => {
    if (cluster.state !== 'synced') {
      return [
        {
          lookedFor: 'anything',
          where: cluster.name,
          found: `could not look: the cluster ${inWords(cluster)}`,
          ok: false,
        },
      ];
    }
    return KINDS_THAT_MATTER.map(kind => ({
      kind,
      freshness: view.freshness(cluster.name, kind.group, kind.kind),
    }))
      .filter(
        ({ freshness }) =>
          freshness.state === 'forbidden' || freshness.state === 'notSynced',
      )
      .map(({ kind: { kind }, freshness }) => ({
        lookedFor: `objects of kind ${kind}`,
        where: cluster.name,
        found: `could not look: the cluster ${inWords(freshness)}`,
        ok: false,
      }));
  });
}

function whereInWords(view: InventoryView): string {
  const names = view
    .clusters()
    .filter(({ state }) => state === 'synced')
    .map(({ name }) => name);
  return names.length === 0
    ? 'no cluster that could be looked at'
    : listed(names);
}

function listed(names: string[]): string {
  const more = names.length - MOST_NAMED;
  return (
    names.slice(0, MOST_NAMED).join(', ') +
    (more > 0 ? ` and ${more} more` : '')
  );
}

function described(found: Observed[]): string {
  return found
    .map(({ ref }) => `${describeRef(ref)} in ${ref.cluster}`)
    .join(', ');
}

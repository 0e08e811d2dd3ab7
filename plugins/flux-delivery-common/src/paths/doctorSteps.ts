import type { AnnotationErrorDto, DoctorStepDto } from '../api/dto';
import {
  CLAIM_ANNOTATION,
  claimedEntities,
  KUBERNETES_ID_LABEL,
} from '../flux/claims';
import type { Observed } from '../kube/KubeObject';
import type { BindingPolicy } from './binding';
import { describeRef } from './describeRef';
import type { ResolvedTarget } from './DeliveryPath';
import {
  IMAGE_ANNOTATION,
  LABEL_SELECTOR_ANNOTATION,
  type EntitySelector,
} from './entitySelector';
import type { InventoryView } from './InventoryView';
import type { NearMisses } from './nearMisses';
import { inWords } from './reach';

const KINDS_THAT_MATTER = [
  { group: 'kustomize.toolkit.fluxcd.io', kind: 'Kustomization' },
  { group: 'helm.toolkit.fluxcd.io', kind: 'HelmRelease' },
  { group: 'apps', kind: 'Deployment' },
];
const MOST_NAMED = 6;

/** What the steps are told from. */
interface Findings {
  selector: EntitySelector;
  targets: readonly ResolvedTarget[];
  errors: readonly AnnotationErrorDto[];
  near: NearMisses;
  view: InventoryView;
  policy: BindingPolicy;
}

/** Everything that was looked for, where, and what came of it, in the order of the ways. */
export function doctorSteps({
  selector,
  targets,
  errors,
  near,
  view,
  policy,
}: Findings): DoctorStepDto[] {
  const where = whereInWords(view);
  return [
    claimStep(selector, near, where),
    labelStep(selector, near, policy, where),
    ...annotationSteps(selector, targets, errors, where),
    ...imageStep(selector, targets, where),
    ...nearSteps(near, where),
    ...blindSpots(view),
  ];
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

/** The first few names, and how many more there are. */
export function listed(names: string[]): string {
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

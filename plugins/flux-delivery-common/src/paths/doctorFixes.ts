import type { DoctorDto } from '../api/dto';
import { CLAIM_ANNOTATION, KUBERNETES_ID_LABEL } from '../flux/claims';
import type { ObjectRef } from '../kube/ObjectRef';
import { describeRef } from './describeRef';
import type { EntityFacts, ResolvedTarget } from './DeliveryPath';
import type { EntitySelector } from './entitySelector';
import { hasRole } from './kindRoles';
import type { NearMisses } from './nearMisses';
import type { Pointer } from './pointers';

type Fix = DoctorDto['fixes'][number];

const MOST_CLAIMS = 3;

/** The smallest changes that would connect the entity, best first, as text to paste. */
export function proposeFixes(
  entity: EntityFacts,
  selector: EntitySelector,
  targets: readonly ResolvedTarget[],
  near: NearMisses,
): Fix[] {
  const claims = candidates(selector, targets, near).map(ref =>
    claimFix(ref, selector.entityRef),
  );
  return [
    ...idFix(selector, near),
    ...claims.slice(0, MOST_CLAIMS),
    ...(claims.length === 0 ? [claimFix(undefined, selector.entityRef)] : []),
    labelFix(selector, near),
    tenantFix(entity, selector, near),
  ];
}

/** What most likely delivers the entity: guesses by image, then namesakes, then what the entity itself names. */
function candidates(
  { pointers }: EntitySelector,
  targets: readonly ResolvedTarget[],
  { namesake }: NearMisses,
) {
  const guesses = targets
    .filter(({ binding }) => binding === 'inferred')
    .flatMap(
      ({ applierRef, workloads }) =>
        applierRef ?? workloads.map(({ ref }) => ref),
    );
  const all: Omit<ObjectRef, 'cluster' | 'group'>[] = [
    ...guesses,
    ...namesake
      .filter(({ ref }) => hasRole(ref, 'applier'))
      .map(({ ref }) => ref),
    ...pointers,
    ...namesake.map(({ ref }) => ref),
  ];
  const unique = new Map(all.map(ref => [describeRef(ref), ref]));
  return [...unique.values()];
}

function claimFix(
  ref: Omit<ObjectRef, 'cluster' | 'group'> | undefined,
  entityRef: string,
): Fix {
  const object = ref
    ? describeRef(ref)
    : 'the Kustomization or HelmRelease that delivers it';
  return {
    title: `Let ${object} claim the entity`,
    where: `the manifest of ${object}, in Git`,
    text: yaml({ annotation: CLAIM_ANNOTATION, value: entityRef }),
  };
}

/** Where objects bear the label already, the entity only has to say so. */
function idFix(
  { kubernetesId, name }: EntitySelector,
  { labelledLike }: NearMisses,
): Fix[] {
  const [labelled] = labelledLike;
  const value = labelled?.object.metadata.labels?.[KUBERNETES_ID_LABEL];
  return value === undefined
    ? []
    : [
        {
          title:
            kubernetesId === undefined
              ? 'Give the entity the id that its objects bear'
              : 'Write the id as its objects bear it',
          where: `catalog-info.yaml of ${name}`,
          text: yaml({ annotation: KUBERNETES_ID_LABEL, value }),
        },
      ];
}

function labelFix(
  { kubernetesId, name }: EntitySelector,
  { namesake }: NearMisses,
): Fix {
  const workload = namesake.find(({ ref }) => hasRole(ref, 'workload'));
  const object = workload ? describeRef(workload.ref) : 'its workloads';
  const value = kubernetesId ?? name;
  const label = `metadata:\n  labels:\n    ${KUBERNETES_ID_LABEL}: ${quoted(
    value,
  )}`;
  return kubernetesId === undefined
    ? {
        title: `Label ${object}, and give the entity the same id`,
        where: `the manifest of ${object}, in Git, and catalog-info.yaml of ${name}`,
        text: `# workload\n${label}\n# entity\n${yaml({
          annotation: KUBERNETES_ID_LABEL,
          value,
        })}`,
      }
    : {
        title: `Label ${object}`,
        where: `the manifest of ${object}, in Git`,
        text: label,
      };
}

function tenantFix(
  entity: EntityFacts,
  { pointers, name, namespace }: EntitySelector,
  { namesake }: NearMisses,
): Fix {
  const [pointer]: (Pick<Pointer, 'namespace' | 'cluster'> | undefined)[] =
    pointers;
  const applier = namesake.find(({ ref }) => hasRole(ref, 'applier'))?.ref;
  const place =
    pointer?.namespace ?? applier?.namespace ?? namespace ?? '<namespace>';
  const annotation =
    applier?.kind === 'HelmRelease'
      ? 'flux-delivery/helm-release'
      : 'flux-delivery/kustomization';
  const rule = [
    'fluxDelivery:',
    '  tenants:',
    `    - owner: ${quoted(entity.owner ?? 'group:default/<owner>')}`,
    `      match: [{ cluster: ${quoted(
      pointer?.cluster ?? applier?.cluster ?? '*',
    )}, namespace: ${quoted(place)} }]`,
  ].join('\n');
  const onEntity = yaml({
    annotation,
    value: `${place}/${applier?.name ?? '<name>'}`,
  });
  return pointer
    ? {
        title: 'Let the owner of the entity into the namespace',
        where: 'app-config.yaml, by whoever runs Backstage',
        text: rule,
      }
    : {
        title:
          'Name the applier in the entity, and let its owner into the namespace',
        where: `catalog-info.yaml of ${name}, and app-config.yaml by whoever runs Backstage`,
        text: `# entity\n${onEntity}\n# app-config\n${rule}`,
      };
}

function yaml({
  annotation,
  value,
}: {
  annotation: string;
  value: string;
}): string {
  return `metadata:\n  annotations:\n    ${annotation}: ${quoted(value)}`;
}

/** YAML reads plain texts such as `1.10`, `on` and `*` as something else. */
function quoted(text: string): string {
  return /^[a-z][a-z0-9._/:-]*[a-z0-9]$/i.test(text) &&
    !/^(true|false|yes|no|on|off|null)$/i.test(text)
    ? text
    : `'${text.replace(/'/g, "''")}'`;
}

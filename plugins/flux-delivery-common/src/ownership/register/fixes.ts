import { CLAIM_ANNOTATION, KUBERNETES_ID_LABEL } from '../../flux/claims';
import { fluxNounOf, kubectlResource } from '../../flux/fluxNouns';
import { displayRef, type ObjectRef } from '../../kube/ObjectRef';
import { shellWord } from '../../kube/shellWord';
import { describeRef } from '../../paths/describeRef';
import type { OwnershipFix, OwnershipGap } from './OwnershipGap';
import type { Stranger } from './strangersOf';

/** Stands where only a person knows the name. */
const YOUR_COMPONENT = 'component:default/<your-component>';
const YOUR_GROUP = 'group:default/<your-team>';
const PRUNE = 'kustomize.toolkit.fluxcd.io/prune';
const SEGMENTS: Record<OwnershipGap['role'], string> = {
  applier: 'reconcile',
  source: 'source',
  workload: 'rollout',
};

/** The claim on an object. */
export function claimObject(ref: ObjectRef, entityRef?: string): OwnershipFix {
  return {
    title: 'Say on the object to which entity it belongs',
    where: `the manifest of ${describeRef(ref)} in Git`,
    language: 'yaml',
    text: annotated(CLAIM_ANNOTATION, entityRef ?? YOUR_COMPONENT),
  };
}

/** Which of them it is, only people know. */
export function claimForOne(ref: ObjectRef): OwnershipFix {
  return {
    ...claimObject(ref),
    title: 'Say on the object to which one of them it belongs',
  };
}

/** The same id on an entity. */
export function adoptEntity(id: string, entityRef?: string): OwnershipFix {
  return {
    title: 'Give the entity that it belongs to the value of the label',
    where: entityRef
      ? `catalog-info.yaml of ${entityRef}`
      : 'catalog-info.yaml of the component',
    language: 'yaml',
    text: annotated(KUBERNETES_ID_LABEL, id),
  };
}

/** The entity that an object says it belongs to. */
export function registerEntity(entityRef: string): OwnershipFix {
  const [, kind, namespace, name] =
    /^([^:]+):([^/]+)\/(.+)$/.exec(entityRef) ?? [];
  return {
    title: `Register ${entityRef} in the catalog`,
    where: 'catalog-info.yaml in the repository of the service',
    language: 'yaml',
    text: [
      'apiVersion: backstage.io/v1alpha1',
      `kind: ${(kind ?? 'component').replace(/^./, first =>
        first.toUpperCase(),
      )}`,
      'metadata:',
      `  name: ${name ?? '<name>'}`,
      ...(namespace && namespace !== 'default'
        ? [`  namespace: ${namespace}`]
        : []),
      'spec:',
      '  type: service',
      '  lifecycle: production',
      `  owner: ${YOUR_GROUP}`,
    ].join('\n'),
  };
}

/** An owner without an entity. */
export function ownerRule(
  { cluster, namespace, kind, name }: ObjectRef,
  role: OwnershipGap['role'],
  platformGroup?: string,
): OwnershipFix {
  const isWiring = role === 'source' || namespace === 'flux-system';
  const owner = (isWiring && platformGroup) || YOUR_GROUP;
  const match = [
    `segment: ${SEGMENTS[role]}`,
    `cluster: ${cluster}`,
    ...(namespace ? [`namespace: ${namespace}`] : []),
    `kind: ${kind}`,
    `name: ${name}`,
  ].join(', ');
  return {
    title: 'Give it an owner without an entity, by a rule',
    where: 'app-config.yaml',
    language: 'yaml',
    text: [
      'fluxDelivery:',
      '  ownership:',
      '    rules:',
      `      - match: [{ ${match} }]`,
      `        owner: ${owner}`,
    ].join('\n'),
  };
}

/** Nothing is deleted while one of two appliers lets go of an object. */
export function moveBetweenAppliers(
  ref: ObjectRef,
  appliers: readonly ObjectRef[],
): OwnershipFix {
  const names = appliers.map(displayRef);
  return {
    title: `Keep it, take it out of what one of them applies, then let it be pruned again: ${names.join(
      ' or ',
    )}`,
    where: `the manifest of ${describeRef(
      ref,
    )} that goes, before it goes; remove the annotation from the one that stays when only one inventory lists it`,
    language: 'yaml',
    text: annotated(PRUNE, 'disabled'),
  };
}

/** Takes the marks of another tool off, after it was told to let go. */
export function detachManager(
  ref: ObjectRef,
  { name, marks }: Stranger,
): OwnershipFix {
  const place = ref.namespace ? ` -n ${shellWord(ref.namespace)}` : '';
  return {
    title: `Take it out of ${name} first, then its marks off the object`,
    where: `a shell, and the manifest in Git where it has them too`,
    language: 'shell',
    text: marks
      .map(({ kind, key }) =>
        [
          `kubectl --context ${shellWord(ref.cluster)}${place}`,
          kind === 'annotation' ? 'annotate' : 'label',
          kubectlResource(ref),
          shellWord(ref.name),
          `${key}-`,
        ].join(' '),
      )
      .join('\n'),
  };
}

/** Writes what Git says over what somebody else wrote. */
export function putBack(applier: ObjectRef, manager: string): OwnershipFix {
  const noun = fluxNounOf(applier)?.reconcile;
  if (applier.kind === 'HelmRelease' || !noun) {
    return {
      title: `Let Flux put back what ${manager} writes`,
      where: `the manifest of ${describeRef(applier)} in Git`,
      language: 'yaml',
      text: ['spec:', '  driftDetection:', '    mode: enabled'].join('\n'),
    };
  }
  return {
    title: `Put into Git what ${manager} wrote, or let Flux write over it now`,
    where: 'a shell',
    language: 'shell',
    text: `flux --context ${shellWord(
      applier.cluster,
    )} reconcile ${noun} ${shellWord(applier.name)} -n ${shellWord(
      applier.namespace,
    )}`,
  };
}

function annotated(key: string, value: string): string {
  return ['metadata:', '  annotations:', `    ${key}: ${value}`].join('\n');
}

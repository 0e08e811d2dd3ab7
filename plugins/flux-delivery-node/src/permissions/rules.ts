import { createPermissionRule } from '@backstage/plugin-permission-node';
import {
  globError,
  matchesGlob,
  SEGMENTS,
} from 'backstage-plugin-flux-delivery-common';
import { z } from 'zod';
import {
  fluxDeliveryPathResourceRef,
  type PathResource,
  type PathResourceTarget,
} from './PathResource';

/** A regular expression would match nothing, and under a `not` let everybody in: what is no glob is refused. */
const glob = z.string().superRefine((text, context) => {
  const error = globError(text);
  if (error) {
    context.addIssue({ code: 'custom', message: `no glob: ${error}` });
  }
});

/** Paths are held in memory, and no store is asked with a rule. */
const toQuery = () => ({});

const isEntityOwner = createPermissionRule({
  name: 'IS_ENTITY_OWNER',
  description: 'Allow paths of entities that one of the claims owns',
  resourceRef: fluxDeliveryPathResourceRef,
  paramsSchema: z.object({
    claims: z
      .array(z.string())
      .describe('Full entity refs: groups and users of the person who asks'),
  }),
  apply: ({ owner }, { claims }) =>
    owner !== undefined &&
    claims.some(claim => claim.toLowerCase() === owner.toLowerCase()),
  toQuery,
});

const isEntityKind = createPermissionRule({
  name: 'IS_ENTITY_KIND',
  description: 'Allow paths of entities of one of the kinds',
  resourceRef: fluxDeliveryPathResourceRef,
  paramsSchema: z.object({
    kinds: z.array(z.string()).describe('Kinds of entities: Component'),
  }),
  apply: ({ entityRef }, { kinds }) =>
    kinds.some(kind => entityRef.startsWith(`${kind.toLowerCase()}:`)),
  toQuery,
});

const hasAnnotation = createPermissionRule({
  name: 'HAS_ANNOTATION',
  description: 'Allow paths of entities with the annotation',
  resourceRef: fluxDeliveryPathResourceRef,
  paramsSchema: z.object({
    annotation: z.string().describe('Name of the annotation'),
    value: z.string().optional().describe('Its value; any without it'),
  }),
  apply: ({ annotations }, { annotation, value }) =>
    isThere(annotations, annotation, value),
  toQuery,
});

const hasLabel = createPermissionRule({
  name: 'HAS_LABEL',
  description: 'Allow paths of entities with the label',
  resourceRef: fluxDeliveryPathResourceRef,
  paramsSchema: z.object({
    label: z.string().describe('Name of the label'),
    value: z.string().optional().describe('Its value; any without it'),
  }),
  apply: ({ labels }, { label, value }) => isThere(labels, label, value),
  toQuery,
});

const inCluster = createPermissionRule({
  name: 'IN_CLUSTER',
  description: 'Allow targets in one of the clusters',
  resourceRef: fluxDeliveryPathResourceRef,
  paramsSchema: z.object({
    clusters: z.array(glob).describe('Globs over names of clusters: prod-*'),
  }),
  apply: (path, { clusters }) =>
    someTarget(path, ({ cluster }) => isAmong(cluster, clusters)),
  toQuery,
});

const inNamespace = createPermissionRule({
  name: 'IN_NAMESPACE',
  description:
    'Allow targets whose applier stands, or whose workloads run, in one of the namespaces',
  resourceRef: fluxDeliveryPathResourceRef,
  paramsSchema: z.object({
    namespaces: z.array(glob).describe('Globs: payments-*'),
  }),
  apply: (path, { namespaces }) =>
    someTarget(path, target =>
      target.namespaces.some(namespace => isAmong(namespace, namespaces)),
    ),
  toQuery,
});

const inEnvironment = createPermissionRule({
  name: 'IN_ENVIRONMENT',
  description: 'Allow targets in one of the environments',
  resourceRef: fluxDeliveryPathResourceRef,
  paramsSchema: z.object({
    environments: z.array(glob).describe('Globs over names of environments'),
  }),
  apply: (path, { environments }) =>
    someTarget(path, ({ environment }) => isAmong(environment, environments)),
  toQuery,
});

const ofSegment = createPermissionRule({
  name: 'OF_SEGMENT',
  description: 'Allow these segments of a path; the others are not told',
  resourceRef: fluxDeliveryPathResourceRef,
  paramsSchema: z.object({
    segments: z.array(z.enum(SEGMENTS)).describe('Names of segments'),
  }),
  apply: (path, { segments }) =>
    someTarget(path, target =>
      target.segments.every(segment => segments.includes(segment)),
    ),
  toQuery,
});

/**
 * The rules of the path permissions. One about targets holds where one of the resource's targets fulfils it; `OF_SEGMENT` where it
 * allows all segments that such a target has. Those about the entity mean what the rules of the catalog of the same name mean.
 *
 * @public
 */
export const fluxDeliveryPathRules = {
  isEntityOwner,
  isEntityKind,
  hasAnnotation,
  hasLabel,
  inCluster,
  inNamespace,
  inEnvironment,
  ofSegment,
};

/** In whatever case, as the catalog has it. */
function isThere(
  all: Readonly<Record<string, string>>,
  name: string,
  value: string | undefined,
): boolean {
  if (Object.hasOwn(all, name) && all[name] === (value ?? all[name])) {
    return true;
  }
  return Object.entries(all).some(
    ([each, its]) =>
      isSame(each, name) && (value === undefined || isSame(its, value)),
  );
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function someTarget(
  { targets }: PathResource,
  holds: (target: PathResourceTarget) => boolean,
): boolean {
  return targets.some(holds);
}

function isAmong(text: string, globs: readonly string[]): boolean {
  return globs.some(pattern => matchesGlob(pattern, text));
}

import { kindOf, WATCHED_KINDS } from '../flux/kinds';
import type { HelmRelease, Source } from '../flux/objects';
import type { ObjectRef } from '../kube/ObjectRef';
import { hasRole } from '../paths/kindRoles';
import { ANY_IMAGE, ANY_REPOSITORY, type Terms } from './Terms';

/**
 * What is known of an object that a text tells of, mostly not much.
 *
 * @public
 */
export interface KnownObject {
  kind?: string;
  namespace?: string;
  name?: string;
}

const ANY_CLUSTER = '<cluster>';
const ANY_NAMESPACE = '<namespace>';

/**
 * The words of commands where no target is known: what the text tells of its object, and for everything else what is to be filled
 * in, in angle brackets. Commands quote it, so that a shell takes none of it for a redirection.
 */
export function placeholderTerms(
  known: KnownObject,
  failure: string | undefined,
): Terms {
  const focus = known.kind ? refOfKnown(known) : undefined;
  const isIn = (role: Parameters<typeof hasRole>[1]) =>
    focus && hasRole(focus, role) ? focus : undefined;
  const applier = isIn('applier') ?? applierFor(focus?.kind, failure);
  const source = isIn('source') ?? anyOf('GitRepository', '<source>');
  const workload = isIn('workload') ?? anyOf('Deployment', '<workload>');
  const isRoute =
    focus && hasRole(focus, 'network') && focus.kind !== 'Service';
  return {
    cluster: ANY_CLUSTER,
    focus: focus ?? applier,
    applier,
    ...(applier.kind === 'HelmRelease' && {
      release: { spec: { releaseName: '<release>' } } as HelmRelease,
    }),
    source,
    sourceObject: anySource(source.kind),
    workload,
    selector: '<label>=<value>',
    image: ANY_IMAGE,
    service: focus?.kind === 'Service' ? focus : anyOf('Service', '<service>'),
    ...(isRoute && { route: focus }),
    automation: isIn('imageAutomation'),
    namespace: known.namespace ?? ANY_NAMESPACE,
  };
}

function refOfKnown({ kind = '', namespace, name }: KnownObject): ObjectRef {
  const { group, namespaced } = WATCHED_KINDS.find(
    watched => watched.kind === kind,
  ) ?? { group: '', namespaced: true };
  return {
    cluster: ANY_CLUSTER,
    group,
    kind,
    namespace: namespaced ? namespace ?? ANY_NAMESPACE : '',
    name: name ?? `<${kind.toLowerCase()}>`,
  };
}

function anyOf(kind: string, name: string): ObjectRef {
  return { ...refOfKnown({ kind }), name };
}

/** Helm's own failures, and charts, are those of a HelmRelease. */
function applierFor(
  kind: string | undefined,
  failure: string | undefined,
): ObjectRef {
  const isHelm =
    kind === 'HelmChart' ||
    kind === 'HelmRepository' ||
    /^(?:helm-|chart-pull$|drift-detected$|values-missing$)/.test(
      failure ?? '',
    );
  return isHelm
    ? anyOf('HelmRelease', '<helmrelease>')
    : anyOf('Kustomization', '<kustomization>');
}

function anySource(kind: string): Source {
  const isGit =
    kindOf('source.toolkit.fluxcd.io', kind)?.kind === 'GitRepository';
  return {
    kind,
    spec: isGit
      ? {
          url: 'https://<server>/<repository>',
          ref: { branch: '<branch>' },
          secretRef: { name: '<secret>' },
        }
      : {
          url: ANY_REPOSITORY,
          ref: { tag: '<tag>' },
          secretRef: { name: '<secret>' },
        },
  } as Source;
}

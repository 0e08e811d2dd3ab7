import { kindOf } from '../flux/kinds';
import type { ObjectRef } from '../kube/ObjectRef';

/** A command to copy. @public */
export interface Command {
  title: string;
  command: string;
}

/** What the `flux` command line calls a kind: `flux get …`. */
const FLUX_NOUNS: Record<string, { get: string; reconcile?: string }> = {
  Kustomization: { get: 'kustomizations', reconcile: 'kustomization' },
  HelmRelease: { get: 'helmreleases', reconcile: 'helmrelease' },
  GitRepository: { get: 'sources git', reconcile: 'source git' },
  OCIRepository: { get: 'sources oci', reconcile: 'source oci' },
  HelmRepository: { get: 'sources helm', reconcile: 'source helm' },
  HelmChart: { get: 'sources chart', reconcile: 'source chart' },
  Bucket: { get: 'sources bucket', reconcile: 'source bucket' },
  ExternalArtifact: { get: 'sources external' },
  ImageRepository: { get: 'images repository', reconcile: 'image repository' },
  ImagePolicy: { get: 'images policy', reconcile: 'image policy' },
  ImageUpdateAutomation: { get: 'images update', reconcile: 'image update' },
  Receiver: { get: 'receivers', reconcile: 'receiver' },
  Alert: { get: 'alerts' },
  Provider: { get: 'alert-providers' },
};

const FLUX_GROUP = '.toolkit.fluxcd.io';

/**
 * The commands that show this object to a person with a terminal. The context is called like the cluster: what a kubeconfig
 * calls it is not known here.
 *
 * @public
 */
export function commandsFor(ref: ObjectRef): Command[] {
  const context = `--context ${shellWord(ref.cluster)}`;
  const namespace = ref.namespace ? ` -n ${shellWord(ref.namespace)}` : '';
  const name = shellWord(ref.name);
  const noun = ref.group.endsWith(FLUX_GROUP)
    ? FLUX_NOUNS[ref.kind]
    : undefined;
  const flux = (title: string, words: string) => ({
    title,
    command: `flux ${context}${namespace} ${words}`,
  });
  const commands: Command[] = [];
  if (noun) {
    commands.push(flux('Status', `get ${noun.get} ${name}`));
    commands.push(flux('Events', `events --for ${ref.kind}/${name}`));
  }
  if (ref.kind === 'Kustomization' && noun) {
    commands.push(flux('What it owns', `tree kustomization ${name}`));
  }
  commands.push({
    title: 'Describe',
    command: `kubectl ${context}${namespace} describe ${resourceOf(
      ref,
    )} ${name}`,
  });
  commands.push({
    title: 'YAML',
    command: `kubectl ${context}${namespace} get ${resourceOf(
      ref,
    )} ${name} -o yaml`,
  });
  if (noun?.reconcile) {
    commands.push(
      flux(
        'Reconcile now',
        `reconcile ${noun.reconcile} ${name}${
          ref.kind === 'Kustomization' || ref.kind === 'HelmRelease'
            ? ' --with-source'
            : ''
        }`,
      ),
    );
  }
  return commands;
}

/** `deployments.apps`: with the group, since two groups may use one plural (Knative's and the core group's services). */
function resourceOf(ref: ObjectRef): string {
  const plural = kindOf(ref.group, ref.kind)?.plural ?? ref.kind.toLowerCase();
  return shellWord(ref.group ? `${plural}.${ref.group}` : plural);
}

/** Names of Kubernetes objects need no quotes; anything else is quoted, so that a pasted command never does more than it says. */
function shellWord(text: string): string {
  return /^[A-Za-z0-9][A-Za-z0-9._:-]*$/.test(text)
    ? text
    : `'${text.split("'").join(`'\\''`)}'`;
}

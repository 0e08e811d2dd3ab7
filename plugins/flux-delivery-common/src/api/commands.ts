import { fluxNounOf, kubectlResource } from '../flux/fluxNouns';
import type { ObjectRef } from '../kube/ObjectRef';
import { shellWord } from '../kube/shellWord';

/** A command to copy. @public */
export interface Command {
  title: string;
  command: string;
}

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
  const noun = fluxNounOf(ref);
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
    command: `kubectl ${context}${namespace} describe ${kubectlResource(
      ref,
    )} ${name}`,
  });
  commands.push({
    title: 'YAML',
    command: `kubectl ${context}${namespace} get ${kubectlResource(
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

/**
 * The command that lets go on what somebody stopped by `spec.suspend` or `spec.paused`: `flux resume` for what Flux has a word for.
 *
 * @public
 */
export function resumeCommandFor(ref: ObjectRef): string {
  const context = `--context ${shellWord(ref.cluster)}`;
  const namespace = ref.namespace ? ` -n ${shellWord(ref.namespace)}` : '';
  const name = shellWord(ref.name);
  const noun = fluxNounOf(ref)?.reconcile;
  if (noun) {
    return `flux ${context}${namespace} resume ${noun} ${name}`;
  }
  const kubectl = `kubectl ${context}${namespace}`;
  if (ref.group === 'apps') {
    return `${kubectl} rollout resume ${kubectlResource(ref)} ${name}`;
  }
  const field = ref.kind === 'Rollout' ? 'paused' : 'suspend';
  return `${kubectl} patch ${kubectlResource(
    ref,
  )} ${name} --type merge -p '{"spec":{"${field}":false}}'`;
}

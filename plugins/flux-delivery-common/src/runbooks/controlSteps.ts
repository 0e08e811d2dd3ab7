import { shellWord } from '../kube/shellWord';
import { control } from './Step';
import {
  craneOf,
  flux,
  kubectl,
  kubectlIn,
  lsRemote,
  reconcileCommand,
} from './Terms';

export const sourceStatus = control(({ source }) =>
  flux(source, (name, noun) => `get ${noun} ${name}`),
);
export const sourceEvents = control(({ source }) =>
  flux(source, name => `events --for ${source!.kind}/${name}`),
);
export const sourceSpec = control(({ source }) =>
  kubectl(source, (name, resource) => `get ${resource} ${name} -o yaml`),
);
/** Names only: what a Secret holds is nobody's to print. */
export const sourceSecret = control(terms => {
  const name = terms.sourceObject?.spec?.secretRef?.name;
  return name && terms.source
    ? kubectlIn(
        terms,
        terms.source.namespace,
        `get secret ${shellWord(name)} -o name`,
      )
    : undefined;
});
export const upstream = control(
  ({ sourceObject }) => lsRemote(sourceObject) ?? craneOf(sourceObject),
);
export const sourceReconcile = control(({ source }) =>
  reconcileCommand(source),
);
export const sourceControllerLogs = control(
  ({ cluster, source }) =>
    source &&
    `flux --context ${shellWord(cluster)} logs --kind=${shellWord(
      source.kind,
    )} --level=error --since=1h -A`,
);
export const networkPolicies = control(terms =>
  kubectlIn(terms, 'flux-system', 'get networkpolicies,pods -o wide'),
);

export const applierStatus = control(({ applier }) =>
  flux(applier, (name, noun) => `get ${noun} ${name}`),
);
export const applierEvents = control(({ applier }) =>
  flux(applier, name => `events --for ${applier!.kind}/${name}`),
);
export const applierSpec = control(({ applier }) =>
  kubectl(applier, (name, resource) => `get ${resource} ${name} -o yaml`),
);
export const applierLogs = control(({ applier }) =>
  flux(
    applier,
    name =>
      `logs --kind=${applier!.kind} --name=${name} --level=error --since=1h`,
  ),
);
export const applierReconcile = control(({ applier }) => {
  const command = reconcileCommand(applier);
  return command && `${command} --with-source`;
});
/** Helm compares the cluster with a release only where it is told to release again. */
export const applierPutBack = control(({ applier }) => {
  const command = reconcileCommand(applier);
  return (
    command &&
    (applier?.kind === 'HelmRelease'
      ? `${command} --force`
      : `${command} --with-source`)
  );
});
export const applierTree = control(({ applier }) =>
  applier?.kind === 'Kustomization'
    ? flux(applier, name => `tree kustomization ${name}`)
    : undefined,
);
/** The path is that of a checkout: run it at the top of the repository. */
export const localBuild = control(({ applier, kustomization }) =>
  applier?.kind === 'Kustomization'
    ? flux(
        applier,
        name =>
          `build kustomization ${name} --path ${pathOf(
            kustomization?.spec?.path,
          )}`,
      )
    : undefined,
);
export const localDiff = control(({ applier, kustomization }) =>
  applier?.kind === 'Kustomization'
    ? flux(
        applier,
        name =>
          `diff kustomization ${name} --path ${pathOf(
            kustomization?.spec?.path,
          )}`,
      )
    : undefined,
);
export const serviceAccount = control(terms => {
  const { applier, kustomization, release, namespace } = terms;
  const name = (kustomization ?? release)?.spec?.serviceAccountName;
  const account =
    applier && name
      ? `system:serviceaccount:${applier.namespace}:${name}`
      : `system:serviceaccount:flux-system:${
          applier?.kind === 'HelmRelease' ? 'helm' : 'kustomize'
        }-controller`;
  return kubectlIn(
    terms,
    namespace,
    `auth can-i --list --as ${shellWord(account)}`,
  );
});
export const rootStatus = control(
  ({ root }) =>
    root &&
    (flux(root, (name, noun) => `get ${noun} ${name}`) ??
      kubectl(root, (name, resource) => `describe ${resource} ${name}`)),
);
export const dependencies = control(({ applier }) =>
  kubectl(
    applier,
    (name, resource) =>
      `get ${resource} ${name} -o jsonpath='{.spec.dependsOn}{"\\n"}'`,
  ),
);
export const allAppliers = control(
  ({ cluster }) =>
    `flux --context ${shellWord(
      cluster,
    )} get all -A --status-selector ready=false`,
);
export const fluxHealth = control(
  ({ cluster }) => `flux --context ${shellWord(cluster)} check`,
);
export const controllerPods = control(terms =>
  kubectlIn(
    terms,
    'flux-system',
    `get pods -o wide --sort-by='.status.containerStatuses[0].restartCount'`,
  ),
);
export const helmHistory = control(({ applier, release }) =>
  release
    ? kubectl(
        applier,
        (name, resource) =>
          `get ${resource} ${name} -o jsonpath='{range .status.history[*]}{.version} {.chartVersion} {.status}{"\\n"}{end}'`,
      )
    : undefined,
);
export const helmStorage = control(terms => {
  const { applier, release } = terms;
  if (!applier || !release) {
    return undefined;
  }
  const { releaseName, storageNamespace, targetNamespace } = release.spec ?? {};
  const name =
    releaseName ?? [targetNamespace, applier.name].filter(Boolean).join('-');
  return kubectlIn(
    terms,
    storageNamespace ?? applier.namespace,
    `get secrets -l ${shellWord(`owner=helm,name=${name}`)} --show-labels`,
  );
});
export const automationStatus = control(terms => {
  const { cluster, automation, applier, focus } = terms;
  const isImageKind = focus?.group.startsWith('image.') === true;
  const namespace = (isImageKind ? focus : automation ?? applier)?.namespace;
  return `flux --context ${shellWord(cluster)}${
    namespace ? ` -n ${shellWord(namespace)}` : ''
  } get images all`;
});
export const focusEvents = control(({ focus }) =>
  flux(focus, name => `events --for ${focus!.kind}/${name}`),
);
/** All that its controller logs of it, also where nothing is wrong: silence tells something. */
export const controllerLogs = control(({ focus }) =>
  flux(focus, name => `logs --kind=${focus!.kind} --name=${name} --since=1h`),
);
export const ownLabels = control(({ focus }) =>
  kubectl(focus, (name, resource) => `get ${resource} ${name} --show-labels`),
);
export const suspendedFields = control(({ focus }) =>
  kubectl(
    focus,
    (name, resource) => `get ${resource} ${name} -o yaml --show-managed-fields`,
  ),
);
export const resume = control(({ focus }) => {
  const command = reconcileCommand(focus);
  return command?.replace(' reconcile ', ' resume ');
});

function pathOf(path: string | undefined): string {
  return shellWord(path ? path : './');
}

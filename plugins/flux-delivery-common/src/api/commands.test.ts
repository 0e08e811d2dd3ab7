import { commandsFor, resumeCommandFor } from './commands';

const at = (group: string, kind: string, namespace = 'shop', name = 'api') => ({
  cluster: 'prod-eu',
  group,
  kind,
  namespace,
  name,
});

describe('commandsFor', () => {
  it('knows the words of the flux command line', () => {
    expect(
      commandsFor(at('source.toolkit.fluxcd.io', 'OCIRepository')).map(
        ({ command }) => command,
      ),
    ).toEqual([
      'flux --context prod-eu -n shop get sources oci api',
      'flux --context prod-eu -n shop events --for OCIRepository/api',
      'kubectl --context prod-eu -n shop describe ocirepositories.source.toolkit.fluxcd.io api',
      'kubectl --context prod-eu -n shop get ocirepositories.source.toolkit.fluxcd.io api -o yaml',
      'flux --context prod-eu -n shop reconcile source oci api',
    ]);
  });

  it('gives kubectl alone for what Flux has no word for', () => {
    expect(
      commandsFor(at('apps', 'Deployment')).map(({ command }) => command),
    ).toEqual([
      'kubectl --context prod-eu -n shop describe deployments.apps api',
      'kubectl --context prod-eu -n shop get deployments.apps api -o yaml',
    ]);
  });

  it('names no namespace for cluster-scoped objects', () => {
    expect(commandsFor(at('', 'Namespace', ''))[0].command).toBe(
      'kubectl --context prod-eu describe namespaces api',
    );
  });

  it('quotes what a shell would read otherwise', () => {
    const [{ command }] = commandsFor(
      at('apps', 'Deployment', 'shop', `x'; rm -rf / #`),
    );
    expect(command).toBe(
      `kubectl --context prod-eu -n shop describe deployments.apps 'x'\\''; rm -rf / #'`,
    );
  });
});

describe('resumeCommandFor', () => {
  it.each([
    [
      at('kustomize.toolkit.fluxcd.io', 'Kustomization'),
      'flux --context prod-eu -n shop resume kustomization api',
    ],
    [
      at('source.toolkit.fluxcd.io', 'GitRepository', 'flux-system', 'my app'),
      "flux --context prod-eu -n flux-system resume source git 'my app'",
    ],
    [
      at('apps', 'Deployment'),
      'kubectl --context prod-eu -n shop rollout resume deployments.apps api',
    ],
    [
      at('argoproj.io', 'Rollout'),
      `kubectl --context prod-eu -n shop patch rollouts.argoproj.io api --type merge -p '{"spec":{"paused":false}}'`,
    ],
    [
      at('batch', 'CronJob'),
      `kubectl --context prod-eu -n shop patch cronjobs.batch api --type merge -p '{"spec":{"suspend":false}}'`,
    ],
  ])('%j', (ref, command) => {
    expect(resumeCommandFor(ref)).toBe(command);
  });
});

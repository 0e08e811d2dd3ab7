import { commandsFor } from './commands';

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

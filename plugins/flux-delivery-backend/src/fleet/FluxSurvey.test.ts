import type { Observed } from 'backstage-plugin-flux-delivery-common';
import { FluxSurvey } from './FluxSurvey';

function deployment(namespace: string, name: string): Observed {
  const metadata = { namespace, name, uid: name };
  return {
    ref: {
      cluster: 'prod-eu',
      group: 'apps',
      kind: 'Deployment',
      namespace,
      name,
    },
    object: {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: { replicas: 1 },
      status: { readyReplicas: 1 },
    },
    observedAt: '2026-11-21T06:00:00Z',
  } as unknown as Observed;
}

function setUp() {
  const cluster = {
    state: 'notSynced',
    deployments: [] as Observed[],
  };
  const survey = new FluxSurvey({
    inventory: {
      objectsOf: () => cluster.deployments,
      freshness: () => ({ state: cluster.state }),
    } as any,
    now: () => 0,
  });
  const namesSeenIn = (...namespaces: string[]) =>
    survey
      .controllers(['prod-eu'], {
        seePlace: place => namespaces.includes(place.namespaces[0]),
      })
      .get('prod-eu')
      ?.map(({ ref }) => ref.name);
  return { cluster, namesSeenIn };
}

const ALL = ['source-controller', 'kustomize-controller'];

describe('the controllers of Flux', () => {
  it('cannot be told before the Deployments were listed, and are found as soon as they are', () => {
    const { cluster, namesSeenIn } = setUp();
    expect(namesSeenIn('flux-system')).toBeUndefined();
    cluster.state = 'synced';
    cluster.deployments = ALL.map(name => deployment('flux-system', name));
    expect(namesSeenIn('flux-system')).toEqual(ALL);
  });

  it('are not told to be missing to whoever may not see all of them', () => {
    const { cluster, namesSeenIn } = setUp();
    cluster.state = 'synced';
    cluster.deployments = [
      deployment('flux-system', 'source-controller'),
      deployment('flux-apps', 'kustomize-controller'),
    ];
    expect(namesSeenIn('flux-system')).toBeUndefined();
    expect(namesSeenIn()).toBeUndefined();
    expect(namesSeenIn('flux-system', 'flux-apps')).toEqual(ALL);
  });
});

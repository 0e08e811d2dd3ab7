import type { ResolvedTarget } from 'backstage-plugin-flux-delivery-common';
import { PathInterest } from './PathInterest';

const applierRef = {
  cluster: 'prod-eu',
  group: 'kustomize.toolkit.fluxcd.io',
  kind: 'Kustomization',
  namespace: 'flux-system',
  name: 'api',
};
const workloadRef = {
  cluster: 'prod-eu',
  group: 'apps',
  kind: 'Deployment',
  namespace: 'shop',
  name: 'api',
};

const target: ResolvedTarget = {
  id: 'prod-eu~kustomization~flux-system~api',
  cluster: 'prod-eu',
  environment: 'prod',
  environmentBecause: 'rule',
  applierRef,
  binding: 'claimed',
  because: ['claim'],
  sources: [],
  parents: [],
  workloads: [{ ref: workloadRef, because: 'inventory', related: [] }],
  services: [],
  imageAutomation: [],
  owned: [],
};

describe('PathInterest', () => {
  it('tells whom a change of an object on the path concerns, and nobody else', () => {
    const interest = new PathInterest(() => 0);
    interest.note('component:default/api', [target]);
    expect(interest.concernedBy([applierRef])).toEqual([
      'component:default/api',
    ]);
    expect(
      interest.concernedBy([{ ...applierRef, cluster: 'prod-us' }]),
    ).toEqual([]);
  });

  it('counts what appears beside the workloads, since no key of today names it', () => {
    const interest = new PathInterest(() => 0);
    interest.note('component:default/api', [target]);
    const appeared = {
      ...workloadRef,
      kind: 'Job',
      group: 'batch',
      name: 'migrate',
    };
    expect(interest.concernedBy([appeared])).toEqual(['component:default/api']);
    expect(interest.concernedBy([{ ...appeared, namespace: 'other' }])).toEqual(
      [],
    );
  });

  it('knows who has a target in a cluster', () => {
    const interest = new PathInterest(() => 0);
    interest.note('component:default/api', [target]);
    expect(interest.inCluster('prod-eu')).toEqual(['component:default/api']);
    expect(interest.inCluster('prod')).toEqual([]);
  });

  it('forgets who looked long ago, and is bounded', () => {
    let now = 0;
    const interest = new PathInterest(() => now);
    interest.note('component:default/api', [target]);
    now = 10 * 60_000;
    expect(interest.concernedBy([applierRef])).toEqual([]);

    for (let i = 0; i < 2_500; i += 1) {
      interest.note(`component:default/s${i}`, [target]);
    }
    const kept = interest.concernedBy([applierRef]);
    expect(kept).toHaveLength(2_000);
    expect(kept).not.toContain('component:default/s0');
    expect(kept).toContain('component:default/s2499');
  });
});

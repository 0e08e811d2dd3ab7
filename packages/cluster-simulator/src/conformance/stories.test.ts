import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { simulate, type Simulation } from '../Simulator';
import { parseScenario } from '../scenario/readScenario';
import type { ResourceRef } from '../store/KubeResource';
import { stepsByObject, type Step, type WatchedVersion } from './versionSteps';

const FIXTURES = resolve(
  __dirname,
  '../../../../plugins/flux-delivery-common/src/__fixtures__/objects',
);
const START = Date.parse('2026-01-10T09:00:00Z');

/** What an API server with real controllers sent. */
function captured(file: string): WatchedVersion[] {
  return readFileSync(resolve(FIXTURES, file), 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))
    .filter(({ type }) => type !== 'BOOKMARK');
}

function simulation(services: string): Simulation {
  return simulate({
    scenario: parseScenario(`
seed: story
history: 2h
teams: [shop]
clusters: [{ name: one }]
services: ${services}
`),
    startAt: START,
  });
}

/** Every version that the simulated cluster writes while the story runs. */
function record(
  simulated: Simulation,
  seconds: number,
  story: () => void,
): WatchedVersion[] {
  const { store } = simulated.clusters.get('one')!;
  const versions: WatchedVersion[] = [];
  const stop = store.subscribe(({ type, object }) =>
    versions.push({ type, object }),
  );
  story();
  simulated.clock.advance(seconds * 1000);
  stop();
  return versions;
}

const ref = (group: string, kind: string, name: string): ResourceRef => ({
  group: `${group}.toolkit.fluxcd.io`,
  kind,
  namespace: 'shop',
  name,
});

let requests = 0;
function request(simulated: Simulation, target: ResourceRef): void {
  requests += 1;
  simulated.clusters.get('one')!.store.modify(target, draft => {
    draft.metadata.annotations = {
      ...draft.metadata.annotations,
      'reconcile.fluxcd.io/requestedAt': String(requests),
    };
  });
}

const release = (simulated: Simulation, service: string, version: string) =>
  simulated.runner.perform({ at: '0s', release: service, version });

/** Which reasons the condition has one after the other. */
const reasonsOf = (steps: Step[], type: string) =>
  steps.flatMap(step =>
    step
      .filter(part => part.startsWith(`${type}=`))
      .map(part => part.split(':')[0]),
  );

describe('what the simulator writes, beside what real controllers wrote', () => {
  it('a commit that rolls out with wait: true', () => {
    const real = stepsByObject(captured('watch-git-commit-rollout.ndjson'));
    const simulated = simulation(
      '[{ name: catalog, team: shop, clusters: [one], by: git, version: 1.0.0, replicas: 2, wait: true, timeout: 30s }]',
    );
    const own = stepsByObject(
      record(simulated, 20, () => {
        release(simulated, 'catalog', '1.1.0');
        request(simulated, ref('source', 'GitRepository', 'apps'));
      }),
    );
    expect(own['GitRepository/apps']).toEqual(real['GitRepository/apps']);
    expect(own['Kustomization/catalog']).toEqual(real['Kustomization/catalog']);
    expect(reasonsOf(own['Deployment/catalog'], 'Progressing')).toEqual(
      reasonsOf(real['Deployment/catalog'], 'Progressing'),
    );
    expect(own['Deployment/catalog'].slice(0, 3)).toEqual(
      real['Deployment/catalog'].slice(0, 3),
    );
  });

  it('an OCI tag that moves', () => {
    const real = stepsByObject(captured('watch-oci-tag-moved.ndjson'));
    const simulated = simulation(
      '[{ name: search, team: shop, clusters: [one], by: oci, follows: { one: stable }, version: 1.0.0, replicas: 2, wait: true, timeout: 30s }]',
    );
    const own = stepsByObject(
      record(simulated, 9, () => {
        simulated.runner.perform({
          at: '0s',
          moveTag: 'search',
          tag: 'stable',
          version: '1.1.0',
        });
        request(simulated, ref('source', 'OCIRepository', 'search'));
      }),
    );
    expect(own['OCIRepository/search']).toEqual(real['OCIRepository/search']);
    expect(own['Kustomization/search']).toEqual(real['Kustomization/search']);
  });

  it('suspended, asked, changed and resumed', () => {
    const real = stepsByObject(captured('watch-suspend-resume.ndjson'));
    const simulated = simulation(`
  - { name: noop, team: shop, clusters: [one], by: git, version: 1.0.0 }
  - { name: other, team: shop, clusters: [one], by: git, version: 1.0.0 }`);
    const kustomization = ref('kustomize', 'Kustomization', 'noop');
    const { store } = simulated.clusters.get('one')!;
    const own = stepsByObject(
      record(simulated, 15, () => {
        const { clock } = simulated;
        simulated.runner.perform({ at: '0s', suspend: 'noop' });
        clock.schedule(2000, () => request(simulated, kustomization));
        clock.schedule(2300, () => {
          release(simulated, 'other', '1.1.0');
          request(simulated, ref('source', 'GitRepository', 'apps'));
        });
        clock.schedule(6500, () =>
          store.modify(kustomization, draft =>
            Object.assign(draft, { spec: { ...draft.spec, interval: '9m' } }),
          ),
        );
        clock.schedule(8600, () =>
          simulated.runner.perform({ at: '0s', resume: 'noop' }),
        );
      }),
    );
    expect(own['Kustomization/noop']).toEqual(real['Kustomization/noop']);
  });

  it('a Helm upgrade that fails twice and is rolled back twice', () => {
    const real = stepsByObject(captured('watch-helm-rollback.ndjson'));
    const simulated = simulation(
      '[{ name: pricing, team: shop, clusters: [one], by: helm, version: 1.0.0, replicas: 2, retries: 1, timeout: 20s }]',
    );
    simulated.runner.perform({
      at: '0s',
      publish: 'pricing',
      version: '1.0.1-crash',
    });
    simulated.clock.advance(60_000);
    const own = stepsByObject(
      record(simulated, 180, () =>
        release(simulated, 'pricing', '1.0.1-crash'),
      ),
    );
    expect(own['HelmRelease/pricing']).toEqual(real['HelmRelease/pricing']);
    expect(own['HelmChart/shop-pricing']).toEqual(
      real['HelmChart/shop-pricing'],
    );
  });

  it('three commits within a second: the source stores all, the Kustomization skips one', () => {
    const real = stepsByObject(
      captured('watch-git-burst-skipped-revision.ndjson'),
    );
    const simulated = simulation(
      '[{ name: hist, team: shop, clusters: [one], by: git, version: 1.0.0, wait: true, timeout: 30s }]',
    );
    simulated.clock.advance(60_000);
    const versions = record(simulated, 40, () => {
      [0, 350, 700].forEach((wait, index) =>
        simulated.clock.schedule(wait, () => {
          release(simulated, 'hist', `1.1.${index}`);
          request(simulated, ref('source', 'GitRepository', 'apps'));
        }),
      );
    });
    const own = stepsByObject(versions);
    expect(own['GitRepository/apps']).toEqual(
      real['GitRepository/lab'].slice(0, 12),
    );
    const attempts = own['Kustomization/hist'].filter(step =>
      step.includes('lastAttemptedRevision'),
    );
    expect(attempts).toHaveLength(
      real['Kustomization/hist'].filter(step =>
        step.includes('lastAttemptedRevision'),
      ).length,
    );
    expect(own['Kustomization/hist']).toEqual(real['Kustomization/hist']);
  });
});

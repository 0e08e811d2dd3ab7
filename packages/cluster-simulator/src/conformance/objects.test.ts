import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { parseScenario } from '../scenario/readScenario';
import type { StepSpec } from '../scenario/Scenario';
import { simulate } from '../Simulator';
import type { Fields, KubeResource } from '../store/KubeResource';
import { withoutNames } from './versionSteps';

const FIXTURES = resolve(
  __dirname,
  '../../../../plugins/flux-delivery-common/src/__fixtures__/objects',
);

function captured(file: string, kind: string, name: string): KubeResource {
  const found = parseAllDocuments(readFileSync(resolve(FIXTURES, file), 'utf8'))
    .map(document => document.toJS())
    .find(
      object => object?.kind === kind && object.metadata.name.startsWith(name),
    );
  if (!found) {
    throw new Error(`${file} has no ${kind} ${name}`);
  }
  return found;
}

/** Where the object stands: the fields of its status, and its conditions in their order, without names, hashes and times. */
function shapeOf({ status = {} }: KubeResource) {
  const { conditions = [], ...fields } = status;
  return {
    fields: Object.keys(fields).sort(),
    conditions: conditions.map(
      ({ type, status: value, reason, message }: Fields) =>
        `${type}=${value}/${reason ?? ''}: ${withoutPaths(message ?? '')}`,
    ),
    inventory: status.inventory?.entries
      .map((entry: { id: string }) => entry.id.split('_').slice(-2))
      .sort(),
    history: status.history?.map((entry: Fields) => ({
      keys: Object.keys(entry).sort(),
      status:
        entry.lastReconciledStatus ??
        `${entry.version} ${entry.status} ${entry.action}`,
    })),
    containers: status.containerStatuses?.map((container: Fields) => ({
      keys: Object.keys(container).sort(),
      state: Object.keys(container.state),
      reason: container.state.waiting?.reason,
      last: container.lastState?.terminated?.reason,
    })),
  };
}

function withoutPaths(message: string) {
  return (
    withoutNames(message)
      .replace(/\/tmp\/kustomization-\d+\/[\w/-]+/g, '<folder>')
      .replace(/'https?:[^']*'/g, "'<url>'")
      // The kubelet names the containers; the one that was captured does not.
      .replace(/(unready status): \[app\]$/, '$1')
  );
}

/** The object that the simulator arrives at, after the steps of a story. */
function arrive(
  service: string,
  steps: StepSpec[],
  kind: string,
  name: string,
): KubeResource {
  const simulation = simulate({
    scenario: parseScenario(
      `{ seed: story, history: 2h, teams: [shop], clusters: [{ name: one }], services: [${service}] }`,
    ),
    startAt: Date.parse('2026-01-10T09:00:00Z'),
  });
  simulation.clock.advance(120_000);
  steps.forEach(step => simulation.runner.perform(step));
  simulation.clock.advance(1_800_000);
  const { store, kinds } = simulation.clusters.get('one')!;
  const found = kinds
    .filter(served => served.kind === kind)
    .flatMap(served => store.list(served.group, kind))
    .filter(object => object.metadata.name.startsWith(name));
  // Of pods, the one of the newest template.
  return found.sort(
    (a, b) =>
      Number(a.metadata.resourceVersion) - Number(b.metadata.resourceVersion),
  )[found.length - 1];
}

const git = (name: string, more = '') =>
  `{ name: ${name}, team: shop, clusters: [one], by: git, version: 1.0.0, replicas: 2, timeout: 30s, retryInterval: 30s${more} }`;

const at = '0s';

describe('where the simulator arrives, beside where real controllers arrived', () => {
  it.each<[string, string, string, string, StepSpec[]]>([
    [
      'source-auth.yaml',
      'GitRepository',
      'ledger',
      git(
        'ledger',
        ', wait: true, repository: { name: ledger, url: "https://git.example.com/ledger.git", secret: ledger-git }',
      ),
      [{ at, refuseFetch: 'https://git.example.com/ledger.git' }],
    ],
    [
      'build-render.yaml',
      'Kustomization',
      'accounts',
      git('accounts', ', wait: true'),
      [{ at, break: 'accounts', how: 'build' }],
    ],
    [
      'dependency-chain.yaml',
      'Kustomization',
      'events',
      `${git('accounts', ', wait: true')}, ${git(
        'events',
        ', wait: true, dependsOn: [accounts]',
      )}`,
      [{ at, break: 'accounts', how: 'build' }],
    ],
    [
      'crash-loop-no-wait.yaml',
      'Deployment',
      'mailer',
      git('mailer'),
      [{ at, release: 'mailer', version: '1.0.1-crash' }],
    ],
    [
      'crash-loop-no-wait.yaml',
      'Kustomization',
      'mailer',
      git('mailer'),
      [{ at, release: 'mailer', version: '1.0.1-crash' }],
    ],
    [
      'image-pull-wait.yaml',
      'Kustomization',
      'media',
      git('media', ', wait: true'),
      [{ at, release: 'media', version: '1.0.1-missing' }],
    ],
    [
      'image-pull-wait.yaml',
      'Deployment',
      'media',
      git('media', ', wait: true'),
      [{ at, release: 'media', version: '1.0.1-missing' }],
    ],
    [
      'suspended-applier.yaml',
      'Kustomization',
      'reports',
      git('reports', ', wait: true'),
      [{ at, suspend: 'reports' }],
    ],
    [
      'helm-rolled-back.yaml',
      'HelmRelease',
      'pricing',
      '{ name: pricing, team: shop, clusters: [one], by: helm, version: 1.0.0, replicas: 2, retries: 1, timeout: 20s }',
      [{ at, release: 'pricing', version: '1.0.1-crash' }],
    ],
    [
      'healthy-helm-release.yaml',
      'HelmRelease',
      'checkout',
      '{ name: checkout, team: shop, clusters: [one], by: helm, version: 1.0.0, replicas: 2, retries: 1, timeout: 20s }',
      [{ at, release: 'checkout', version: '1.1.0' }],
    ],
    [
      'healthy-helm-release.yaml',
      'HelmChart',
      'shop-checkout',
      '{ name: checkout, team: shop, clusters: [one], by: helm, version: 1.0.0, replicas: 2, retries: 1, timeout: 20s }',
      [{ at, release: 'checkout', version: '1.1.0' }],
    ],
  ])('%s: %s %s', (file, kind, name, service, steps) => {
    const real = captured(file, kind, name);
    // A request for a reconciliation is no part of the story.
    delete real.status?.lastHandledReconcileAt;
    expect(shapeOf(arrive(service, steps, kind, name))).toEqual(shapeOf(real));
  });

  it.each([
    ['crash-loop-no-wait.yaml', 'mailer', '1.0.1-crash', 'mailer-6699d75746'],
    ['image-pull-wait.yaml', 'media', '1.0.1-missing', 'media-86957c6c97'],
  ])('%s: the pod of %s %s', (file, name, version, pod) => {
    const own = arrive(
      git(name),
      [{ at, release: name, version }],
      'Pod',
      name,
    );
    expect(shapeOf(own)).toEqual(shapeOf(captured(file, 'Pod', pod)));
  });
});

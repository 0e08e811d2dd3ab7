import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { readScenario } from '../scenario/readScenario';
import { simulate } from '../Simulator';
import type { Fields, KubeResource } from '../store/KubeResource';

const FIXTURES = resolve(
  __dirname,
  '../../../../plugins/flux-delivery-common/src/__fixtures__/objects',
);

/** Fields of a status and `type/reason` of its conditions, by kind. */
class Vocabulary {
  readonly fields = new Map<string, Set<string>>();
  readonly reasons = new Map<string, Set<string>>();

  add({ kind, status }: KubeResource): void {
    for (const field of Object.keys(status ?? {})) {
      addTo(this.fields, kind, field);
    }
    for (const { type, reason } of (status?.conditions ?? []) as Fields[]) {
      addTo(this.reasons, kind, `${type}/${reason ?? ''}`);
    }
  }
}

function addTo(
  map: Map<string, Set<string>>,
  key: string,
  value: string,
): void {
  map.set(key, (map.get(key) ?? new Set()).add(value));
}

function capturedVocabulary(): Vocabulary {
  const vocabulary = new Vocabulary();
  for (const file of readdirSync(FIXTURES)) {
    const text = readFileSync(resolve(FIXTURES, file), 'utf8');
    if (file.endsWith('.yaml')) {
      parseAllDocuments(text)
        .map(document => document.toJS())
        .filter(Boolean)
        .forEach(object => vocabulary.add(object));
    } else if (file.endsWith('.ndjson')) {
      text
        .trim()
        .split('\n')
        .forEach(line => vocabulary.add(JSON.parse(line).object));
    }
  }
  return vocabulary;
}

/**
 * What the captured objects do not show and the APIs document: kinds that were not captured, and reasons of
 * kinds that were, which only arise where something else goes wrong than went wrong there.
 */
const DOCUMENTED: Record<string, { fields?: string[]; reasons?: string[] }> = {
  ImageUpdateAutomation: { reasons: ['Ready/GitOperationFailed'] },
  HelmChart: {
    reasons: [
      'Ready/ChartPullError',
      'BuildFailed/ChartPullError',
      'Ready/ChartPackageSucceeded',
      'ArtifactInStorage/ChartPackageSucceeded',
    ],
  },
  HelmRepository: {
    reasons: [
      'Reconciling/Progressing',
      'Ready/Progressing',
      'ArtifactOutdated/NewRevision',
    ],
  },
};

/** Written by other controllers than those that were captured: their APIs are the measure. */
const NOT_CAPTURED = [
  'Bucket',
  'Canary',
  'Rollout',
  'ResourceSet',
  'StatefulSet',
  'DaemonSet',
  'CronJob',
  'Job',
  'Ingress',
  'HTTPRoute',
  'Namespace',
];

describe('the vocabulary of the simulator', () => {
  const start = Date.parse('2026-01-10T09:00:00Z');
  const simulation = simulate({
    scenario: readScenario(resolve(__dirname, '../../scenarios/estate.yaml')),
    startAt: start,
  });
  const written = new Vocabulary();
  for (const { store } of simulation.clusters.values()) {
    store.subscribe(({ object }) => written.add(object));
  }
  simulation.clock.advance(3_600_000);
  const real = capturedVocabulary();
  const kinds = [...written.fields.keys()].filter(
    kind => !NOT_CAPTURED.includes(kind),
  );

  it('covers every kind that a controller writes during an hour of the estate', () => {
    expect(kinds.sort()).toEqual([
      'Deployment',
      'GitRepository',
      'HelmChart',
      'HelmRelease',
      'HelmRepository',
      'Kustomization',
      'OCIRepository',
      'Pod',
      'ReplicaSet',
    ]);
  });

  it.each(kinds)(
    'writes no field of a %s that real controllers do not write',
    kind => {
      const known = new Set([
        ...(real.fields.get(kind) ?? []),
        ...(DOCUMENTED[kind]?.fields ?? []),
      ]);
      expect(
        [...written.fields.get(kind)!].filter(field => !known.has(field)),
      ).toEqual([]);
    },
  );

  it.each(
    [...written.reasons.keys()].filter(kind => !NOT_CAPTURED.includes(kind)),
  )('gives no reason in a %s that real controllers do not give', kind => {
    const known = new Set([
      ...(real.reasons.get(kind) ?? []),
      ...(DOCUMENTED[kind]?.reasons ?? []),
    ]);
    expect(
      [...written.reasons.get(kind)!].filter(reason => !known.has(reason)),
    ).toEqual([]);
  });
});

import type { KubeObject } from '../kube/KubeObject';
import { fixtureNames, loadFixture } from '../testUtils/loadFixture';
import { classifyFailure } from './classifyFailure';

interface Condition {
  type: string;
  status: string;
  reason?: string;
  message?: string;
}

function conditionsOf(object: KubeObject): Condition[] {
  const conditions = (object.status as { conditions?: unknown } | undefined)
    ?.conditions;
  return Array.isArray(conditions) ? conditions : [];
}

interface ContainerStatus {
  state?: { waiting?: { reason?: string; message?: string } };
}

function containersOf({ kind, status }: KubeObject): ContainerStatus[] {
  const { containerStatuses } = (status ?? {}) as {
    containerStatuses?: ContainerStatus[];
  };
  return kind === 'Pod' ? containerStatuses ?? [] : [];
}

/** The condition that says what is wrong: the real failure of a Helm action before the remediation that followed. */
function failing(object: KubeObject): Condition | undefined {
  const conditions = conditionsOf(object);
  return (
    conditions.find(c => c.type === 'Released' && c.status === 'False') ??
    conditions.find(c => c.type === 'Drifted' && c.status === 'True') ??
    conditions.find(c => c.type === 'Ready' && c.status === 'False')
  );
}

const FLUX = /\.toolkit\.fluxcd\.io\//;

function classesOf(fixture: string): string[] {
  const classes = loadFixture(fixture)
    .filter(({ apiVersion = '' }) => FLUX.test(apiVersion))
    .flatMap(object => {
      const condition = failing(object);
      return condition
        ? [
            classifyFailure({
              kind: object.kind ?? '',
              condition: condition.type,
              status: condition.status,
              reason: condition.reason,
              message: condition.message ?? '',
            }),
          ]
        : [];
    })
    .map(({ class: name, segment, cause }) =>
      [`${segment} ${name}`, ...(cause ? [cause.class] : [])].join(' < '),
    );
  return [...new Set(classes)].sort();
}

/** By fixture, what its Flux objects say of themselves: `segment class < cause`. */
const EXPECTED: Record<string, string[]> = {
  'apply-admission': ['reconcile apply-admission'],
  'apply-immutable-field': ['reconcile apply-immutable-field'],
  'apply-rbac-quota-crd-namespace': [
    'reconcile apply-crd-missing',
    'reconcile apply-namespace-missing',
    'reconcile apply-quota',
    'reconcile apply-rbac',
    'reconcile helm-install-failed < apply-namespace-missing',
  ],
  'artifact-missing': [
    'source artifact-missing',
    'source dependency-not-ready',
    'source source-ref-missing',
  ],
  'build-render': ['reconcile build-render'],
  'changed-out-of-band': [],
  'crash-loop-no-wait': [],
  'dependency-chain': [
    'reconcile build-render',
    'reconcile dependency-not-ready',
  ],
  'health-check-failed': [
    'reconcile build-render',
    'rollout health-check-failed',
    'rollout health-check-timeout',
  ],
  'healthy-git-kustomization': [],
  'healthy-helm-release': [],
  'healthy-oci-kustomization': [],
  'helm-drift': ['reconcile drift-detected'],
  'helm-install-failed': [
    'reconcile helm-install-failed < apply-crd-missing',
    'reconcile helm-install-failed < build-render',
    'reconcile helm-install-failed < health-check-failed',
    'rollout helm-install-failed < health-check-timeout',
    'rollout helm-test-failed',
  ],
  'helm-oci-chart-ref': [],
  'helm-rolled-back': ['rollout helm-upgrade-failed < health-check-timeout'],
  'helm-source-and-values': [
    'reconcile values-missing',
    'source artifact-missing',
    'source progressing',
    'source source-ref-missing',
  ],
  'helm-upgrade-failed-no-remediation': [
    'rollout helm-upgrade-failed < health-check-timeout',
  ],
  'image-automation': [
    'promotion artifact-missing',
    'promotion build-render',
    'promotion dependency-not-ready',
    'promotion source-auth',
    'promotion source-ref-missing',
  ],
  'image-pull-wait': ['rollout health-check-failed'],
  'no-ready-endpoints': [],
  notification: ['source source-auth'],
  'prune-failure': ['reconcile prune-failure'],
  'source-auth': ['source source-auth'],
  'source-network': ['promotion source-network', 'source source-network'],
  'source-ref-missing': ['source source-ref-missing'],
  'source-revision-forms': [],
  'source-verification-failed': ['source source-verification-failed'],
  stalled: [
    'promotion stalled',
    'reconcile stalled',
    'source source-auth',
    'source stalled',
  ],
  'substitution-and-decryption': [
    'reconcile decryption',
    'reconcile substitution',
  ],
  'suspended-applier': [],
  'target-cluster-unreachable': ['reconcile unknown'],
};

describe('conditions of captured objects', () => {
  it('are of the classes that each scenario is about', () => {
    const found = fixtureNames().map(name => [name, classesOf(name)]);
    expect(Object.fromEntries(found)).toEqual(EXPECTED);
  });

  it.each([
    ['crash-loop-no-wait', 'crash-loop'],
    ['image-pull-wait', 'image-pull'],
  ])('%s: the waiting container says %s', (fixture, expected) => {
    const waiting = loadFixture(fixture)
      .flatMap(containersOf)
      .flatMap(({ state }) => (state?.waiting ? [state.waiting] : []));
    expect(waiting).not.toEqual([]);
    for (const { reason, message = '' } of waiting) {
      const state = { condition: 'waiting', status: 'Waiting' };
      expect(
        classifyFailure({ kind: 'Pod', ...state, reason, message }),
      ).toMatchObject({ class: expected, segment: 'rollout' });
    }
  });
});

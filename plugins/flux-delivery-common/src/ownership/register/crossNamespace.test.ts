import type { KubeObject } from '../../kube/KubeObject';
import {
  aCondition,
  aGitRepository,
  aHelmRelease,
  aKustomization,
  REVISION,
} from '../../testUtils/builders';
import { CLUSTER, fixtureTarget } from '../../testUtils/fixtureTargets';
import { memoryInventory } from '../../testUtils/memoryInventory';
import { crossNamespaceRefs } from './crossNamespace';

const APPS = {
  kind: 'GitRepository',
  name: 'apps',
  namespace: 'flux-system',
};
const failing = (reason: string, message: string) => ({
  conditions: [aCondition({ status: 'False', reason, message })],
  lastAttemptedRevision: undefined,
});
/** As kustomize-controller and helm-controller say it. */
const BLOCKED =
  "can't access 'GitRepository/flux-system/platform', cross-namespace references have been blocked";
const NOT_ALLOWED =
  'cross-namespace references are not allowed: cannot access OCIRepository flux-system/podinfo';

function reader(
  namespace: string,
  status: object = {},
  spec: object = {},
): KubeObject {
  return aKustomization(namespace, `reads-in-${namespace}`, {
    spec: { sourceRef: APPS, ...spec },
    status,
  } as Parameters<typeof aKustomization>[2]);
}

function release(status: object): KubeObject {
  return aHelmRelease('shop', 'api', {
    spec: {
      chart: undefined,
      chartRef: {
        kind: 'OCIRepository',
        name: 'podinfo',
        namespace: 'flux-system',
      },
    },
    status,
  } as Parameters<typeof aHelmRelease>[2]);
}

function answerOf(applier: KubeObject, others: KubeObject[] = []) {
  const view = memoryInventory(
    [applier, ...others, aGitRepository('flux-system', 'apps')].map(object => ({
      cluster: CLUSTER,
      object,
    })),
  );
  const target = fixtureTarget(applier, view);
  return crossNamespaceRefs(target, target.sources[0], view);
}

const NEW = failing('BuildFailed', 'kustomize build failed');

it.each<[string, string, RegExp, KubeObject, KubeObject[]]>([
  ['it is ready', 'allowed', /got what the source holds/, reader('shop'), []],
  [
    'it failed at what the source holds',
    'allowed',
    /got what the source holds/,
    reader('shop', { ...NEW, lastAttemptedRevision: REVISION }),
    [],
  ],
  [
    'kustomize-controller blocks it',
    'refused',
    /--no-cross-namespace-refs/,
    reader('shop', {
      ...failing('AccessDenied', BLOCKED),
      lastAttemptedRevision: REVISION,
    }),
    [],
  ],
  [
    'helm-controller does not allow it',
    'refused',
    /HelmRelease\/shop\/api says so/,
    release(failing('AccessDenied', NOT_ALLOWED)),
    [],
  ],
  [
    'access is denied for something else',
    'unknown',
    /does not refuse it/,
    reader(
      'shop',
      failing('AccessDenied', "can't access it, feature gate is disabled"),
    ),
    [],
  ],
  ['nothing tells', 'unknown', /does not refuse it/, reader('shop', NEW), []],
  [
    'it is suspended, and what it said may be old',
    'unknown',
    /does not refuse it/,
    reader('shop', {}, { suspend: true }),
    [],
  ],
  [
    'what it says is of the spec before',
    'unknown',
    /does not refuse it/,
    reader('shop', {
      observedGeneration: 0,
      lastAttemptedRevision: 'main@sha1:0',
    }),
    [],
  ],
  [
    'another one reads it from elsewhere, without its name',
    'allowed',
    /^another Kustomization of another namespace/,
    reader('shop', NEW),
    [reader('risk')],
  ],
  [
    'another one reads it from beside it, which proves nothing',
    'unknown',
    /does not refuse it/,
    reader('shop', NEW),
    [reader('flux-system')],
  ],
])('where %s: %s', (_why, expected, because, applier, others) => {
  expect(answerOf(applier, others)).toEqual({
    answer: expected,
    because: expect.stringMatching(because),
  });
});

it('asks nothing of a source beside its applier', () => {
  expect(answerOf(reader('flux-system'))).toBeUndefined();
});

it('does not guess for an applier that cannot be seen', () => {
  const view = memoryInventory([]);
  const [applierRef, ref] = [
    { kind: 'Kustomization', group: 'kustomize.toolkit.fluxcd.io' },
    { kind: 'GitRepository', group: 'source.toolkit.fluxcd.io' },
  ].map((kind, at) => ({
    ...kind,
    cluster: CLUSTER,
    namespace: ['shop', 'flux-system'][at],
    name: 'apps',
  }));
  expect(crossNamespaceRefs({ applierRef }, { ref }, view)).toEqual({
    answer: 'unknown',
    because: 'Kustomization/shop/apps cannot be seen',
  });
});

import type { HelmRelease, Kustomization, Source } from '../flux/objects';
import type { Condition, KubeObject, ObjectMeta } from '../kube/KubeObject';
import { responderForUnknown } from '../ownership/responderForUnknown';
import {
  aCondition,
  aGitRepository,
  aHelmRelease,
  aKustomization,
  anObject,
  REVISION,
} from '../testUtils/builders';
import { fixtureTarget } from '../testUtils/fixtureTargets';
import { memoryInventory } from '../testUtils/memoryInventory';
import { firstDivergence } from './firstDivergence';
import { judgeTarget } from './judgeTarget';

const NOW = '2026-11-21T06:00:00Z';

function judged(applier: KubeObject, ...others: KubeObject[]) {
  const view = memoryInventory(
    [applier, ...others].map(object => ({ cluster: 'fixture', object })),
  );
  return judgeTarget(fixtureTarget(applier, view), {
    view,
    now: NOW,
    pinned: false,
  });
}

/** What an API server notes of a write. */
const writtenBy = (manager: string, time: string | undefined, more: object) =>
  ({
    managedFields: [
      { manager, operation: 'Update', ...(time && { time }), ...more },
    ],
  } as Partial<ObjectMeta>);

const inWords = (applier: KubeObject, ...others: KubeObject[]) => {
  const [, source, reconcile] = judged(applier, ...others).segments;
  return `${source.verdict} ${reconcile.verdict} | ${reconcile.headline}`;
};

const git = (metadata: Partial<ObjectMeta> = {}, status = {}): Source =>
  aGitRepository('flux-system', 'apps', { metadata, status });

/** With passes at these times, the last of which turned Ready as well. */
function passedAt(
  at: string[],
  spec: Kustomization['spec'] = {},
  ready: Partial<Condition> = {},
  metadata: Partial<ObjectMeta> = {},
): Kustomization {
  return aKustomization('flux-system', 'api', {
    metadata,
    spec: { interval: '10s', timeout: '20s', ...spec },
    status: {
      conditions: [aCondition({ lastTransitionTime: at[0], ...ready })],
      history: at.map(lastReconciled => ({
        lastReconciled,
        lastReconciledStatus: 'ReconciliationSucceeded',
        metadata: { revision: REVISION },
      })),
    },
  });
}

describe('a Kustomization that was good', () => {
  it.each<[string, string, Kustomization]>([
    [
      'and was passed over just now',
      'ok ok | applied main 3fa2c1e',
      passedAt(['2026-11-21T05:59:55Z']),
    ],
    [
      'and is late as it may be where its controller is busy',
      'ok ok | applied main 3fa2c1e',
      passedAt(['2026-11-21T05:49:30Z']),
    ],
    [
      'over which no pass comes any more',
      'ok unknown | no longer reconciled',
      passedAt(['2026-11-21T05:49:00Z', '2026-11-21T03:49:00Z']),
    ],
    [
      'and whose interval is long',
      'ok ok | applied main 3fa2c1e',
      passedAt(['2026-11-21T03:55:00Z'], { interval: '1h' }),
    ],
    [
      'and has missed two passes of a long interval',
      'ok unknown | no longer reconciled',
      passedAt(['2026-11-21T03:45:00Z'], { interval: '1h' }),
    ],
    [
      'and waits for its objects for as long as it may',
      'ok ok | applied main 3fa2c1e',
      passedAt(['2026-11-21T05:20:00Z'], { timeout: '30m' }),
    ],
    [
      'and is passed over, though its history is old',
      'ok ok | applied main 3fa2c1e',
      passedAt(
        ['2026-11-21T03:00:00Z'],
        {},
        { lastTransitionTime: '2026-11-21T05:59:58Z' },
      ),
    ],
    [
      'of a Flux that writes no history',
      'ok ok | applied main 3fa2c1e',
      passedAt([], {}, { lastTransitionTime: '2026-11-21T01:00:00Z' }),
    ],
    [
      'and is suspended',
      'ok suspended | suspended',
      passedAt(['2026-11-20T05:49:00Z'], { suspend: true }),
    ],
    [
      'but for its health, and is tried again at an interval of its own',
      'ok ok | applied main 3fa2c1e',
      passedAt(
        ['2026-11-21T05:20:00Z'],
        { retryInterval: '20m' },
        { status: 'False', reason: 'HealthCheckFailed', message: 'x' },
      ),
    ],
    [
      'but for its health, and is not tried again',
      'ok unknown | no longer reconciled',
      passedAt(
        ['2026-11-21T05:49:00Z'],
        {},
        { status: 'False', reason: 'HealthCheckFailed', message: 'x' },
      ),
    ],
  ])('%s is %s', (_, expected, applier) => {
    expect(inWords(applier, git())).toBe(expected);
  });

  it('tells what was known, since when it is not, and that the platform moves', () => {
    const target = judged(passedAt(['2026-11-21T05:40:00Z']), git());
    const [, , reconcile] = target.segments;

    expect(reconcile).toMatchObject({
      unknownReason: 'notReconciled',
      revision: { short: 'main 3fa2c1e' },
      since: '2026-11-21T05:50:40Z',
      at: '2026-11-21T05:40:00Z',
      atWord: 'last pass',
      lastKnown: {
        verdict: 'ok',
        headline: 'applied main 3fa2c1e',
        at: '2026-11-21T05:40:00Z',
      },
    });
    expect(reconcile.summary).toContain('kustomize-controller does not seem');
    expect(reconcile.evidence[0]).toMatchObject({
      field: 'status.history[].lastReconciled',
      value: '2026-11-21T05:40:00Z',
    });
    expect(firstDivergence(target.segments)).toBeNull();
    expect(
      responderForUnknown(reconcile, target, {
        entityOwner: 'group:default/team',
        platformGroup: 'group:default/platform',
        rules: [],
      })?.owner,
    ).toBe('group:default/platform');
  });
});

describe('a HelmRelease that was good', () => {
  const chart = anObject<Source>(
    'source.toolkit.fluxcd.io/v1',
    'HelmChart',
    'flux-system',
    'flux-system-api',
    {
      spec: { chart: 'api', version: '1.x', interval: '10m' },
      status: {
        observedGeneration: 1,
        artifact: {
          revision: '1.8.3',
          lastUpdateTime: '2026-11-20T05:59:00Z',
        },
        conditions: [aCondition({ message: 'pulled' })],
      },
    },
  );
  const release = (
    passed: string | undefined,
    spec: HelmRelease['spec'] = {},
    status: HelmRelease['status'] = {},
  ) =>
    aHelmRelease('flux-system', 'api', {
      metadata: writtenBy('helm-controller', passed, {
        subresource: 'status',
        fieldsV1: { 'f:status': { 'f:conditions': {} } },
      }),
      spec: { interval: '1m', ...spec },
      status: { inventory: { entries: [] }, ...status },
    });

  it.each<[string, string, HelmRelease]>([
    [
      'and was passed over just now',
      'ok ok | released 1.8.3',
      release('2026-11-21T05:59:00Z'),
    ],
    [
      'over which no pass comes any more',
      'ok unknown | no longer reconciled',
      release('2026-11-21T05:40:00Z'),
    ],
    [
      'whose managers are not told',
      'ok ok | released 1.8.3',
      release(undefined),
    ],
    [
      'of a Flux that writes no inventory',
      'ok ok | released 1.8.3',
      release('2026-11-21T03:40:00Z', {}, { inventory: undefined }),
    ],
    [
      'and is suspended',
      'ok suspended | suspended',
      release('2026-11-20T05:40:00Z', { suspend: true }),
    ],
    [
      'but for its test, and is not tried again',
      'ok ok | released 1.8.3',
      release(
        '2026-11-20T05:40:00Z',
        {},
        {
          conditions: [
            aCondition({ status: 'False', reason: 'TestFailed', message: 'x' }),
          ],
        },
      ),
    ],
  ])('%s is %s', (_, expected, applier) => {
    expect(inWords(applier, chart)).toBe(expected);
  });
});

/** Annotated with a request, as `flux reconcile` does it. */
const asked = (time: string | undefined): Partial<ObjectMeta> => ({
  annotations: { 'reconcile.fluxcd.io/requestedAt': 'now' },
  ...writtenBy('flux', time, {
    fieldsV1: {
      'f:metadata': {
        'f:annotations': { 'f:reconcile.fluxcd.io/requestedAt': {} },
      },
    },
  }),
});

describe('an object that was asked to look', () => {
  const fresh = ['2026-11-21T05:59:55Z'];
  const applied = 'ok | applied main 3fa2c1e';

  it.each<[string, string, Kustomization, Source]>([
    [
      'just now',
      `ok ${applied}`,
      passedAt(fresh),
      git(asked('2026-11-21T05:57:00Z')),
    ],
    [
      'and did not answer',
      `unknown ${applied}`,
      passedAt(fresh),
      git(asked('2026-11-21T05:50:00Z')),
    ],
    [
      'and answered another request',
      `unknown ${applied}`,
      passedAt(fresh),
      git(asked('2026-11-21T05:50:00Z'), { lastHandledReconcileAt: 'before' }),
    ],
    [
      'and answered',
      `ok ${applied}`,
      passedAt(fresh),
      git(asked('2026-11-21T05:50:00Z'), { lastHandledReconcileAt: 'now' }),
    ],
    [
      'at a time that nobody tells',
      `ok ${applied}`,
      passedAt(fresh),
      git(asked(undefined)),
    ],
    [
      'as an applier, and did not answer',
      'ok unknown | asked to look, and did not',
      passedAt(fresh, {}, {}, asked('2026-11-21T05:50:00Z')),
      git(),
    ],
  ])('%s is %s', (_, expected, applier, source) => {
    expect(inWords(applier, source)).toBe(expected);
  });

  it('and failed is what it fails of', () => {
    const source = git(asked('2026-11-21T05:50:00Z'), {
      conditions: [
        aCondition({
          type: 'FetchFailed',
          reason: 'GitOperationFailed',
          message: 'authentication required',
        }),
      ],
    });

    expect(inWords(passedAt(fresh), source)).toBe(`diverged ${applied}`);
  });
});

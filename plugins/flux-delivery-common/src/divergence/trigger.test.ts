import type { KubeObject } from '../kube/KubeObject';
import {
  aCondition,
  aGitRepository,
  aKustomization,
  anObject,
} from '../testUtils/builders';
import { CLUSTER, fixtureTarget } from '../testUtils/fixtureTargets';
import { memoryInventory } from '../testUtils/memoryInventory';
import { firstDivergence } from './firstDivergence';
import { judgeTarget } from './judgeTarget';

const NOW = '2026-11-21T06:00:00Z';
const ASKED = '2026-11-21 05:50:00 +0000 UTC m=+1';

const receiver = (condition: object = {}, spec: object = {}, name = 'apps') =>
  anObject(
    'notification.toolkit.fluxcd.io/v1',
    'Receiver',
    'flux-system',
    'hook',
    {
      spec: {
        type: 'github',
        resources: [{ kind: 'GitRepository', name }],
        ...spec,
      },
      status: { conditions: [aCondition(condition)] },
    },
  );

function source(
  changes: {
    asked?: string;
    handled?: string;
    fetchedAt?: string;
    manager?: string;
  } = {},
) {
  const {
    asked,
    handled,
    fetchedAt,
    manager = 'notification-controller',
  } = changes;
  const base = aGitRepository('flux-system', 'apps');
  return aGitRepository('flux-system', 'apps', {
    metadata: asked
      ? ({
          annotations: { 'reconcile.fluxcd.io/requestedAt': ASKED },
          managedFields: [
            {
              manager,
              operation: 'Update',
              time: asked,
              fieldsV1: {
                'f:metadata': {
                  'f:annotations': {
                    'f:reconcile.fluxcd.io/requestedAt': {},
                  },
                },
              },
            },
          ],
        } as object)
      : {},
    status: {
      ...base.status,
      artifact: {
        ...base.status!.artifact,
        lastUpdateTime: fetchedAt ?? '2026-11-21T05:00:00Z',
      },
      lastHandledReconcileAt: handled,
    },
  });
}

const elsewhere = (resource: object) =>
  anObject('notification.toolkit.fluxcd.io/v1', 'Receiver', 'hooks', 'hook', {
    spec: {
      type: 'github',
      resources: [{ kind: 'GitRepository', ...resource }],
    },
    status: { conditions: [aCondition()] },
  });
const labelled = aGitRepository('flux-system', 'apps', {
  metadata: { labels: { team: 'shop' } },
});

function told(...objects: KubeObject[]) {
  const applier = aKustomization('flux-system', 'payments');
  const view = memoryInventory(
    [applier, ...objects].map(object => ({ cluster: CLUSTER, object })),
  );
  const { trigger, notes, segments } = judgeTarget(
    fixtureTarget(applier, view),
    { view, now: NOW, pinned: false },
  );
  return {
    verdicts: trigger?.steps.map(({ verdict }) => verdict).join(' '),
    summary: trigger?.summary,
    received: trigger?.steps[1].answer,
    notes: notes.map(note => note.class),
    divergence: firstDivergence(segments),
  };
}

describe('how a change gets noticed', () => {
  it.each<[string, KubeObject[], string]>([
    [
      'by looking alone',
      [source()],
      'notObserved notObserved notObserved notObserved',
    ],
    [
      'by a hook that did not come yet',
      [source(), receiver()],
      'unknown unknown notObserved notObserved',
    ],
    [
      'by a hook that found something new',
      [
        source({
          asked: '2026-11-21T05:50:00Z',
          handled: ASKED,
          fetchedAt: '2026-11-21T05:50:02Z',
        }),
        receiver(),
      ],
      'ok ok ok ok',
    ],
    [
      'by a person',
      [
        source({
          asked: '2026-11-21T05:50:00Z',
          handled: ASKED,
          manager: 'flux',
        }),
        receiver(),
      ],
      'unknown ok ok ok',
    ],
    [
      'by a hook that nobody answered',
      [source({ asked: '2026-11-21T05:50:00Z' }), receiver()],
      'ok ok diverged notObserved',
    ],
    [
      'by a hook of just now',
      [source({ asked: '2026-11-21T05:59:30Z' }), receiver()],
      'ok ok inProgress notObserved',
    ],
    [
      'by a Receiver of another namespace that names it',
      [source(), elsewhere({ name: 'apps', namespace: 'flux-system' })],
      'unknown unknown notObserved notObserved',
    ],
    [
      'not by one of another namespace that names its own',
      [source(), elsewhere({ name: 'apps' })],
      'notObserved notObserved notObserved notObserved',
    ],
    [
      'not by one of the same name and another kind',
      [
        source(),
        elsewhere({ kind: 'Bucket', name: 'apps', namespace: 'flux-system' }),
      ],
      'notObserved notObserved notObserved notObserved',
    ],
    [
      'by a Receiver of the labels that it bears',
      [
        labelled,
        elsewhere({
          name: '*',
          namespace: 'flux-system',
          matchLabels: { team: 'shop' },
        }),
      ],
      'unknown unknown notObserved notObserved',
    ],
    [
      'not by one of other labels',
      [
        labelled,
        elsewhere({
          name: '*',
          namespace: 'flux-system',
          matchLabels: { team: 'risk' },
        }),
      ],
      'notObserved notObserved notObserved notObserved',
    ],
    [
      'not by one of all names without labels, which its controller refuses',
      [source(), receiver({}, {}, '*')],
      'notObserved notObserved notObserved notObserved',
    ],
  ])('%s', (_, objects, expected) => {
    expect(told(...objects).verdicts).toBe(expected);
  });

  it('by another namespace counts unless that is forbidden, which only a log tells', () => {
    expect(
      told(source(), elsewhere({ name: 'apps', namespace: 'flux-system' }))
        .received,
    ).toContain('--no-cross-namespace-refs');
    expect(told(source(), receiver()).received).not.toContain('--no-cross');
  });

  it.each<[string, KubeObject]>([
    [
      'is not ready',
      receiver({
        status: 'False',
        reason: 'TokenNotFound',
        message: 'secrets "hook" not found',
      }),
    ],
    ['is suspended', receiver({}, { suspend: true })],
  ])('is a suspect of its own where a Receiver %s', (_, broken) => {
    const { verdicts, notes, divergence, summary } = told(source(), broken);

    expect(verdicts).toContain('diverged');
    expect(notes).toEqual(['trigger-failed']);
    expect(summary).toContain('looks by itself every 1m all the same');
    expect(divergence).toBeNull();
  });
});

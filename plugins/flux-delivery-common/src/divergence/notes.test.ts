import type { KubeObject } from '../kube/KubeObject';
import {
  aDeployment,
  aGitRepository,
  aHelmRelease,
  aKustomization,
  aService,
} from '../testUtils/builders';
import { CLUSTER, fixtureTarget } from '../testUtils/fixtureTargets';
import { memoryInventory } from '../testUtils/memoryInventory';
import { judgeTarget } from './judgeTarget';

const ENTRY = 'payments_api_apps_Deployment';

function notesWith(
  objects: KubeObject[] = [],
  others: string[] = [],
  owned: string[] = [],
) {
  const subject = aKustomization('flux-system', 'payments', {
    owned: [ENTRY, ...owned],
  });
  const view = memoryInventory(
    [
      subject,
      ...others.map(name =>
        aKustomization('flux-system', name, { owned: [ENTRY] }),
      ),
      ...objects,
      aDeployment('payments', 'api'),
      aGitRepository('flux-system', 'apps'),
    ].map(object => ({ cluster: CLUSTER, object })),
  );
  return judgeTarget(fixtureTarget(subject, view), {
    view,
    now: '2026-11-21T06:00:00Z',
    pinned: false,
  }).notes.map(note => `${note.class}: ${note.summary}`);
}

describe('a Service that somebody changed past Flux', () => {
  const changed = (metadata: object = {}) =>
    aService('payments', 'api', {
      metadata: {
        ...metadata,
        managedFields: [
          {
            manager: 'kubectl-patch',
            operation: 'Update',
            time: '2026-11-21T05:59:30Z',
            fieldsV1: { 'f:spec': { 'f:selector': {} } },
          },
        ],
      } as object,
    });
  const NOTE =
    'changed-out-of-band: Service/payments/api was changed past Flux: kubectl-patch wrote spec.selector.';

  it('is told of where Flux delivers it', () => {
    expect(notesWith([changed()], [], ['payments_api__Service'])).toEqual([
      NOTE,
    ]);
    expect(
      notesWith([
        changed({
          labels: {
            'kustomize.toolkit.fluxcd.io/name': 'payments',
            'kustomize.toolkit.fluxcd.io/namespace': 'flux-system',
          },
        }),
      ]),
    ).toEqual([NOTE]);
  });

  it('is none where its operator or somebody else made it', () => {
    const ownerReferences = [
      { apiVersion: 'example.com/v1', kind: 'App', name: 'api', uid: '1' },
    ];

    expect(notesWith([changed({ ownerReferences })])).toEqual([]);
    expect(notesWith([changed()])).toEqual([]);
  });
});

it('tells of an object that two appliers list', () => {
  expect(notesWith()).toEqual([]);
  expect(notesWith([], ['rival'])).toEqual([
    'owned-twice: Deployment/payments/api is applied by Kustomization/flux-system/rival as well: where they differ, they overwrite each other.',
  ]);
});

describe('a chart that may change by itself where versions are meant to be pinned', () => {
  const notesOf = (version: string, pinned: boolean) => {
    const subject = aHelmRelease('payments', 'api', {
      spec: {
        chart: {
          spec: {
            chart: 'api',
            version,
            sourceRef: { kind: 'HelmRepository', name: 'charts' },
          },
        },
      },
    });
    const view = memoryInventory([{ cluster: CLUSTER, object: subject }]);
    return judgeTarget(fixtureTarget(subject, view), {
      view,
      now: '2026-11-21T06:00:00Z',
      pinned,
    }).notes.map(note => `${note.class}: ${note.summary}`);
  };
  const NOTE =
    'floating-version: This environment is meant to be pinned, and consumes chart api 1.x (range).';

  it.each([
    ['1.x', true, [NOTE]],
    ['1.x', false, []],
    ['1.2.3', true, []],
  ])('%s, pinned %s', (version, pinned, notes) => {
    expect(
      notesOf(version, pinned).filter(note => note.startsWith('floating')),
    ).toEqual(notes);
  });
});

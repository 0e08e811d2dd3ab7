import type { KubeObject } from '../kube/KubeObject';
import {
  aDeployment,
  aGitRepository,
  aKustomization,
  aService,
} from '../testUtils/builders';
import { CLUSTER, fixtureTarget } from '../testUtils/fixtureTargets';
import { memoryInventory } from '../testUtils/memoryInventory';
import { judgeTarget } from './judgeTarget';

const ENTRY = 'payments_api_apps_Deployment';

function notesWith(objects: KubeObject[] = [], others: string[] = []) {
  const subject = aKustomization('flux-system', 'payments', { owned: [ENTRY] });
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

it('tells of a Service that somebody changed past Flux', () => {
  const service = aService('payments', 'api', {
    metadata: {
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

  expect(notesWith([service])).toEqual([
    'changed-out-of-band: Service/payments/api was changed past Flux: kubectl-patch wrote spec.selector.',
  ]);
});

it('tells of an object that two appliers list', () => {
  expect(notesWith()).toEqual([]);
  expect(notesWith([], ['rival'])).toEqual([
    'owned-twice: Deployment/payments/api is applied by Kustomization/flux-system/rival as well: where they differ, they overwrite each other.',
  ]);
});

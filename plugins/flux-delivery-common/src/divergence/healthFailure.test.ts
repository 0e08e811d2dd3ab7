import {
  aCondition,
  aGitRepository,
  aKustomization,
  COMMIT,
  REVISION,
} from '../testUtils/builders';
import { CLUSTER, fixtureTarget } from '../testUtils/fixtureTargets';
import { memoryInventory } from '../testUtils/memoryInventory';
import { judgeTarget } from './judgeTarget';

const MESSAGE =
  "health check failed after 30s: timeout waiting for: [PersistentVolumeClaim/payments/data status: 'InProgress']";

const status = (conditions: object[]) => ({
  observedGeneration: 1,
  lastAppliedRevision: `main@sha1:${COMMIT.split('').reverse().join('')}`,
  lastAttemptedRevision: REVISION,
  conditions: conditions.map(condition => aCondition(condition)),
  history: [
    {
      lastReconciledStatus: 'HealthCheckFailed',
      firstReconciled: '2026-11-21T05:50:00Z',
      metadata: { revision: REVISION },
    },
  ],
});

const failed = aKustomization('flux-system', 'payments', {
  status: status([
    { status: 'False', reason: 'HealthCheckFailed', message: MESSAGE },
    { type: 'Healthy', status: 'False', reason: 'Failed', message: MESSAGE },
  ]),
});
const again = aKustomization('flux-system', 'payments', {
  status: status([
    {
      status: 'Unknown',
      reason: 'Progressing',
      message: 'Running health checks',
    },
    {
      type: 'Healthy',
      status: 'Unknown',
      reason: 'Progressing',
      message: 'Running health checks for revision x',
    },
  ]),
});

it('keeps its class and words while the check is repeated', () => {
  const told = [[failed], [failed, again]].map(versions => {
    const view = memoryInventory(
      [...versions, aGitRepository('flux-system', 'apps')].map(object => ({
        cluster: CLUSTER,
        object,
      })),
    );
    const {
      verdict,
      class: failure,
      headline,
      message,
    } = judgeTarget(fixtureTarget(versions.at(-1)!, view), {
      view,
      now: '2026-11-21T06:00:00Z',
      pinned: false,
    }).segments[3];
    return { verdict, failure, headline, message };
  });

  expect(told[0]).toEqual({
    verdict: 'diverged',
    failure: 'health-check-timeout',
    headline: 'not healthy: PersistentVolumeClaim data',
    message: MESSAGE,
  });
  expect(told[1]).toEqual(told[0]);
});

import { judgeTarget } from '../divergence/judgeTarget';
import { resolvePath } from '../paths/resolvePath';
import {
  aDeployment,
  aGitRepository,
  aKustomization,
} from '../testUtils/builders';
import { aJudgedTarget } from '../testUtils/judgedPath';
import { memoryInventory } from '../testUtils/memoryInventory';
import { toDeliveryPathDto, type ToDtoOptions } from './toDto';

const NOW = '2026-11-21T06:00:10Z';
const ID = 'payments_api_apps_Deployment';

const view = memoryInventory(
  [
    aGitRepository('flux-system', 'apps'),
    aKustomization('flux-system', 'payments', {
      owned: [ID],
      metadata: {
        annotations: { 'flux-delivery/entity': 'component:default/api' },
      },
      status: { inventory: { entries: [{ id: ID, v: 'v1' }] } },
    }),
    aDeployment('payments', 'api', {
      metadata: {
        managedFields: [
          {
            manager: 'kubectl-edit',
            operation: 'Update',
            time: '2026-11-21T06:00:00Z',
            fieldsV1: { 'f:spec': { 'f:replicas': {} } },
          },
        ],
      } as object,
    }),
  ].map(object => ({ cluster: 'prod-eu', object })),
  { clusters: [{ name: 'prod-eu', title: 'Production, Europe' }] },
);

const ENTITY = { entityRef: 'component:default/api', annotations: {} };
const OPTIONS: Omit<ToDtoOptions, 'resolved' | 'judged'> = {
  entityRef: ENTITY.entityRef,
  environments: [],
  links: { git: [], dashboards: [] },
  ownership: { rules: [] },
  runbooks: [],
  context: { view, now: NOW },
};

describe('a path as it is sent', () => {
  it('says what its cluster is called, and of each workload what the segment rollout was told of it', () => {
    const resolved = resolvePath(ENTITY, view, {
      environments: [],
      tenants: [],
      requireClaim: false,
      sameKubernetesId: [],
    });
    const judged = resolved.targets.map(target =>
      judgeTarget(target, { view, now: NOW, pinned: false }),
    );
    const path = toDeliveryPathDto({ ...OPTIONS, resolved, judged });

    const [{ workloads, segments, clusterTitle }] =
      path.environments[0].targets;
    expect(clusterTitle).toBe('Production, Europe');
    expect(segments[3]).toMatchObject({ class: 'changed-out-of-band' });
    expect(workloads).toEqual([
      expect.objectContaining({
        verdict: 'diverged',
        headline: segments[3].headline,
      }),
    ]);
  });

  it('says of no workload more than the segments of a target that is only pointed at', () => {
    const target = aJudgedTarget({}, { binding: 'notAuthorized' });
    const path = toDeliveryPathDto({
      ...OPTIONS,
      resolved: { targets: [target], annotationErrors: [] },
      judged: [judgeTarget(target, { view, now: NOW, pinned: false })],
    });

    const [{ workloads, segments }] = path.environments[0].targets;
    expect(workloads).toHaveLength(1);
    expect(workloads[0]).toMatchObject({
      verdict: 'unknown',
      headline: segments[3].headline,
    });
  });
});

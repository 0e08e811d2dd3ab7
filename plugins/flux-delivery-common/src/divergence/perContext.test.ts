import type { KubeObject } from '../kube/KubeObject';
import type { InventoryView } from '../paths/InventoryView';
import {
  aCondition,
  aDeployment,
  aGitRepository,
  aKustomization,
  anEndpointSlice,
  aService,
} from '../testUtils/builders';
import { CLUSTER, fixtureTarget } from '../testUtils/fixtureTargets';
import { memoryInventory } from '../testUtils/memoryInventory';
import type { JudgeContext } from './JudgeContext';
import { judgeTarget } from './judgeTarget';
import { perContext } from './perContext';

const NOW = '2026-11-21T06:01:00Z';
const view = memoryInventory([]);
const aContext = (): JudgeContext => ({ view, now: NOW, pinned: false });

describe('work that is done once per context', () => {
  it('is done again for another key and another context', () => {
    const done: string[] = [];
    const work = perContext((key: string) => {
      done.push(key);
      return key.length;
    });
    const context = aContext();

    expect(['a', 'bb', 'a'].map(key => work(key, context))).toEqual([1, 2, 1]);
    expect(work('a', aContext())).toBe(1);
    expect(done).toEqual(['a', 'bb', 'a']);
  });

  it('is done once also where it finds nothing', () => {
    let done = 0;
    const work = perContext((): undefined => {
      done += 1;
    });
    const context = aContext();
    work('a', context);
    work('a', context);

    expect(done).toBe(1);
  });
});

/** An inventory that counts how often it is asked, and how much it answers. */
function counted(objects: KubeObject[]) {
  const inner = memoryInventory(
    objects.map(object => ({ cluster: CLUSTER, object })),
    { pods: {} },
  );
  let asked = 0;
  const counting: InventoryView = {
    ...inner,
    podsOf: () => undefined,
    get: ref => {
      asked += 1;
      return inner.get(ref);
    },
    by: (index, value) => {
      const found = inner.by<any>(index, value);
      asked += 1 + found.length;
      return found;
    },
  };
  return {
    view: counting,
    asked: () => asked,
  };
}

const idOf = (name: string, kind: string) =>
  `payments_${name}_${kind === 'Service' ? '' : 'apps'}_${kind}`;

describe('the work of judging', () => {
  it('grows with the workloads and Services of a namespace, and not with their product', () => {
    const askedFor = (n: number) => {
      const names = Array.from({ length: n }, (_, at) => `api-${at}`);
      const applier = aKustomization('flux-system', 'payments', {
        owned: names.flatMap(name => [
          idOf(name, 'Deployment'),
          idOf(name, 'Service'),
        ]),
      });
      const { view: counting, asked } = counted([
        applier,
        aGitRepository('flux-system', 'apps'),
        ...names.flatMap(name => [
          aDeployment('payments', name),
          aService('payments', name),
          anEndpointSlice('payments', name, [{ name: `${name}-x` }]),
        ]),
      ]);
      judgeTarget(fixtureTarget(applier, counting), {
        view: counting,
        now: NOW,
        pinned: false,
      });
      return asked();
    };

    expect(askedFor(240)).toBeLessThan(2.5 * askedFor(120));
  });

  it('looks behind one blocker once for all that wait for it', () => {
    const askedFor = (n: number) => {
      const waiting = Array.from({ length: n }, (_, at) =>
        aKustomization('flux-system', `team-${at}`, {
          spec: { dependsOn: [{ name: 'infra' }] },
          status: {
            conditions: [
              aCondition({
                status: 'False',
                reason: 'DependencyNotReady',
                message: "dependency 'flux-system/infra' is not ready",
              }),
            ],
          },
        }),
      );
      const behind = Array.from({ length: 100 }, (_, at) => `base-${at}`);
      const { view: counting, asked } = counted([
        ...waiting,
        aKustomization('flux-system', 'infra', {
          owned: behind.map(name => idOf(name, 'Deployment')),
          status: {
            conditions: [
              aCondition({ status: 'False', reason: 'BuildFailed' }),
            ],
          },
        }),
        aGitRepository('flux-system', 'apps'),
        ...behind.map(name => aDeployment('payments', name)),
      ]);
      const context = { view: counting, now: NOW, pinned: false };
      const judged = waiting.map(applier =>
        judgeTarget(fixtureTarget(applier, counting), context),
      );
      expect(judged.map(({ segments }) => segments[2].rootCause?.name)).toEqual(
        waiting.map(() => 'infra'),
      );
      return asked();
    };

    // Each of those that wait asks for itself, and not for the hundred workloads behind the blocker.
    expect(askedFor(21) - askedFor(1)).toBeLessThan(20 * 60);
  });
});

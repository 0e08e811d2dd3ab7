import { refOf, type KubeObject, type Observed } from '../kube/KubeObject';
import type { Service } from '../kube/workloads';
import { aDeployment, anObject, aService } from '../testUtils/builders';
import { PodSelection, podLabelsOf } from './podSelection';

const observe = <T extends KubeObject>(object: T): Observed<T> => ({
  ref: refOf('staging', object),
  object,
  observedAt: '2026-11-21T06:00:00Z',
});

const template = (labels: Record<string, string>) => ({
  metadata: { labels },
  spec: { containers: [] },
});

const aRollout = (name: string, spec: object) =>
  anObject('argoproj.io/v1alpha1', 'Rollout', 'a', name, { spec });

/** The names of the workloads that a Service of some selector selects. */
function selectedBy(
  selector: Record<string, string> | undefined,
  workloads: KubeObject[],
  annotations?: Record<string, string>,
): string[] {
  const service: Observed<Service> = observe(
    aService('a', 'api', { spec: { selector }, metadata: { annotations } }),
  );
  return new PodSelection(podLabelsOf(workloads.map(observe)))
    .selectedBy(service)
    .map(({ ref }) => `${ref.kind} ${ref.name}`);
}

describe('the workloads that a Service selects', () => {
  const labels = { app: 'api', team: 'pay' };
  const deployment = aDeployment('a', 'api', {
    spec: { template: template(labels) },
  });
  const others = [
    aDeployment('a', 'web', {
      spec: { template: template({ app: 'web', team: 'pay' }) },
    }),
    aDeployment('b', 'api', { spec: { template: template(labels) } }),
  ];

  it.each<[string, Record<string, string> | undefined, string[]]>([
    ['one label', { app: 'api' }, ['Deployment api']],
    [
      'a label that several bear',
      { team: 'pay' },
      ['Deployment api', 'Deployment web'],
    ],
    ['all of its labels', { team: 'pay', app: 'web' }, ['Deployment web']],
    ['a value that nobody has', { team: 'pay', app: 'typo' }, []],
    ['nothing', {}, []],
    ['nothing, not even an empty selector', undefined, []],
    [
      'one version of a Deployment',
      { app: 'api', 'pod-template-hash': '5f' },
      ['Deployment api'],
    ],
    ['only a hash', { 'pod-template-hash': '5f' }, []],
    [
      'the hash of a Rollout',
      { app: 'api', 'rollouts-pod-template-hash': '5f' },
      [],
    ],
  ])('%s', (_, selector, expected) => {
    expect(selectedBy(selector, [deployment, ...others])).toEqual(expected);
  });

  it('leaves Jobs alone', () => {
    const job = anObject('batch/v1', 'Job', 'a', 'api', {
      spec: { template: template(labels) },
    });

    expect(selectedBy({ app: 'api' }, [job])).toEqual([]);
  });
});

describe('the Rollouts that a Service selects', () => {
  const hashed = { app: 'api', 'rollouts-pod-template-hash': '6579c6cc98' };
  const blue = aRollout('blue', { template: template({ app: 'api' }) });
  const green = aRollout('green', { template: template({ app: 'api' }) });

  it('are found though Argo adds the hash of a version to the selector', () => {
    expect(selectedBy(hashed, [blue])).toEqual(['Rollout blue']);
  });

  it('are those that Argo names on the Service', () => {
    const managed = {
      'argo-rollouts.argoproj.io/managed-by-rollouts': 'green',
    };

    expect(selectedBy(hashed, [blue, green], managed)).toEqual([
      'Rollout green',
    ]);
    expect(selectedBy({ app: 'api' }, [blue, green], managed)).toHaveLength(2);
  });

  it('bear the labels of the Deployment whose template they borrow', () => {
    const borrowing = aRollout('api', {
      workloadRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'api' },
    });

    expect(selectedBy(hashed, [borrowing, aDeployment('a', 'api')])).toEqual([
      'Rollout api',
    ]);
  });
});

describe('the work of a selection', () => {
  it('grows with the Services, and not with Services times workloads', () => {
    const looks = (n: number) => {
      let count = 0;
      const templates = Array.from({ length: n }, (_, at) => ({
        ref: refOf('staging', aDeployment('a', `d${at}`)),
        labels: { team: 'pay', app: `d${at}` },
      }));
      const selection = new PodSelection(
        templates.map(({ ref, labels }) => ({
          ref: {
            ...ref,
            // Asked for whenever a template is held against a selector.
            get kind() {
              count += 1;
              return 'Deployment';
            },
          },
          labels,
        })),
      );
      templates.forEach((_, at) =>
        selection.selectedBy(
          observe(
            aService('a', `s${at}`, {
              spec: { selector: { team: 'pay', app: `d${at}` } },
            }),
          ),
        ),
      );
      return count;
    };

    expect(looks(400)).toBe(4 * looks(100));
  });
});

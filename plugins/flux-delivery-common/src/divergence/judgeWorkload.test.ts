import { refOf } from '../kube/KubeObject';
import { aCondition, aDeployment } from '../testUtils/builders';
import { judge, inWords, workload } from '../testUtils/judgedWorkload';

it('shows a kind that it does not know as it is, and judges nothing', () => {
  expect(
    inWords(
      workload(
        'Widget',
        {},
        { conditions: [aCondition({ status: 'False' })] },
        'example.com/v1',
      ),
      {},
    ),
  ).toBe('notObserved | Ready=False');
});

it('cannot tell what runs in a cluster that is not known', () => {
  const object = aDeployment('payments', 'api');

  expect(judge(object, { ref: { ...refOf('', object) } })).toMatchObject({
    verdict: 'unknown',
    headline: 'runs in another cluster',
  });
});

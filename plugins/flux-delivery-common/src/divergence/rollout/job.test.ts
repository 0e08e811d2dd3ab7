import {
  inWords,
  aPod,
  waiting,
  sample,
  aJob,
  complete,
  failed,
  active,
} from '../../testUtils/judgedWorkload';

describe('a Job', () => {
  it.each<[string, object, object]>([
    ['ok | completed', {}, complete],
    ['diverged | job failed | job-failed', {}, failed],
    ['inProgress | running', {}, active],
    [
      'diverged | runs longer than it may',
      { activeDeadlineSeconds: 30 },
      active,
    ],
    ['suspended | job suspended | suspended', { suspend: true }, {}],
    ['ok | completed', { suspend: true }, complete],
  ])('%s', (expected, spec, status) => {
    expect(inWords(aJob('migrate', spec, status))).toBe(expected);
  });

  it('that crashes has diverged before it gives up', () => {
    expect(
      inWords(aJob('migrate', {}, active), {
        pods: sample(aPod('migrate-1', 'x', waiting('ImagePullBackOff'))),
      }),
    ).toBe('diverged | image cannot be pulled | image-pull');
  });
});

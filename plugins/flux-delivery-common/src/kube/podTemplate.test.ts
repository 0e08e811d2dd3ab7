import { aDeployment, aKustomization, anObject } from '../testUtils/builders';
import { imagesOf, podTemplateOf } from './podTemplate';

const template = {
  spec: {
    initContainers: [
      { name: 'migrate', image: 'registry.example.com/migrate:1' },
    ],
    containers: [
      { name: 'app', image: 'registry.example.com/app:1' },
      { name: 'proxy', image: 'registry.example.com/migrate:1' },
      { name: 'bare' },
    ],
  },
};

describe('imagesOf', () => {
  it('lists the images of all containers once', () => {
    expect(imagesOf(aDeployment('a', 'api', { spec: { template } }))).toEqual([
      'registry.example.com/migrate:1',
      'registry.example.com/app:1',
    ]);
  });

  it('takes a Pod for its own template', () => {
    const pod = anObject('v1', 'Pod', 'a', 'tool', {
      metadata: { labels: { app: 'tool' } },
      spec: template.spec,
    });
    expect(podTemplateOf(pod)).toEqual({
      metadata: { labels: { app: 'tool' } },
      spec: template.spec,
    });
    expect(imagesOf(pod)).toHaveLength(2);
  });

  it('looks into the job template of a CronJob', () => {
    const cronJob = anObject('batch/v1', 'CronJob', 'a', 'nightly', {
      spec: { jobTemplate: { spec: { template } } },
    });
    expect(imagesOf(cronJob)).toHaveLength(2);
  });

  it.each([
    undefined,
    null,
    {},
    { template: null },
    { template: { spec: { containers: 'x' } } },
  ])('finds none in a spec of %j', spec => {
    expect(
      imagesOf(anObject('apps/v1', 'Deployment', 'a', 'b', { spec })),
    ).toEqual([]);
  });

  it('finds no template where there is none', () => {
    expect(podTemplateOf(aKustomization('a', 'b'))).toBeUndefined();
  });
});

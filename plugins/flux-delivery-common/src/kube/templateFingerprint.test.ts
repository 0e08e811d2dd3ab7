import { kindOf } from '../flux/kinds';
import { projectObject } from './projectObject';
import { templateFingerprint } from './templateFingerprint';

const template = {
  metadata: {
    creationTimestamp: null,
    labels: { app: 'api' },
    annotations: { 'checksum/config': 'a' },
  },
  spec: {
    containers: [
      {
        name: 'web',
        image: 'api:1',
        env: [{ name: 'MODE', value: 'fast' }],
        resources: {},
      },
    ],
  },
};
const hash = (changed: object) =>
  templateFingerprint({ ...template, ...changed })?.hash;
const annotated = (annotations: Record<string, string>) => ({
  metadata: {
    ...template.metadata,
    annotations: { ...template.metadata.annotations, ...annotations },
  },
});

describe('templateFingerprint', () => {
  it('changes with anything that makes other pods, also where no rule reads it', () => {
    const before = hash({});
    for (const changed of [
      { spec: { containers: [{ ...template.spec.containers[0], env: [] }] } },
      { spec: { ...template.spec, serviceAccountName: 'other' } },
      annotated({ 'checksum/config': 'b' }),
      { metadata: { ...template.metadata, labels: { app: 'other' } } },
    ]) {
      expect(hash(changed)).not.toBe(before);
    }
  });

  it('does not change with the order of keys, with what is empty, or what controllers add', () => {
    const { spec, metadata } = template;
    const other = templateFingerprint({
      spec: { containers: spec.containers, volumes: [] },
      metadata: {
        annotations: metadata.annotations,
        labels: { 'pod-template-hash': 'abc', app: 'api' },
      },
    });
    expect(other?.hash).toBe(hash({}));
  });

  it('tells a restart from a change', () => {
    const restarted = templateFingerprint({
      ...template,
      ...annotated({
        'kubectl.kubernetes.io/restartedAt': '2026-11-21T05:00Z',
      }),
    });
    expect(restarted?.hash).toBe(hash({}));
    expect(restarted?.restarts).toBeDefined();
    expect(templateFingerprint(template)?.restarts).toBeUndefined();
    expect(templateFingerprint(template, '2026-11-21')?.restarts).toBeDefined();
  });

  it('is made of the whole template when an object is projected, and not of replicas', () => {
    const project = (spec: object) =>
      projectObject(
        {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          metadata: { name: 'api', generation: 4 },
          spec: { replicas: 2, template, ...spec },
        },
        kindOf('apps', 'Deployment')!,
      )?.metadata.template;
    expect(project({})).toEqual({ hash: hash({}) });
    expect(project({ replicas: 9 })).toEqual(project({}));
    expect(
      projectObject(
        {
          apiVersion: 'batch/v1',
          kind: 'CronJob',
          metadata: { name: 'nightly' },
          spec: { jobTemplate: { spec: { template } } },
        },
        kindOf('batch', 'CronJob')!,
      )?.metadata.template,
    ).toEqual({ hash: hash({}) });
  });

  it('has nothing to say of what is no template', () => {
    for (const odd of [undefined, null, 'text', []]) {
      expect(templateFingerprint(odd)).toBeUndefined();
    }
  });
});

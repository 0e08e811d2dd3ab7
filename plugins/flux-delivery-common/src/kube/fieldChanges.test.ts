import fc from 'fast-check';
import { kindOf } from '../flux/kinds';
import { loadFixture } from '../testUtils/loadFixture';
import { fieldChangesOf, replicasBy } from './fieldChanges';
import { projectObject } from './projectObject';

const WORKLOAD = { below: ['spec'], strangersOnly: true };

const owns = (manager: string, fieldsV1: unknown, more = {}) => ({
  manager,
  operation: 'Update',
  time: '2026-11-21T05:32:31Z',
  fieldsV1,
  ...more,
});

const replicas = { 'f:spec': { 'f:replicas': {} } };

describe('who wrote which fields', () => {
  it('is told by captured objects, before and after Flux put them back', () => {
    const [then, after] = loadFixture('changed-out-of-band')
      .filter(({ kind }) => kind === 'Deployment')
      .map(raw => projectObject(raw, kindOf('apps', 'Deployment')!));

    expect(then?.metadata.changes).toEqual([
      {
        manager: 'kubectl-set',
        operation: 'Update',
        time: '2026-11-21T05:32:31Z',
        fields: ['spec.template.spec.containers[app].image'],
      },
      { manager: 'kubectl', operation: 'Update', fields: ['spec.replicas'] },
    ]);
    expect(after?.metadata).not.toHaveProperty('changes');
  });

  it.each([
    ['kustomize-controller'],
    ['helm-controller'],
    ['kube-controller-manager'],
    ['flagger'],
  ])('leaves out %s, which writes workloads by right', manager => {
    expect(fieldChangesOf([owns(manager, replicas)], WORKLOAD)).toEqual([]);
  });

  it('leaves out what others own as well, and what is only status', () => {
    expect(
      fieldChangesOf(
        [
          owns('kubectl-edit', replicas),
          owns('kustomize-controller', replicas, { operation: 'Apply' }),
          owns('kubectl-patch', replicas, { subresource: 'status' }),
        ],
        WORKLOAD,
      ),
    ).toEqual([]);
  });

  it('names items of lists by their keys', () => {
    const [change] = fieldChangesOf(
      [
        owns('kubectl-edit', {
          'f:spec': {
            'f:template': {
              'f:metadata': {
                'f:annotations': {
                  '.': {},
                  'f:kubectl.kubernetes.io/restartedAt': {},
                },
              },
              'f:spec': {
                'f:containers': {
                  'k:{"name":"web"}': {
                    'f:ports': {
                      'k:{"containerPort":80,"protocol":"TCP"}': {
                        '.': {},
                        'f:containerPort': {},
                      },
                    },
                    'f:args': { 'i:0': {} },
                  },
                },
              },
            },
          },
        }),
      ],
      WORKLOAD,
    );

    expect(change.fields).toEqual([
      'spec.template.metadata.annotations[kubectl.kubernetes.io/restartedAt]',
      'spec.template.spec.containers[web].ports[80/TCP].containerPort',
      'spec.template.spec.containers[web].args[0]',
    ]);
  });

  it('is bounded and total, whatever an object says', () => {
    fc.assert(
      fc.property(fc.anything(), fc.array(fc.anything()), (one, many) => {
        for (const given of [
          one,
          many,
          many.map(fields => owns('x', fields)),
        ]) {
          const changes = fieldChangesOf(given, { below: ['spec'] });
          expect(changes.length).toBeLessThanOrEqual(5);
          changes.forEach(({ fields }) =>
            expect(fields.length).toBeLessThanOrEqual(10),
          );
        }
      }),
    );
  });
});

describe('who sets the replicas', () => {
  const flux = (fields: object) =>
    owns('kustomize-controller', fields, { operation: 'Apply' });
  const template = { 'f:spec': { 'f:template': {} } };

  it.each<[string | undefined, unknown]>([
    ['git', [flux(replicas), owns('kube-controller-manager', template)]],
    ['git', [flux(replicas), owns('kubectl-edit', replicas)]],
    ['nobody', [flux(template)]],
    [undefined, [flux(template), owns('kubectl', replicas)]],
    [undefined, [owns('kustomize-controller', replicas)]],
    [undefined, [owns('kube-controller-manager', { 'f:status': {} })]],
    [undefined, [null, 1, { manager: 'x', fieldsV1: { 'f:spec': 1 } }]],
    [undefined, undefined],
  ])('is %s', (expected, managedFields) => {
    expect(replicasBy(managedFields)).toBe(expected);
  });

  it('is kept of what has replicas alone', () => {
    const raw = (spec: object) => ({
      metadata: { name: 'a', managedFields: [flux(template)] },
      spec,
    });
    const kind = kindOf('apps', 'Deployment')!;
    expect(projectObject(raw({ replicas: 0 }), kind)?.metadata.replicasBy).toBe(
      'nobody',
    );
    expect(projectObject(raw({}), kind)?.metadata).not.toHaveProperty(
      'replicasBy',
    );
  });
});

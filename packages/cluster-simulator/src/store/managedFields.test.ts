import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { Fields, KubeResource } from './KubeResource';
import {
  changedFields,
  fieldsOf,
  fieldsOfManifest,
  recordWrite,
  type Writer,
} from './managedFields';

const CAPTURED = resolve(
  __dirname,
  '../../../../plugins/flux-delivery-common/src/__fixtures__/objects/changed-out-of-band.yaml',
);

const flux: Writer = { manager: 'kustomize-controller', operation: 'Apply' };
const kubectl: Writer = { manager: 'kubectl-set', operation: 'Update' };
const scale: Writer = {
  manager: 'kubectl',
  operation: 'Update',
  subresource: 'scale',
};

const objectWith = (managedFields?: Fields[]): KubeResource => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'app', namespace: 'lab', managedFields },
});

/** Writes one after the other: who, which fields are in the write, which of them it changed. */
function written(
  ...writes: [Writer, written: Fields, changed?: Fields][]
): Fields[] {
  const object = objectWith();
  writes.forEach(([writer, fields, changed = {}], index) =>
    recordWrite(object, writer, fields, changed, `time ${index}`),
  );
  return object.metadata.managedFields!;
}

const owners = (entries: Fields[]) =>
  entries.map(({ manager, fieldsV1 }) => [manager, fieldsV1]);

describe('fieldsOf', () => {
  it.each<[what: string, name: string, value: unknown, fields: Fields]>([
    ['a value', 'replicas', 2, {}],
    [
      'an object',
      '',
      { a: { b: 1 }, c: null },
      { 'f:a': { 'f:b': {} }, 'f:c': {} },
    ],
    ['a list without keys', 'args', ['-v'], {}],
    [
      'a list that is merged by its keys',
      'containers',
      [{ name: 'app', image: 'app:1' }],
      { 'k:{"name":"app"}': { '.': {}, 'f:name': {}, 'f:image': {} } },
    ],
    ['such a list where an item lacks its key', 'env', [{ value: '1' }], {}],
    [
      'a port without a protocol, which is TCP',
      'ports',
      [{ containerPort: 8080 }],
      {
        'k:{"containerPort":8080,"protocol":"TCP"}': {
          '.': {},
          'f:containerPort': {},
        },
      },
    ],
    [
      'a selector, which is one value',
      'selector',
      { matchLabels: { a: 'b' } },
      {},
    ],
  ])('of %s', (_what, name, value, fields) => {
    expect(fieldsOf(value, name)).toEqual(fields);
  });

  it('of a manifest leaves out what identifies the object', () => {
    expect(
      fieldsOfManifest({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'settings', namespace: 'lab', labels: { app: 'a' } },
        data: { debug: 'no' },
      }),
    ).toEqual({
      'f:metadata': { 'f:labels': { 'f:app': {} } },
      'f:data': { 'f:debug': {} },
    });
  });
});

describe('changedFields', () => {
  const containers = (image: string) => ({
    containers: [{ name: 'app', image, args: ['-v'] }],
  });

  it.each<[what: string, before: unknown, after: unknown, Fields | undefined]>([
    ['nothing', { a: 1 }, { a: 1 }, undefined],
    ['a value', { a: 1, b: 1 }, { a: 1, b: 2 }, { 'f:b': {} }],
    ['what was added', {}, { a: { b: 1 } }, { 'f:a': {} }],
    ['what was taken away', { a: 1 }, {}, { 'f:a': {} }],
    [
      'a field of a list item',
      containers('app:1'),
      containers('app:2'),
      { 'f:containers': { 'k:{"name":"app"}': { 'f:image': {} } } },
    ],
    [
      'a list without keys as a whole',
      { args: [1] },
      { args: [2] },
      { 'f:args': {} },
    ],
  ])('names %s', (_what, before, after, changed) => {
    expect(changedFields(before, after)).toEqual(changed);
  });
});

describe('recordWrite', () => {
  const replicas = { 'f:spec': { 'f:replicas': {} } };
  const image = { 'f:spec': { 'f:image': {} } };
  const both = { 'f:spec': { 'f:replicas': {}, 'f:image': {} } };

  it('lets an apply replace what the same manager applied before', () => {
    expect(owners(written([flux, both], [flux, image]))).toEqual([
      ['kustomize-controller', image],
    ]);
  });

  it('lets an update add to what the same manager has', () => {
    expect(owners(written([kubectl, replicas], [kubectl, image]))).toEqual([
      ['kubectl-set', both],
    ]);
  });

  it('gives a field to who changed it, and lets those keep it who wrote the same', () => {
    expect(owners(written([flux, both], [kubectl, image, image]))).toEqual([
      ['kustomize-controller', replicas],
      ['kubectl-set', image],
    ]);
    expect(owners(written([flux, both], [kubectl, image]))).toEqual([
      ['kustomize-controller', both],
      ['kubectl-set', image],
    ]);
  });

  it('forgets a manager that has nothing left', () => {
    expect(
      owners(written([kubectl, image, image], [flux, image, image])),
    ).toEqual([['kustomize-controller', image]]);
  });

  it('keeps an entry of its own for a subresource', () => {
    const [, entry] = written([flux, image], [scale, replicas]);
    expect(entry).toMatchObject({ manager: 'kubectl', subresource: 'scale' });
  });

  it.each<[what: string, second: Fields, changed: Fields, time: string]>([
    ['stays where the same is written again', image, {}, 'time 0'],
    ['moves with a change', image, image, 'time 1'],
    ['moves with a field more', both, {}, 'time 1'],
  ])('has a time that %s', (_what, second, changed, time) => {
    expect(written([flux, image], [flux, second, changed])[0].time).toBe(time);
  });
});

describe('what a real API server noted', () => {
  const [changed, corrected] = parseAllDocuments(readFileSync(CAPTURED, 'utf8'))
    .map(document => document.toJS() as KubeResource)
    .filter(({ kind }) => kind === 'Deployment');
  const entryOf = ({ metadata }: KubeResource, manager: string) =>
    metadata.managedFields!.find(entry => entry.manager === manager)!;
  const wanted = corrected.spec!;
  const [container] = wanted.template.spec.containers;
  /** What Flux applied, by the fields that the API server noted. */
  const manifest: KubeResource = {
    ...corrected,
    metadata: { name: 'app', labels: corrected.metadata.labels },
    spec: {
      replicas: wanted.replicas,
      selector: wanted.selector,
      strategy: {},
      template: {
        metadata: wanted.template.metadata,
        spec: {
          containers: [
            {
              name: container.name,
              image: container.image,
              ports: container.ports,
              resources: {},
            },
          ],
        },
      },
    },
  };
  const applied = fieldsOfManifest(manifest);
  const setImage = changedFields(
    { spec: { template: wanted.template } },
    { spec: { template: changed.spec!.template } },
  )!;

  it('of an apply', () => {
    expect(applied).toEqual(
      entryOf(corrected, 'kustomize-controller').fieldsV1,
    );
  });

  it('of an image that somebody set, and a scale', () => {
    const byHand = written(
      [flux, applied],
      [kubectl, setImage, setImage],
      [
        scale,
        { 'f:spec': { 'f:replicas': {} } },
        { 'f:spec': { 'f:replicas': {} } },
      ],
    );
    expect(owners(byHand)).toEqual(
      ['kustomize-controller', 'kubectl-set', 'kubectl'].map(manager => [
        manager,
        entryOf(changed, manager).fieldsV1,
      ]),
    );
  });

  it('of the apply that put all back', () => {
    const back = written(
      [flux, applied],
      [kubectl, setImage, setImage],
      [flux, applied, setImage],
    );
    expect(owners(back)).toEqual([['kustomize-controller', applied]]);
  });
});

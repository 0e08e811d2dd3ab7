import fc from 'fast-check';
import { kindOf, LISTED_KINDS, WATCHED_KINDS } from '../flux/kinds';
import type { Kustomization } from '../flux/objects';
import { fixtureNames, loadFixture } from '../testUtils/loadFixture';
import { groupOf } from './KubeObject';
import { compileProjection, projectObject } from './projectObject';

const thing = (...keep: string[]) => ({
  group: 'example.com',
  kind: 'Thing',
  keep,
});
const raw = (rest: object, metadata: object = {}) => ({
  apiVersion: 'example.com/v1',
  kind: 'Thing',
  metadata: { name: 'a', ...metadata },
  ...rest,
});
const captured = fixtureNames().flatMap(loadFixture);

describe('projectObject', () => {
  it.each([
    ['a scalar', ['spec.a'], { spec: { a: 1, b: 2 } }, { spec: { a: 1 } }],
    [
      'a whole map',
      ['spec'],
      { spec: { a: { b: [1] } }, status: {} },
      { spec: { a: { b: [1] } } },
    ],
    [
      'false, zero and the empty text',
      ['spec'],
      { spec: { a: false, b: 0, c: '' } },
      { spec: { a: false, b: 0, c: '' } },
    ],
    [
      'an empty map',
      ['spec.selector'],
      { spec: { selector: {} } },
      { spec: { selector: {} } },
    ],
    [
      'no null',
      ['spec.a', 'spec.b'],
      { spec: { a: null, b: 1 } },
      { spec: { b: 1 } },
    ],
    [
      'fields of items',
      ['xs[].a'],
      { xs: [{ a: 1, b: 2 }, { b: 3 }] },
      { xs: [{ a: 1 }, {}] },
    ],
    [
      'two fields of items',
      ['xs[].a', 'xs[].b.c'],
      { xs: [{ a: 1, b: { c: 2, d: 3 } }] },
      { xs: [{ a: 1, b: { c: 2 } }] },
    ],
    ['an empty list', ['xs[].a'], { xs: [] }, { xs: [] }],
    [
      'items of lists of lists',
      ['xs[].ys[].z'],
      { xs: [{ ys: [{ z: 1, q: 2 }] }] },
      { xs: [{ ys: [{ z: 1 }] }] },
    ],
    [
      'the whole where both are asked for',
      ['spec', 'spec.a'],
      { spec: { a: 1, b: 2 } },
      { spec: { a: 1, b: 2 } },
    ],
    [
      'the whole, in the other order',
      ['spec.a', 'spec'],
      { spec: { a: 1, b: 2 } },
      { spec: { a: 1, b: 2 } },
    ],
    [
      'nothing of a scalar where a map was due',
      ['spec.a.b'],
      { spec: { a: 'x' } },
      {},
    ],
    [
      'nothing of a list where a map was due',
      ['spec.a.b'],
      { spec: { a: [{ b: 1 }] } },
      {},
    ],
    ['nothing of a map where a list was due', ['xs[].a'], { xs: { a: 1 } }, {}],
    ['nothing that is not there', ['spec.a'], {}, {}],
  ])('keeps %s', (_, keep, rest, kept) => {
    expect(projectObject(raw(rest), thing(...keep))).toEqual(raw(kept));
  });

  it('keeps the time of grace of what is being deleted', () => {
    const deletionGracePeriodSeconds = 30;
    const kept = (deletionTimestamp?: string) =>
      projectObject(
        raw({}, { deletionGracePeriodSeconds, deletionTimestamp }),
        thing('metadata'),
      )?.metadata.deletionGracePeriodSeconds;

    expect(kept('2026-11-21T05:13:42Z')).toBe(30);
    expect(kept()).toBeUndefined();
  });

  it('keeps slim metadata only', () => {
    const metadata = {
      namespace: 'ns',
      uid: 'u',
      resourceVersion: '7',
      generation: 3,
      creationTimestamp: '2026-11-21T05:13:42Z',
      deletionTimestamp: null,
      labels: { a: 'b', broken: 5 },
      ownerReferences: [
        {
          apiVersion: 'v1',
          kind: 'Service',
          name: 's',
          uid: 'x',
          controller: true,
          blockOwnerDeletion: true,
        },
        { kind: 'nothing' },
        null,
      ],
      managedFields: [{ manager: 'kubectl' }],
      finalizers: ['f'],
      selfLink: '/x',
      annotations: {
        'kubectl.kubernetes.io/last-applied-configuration': '{}',
        bulky: 'x'.repeat(5000),
        origin: 'https://me:pass@git.example.com/a',
      },
    };
    expect(
      projectObject(raw({}, metadata), thing('metadata', 'metadata.finalizers'))
        ?.metadata,
    ).toEqual({
      name: 'a',
      namespace: 'ns',
      uid: 'u',
      resourceVersion: '7',
      generation: 3,
      creationTimestamp: '2026-11-21T05:13:42Z',
      labels: { a: 'b' },
      annotations: { origin: 'https://***@git.example.com/a' },
      ownerReferences: [
        {
          apiVersion: 'v1',
          kind: 'Service',
          name: 's',
          uid: 'x',
          controller: true,
        },
      ],
    });
  });

  it('names what a list leaves out', () => {
    const item = { metadata: { name: 'a' } };
    expect(
      projectObject(item, { group: 'apps', kind: 'Deployment', keep: [] }),
    ).toMatchObject({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
    });
    expect(
      projectObject(item, { group: '', kind: 'Pod', keep: [] })?.apiVersion,
    ).toBe('v1');
    expect(
      projectObject(item, {
        group: 'apps',
        kind: 'X',
        keep: [],
        apiVersion: 'apps/v1beta2',
      })?.apiVersion,
    ).toBe('apps/v1beta2');
  });

  it('shortens and cleans every text that it keeps', () => {
    const secret = 'https://me:pass@git.example.com/a';
    const long = `${'x'.repeat(4094)}😀${'y'.repeat(20_000)}`;
    const kept = projectObject(
      raw({
        spec: { url: secret },
        status: {
          conditions: [
            { type: 'Ready', message: long },
            { message: `at ${secret}` },
          ],
        },
      }),
      thing('spec.url', 'status.conditions'),
    );
    const [first, second] = (
      kept?.status as { conditions: { message: string }[] }
    ).conditions;
    expect(kept?.spec).toEqual({ url: 'https://***@git.example.com/a' });
    expect(first.message).toBe(`${'x'.repeat(4094)}…`);
    expect(second.message).toBe('at https://***@git.example.com/a');
  });

  it.each([
    undefined,
    null,
    5,
    'x',
    [],
    {},
    { metadata: null },
    { metadata: {} },
    { metadata: { name: '' } },
    { metadata: { name: 5 } },
  ])('takes %j for no object', nothing => {
    expect(projectObject(nothing, thing('spec'))).toBeUndefined();
  });

  it('takes no object of another kind or group', () => {
    expect(
      projectObject({ ...raw({}), kind: 'Other' }, thing('spec')),
    ).toBeUndefined();
    expect(
      projectObject({ ...raw({}), apiVersion: 'v1' }, thing('spec')),
    ).toBeUndefined();
  });

  it('cannot be made to change a prototype or to recurse without end', () => {
    const hostile = JSON.parse(
      '{"metadata":{"name":"a","labels":{"__proto__":"x"}},"spec":{"__proto__":{"bad":1}}}',
    );
    const deep: { next?: object } = {};
    let at = deep;
    for (let depth = 0; depth < 20_000; depth++) {
      const next = {};
      at.next = next;
      at = next;
    }
    const kept = projectObject(
      { ...hostile, status: deep },
      thing('spec', 'status'),
    );
    expect((kept?.spec as { bad?: number }).bad).toBeUndefined();
    expect(JSON.stringify(kept).length).toBeLessThan(1000);
  });

  it('takes anything that JSON can hold', () => {
    const kinds = [...WATCHED_KINDS, ...LISTED_KINDS];
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds),
        fc.dictionary(
          fc.constantFrom('spec', 'status', 'endpoints', 'ports', 'type'),
          fc.jsonValue(),
        ),
        fc.dictionary(
          fc.constantFrom(
            'labels',
            'annotations',
            'ownerReferences',
            'uid',
            'generation',
          ),
          fc.jsonValue(),
        ),
        (kind, rest, metadata) => {
          const kept = projectObject(
            { ...rest, metadata: { ...(metadata as object), name: 'a' } },
            kind,
          );
          expect(kept?.metadata.name).toBe('a');
        },
      ),
    );
  });

  it('keeps no manager and no copy of a captured object', () => {
    for (const object of captured) {
      const kind = kindOf(groupOf(object.apiVersion), object.kind);
      const kept = kind && compileProjection(kind)(object);
      expect(kept !== undefined).toBe(kind !== undefined);
      expect(JSON.stringify(kept ?? {})).not.toMatch(
        /managedFields|last-applied-configuration/,
      );
    }
  });

  it('holds a Kustomization with a small inventory in 4 KB, beside what its conditions tell', () => {
    const kind = kindOf('kustomize.toolkit.fluxcd.io', 'Kustomization')!;
    const kept = captured
      .map(object => projectObject(object, kind) as Kustomization | undefined)
      .filter(object => object !== undefined)
      .filter(({ status }) => (status?.inventory?.entries ?? []).length <= 10);
    const sizes = kept.map(({ status, ...rest }) => {
      const conditions = status?.conditions?.map(condition => ({
        ...condition,
        message: '',
      }));
      return JSON.stringify({ ...rest, status: { ...status, conditions } })
        .length;
    });
    expect(sizes.length).toBeGreaterThan(20);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(4096);
  });

  it('holds the healthy Kustomizations in 4 KB with everything', () => {
    const kind = kindOf('kustomize.toolkit.fluxcd.io', 'Kustomization')!;
    const sizes = ['healthy-git-kustomization', 'healthy-oci-kustomization']
      .flatMap(loadFixture)
      .map(object => projectObject(object, kind))
      .filter(object => object !== undefined)
      .map(object => JSON.stringify(object).length);
    expect(sizes.length).toBeGreaterThan(2);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(4096);
  });

  it('changes nothing in what it already projected, and nothing in its argument', () => {
    for (const object of captured) {
      const kind = kindOf(groupOf(object.apiVersion), object.kind) ?? {
        group: groupOf(object.apiVersion),
        kind: object.kind,
        keep: ['spec', 'status'],
      };
      const before = JSON.stringify(object);
      const kept = projectObject(object, kind);
      // Who changed what is read from managed fields, and fingerprints of whole templates: neither is kept.
      const withoutDerived = (projected: typeof kept) => {
        const {
          changes: _,
          writtenAt: __,
          statusWrittenAt: _____,
          template: ___,
          replicasBy: ____,
          ...metadata
        } = projected?.metadata ?? { name: '' };
        return projected && { ...projected, metadata };
      };
      expect(withoutDerived(projectObject(kept, kind))).toEqual(
        withoutDerived(kept),
      );
      expect(JSON.stringify(object)).toBe(before);
    }
  });
});

import { refOf, type KubeObject } from '../kube/KubeObject';
import { displayRef, keyOf } from '../kube/ObjectRef';
import {
  aDeployment,
  aHelmRelease,
  aKustomization,
  anObject,
} from '../testUtils/builders';
import { fixtureNames, loadFixture } from '../testUtils/loadFixture';
import {
  ANOTHER_CLUSTER,
  deliversElsewhere,
  inventoryLists,
  inventoryOf,
  ownerApplierOf,
  ownerAppliersOf,
} from './applier';

const observed = (object: KubeObject) => ({
  ref: refOf('staging', object),
  object,
});
const owners = (object: KubeObject) =>
  ownerAppliersOf(refOf('staging', object), object).map(displayRef);
const labels = (...prefixes: string[]) =>
  Object.fromEntries(
    prefixes.flatMap(prefix => [
      [`${prefix}/name`, 'x'],
      [`${prefix}/namespace`, 'ns'],
    ]),
  );
const KS = 'kustomize.toolkit.fluxcd.io';
const HR = 'helm.toolkit.fluxcd.io';

describe('inventoryOf', () => {
  it('lists what a Kustomization and a HelmRelease own', () => {
    const owned = [
      'payments_api_apps_Deployment',
      'broken',
      '_payments__Namespace',
    ];
    for (const applier of [
      aKustomization('flux-system', 'x', { owned }),
      aHelmRelease('a', 'x', { owned }),
    ]) {
      expect(inventoryOf(observed(applier)).map(displayRef)).toEqual([
        'Deployment/payments/api',
        'Namespace/payments',
      ]);
    }
  });

  it('puts what is delivered through a kubeConfig into another cluster', () => {
    const applier = aKustomization('flux-system', 'x', {
      owned: ['a_b_apps_Deployment'],
      spec: { kubeConfig: { secretRef: { name: 'prod' } } },
    });
    expect(deliversElsewhere(applier)).toBe(true);
    expect(inventoryOf(observed(applier))).toEqual([
      {
        cluster: ANOTHER_CLUSTER,
        group: 'apps',
        kind: 'Deployment',
        namespace: 'a',
        name: 'b',
      },
    ]);
  });

  it('lists the artifacts of an ArtifactGenerator', () => {
    const generator = anObject(
      'source.extensions.fluxcd.io/v1beta1',
      'ArtifactGenerator',
      'apps',
      'split',
      {
        status: {
          inventory: [
            { name: 'one', namespace: 'apps' },
            { name: 'two' },
            {},
            null,
          ],
        },
      },
    );
    expect(inventoryOf(observed(generator)).map(displayRef)).toEqual([
      'ExternalArtifact/apps/one',
      'ExternalArtifact/apps/two',
    ]);
  });

  it.each([
    undefined,
    null,
    {},
    { inventory: null },
    { inventory: {} },
    { inventory: { entries: [null, {}] } },
    { inventory: [{ name: 'a' }] },
  ])('is empty for a status of %j', status => {
    const object = anObject(`${KS}/v1`, 'Kustomization', 'a', 'b', { status });
    expect(inventoryOf(observed(object))).toEqual([]);
  });
});

describe('ownerAppliersOf', () => {
  it.each<[string, string[], string[]]>([
    ['nobody', [], []],
    ['a Kustomization', [KS], ['Kustomization/ns/x']],
    ['a HelmRelease', [HR], ['HelmRelease/ns/x']],
    [
      'Helm before Kustomize',
      [KS, HR],
      ['HelmRelease/ns/x', 'Kustomization/ns/x'],
    ],
    [
      'a ResourceSet',
      ['resourceset.fluxcd.controlplane.io'],
      ['ResourceSet/ns/x'],
    ],
    ['a FluxInstance', ['fluxcd.controlplane.io'], ['FluxInstance/ns/x']],
  ])('names %s', (_, prefixes, expected) => {
    const object = aDeployment('a', 'b', {
      metadata: { labels: labels(...prefixes) },
    });
    expect(owners(object)).toEqual(expected);
    expect(ownerApplierOf(refOf('staging', object), object)?.kind).toBe(
      expected[0]?.split('/')[0],
    );
  });

  it('needs both labels', () => {
    expect(
      owners(
        aDeployment('a', 'b', {
          metadata: { labels: { [`${KS}/name`]: 'x' } },
        }),
      ),
    ).toEqual([]);
  });

  it('gives the root Kustomization no owner', () => {
    const root = aKustomization('ns', 'x', {
      metadata: { labels: labels(KS) },
    });
    expect(owners(root)).toEqual([]);
    expect(
      owners(aKustomization('ns', 'y', { metadata: { labels: labels(KS) } })),
    ).toEqual(['Kustomization/ns/x']);
  });

  it('agrees with the inventories wherever both were captured', () => {
    const agreements = fixtureNames().flatMap(name => {
      const all = loadFixture(name).map(observed);
      return all.flatMap(applier =>
        inventoryOf(applier).flatMap(entry =>
          all
            .filter(
              ({ ref }) =>
                displayRef(ref) === displayRef(entry) &&
                ref.group === entry.group,
            )
            .map(
              ({ ref, object }) =>
                [
                  displayRef(applier.ref),
                  owners(object),
                  displayRef(ref),
                ] as const,
            ),
        ),
      );
    });
    expect(agreements.length).toBeGreaterThan(10);
    for (const [applier, named] of agreements) {
      expect(named).toContain(applier);
    }
  });
});

describe('inventoryOf with many entries', () => {
  const applierOf = (
    entries: { id: string; v: string }[],
    cluster = 'staging',
  ) => ({
    ref: {
      cluster,
      group: 'kustomize.toolkit.fluxcd.io',
      kind: 'Kustomization',
      namespace: 'flux-system',
      name: 'big',
    },
    object: {
      apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
      kind: 'Kustomization',
      metadata: { name: 'big', namespace: 'flux-system' },
      status: { inventory: { entries } },
    },
  });
  const entries = Array.from({ length: 200 }, (_, index) => ({
    id: `shop_svc-${index}_apps_Deployment`,
    v: 'v1',
  }));

  it('gives each reader a list of its own, of the cluster that was asked for', () => {
    const first = inventoryOf(applierOf(entries));
    expect(first).toHaveLength(200);
    expect(first[199]).toMatchObject({ cluster: 'staging', name: 'svc-199' });
    first.pop();
    expect(inventoryOf(applierOf(entries))).toHaveLength(200);
    expect(inventoryOf(applierOf(entries, 'prod'))[0].cluster).toBe('prod');
  });

  it('follows an inventory that shrinks', () => {
    expect(inventoryOf(applierOf(entries))).toHaveLength(200);
    expect(inventoryOf(applierOf(entries.slice(0, 150)))).toHaveLength(150);
  });
});

describe('inventoryLists', () => {
  it.each([0, 200])('says the same as the inventory, beside %s others', n => {
    const others = Array.from(
      { length: n },
      (_, at) => `a_x${at}_apps_Deployment`,
    );
    const applier = observed(
      aKustomization('a', 'x', { owned: [...others, 'a_api_apps_Deployment'] }),
    );
    const elsewhere = observed(
      aKustomization('a', 'x', {
        owned: [...others, 'a_api_apps_Deployment'],
        spec: { kubeConfig: { secretRef: { name: 'prod' } } },
      }),
    );
    const listed = refOf('staging', aDeployment('a', 'api'));
    const other = refOf('staging', aDeployment('a', 'other'));

    for (const one of [applier, elsewhere]) {
      for (const ref of [listed, other]) {
        expect(inventoryLists(one, ref)).toBe(
          inventoryOf(one).some(owned => keyOf(owned) === keyOf(ref)),
        );
      }
    }
    expect(inventoryLists(applier, listed)).toBe(true);
  });

  it('is false for what has no inventory', () => {
    const ref = refOf('staging', aDeployment('a', 'api'));

    expect(inventoryLists(observed(anObject('v1', 'X', 'a', 'x')), ref)).toBe(
      false,
    );
  });
});

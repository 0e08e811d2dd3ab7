import fc from 'fast-check';
import type { KubeObject } from '../kube/KubeObject';
import {
  aDeployment,
  aHelmRelease,
  aKustomization,
  anObject,
  aService,
} from '../testUtils/builders';
import { fixtureNames, loadFixture } from '../testUtils/loadFixture';
import {
  memoryInventory,
  type MemoryObject,
} from '../testUtils/memoryInventory';
import type { EntityFacts, ResolvedTarget } from './DeliveryPath';
import type { InventoryView } from './InventoryView';
import { resolvePath, type PathOptions } from './resolvePath';

const OPTIONS: PathOptions = {
  environments: [{ name: 'staging', match: [{ cluster: 'staging' }] }],
  tenants: [{ owner: 'group:default/pay', match: [{ namespace: 'open' }] }],
  requireClaim: true,
  sameKubernetesId: [],
};
const ENTITY: EntityFacts = {
  entityRef: 'component:default/api',
  owner: 'group:default/pay',
  annotations: {
    'backstage.io/kubernetes-id': 'api',
    'backstage.io/kubernetes-label-selector': 'tier=api',
    'flux-delivery/kustomization': 'open/a,closed/b',
    'flux-delivery/helm-release': 'staging:closed/c',
    'flux-delivery/image': 'registry.example.com/a',
  },
};

const namespace = fc.constantFrom('open', 'closed');
const name = fc.constantFrom('a', 'b', 'c', 'd');
const metadata = fc.record(
  {
    labels: fc.dictionary(
      fc.constantFrom(
        'backstage.io/kubernetes-id',
        'tier',
        'helm.toolkit.fluxcd.io/name',
        'helm.toolkit.fluxcd.io/namespace',
      ),
      fc.constantFrom('api', 'other', 'open', 'c'),
    ),
    annotations: fc.dictionary(
      fc.constantFrom('flux-delivery/entity', 'flux-delivery/environment'),
      fc.constantFrom(
        'component:default/api',
        'component:default/other',
        'staging',
      ),
    ),
  },
  { requiredKeys: [] },
);
const inventoryId = fc
  .tuple(
    namespace,
    name,
    fc.constantFrom(
      'apps_Deployment',
      '_Service',
      'kustomize.toolkit.fluxcd.io_Kustomization',
      'helm.toolkit.fluxcd.io_HelmRelease',
    ),
  )
  .map(([place, each, kind]) => `${place}_${each}_${kind}`);
const owned = fc.array(inventoryId, { maxLength: 4 });
const anyObject: fc.Arbitrary<KubeObject> = fc.oneof(
  fc
    .tuple(namespace, name, metadata, owned)
    .map(([place, each, meta, list]) =>
      aKustomization(place, each, { metadata: meta, owned: list }),
    ),
  fc
    .tuple(namespace, name, metadata, owned)
    .map(([place, each, meta, list]) =>
      aHelmRelease(place, each, { metadata: meta, owned: list }),
    ),
  fc
    .tuple(namespace, name, metadata)
    .map(([place, each, meta]) => aDeployment(place, each, { metadata: meta })),
  fc
    .tuple(namespace, name, metadata)
    .map(([place, each, meta]) => aService(place, each, { metadata: meta })),
);
const estate = fc.uniqueArray(
  fc.tuple(fc.constantFrom('staging', 'prod'), anyObject),
  {
    maxLength: 14,
    selector: ([
      cluster,
      {
        kind,
        metadata: { namespace: place, name: each },
      },
    ]) => `${cluster}|${kind}|${place}|${each}`,
  },
);
const toObjects = (list: [string, KubeObject][]): MemoryObject[] =>
  list.map(([cluster, object]) => ({ cluster, object }));

describe('resolvePath', () => {
  it('does not depend on the order of objects', () => {
    fc.assert(
      fc.property(estate, fc.integer(), (list, seed) => {
        const shuffled = [...list].sort(
          (a, b) => hash(a, seed) - hash(b, seed),
        );
        const [first, second] = [list, shuffled].map(each =>
          resolvePath(ENTITY, memoryInventory(toObjects(each)), OPTIONS),
        );
        expect(second).toEqual(first);
      }),
    );
  });

  it('is not changed by objects that nothing links to the entity', () => {
    const unrelated = aKustomization('elsewhere', 'unrelated', {
      owned: ['elsewhere_u_apps_Deployment'],
    });
    fc.assert(
      fc.property(estate, list => {
        const more: [string, KubeObject][] = ['staging', 'prod'].flatMap(
          cluster => [
            [cluster, unrelated] as [string, KubeObject],
            [cluster, aDeployment('elsewhere', 'u')] as [string, KubeObject],
            [cluster, aService('elsewhere', 'u')] as [string, KubeObject],
          ],
        );
        const clusters = [{ name: 'staging' }, { name: 'prod' }];
        const [before, after] = [list, [...list, ...more]].map(each =>
          resolvePath(
            ENTITY,
            memoryInventory(toObjects(each), { clusters }),
            OPTIONS,
          ),
        );
        expect(after).toEqual(before);
      }),
    );
  });

  it('shows an object only where it, what delivers it, or a rule lets the entity in', () => {
    fc.assert(
      fc.property(estate, list => {
        // Nothing claims or is labelled for this entity, so only the namespace that the tenant rule opens may show data.
        const stranger = {
          ...ENTITY,
          entityRef: 'component:default/stranger',
          annotations: {
            ...ENTITY.annotations,
            'backstage.io/kubernetes-id': 'stranger',
            'flux-delivery/image': 'example.com/none',
          },
        };
        const { targets } = resolvePath(
          stranger,
          memoryInventory(toObjects(list)),
          OPTIONS,
        );
        const isEmpty = (target: ResolvedTarget) =>
          !target.applier &&
          target.workloads.length +
            target.services.length +
            target.owned.length ===
            0;
        const withData = targets.filter(target => !isEmpty(target));
        expect(withData.map(({ binding }) => binding)).toEqual(
          withData.map(() => 'tenantRule'),
        );
      }),
    );
  });

  it('has ids that are unique', () => {
    fc.assert(
      fc.property(estate, list => {
        const ids = resolvePath(
          ENTITY,
          memoryInventory(toObjects(list)),
          OPTIONS,
        ).targets.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });

  it('survives any annotation over captured objects', () => {
    const objects = fixtureNames()
      .slice(0, 8)
      .flatMap(loadFixture)
      .map(object => ({ cluster: 'staging', object }));
    const view = memoryInventory(objects);
    const annotation = fc.constantFrom(
      ...Object.keys(ENTITY.annotations),
      'flux-delivery/workload',
      'backstage.io/kubernetes-namespace',
      'backstage.io/kubernetes-cluster',
    );
    const value = fc.oneof(
      fc.string(),
      fc.constantFrom(
        'shop/catalog',
        'staging:shop/Deployment/catalog',
        'shop',
        '!x',
        'staging',
      ),
    );
    fc.assert(
      fc.property(fc.dictionary(annotation, value), annotations => {
        expect(() =>
          resolvePath({ ...ENTITY, annotations }, view, {
            ...OPTIONS,
            requireClaim: false,
          }),
        ).not.toThrow();
      }),
    );
  });

  it('asks for what belongs to the entity, however much else there is', () => {
    const ours = aKustomization('a', 'api', {
      metadata: {
        annotations: { 'flux-delivery/entity': 'component:default/api' },
      },
      owned: ['a_api_apps_Deployment'],
    });
    const countWith = (others: number) => {
      const more = Array.from({ length: others }, (_, index) =>
        anObject('apps/v1', 'Deployment', `n-${index}`, 'x'),
      );
      const view = memoryInventory(
        toObjects(
          [ours, aDeployment('a', 'api'), ...more].map(object => [
            'staging',
            object,
          ]),
        ),
      );
      let calls = 0;
      const counting: InventoryView = {
        ...view,
        get: ref => {
          calls += 1;
          return view.get(ref);
        },
        by: (index, value) => {
          const answer = view.by<any>(index, value);
          calls += 1 + answer.length;
          return answer;
        },
      };
      resolvePath({ ...ENTITY, annotations: {} }, counting, OPTIONS);
      return calls;
    };
    expect(countWith(500)).toBe(countWith(5));
  });
});

function hash(
  [
    cluster,
    {
      kind,
      metadata: { namespace: place, name: each },
    },
  ]: [string, KubeObject],
  seed: number,
): number {
  return [...`${cluster}${kind}${place}${each}`].reduce(
    (sum, char) => (sum * 31 + char.charCodeAt(0) + seed) % 9973,
    7,
  );
}

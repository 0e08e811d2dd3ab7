import { parseDocument } from 'yaml';
import {
  aDeployment,
  aKustomization,
  anObject,
  aService,
} from '../testUtils/builders';
import { CLAIM, pathOf, type PathCase } from '../testUtils/pathOf';

const doctorOf = (pathCase: PathCase) => {
  const { doctor } = pathOf(pathCase);
  expect(doctor).toBeDefined();
  return doctor!;
};
const found = (pathCase: PathCase) =>
  doctorOf(pathCase).steps.map(
    step => `${step.lookedFor} | ${step.where} | ${step.found}`,
  );
const ID = 'backstage.io/kubernetes-id';
const plain = aKustomization('shop', 'payments-api');
const labelled = (namespace: string, value: string) =>
  aDeployment(namespace, 'x', { metadata: { labels: { [ID]: value } } });

describe('diagnose', () => {
  it('is silent where a target is certain', () => {
    expect(
      pathOf({
        objects: { staging: [aKustomization('a', 'b', { metadata: CLAIM })] },
      }).doctor,
    ).toBeUndefined();
  });

  it('says what was looked for and where, for an entity without anything', () => {
    const doctor = doctorOf({
      objects: { 'prod-eu': [], staging: [] },
      clusters: [{ name: 'prod-eu' }, { name: 'staging' }],
    });
    expect(doctor.summary).toBe(
      'Nothing in the clusters is linked to this entity.',
    );
    expect(doctor.steps).toEqual([
      {
        lookedFor:
          'a workload, Kustomization or HelmRelease with annotation flux-delivery/entity: component:default/payments-api',
        where: 'prod-eu, staging',
        found: 'none',
        ok: false,
      },
      {
        lookedFor: 'annotation backstage.io/kubernetes-id',
        where: 'the entity',
        found: 'not there',
        ok: false,
      },
      {
        lookedFor:
          'a Kustomization, HelmRelease or workload of the same name that no entity claims',
        where: 'prod-eu, staging',
        found: 'none',
        ok: false,
      },
    ]);
    expect(doctor.fixes[0]).toEqual({
      title:
        'Let the Kustomization or HelmRelease that delivers it claim the entity',
      where:
        'the manifest of the Kustomization or HelmRelease that delivers it, in Git',
      text: 'metadata:\n  annotations:\n    flux-delivery/entity: component:default/payments-api',
    });
  });

  it('proposes to annotate the applier of the same name first', () => {
    const namespace = anObject('v1', 'Namespace', '', 'shop');
    const { fixes, steps } = doctorOf({
      objects: {
        staging: [namespace, plain, aDeployment('shop', 'payments-api')],
      },
    });
    expect(steps.at(-1)).toMatchObject({
      found:
        'Kustomization shop/payments-api in staging, Deployment shop/payments-api in staging',
      ok: true,
    });
    expect(fixes.map(({ title }) => title)).toEqual([
      'Let Kustomization shop/payments-api claim the entity',
      'Let Deployment shop/payments-api claim the entity',
      'Label Deployment shop/payments-api, and give the entity the same id',
      'Name the applier in the entity, and let its owner into the namespace',
    ]);
    expect(fixes[3].text).toContain(
      'flux-delivery/kustomization: shop/payments-api',
    );
    expect(fixes[3].text).toContain('owner: group:default/payments');
    expect(fixes[3].text).toContain(
      'match: [{ cluster: staging, namespace: shop }]',
    );
  });

  it('gives texts that are YAML and do connect the entity', () => {
    const { fixes } = doctorOf({
      objects: { staging: [plain] },
      annotations: { 'backstage.io/kubernetes-namespace': 'shop' },
    });
    const metadata = parseDocument(fixes[0].text).toJS().metadata;
    expect(
      pathOf({
        objects: {
          staging: [aKustomization('shop', 'payments-api', { metadata })],
        },
      }).targets,
    ).toHaveLength(1);
    fixes.forEach(({ text }) =>
      expect(
        parseDocument(text.split('# app-config')[0].split('# entity')[0])
          .errors,
      ).toEqual([]),
    );
  });

  it('hides namesakes that belong to other entities', () => {
    const theirs = (metadata: object) =>
      found({
        objects: {
          staging: [
            aKustomization('flux-system', 'payments-api', { metadata }),
          ],
        },
      });
    expect(theirs({}).join()).toContain(
      'Kustomization flux-system/payments-api',
    );
    expect(
      theirs({
        annotations: { 'flux-delivery/entity': 'component:default/secret' },
      }).join(),
    ).not.toContain('flux-system');
    expect(theirs({ labels: { [ID]: 'secret' } }).join()).not.toContain(
      'flux-system',
    );
  });

  it.each([
    [
      'claims of a similar entity',
      {
        objects: {
          staging: [
            aKustomization('flux-system', 'payments-api', {
              metadata: {
                annotations: {
                  'flux-delivery/entity': 'component:default/payments-apis',
                },
              },
            }),
          ],
        },
      },
      'Kustomization flux-system/payments-api claims component:default/payments-apis',
    ],
    [
      'claims of another kind',
      {
        objects: {
          staging: [
            aKustomization('z', 'z', {
              metadata: {
                annotations: {
                  'flux-delivery/entity': 'system:default/payments-api',
                },
              },
            }),
          ],
        },
      },
      'Kustomization z/z claims system:default/payments-api',
    ],
    [
      'a claim on a Service',
      { objects: { staging: [aService('z', 'z', { metadata: CLAIM })] } },
      'only Service z/z in staging, and a Service does not lead to a path',
    ],
    [
      'a label with the name of an entity without id',
      { objects: { staging: [labelled('z', 'payments-api')] } },
      'not there, but Deployment z/x in staging bears the label',
    ],
    [
      'a label in other letters',
      {
        annotations: { [ID]: 'Payments' },
        objects: { staging: [labelled('z', 'payments')] },
      },
      'only in other letters: Deployment z/x in staging',
    ],
    [
      'a label in the wrong namespace',
      {
        annotations: { [ID]: 'pay', 'backstage.io/kubernetes-namespace': 'a' },
        objects: { staging: [labelled('z', 'pay')] },
      },
      'staging, only namespace a | only outside of it: Deployment z/x in staging',
    ],
    [
      'a label on a Service',
      {
        annotations: { [ID]: 'pay' },
        objects: {
          staging: [
            aService('z', 'z', { metadata: { labels: { [ID]: 'pay' } } }),
          ],
        },
      },
      'only Service z/z in staging',
    ],
    [
      'a disputed label',
      {
        annotations: { [ID]: 'pay' },
        objects: { staging: [labelled('z', 'pay')] },
        options: {
          sameKubernetesId: [
            { entityRef: 'component:default/o', owner: 'group:default/o' },
          ],
        },
      },
      'entities of other owners use the same id',
    ],
    [
      'a malformed annotation',
      {
        annotations: { 'flux-delivery/kustomization': 'oops' },
        objects: { staging: [] },
        clusters: [{ name: 'staging' }],
      },
      'flux-delivery/kustomization: oops | the entity | cannot be used; expected [cluster:]namespace/name',
    ],
    [
      'a pointer without authority',
      {
        annotations: { 'flux-delivery/kustomization': 'shop/x' },
        objects: { staging: [plain] },
      },
      'flux-delivery/kustomization: shop/x | staging | entity annotation flux-delivery/kustomization names shop/x',
    ],
    [
      'no image',
      {
        annotations: { 'flux-delivery/image': 'example.com/a' },
        objects: { staging: [plain] },
      },
      'workloads that run example.com/a (flux-delivery/image) | staging | none',
    ],
  ] as [string, PathCase, string][])('finds %s', (_, pathCase, expected) => {
    expect(found(pathCase).join('\n')).toContain(expected);
  });

  it('proposes the id that the objects bear', () => {
    expect(
      doctorOf({ objects: { staging: [labelled('z', 'payments-api')] } })
        .fixes[0],
    ).toEqual({
      title: 'Give the entity the id that its objects bear',
      where: 'catalog-info.yaml of payments-api',
      text: 'metadata:\n  annotations:\n    backstage.io/kubernetes-id: payments-api',
    });
  });

  it('proposes to claim what runs the image', () => {
    const { fixes, summary, steps } = doctorOf({
      annotations: { 'flux-delivery/image': 'registry.example.com/api' },
      objects: {
        staging: [
          aKustomization('a', 'k', { owned: ['a_api_apps_Deployment'] }),
          aDeployment('a', 'api'),
        ],
      },
    });
    expect(summary).toBe(
      'Nothing names this entity; there are only guesses by image.',
    );
    expect(steps.find(({ ok }) => ok)?.found).toContain(
      'Deployment a/api runs registry.example.com/api:1.8.3',
    );
    expect(fixes[0].title).toBe('Let Kustomization a/k claim the entity');
  });

  it('names the clusters and kinds that it could not look at', () => {
    const doctor = doctorOf({
      objects: { staging: [plain] },
      clusters: [
        {
          name: 'prod',
          state: 'unreachable',
          since: '2026-11-21T05:00:00Z',
          lastError: 'timeout',
        },
        { name: 'new', state: 'notSynced' },
      ],
      freshness: (cluster, _, kind) =>
        cluster === 'staging' && kind === 'HelmRelease'
          ? { state: 'forbidden' }
          : undefined,
    });
    expect(doctor.summary).toContain('new, prod could not be looked at.');
    expect(doctor.steps.slice(-3)).toEqual([
      {
        lookedFor: 'anything',
        where: 'new',
        found: 'could not look: the cluster is not synced yet',
        ok: false,
      },
      {
        lookedFor: 'anything',
        where: 'prod',
        found:
          'could not look: the cluster is unreachable since 2026-11-21T05:00:00Z: timeout',
        ok: false,
      },
      {
        lookedFor: 'objects of kind HelmRelease',
        where: 'staging',
        found: 'could not look: the cluster refuses to list it',
        ok: false,
      },
    ]);
    expect(doctor.steps[0].where).toBe('staging');
  });

  it('says that there is no cluster', () => {
    expect(doctorOf({ objects: {} }).summary).toBe('No cluster is configured.');
  });
});

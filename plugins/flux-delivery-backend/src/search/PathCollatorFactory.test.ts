import type { IndexedTargetDto } from 'backstage-plugin-flux-delivery-common';
import { PathCollatorFactory } from './PathCollatorFactory';

const TARGET: IndexedTargetDto = {
  entityRef: 'component:default/payments-api',
  title: 'Payments API',
  owner: 'group:default/payments',
  system: 'system:default/shop',
  targetId: 'prod-eu~kustomization~payments~api',
  environment: 'prod',
  cluster: 'prod-eu',
  state: 'diverged',
  headline: 'authentication failed',
  version: '1.8.3',
  segment: 'source',
  class: 'source-auth',
  firstResponder: 'group:default/platform',
};

async function documentsOf(...targets: IndexedTargetDto[]) {
  const asked: string[] = [];
  const factory = new PathCollatorFactory({
    locationTemplate: '/catalog/:namespace/:kind/:name/delivery-path',
    reader: {
      async *items(path: string) {
        asked.push(path);
        yield* targets as any[];
      },
    },
  });
  const documents = [];
  for await (const document of await factory.getCollator()) {
    documents.push(document);
  }
  return { asked, documents, factory };
}

describe('what search holds of a target', () => {
  it('is found by service, owner, state and class, and shown by what it tells of', async () => {
    const { asked, documents, factory } = await documentsOf(TARGET);
    expect(asked).toEqual(['/fleet/targets']);
    expect(factory.visibilityPermission.name).toBe('flux-delivery.path.read');
    expect(documents).toEqual([
      {
        title: 'payments-api in prod on prod-eu: diverged at source',
        text: [
          'Payments API',
          'authentication failed',
          'source-auth',
          '1.8.3',
          'group:default/payments',
          'system:default/shop',
          'first move: group:default/platform',
        ].join(' · '),
        location:
          '/catalog/default/component/payments-api/delivery-path?target=prod-eu%7Ekustomization%7Epayments%7Eapi',
        entityRef: TARGET.entityRef,
        owner: TARGET.owner,
        system: TARGET.system,
        environment: 'prod',
        cluster: 'prod-eu',
        state: 'diverged',
        class: 'source-auth',
        authorization: {
          resourceRef: `${TARGET.entityRef}#${TARGET.targetId}`,
        },
      },
    ]);
  });

  it('tells of the whole target, wherever its headline comes from, and asks for all of it', async () => {
    const { segment: _, class: __, firstResponder: ___, ...well } = TARGET;
    const { documents } = await documentsOf({
      ...well,
      state: 'inProgress',
      headline: '2 of 3 updated',
      headlineOf: 'rollout',
    });
    expect(documents[0]).toMatchObject({
      title: 'payments-api in prod on prod-eu: in progress',
      class: '',
      authorization: {
        resourceRef: `${TARGET.entityRef}#${TARGET.targetId}`,
      },
    });
  });

  it('takes the place of no other target of its service', async () => {
    const { documents } = await documentsOf(
      TARGET,
      { ...TARGET, targetId: 'prod-us~kustomization~payments~api' },
      { ...TARGET, targetId: 'prod-us~helmrelease~payments~api' },
    );
    expect(new Set(documents.map(({ location }) => location)).size).toBe(3);
  });
});

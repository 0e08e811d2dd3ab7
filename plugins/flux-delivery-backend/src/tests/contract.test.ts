import { mockServices } from '@backstage/backend-test-utils';
import { loadFixture } from 'backstage-plugin-flux-delivery-common/testUtils';
import { contractText, FakeReader } from '../contract/__testUtils__/FakeReader';
import {
  type Portal,
  settled,
  startPortal,
} from '../__testUtils__/startPortal';

const FILE = 'https://git.example.com/shop/contract.yaml';
const BROKEN = 'https://git.example.com/shop/broken.yaml';

const entity = (
  name: string,
  annotations: Record<string, string> = {},
  others: object = {},
) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace: 'default', annotations },
  spec: {
    type: 'service',
    lifecycle: 'production',
    owner: 'group:default/shop',
  },
  ...others,
});

jest.setTimeout(180_000);

describe('contract files, through the URL reader and the API', () => {
  let portal: Portal;
  const reader = new FakeReader();

  beforeAll(async () => {
    reader.files = {
      [FILE]: contractText(
        [
          'owners: { rollout: devs }',
          'environments:',
          '  - { name: prod, overlay: ./nowhere }',
          'appTeamMayChange: [{ keys: [spec.replicas] }]',
          '',
        ].join('\n'),
      ),
      [BROKEN]: contractText('owners: { sorce: devs }\nfix: devs\n'),
    };
    portal = await startPortal({
      clusters: { staging: loadFixture('healthy-git-kustomization.yaml') },
      entities: [
        entity('catalog', {
          'backstage.io/kubernetes-id': 'catalog',
          'flux-delivery/contract': FILE,
        }),
        entity(
          'part',
          {},
          {
            relations: [{ type: 'partOf', targetRef: 'system:default/shop' }],
          },
        ),
        entity(
          'shop',
          { 'flux-delivery/contract': BROKEN },
          { kind: 'System' },
        ),
        entity('plain'),
      ],
      features: [
        mockServices.urlReader.mock({
          readUrl: (url, options) => reader.readUrl(url, options),
        }).factory,
      ],
      fluxDelivery: {
        environments: [{ name: 'prod', match: [{ cluster: '*' }] }],
      },
    });
    await settled(portal);
  });

  afterAll(() => portal.stop());

  const of = (name: string, what: string) =>
    portal.get(`/entities/component/default/${name}/${what}`);

  it('counts for owners as annotations do, and says by which line', async () => {
    const { body } = await of('catalog', 'path');
    const [{ targets }] = body.environments;
    expect(targets[0].segments[3]).toMatchObject({
      segment: 'rollout',
      owner: 'group:default/devs',
      ownerBecause:
        'line 3 of contract.yaml of component:default/catalog names the owner of rollout',
    });
    expect(body.contractErrors).toEqual([]);
  });

  it('is told with where it is from and what reality says', async () => {
    const { status, body } = await of('catalog', 'contract');
    expect(status).toBe(200);
    expect(body.files).toEqual([
      expect.objectContaining({
        name: 'contract.yaml',
        url: FILE,
        state: 'read',
      }),
    ]);
    expect(body.environments.value).toEqual([
      { name: 'prod', overlay: './nowhere' },
    ]);
    expect(body.owners['group:default/devs']).toMatchObject({ title: 'devs' });
    expect(
      Object.fromEntries(
        body.checks.map(
          ({ name, result }: { name: string; result: string }) => [
            name,
            result,
          ],
        ),
      ),
    ).toMatchObject({
      overlays: 'violated',
      managers: 'ok',
      identifiers: 'cannotBeChecked',
    });
  });

  it('says what a promotion means, also for a service without a contract of its own', async () => {
    const { body } = await of('catalog', 'contract');
    expect(body.promotions).toMatchObject([
      {
        environment: 'prod',
        way: expect.stringMatching(/^(?:version|channel)$/),
        because: [expect.stringContaining('it follows')],
      },
    ]);
    expect((await of('plain', 'contract')).body.promotions).toEqual([]);
  });

  it('is inherited from the system, with its errors, which break nothing', async () => {
    const { body } = await of('part', 'contract');
    expect(body.fix).toEqual({
      owner: 'group:default/devs',
      said: 'line 4 of broken.yaml of system:default/shop',
    });
    expect(body.errors).toEqual([
      expect.objectContaining({
        entityRef: 'system:default/shop',
        line: 3,
        keyPath: 'owners.sorce',
        url: `${BROKEN}#L3`,
      }),
    ]);
    const path = await of('part', 'path');
    expect(path.status).toBe(200);
    expect(path.body.contractErrors).toEqual(body.errors);
  });

  it('is empty where nobody says anything, and absent for an entity that is not there', async () => {
    const { status, body } = await of('plain', 'contract');
    expect(status).toBe(200);
    expect(body).toMatchObject({ files: [], segmentOwners: [], errors: [] });
    expect((await of('nobody', 'contract')).status).toBe(404);
  });
});

import {
  aGitRepository,
  aKustomization,
  anObject,
} from 'backstage-plugin-flux-delivery-common/testUtils';
import {
  type Portal,
  settled,
  startPortal,
} from '../__testUtils__/startPortal';

const CLAIM = {
  annotations: { 'flux-delivery/entity': 'component:shop/tool' },
};
const READY = {
  phase: 'Running',
  conditions: [{ type: 'Ready', status: 'True' }],
};
const pod = (status: object) =>
  anObject('v1', 'Pod', 'shop', 'tool', {
    spec: { containers: [{ name: 'app', image: 'tool:1.2.0' }] },
    status,
  });

jest.setTimeout(180_000);

describe('a Pod that Flux applies and no workload makes', () => {
  let portal: Portal;

  beforeAll(async () => {
    portal = await startPortal({
      clusters: {
        staging: [
          aGitRepository('shop', 'apps'),
          aKustomization('shop', 'tool', {
            metadata: CLAIM,
            owned: ['shop_tool__Pod'],
          }),
          pod(READY),
        ],
      },
      entities: [
        {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Component',
          metadata: { name: 'tool', namespace: 'shop' },
          spec: { type: 'service', lifecycle: 'production', owner: 'shop' },
        },
      ],
    });
    await settled(portal);
  });

  afterAll(() => portal.stop());

  it('is a workload of the path, judged by what was seen of it', async () => {
    const { status, body } = await portal.get(
      '/entities/component/shop/tool/path',
    );
    expect(status).toBe(200);
    const [target] = body.environments[0].targets;
    expect(target.segments[3]).toMatchObject({
      segment: 'rollout',
      verdict: 'ok',
      headline: 'runs and is ready',
    });
    expect(target.workloads).toMatchObject([
      {
        ref: { kind: 'Pod', name: 'tool' },
        exists: true,
        images: [{ declared: 'tool:1.2.0' }],
      },
    ]);
  });
});

import { DEMO_TOKEN } from '../Simulator';
import { generateFleet } from './generateFleet';
import { startFleet } from './startFleet';

const options = {
  clusters: 2,
  appliers: 30,
  workloadsPerApplier: 2,
  seed: 'bench',
  now: '2026-01-10T09:00:00Z',
};

describe('generateFleet', () => {
  it('makes as many of everything as asked', () => {
    const [first, second] = generateFleet(options);
    const count = (kind: string) =>
      first.objects.filter(object => object.kind === kind).length;
    expect([
      count('Kustomization'),
      count('HelmRelease'),
      count('Deployment'),
      count('Namespace'),
    ]).toEqual([23, 7, 60, 2]);
    expect(second.name).toBe('cluster-001');
  });

  it('lists in each inventory what exists', () => {
    const [{ objects }] = generateFleet(options);
    const names = new Set(
      objects.map(
        ({ metadata, kind }) =>
          `${metadata.namespace}_${metadata.name}/${kind}`,
      ),
    );
    for (const applier of objects.filter(({ kind }) =>
      ['Kustomization', 'HelmRelease'].includes(kind),
    )) {
      for (const { id } of applier.status?.inventory.entries) {
        const [namespace, name, , kind] = id.split('_');
        expect(names).toContain(`${namespace}_${name}/${kind || 'Service'}`);
      }
    }
  });

  it('makes the same fleet for the same options', () => {
    expect(JSON.stringify(generateFleet(options))).toBe(
      JSON.stringify(generateFleet(options)),
    );
  });
});

describe('startFleet', () => {
  it('serves what was generated', async () => {
    const fleet = await startFleet(options);
    const { url } = fleet.cluster('cluster-001');
    const response = await fetch(
      `${url}/apis/kustomize.toolkit.fluxcd.io/v1/kustomizations?limit=10`,
      {
        headers: { Authorization: `Bearer ${DEMO_TOKEN}` },
      },
    );
    expect((await response.json()).metadata.remainingItemCount).toBe(13);
    await fleet.stop();
  });
});

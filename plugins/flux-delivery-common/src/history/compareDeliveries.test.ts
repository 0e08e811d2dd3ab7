import type { DeliveredImage, Delivery } from './Delivery';
import { aDelivery } from './__testUtils__/aDelivery';
import { compareDeliveries } from './compareDeliveries';

const image = (
  declared: string,
  of: Partial<DeliveredImage> = {},
): DeliveredImage => ({
  workload: 'Deployment/api',
  container: 'api',
  declared,
  ...of,
});

const OLD = aDelivery({
  id: 'old',
  sequence: 3,
  contentId: 'c3',
  startedAt: '2026-03-10T09:00:00Z',
  revisions: { commit: 'aaa', tag: '1.8.2', configDigest: 'sha256:1' },
  images: [image('api:1.8.2', { running: 'sha256:a' })],
});
const NEW: Delivery = {
  ...OLD,
  id: 'new',
  sequence: 4,
  contentId: 'c4',
  startedAt: '2026-03-10T10:00:00Z',
  revisions: { commit: 'bbb', tag: '1.8.3', configDigest: 'sha256:1' },
  images: [image('api:1.8.3', { running: 'sha256:b' })],
};

const changes = (a: Delivery, b: Delivery) =>
  compareDeliveries(a, b).images.map(
    each => `${each.container} ${each.change}`,
  );

describe('compareDeliveries', () => {
  it('names what differs and what does not, the earlier one first', () => {
    const compared = compareDeliveries(NEW, OLD);
    expect([compared.from.id, compared.to.id]).toEqual(['old', 'new']);
    expect(compared.revisions).toEqual([
      { name: 'tag', from: '1.8.2', to: '1.8.3', same: false },
      { name: 'commit', from: 'aaa', to: 'bbb', same: false },
      { name: 'configDigest', from: 'sha256:1', to: 'sha256:1', same: true },
    ]);
    expect(compared).toMatchObject({
      sameContent: false,
      configOnly: false,
      secondsBetween: 3600,
    });
    expect(compareDeliveries(OLD, NEW)).toEqual(compared);
  });

  it('sees a tag that names another image by now', () => {
    const moved = {
      ...NEW,
      images: [image('api:1.8.2', { running: 'sha256:c' })],
    };
    expect(changes(OLD, moved)).toEqual(['api changed']);
    const unseen = { ...NEW, images: [image('api:1.8.2')] };
    expect(changes(OLD, unseen)).toEqual(['api same']);
  });

  it('tells containers that came and went', () => {
    const sidecar = image('envoy:1', { container: 'envoy' });
    expect(changes(OLD, { ...NEW, images: [sidecar] })).toEqual([
      'envoy added',
      'api removed',
    ]);
  });

  it('tells a change of configuration alone', () => {
    const config = {
      ...NEW,
      revisions: { ...OLD.revisions, configDigest: 'sha256:2' },
      images: OLD.images,
    };
    expect(compareDeliveries(OLD, config).configOnly).toBe(true);
    expect(compareDeliveries(OLD, { ...OLD, sequence: 9 })).toMatchObject({
      configOnly: false,
      sameContent: true,
    });
    expect(
      compareDeliveries({ ...OLD, images: [] }, { ...config, images: [] })
        .configOnly,
    ).toBe(false);
  });

  it('does not hold contents of different targets against each other', () => {
    const other = { ...NEW, targetId: 'another', contentId: OLD.contentId };
    expect(compareDeliveries(OLD, other).sameContent).toBeNull();
    // Each environment has its own commit of what may be the same.
    const { images } = OLD;
    const revisions = { ...OLD.revisions, commit: 'f'.repeat(40) };
    expect(
      compareDeliveries(OLD, { ...other, images, revisions }).configOnly,
    ).toBe(false);
    const configDigest = 'sha256:9';
    expect(
      compareDeliveries(
        { ...OLD, revisions: { ...revisions, configDigest: 'sha256:1' } },
        { ...other, images, revisions: { ...revisions, configDigest } },
      ).configOnly,
    ).toBe(true);
  });
});

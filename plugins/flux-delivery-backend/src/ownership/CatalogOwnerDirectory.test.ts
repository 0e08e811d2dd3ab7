import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { sleep } from '../clusters/Clock';
import { VirtualClock } from '../testUtils/VirtualClock';
import { CatalogOwnerDirectory } from './CatalogOwnerDirectory';

const PLATFORM = 'group:default/platform';
const GHOSTS = 'group:default/ghosts';
const credentials = mockCredentials.user('user:default/reader');

const platform: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: {
    name: 'platform',
    links: [
      { url: 'https://example.slack.com/c/platform', title: '#platform' },
    ],
  },
  spec: { profile: { displayName: 'Platform' } },
};

function directory() {
  const clock = new VirtualClock();
  const getEntitiesByRefs = jest.fn(
    async ({ entityRefs }: { entityRefs: string[] }) => ({
      items: entityRefs.map(ref => (ref === PLATFORM ? platform : undefined)),
    }),
  );
  const owners = new CatalogOwnerDirectory({
    catalog: { getEntitiesByRefs: getEntitiesByRefs as never },
    logger: mockServices.logger.mock(),
    now: () => clock.now(),
    sleep: (ms, signal) => sleep(clock, ms, signal),
  });
  return { owners, clock, getEntitiesByRefs };
}

const KNOWN = {
  title: 'Platform',
  kind: 'group',
  exists: true,
  contacts: [
    {
      type: 'chat',
      title: '#platform',
      url: 'https://example.slack.com/c/platform',
    },
  ],
};

describe('the directory of owners', () => {
  it('tells who they are and who is not in the catalog, with one call', async () => {
    const { owners, getEntitiesByRefs } = directory();

    expect(
      await owners.lookUp([PLATFORM, GHOSTS, PLATFORM], { credentials }),
    ).toEqual({
      [PLATFORM]: KNOWN,
      [GHOSTS]: { title: 'ghosts', kind: 'group', exists: false, contacts: [] },
    });
    expect(getEntitiesByRefs).toHaveBeenCalledTimes(1);
    expect(getEntitiesByRefs.mock.calls[0][0].entityRefs).toEqual([
      PLATFORM,
      GHOSTS,
    ]);
  });

  it('asks nothing while it knows, and only for what is new or old', async () => {
    const { owners, clock, getEntitiesByRefs } = directory();
    await owners.lookUp([PLATFORM], { credentials });
    await owners.lookUp([PLATFORM], { credentials });
    await owners.lookUp([], { credentials });
    expect(getEntitiesByRefs).toHaveBeenCalledTimes(1);

    await owners.lookUp([PLATFORM, GHOSTS], { credentials });
    expect(getEntitiesByRefs.mock.calls[1][0].entityRefs).toEqual([GHOSTS]);

    await clock.advance(60_000);
    await owners.lookUp([PLATFORM], { credentials });
    expect(getEntitiesByRefs).toHaveBeenCalledTimes(3);
  });

  it('keeps callers apart: what one may see, another may not', async () => {
    const { owners, getEntitiesByRefs } = directory();
    await owners.lookUp([PLATFORM], { credentials });
    getEntitiesByRefs.mockResolvedValueOnce({ items: [undefined] });

    const other = mockCredentials.user('user:default/other');
    expect(
      await owners.lookUp([PLATFORM], { credentials: other }),
    ).toMatchObject({ [PLATFORM]: { exists: false } });
    expect(await owners.lookUp([PLATFORM], { credentials })).toEqual({
      [PLATFORM]: KNOWN,
    });
  });

  it('says that it does not know where the catalog is down, without asking each time', async () => {
    const { owners, clock, getEntitiesByRefs } = directory();
    getEntitiesByRefs.mockRejectedValue(new Error('down'));

    const answer = await owners.lookUp([PLATFORM], { credentials });
    await owners.lookUp([PLATFORM], { credentials });

    expect(answer).toEqual({
      [PLATFORM]: {
        title: 'platform',
        kind: 'group',
        exists: null,
        contacts: [],
      },
    });
    expect(getEntitiesByRefs).toHaveBeenCalledTimes(1);
    await clock.advance(10_000);
    await owners.lookUp([PLATFORM], { credentials });
    expect(getEntitiesByRefs).toHaveBeenCalledTimes(2);
  });

  it('goes on with what it knew while the catalog is down', async () => {
    const { owners, clock, getEntitiesByRefs } = directory();
    await owners.lookUp([PLATFORM], { credentials });
    await clock.advance(60_000);
    getEntitiesByRefs.mockRejectedValueOnce(new Error('down'));

    expect(await owners.lookUp([PLATFORM], { credentials })).toEqual({
      [PLATFORM]: KNOWN,
    });
  });

  it('A4: does not tell what it knew of whom the catalog does not show to the caller any more', async () => {
    const { owners, getEntitiesByRefs } = directory();
    const may = {
      visibleAmong: jest.fn(async (refs: readonly string[]) => new Set(refs)),
    };
    expect(
      await owners.lookUp([PLATFORM, GHOSTS], { credentials, may }),
    ).toMatchObject({ [PLATFORM]: KNOWN });
    expect(may.visibleAmong).toHaveBeenCalledWith([PLATFORM]);

    may.visibleAmong.mockResolvedValueOnce(new Set());
    const hidden = await owners.lookUp([PLATFORM], { credentials, may });
    may.visibleAmong.mockRejectedValueOnce(new Error('down'));
    const untold = await owners.lookUp([PLATFORM], { credentials, may });

    const unknown = { title: 'platform', kind: 'group', contacts: [] };
    expect(hidden).toEqual({ [PLATFORM]: { ...unknown, exists: false } });
    expect(untold).toEqual({ [PLATFORM]: { ...unknown, exists: null } });
    expect(getEntitiesByRefs).toHaveBeenCalledTimes(1);
  });

  it('does not wait for a catalog that hangs', async () => {
    const { owners, clock, getEntitiesByRefs } = directory();
    getEntitiesByRefs.mockReturnValueOnce(new Promise(() => {}));

    const answer = owners.lookUp([PLATFORM], { credentials });
    await clock.advance(2_000);

    expect((await answer)[PLATFORM].exists).toBeNull();
    expect(clock.pending).toBe(0);
  });
});

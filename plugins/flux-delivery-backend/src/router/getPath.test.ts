import type { DeliveryPathDto } from 'backstage-plugin-flux-delivery-common';
import type { Request, Response } from 'express';
import { getPath } from './getPath';
import type { RouterOptions } from './RouterOptions';

const answer = (observedAt: string, headline = 'source does not exist') =>
  ({
    entityRef: 'component:default/api',
    observedAt,
    headline,
    clusters: [],
    environments: [
      { targets: [{ segments: [{ evidence: [{ observedAt }] }] }] },
    ],
  } as unknown as DeliveryPathDto);

async function etagOf(path: DeliveryPathDto): Promise<string> {
  const sent: Record<string, string> = {};
  const handler = getPath({
    httpAuth: { credentials: async () => ({}) },
    paths: { getPath: async () => path },
  } as unknown as RouterOptions);
  await handler(
    {
      params: { kind: 'component', namespace: 'default', name: 'api' },
      headers: {},
    } as unknown as Request,
    {
      set: (headers: object) => Object.assign(sent, headers),
      type: () => ({ send: () => {} }),
    } as unknown as Response,
    () => {},
  );
  return sent.ETag;
}

describe('the ETag of a path', () => {
  it('stays while nothing but the time of the answer changes, also of what is absent', async () => {
    expect(await etagOf(answer('2026-11-21T06:00:00.000Z'))).toBe(
      await etagOf(answer('2026-11-21T06:00:05.000Z')),
    );
  });

  it('changes with what is told', async () => {
    expect(await etagOf(answer('2026-11-21T06:00:00.000Z'))).not.toBe(
      await etagOf(answer('2026-11-21T06:00:00.000Z', 'another')),
    );
  });
});

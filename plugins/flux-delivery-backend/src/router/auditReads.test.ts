import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import express from 'express';
import request from 'supertest';
import { auditReads } from './auditReads';

const ENTITY = '/entities/component/default/Api';

function setUp(status = 200) {
  let now = 0;
  const fail = jest.fn(async (_: { error: Error }) => {});
  const success = jest.fn(async () => {});
  const auditor = mockServices.auditor.mock({
    createEvent: async () => ({ fail, success } as any),
  });
  const app = express();
  app.use(
    auditReads({
      auditor,
      httpAuth: mockServices.httpAuth(),
      now: () => now,
    }),
  );
  app.use((_request, response) => {
    response.status(status).json({ secret: 'hunter2' });
  });
  const get = async (path: string, user = 'user:default/ann') => {
    await request(app)
      .get(path)
      .set('Authorization', mockCredentials.user.header(user));
    await new Promise(resolve => setImmediate(resolve));
    return auditor.createEvent.mock.calls.map(([{ eventId, meta }]) => ({
      eventId,
      ...meta,
    }));
  };
  return {
    get,
    fail,
    success,
    pass: (ms: number) => {
      now += ms;
    },
  };
}

describe('the audit log', () => {
  it.each([
    [`${ENTITY}/objects/c/apps/Deployment/shop/api`, 'object-details'],
    [`${ENTITY}/deliveries/export?format=csv`, 'export'],
    [`${ENTITY}/deliveries`, 'history'],
    [`${ENTITY}/promotions`, 'history'],
    [`${ENTITY}/matrix`, 'history'],
    [`${ENTITY}/tags`, 'history'],
    [`${ENTITY}/path?at=2026-11-21T00:00:00Z`, 'history'],
    [`${ENTITY}/ownership`, 'ownership'],
    ['/ownership?image=x', 'ownership'],
    ['/find?q=x', 'find'],
  ])('is told of the sensitive read %s', async (path, actionType) => {
    const { get, success } = setUp();
    expect(await get(path)).toEqual([
      expect.objectContaining({ eventId: 'sensitive-read', actionType }),
    ]);
    expect(success).toHaveBeenCalledTimes(1);
  });

  it.each([`${ENTITY}/path`, '/fleet', '/clusters'])(
    'is not told of each look at a state: %s',
    async path => expect(await setUp().get(path)).toEqual([]),
  );

  it.each([403, 404])('is told of what was refused with %s', async status => {
    const { get, fail } = setUp(status);
    expect(await get(`${ENTITY}/path`)).toEqual([
      {
        eventId: 'read-refused',
        actionType: 'path',
        entityRef: 'component:default/api',
      },
    ]);
    expect(fail.mock.calls[0][0].error.message).not.toContain('hunter2');
  });

  it('is told of a page that reads again and again once in a while, and of each opened object', async () => {
    const { get, pass } = setUp();
    await get(`${ENTITY}/deliveries`);
    expect(await get(`${ENTITY}/deliveries`)).toHaveLength(1);
    expect(await get(`${ENTITY}/deliveries`, 'user:default/eve')).toHaveLength(
      2,
    );
    pass(10 * 60_000);
    expect(await get(`${ENTITY}/deliveries`)).toHaveLength(3);
    const path = `${ENTITY}/objects/c/apps/Deployment/shop/api`;
    await get(path);
    expect(await get(path)).toHaveLength(5);
  });

  it('is bounded in what it is told, whatever was asked', async () => {
    const [event] = await setUp(404).get(
      `${ENTITY}/objects/${'x'.repeat(5_000)}`,
    );
    expect(JSON.stringify(event).length).toBeLessThan(800);
  });
});

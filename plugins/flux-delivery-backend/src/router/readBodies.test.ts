import express from 'express';
import request from 'supertest';
import { readBodies } from './readBodies';

const body = (schema: object, more = {}) => ({
  requestBody: { ...more, content: { 'application/json': { schema } } },
});

const app = express();
app.use(
  readBodies({
    paths: {
      '/things/{name}': {
        get: {},
        put: body({ $ref: '#/components/schemas/Thing' }),
        post: body({ properties: { size: {} } }, { 'x-limit': '1kb' }),
      },
    },
    components: {
      schemas: {
        Thing: {
          properties: {
            size: {},
            of: { additionalProperties: false, properties: { kind: {} } },
          },
          additionalProperties: false,
        },
      },
    },
  }),
);
app.use((_request, response) => response.status(204).end());
const answered: express.ErrorRequestHandler = (error, _q, response, _next) =>
  response
    .status(error.statusCode ?? 400)
    .send(`${error.name}: ${error.message}`);
app.use(answered);

const put = (sent: unknown) =>
  request(app)
    .put('/things/a')
    .type('json')
    .send(sent as object);

describe('readBodies', () => {
  it.each<[unknown, string]>([
    [{ colour: 1 }, 'request/body has the unknown field "colour"'],
    [{ of: { color: 1 } }, 'request/body/of has the unknown field "color"'],
    [{ size: 1, constructor: 1 }, 'the unknown field "constructor"'],
    ['{"__proto__": {}}', 'the unknown field "__proto__"'],
    [{ ['x'.repeat(9_999)]: 1 }, `the unknown field "${'x'.repeat(100)}"`],
  ])(
    'names the field that is unknown, and those that are known: %#',
    async (sent, words) => {
      const { status, text } = await put(sent);

      expect(status).toBe(400);
      expect(text).toContain(`InputError: request/body`);
      expect(text).toContain(words);
      expect(text).toMatch(/; known are (size, of|kind)$/);
    },
  );

  it.each<[unknown]>([
    [{}],
    [{ size: 1, of: { kind: 1 } }],
    // Of the wrong form: for the description to refuse.
    [[{ colour: 1 }]],
    [{ of: 'text' }],
    [{ of: null }],
  ])('lets pass what it knows nothing against: %j', async sent => {
    expect((await put(sent)).status).toBe(204);
  });

  it('lets pass any field where the description does', async () => {
    const { status } = await request(app).post('/things/a').send({ colour: 1 });
    expect(status).toBe(204);
  });

  it('says that a body is no JSON', async () => {
    const { status, text } = await put('{"size":');
    expect([status, text]).toEqual([
      400,
      expect.stringMatching(/^InputError: request\/body cannot be read: /),
    ]);
  });

  it.each([
    ['put', 102_400],
    ['post', 1_024],
  ] as const)('refuses a longer body than %s takes', async (method, limit) => {
    const { status, text } = await request(app)
      [method]('/things/a')
      .send({ size: 'x'.repeat(limit) });
    expect([status, text]).toEqual([
      413,
      `PayloadTooLargeError: request/body must not be longer than ${limit} bytes`,
    ]);
  });

  it('reads no body where none is taken', async () => {
    const { status } = await request(app).get('/things/a').send('{"half":');
    expect(status).toBe(204);
  });
});

// Generated from openapi.yaml by scripts/generate-openapi.mjs.
export const spec = {
  openapi: '3.1.0',
  info: {
    title: 'flux-delivery',
    version: '1',
    description:
      'The delivery path of every service in the catalog, over Flux and all clusters. Every answer comes from memory: no call to a cluster is made, except for the details of one object.',
    license: {
      name: 'Apache-2.0',
      url: 'http://www.apache.org/licenses/LICENSE-2.0.html',
    },
  },
  servers: [{ url: '/' }],
  paths: {
    '/entities/{kind}/{namespace}/{name}/path': {
      get: {
        operationId: 'getPath',
        summary: 'The delivery path of one entity',
        description:
          'Environments in promotion order, their targets worst first, five segments each with a verdict and its evidence. Carries an ETag that ignores the time of the answer. An entity that the caller may not see answers like one that does not exist. With `at`, the path as it stood then, from ledger and recorded states: needs flux-delivery.history.read as well, and carries no ETag.',
        parameters: [
          { $ref: '#/components/parameters/kind' },
          { $ref: '#/components/parameters/namespace' },
          { $ref: '#/components/parameters/name' },
          {
            name: 'at',
            in: 'query',
            description: 'An instant that is past',
            allowReserved: true,
            schema: { type: 'string', format: 'date-time', maxLength: 40 },
          },
        ],
        responses: {
          '200': {
            description: 'The path; with `at`, as it stood then',
            headers: { ETag: { schema: { type: 'string' } } },
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/PathAnswer' },
              },
            },
          },
          '304': {
            description: 'Nothing changed since the ETag in If-None-Match',
          },
          '400': { $ref: '#/components/responses/Error' },
          '401': { $ref: '#/components/responses/Error' },
          '403': { $ref: '#/components/responses/Error' },
          '404': { $ref: '#/components/responses/Error' },
          '503': { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/entities/{kind}/{namespace}/{name}/matrix': {
      get: {
        operationId: 'getMatrix',
        summary: 'Which version is and was in which environment',
        description:
          'Needs flux-delivery.history.read on the entity; who may not answers like one that does not exist. Versions newest first, at most 20 beside what runs somewhere. While the database does not answer, `store` is `liveOnly` and there are no rows.',
        parameters: [
          { $ref: '#/components/parameters/kind' },
          { $ref: '#/components/parameters/namespace' },
          { $ref: '#/components/parameters/name' },
        ],
        responses: {
          '200': {
            description: 'The matrix',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Matrix' },
              },
            },
          },
          '401': { $ref: '#/components/responses/Error' },
          '404': { $ref: '#/components/responses/Error' },
          '503': { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/entities/{kind}/{namespace}/{name}/deliveries': {
      get: {
        operationId: 'getDeliveries',
        summary: 'What was delivered for one entity, newest first',
        description:
          'Needs flux-delivery.history.read on the entity; who may not answers like one that does not exist. Rows that are no deployment (`noChange`, `driftCorrection`, `gap`, `baseline`) come with `include=all` alone. `complete` is false where times were not seen. While the database does not answer, `store` is `liveOnly`, and the rows are those that this replica holds in memory.',
        parameters: [
          { $ref: '#/components/parameters/kind' },
          { $ref: '#/components/parameters/namespace' },
          { $ref: '#/components/parameters/name' },
          {
            name: 'environment',
            in: 'query',
            schema: { type: 'string', maxLength: 63 },
          },
          {
            name: 'target',
            in: 'query',
            description: 'Id of a target of the path',
            allowReserved: true,
            schema: { type: 'string', maxLength: 1024 },
          },
          {
            name: 'outcome',
            in: 'query',
            schema: {
              type: 'string',
              enum: [
                'inProgress',
                'succeeded',
                'failed',
                'superseded',
                'unknown',
              ],
            },
          },
          {
            name: 'include',
            in: 'query',
            description: '`all` for rows that are no deployment as well',
            schema: { type: 'string', enum: ['all'] },
          },
          {
            name: 'from',
            in: 'query',
            description: 'Started then or later',
            allowReserved: true,
            schema: { type: 'string', format: 'date-time', maxLength: 40 },
          },
          {
            name: 'until',
            in: 'query',
            description: 'Started before',
            allowReserved: true,
            schema: { type: 'string', format: 'date-time', maxLength: 40 },
          },
          {
            name: 'limit',
            in: 'query',
            description: 'Default: 20',
            schema: { type: 'integer', minimum: 1, maximum: 100 },
          },
          {
            name: 'cursor',
            in: 'query',
            description: '`nextCursor` of the page before',
            schema: { type: 'string', maxLength: 1024 },
          },
        ],
        responses: {
          '200': {
            description: 'A page',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Deliveries' },
              },
            },
          },
          '400': { $ref: '#/components/responses/Error' },
          '401': { $ref: '#/components/responses/Error' },
          '404': { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/entities/{kind}/{namespace}/{name}/deliveries/export': {
      get: {
        operationId: 'exportDeliveries',
        summary:
          'Deliveries of one entity as a file, newest first, at most 10000',
        description:
          'Needs flux-delivery.history.read on the entity; who may not answers like one that does not exist. CSV is that of RFC 4180, and what a spreadsheet would take for a formula has an apostrophe before it. The header `X-Truncated` tells whether there are more.',
        parameters: [
          { $ref: '#/components/parameters/kind' },
          { $ref: '#/components/parameters/namespace' },
          { $ref: '#/components/parameters/name' },
          {
            name: 'format',
            in: 'query',
            required: true,
            schema: { type: 'string', enum: ['csv', 'json'] },
          },
          {
            name: 'environment',
            in: 'query',
            schema: { type: 'string', maxLength: 63 },
          },
          {
            name: 'outcome',
            in: 'query',
            schema: {
              type: 'string',
              enum: [
                'inProgress',
                'succeeded',
                'failed',
                'superseded',
                'unknown',
              ],
            },
          },
          {
            name: 'include',
            in: 'query',
            description: '`all` for rows that are no deployment as well',
            schema: { type: 'string', enum: ['all'] },
          },
        ],
        responses: {
          '200': {
            description: 'The file',
            headers: { 'X-Truncated': { schema: { type: 'string' } } },
            content: {
              'text/csv': { schema: { type: 'string' } },
              'application/json': {
                schema: { $ref: '#/components/schemas/ExportedDeliveries' },
              },
            },
          },
          '400': { $ref: '#/components/responses/Error' },
          '401': { $ref: '#/components/responses/Error' },
          '404': { $ref: '#/components/responses/Error' },
          '503': { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/entities/{kind}/{namespace}/{name}/deliveries/{deliveryId}': {
      get: {
        operationId: 'getDelivery',
        summary: 'One delivery of an entity, of whatever kind',
        description:
          'Needs flux-delivery.history.read on the entity; who may not answers like one that does not exist, as does a delivery that is not of this entity. 503 while the database does not answer and this replica does not hold it in memory.',
        parameters: [
          { $ref: '#/components/parameters/kind' },
          { $ref: '#/components/parameters/namespace' },
          { $ref: '#/components/parameters/name' },
          {
            name: 'deliveryId',
            in: 'path',
            required: true,
            description: '`id` of a row of the list',
            schema: { type: 'string', pattern: '^[0-9a-f]{1,64}$' },
          },
        ],
        responses: {
          '200': {
            description: 'The delivery',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Delivery' },
              },
            },
          },
          '400': { $ref: '#/components/responses/Error' },
          '401': { $ref: '#/components/responses/Error' },
          '404': { $ref: '#/components/responses/Error' },
          '503': { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/entities/{kind}/{namespace}/{name}/targets/{targetId}/owned': {
      get: {
        operationId: 'getOwned',
        summary: "Everything that the target's applier owns",
        parameters: [
          { $ref: '#/components/parameters/kind' },
          { $ref: '#/components/parameters/namespace' },
          { $ref: '#/components/parameters/name' },
          { $ref: '#/components/parameters/targetId' },
        ],
        responses: {
          '200': {
            description: 'The objects, those that are not well first',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Owned' },
              },
            },
          },
          '400': { $ref: '#/components/responses/Error' },
          '401': { $ref: '#/components/responses/Error' },
          '403': { $ref: '#/components/responses/Error' },
          '404': { $ref: '#/components/responses/Error' },
          '503': { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/entities/{kind}/{namespace}/{name}/targets/{targetId}/divergence-point': {
      put: {
        operationId: 'recordDivergencePoint',
        summary:
          'Confirm or correct where the delivery to a target left intent',
        description:
          'For users only: services are refused. Needs flux-delivery.path.read and flux-delivery.divergence.record on the entity. The newest statement on a target stands, and is sent with the path, until somebody withdraws it.',
        parameters: [
          { $ref: '#/components/parameters/kind' },
          { $ref: '#/components/parameters/namespace' },
          { $ref: '#/components/parameters/name' },
          { $ref: '#/components/parameters/targetId' },
        ],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/DivergencePointInput' },
            },
          },
        },
        responses: {
          '200': {
            description: 'The statement, as it is sent with the path',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/RecordedDivergence' },
              },
            },
          },
          '400': { $ref: '#/components/responses/Error' },
          '401': { $ref: '#/components/responses/Error' },
          '403': { $ref: '#/components/responses/Error' },
          '404': { $ref: '#/components/responses/Error' },
          '409': { $ref: '#/components/responses/Error' },
          '413': { $ref: '#/components/responses/Error' },
          '503': { $ref: '#/components/responses/Error' },
        },
      },
      delete: {
        operationId: 'withdrawDivergencePoint',
        summary: 'Take back what was said; that it was said stays on record',
        parameters: [
          { $ref: '#/components/parameters/kind' },
          { $ref: '#/components/parameters/namespace' },
          { $ref: '#/components/parameters/name' },
          { $ref: '#/components/parameters/targetId' },
        ],
        responses: {
          '204': { description: 'No statement stands' },
          '400': { $ref: '#/components/responses/Error' },
          '401': { $ref: '#/components/responses/Error' },
          '403': { $ref: '#/components/responses/Error' },
          '404': { $ref: '#/components/responses/Error' },
          '503': { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/entities/{kind}/{namespace}/{name}/objects/{cluster}/{group}/{objectKind}/{objectNamespace}/{objectName}':
      {
        get: {
          operationId: 'getObject',
          summary:
            "Conditions, events and redacted YAML of one object on the entity's path, read from its cluster now",
          parameters: [
            { $ref: '#/components/parameters/kind' },
            { $ref: '#/components/parameters/namespace' },
            { $ref: '#/components/parameters/name' },
            {
              name: 'cluster',
              in: 'path',
              required: true,
              schema: { type: 'string', maxLength: 253 },
            },
            {
              name: 'group',
              in: 'path',
              required: true,
              description: 'API group; `core` for the core group',
              schema: { type: 'string', maxLength: 253 },
            },
            {
              name: 'objectKind',
              in: 'path',
              required: true,
              schema: { type: 'string', maxLength: 63 },
            },
            {
              name: 'objectNamespace',
              in: 'path',
              required: true,
              description: '`_` for objects without a namespace',
              schema: { type: 'string', maxLength: 63 },
            },
            {
              name: 'objectName',
              in: 'path',
              required: true,
              schema: { type: 'string', maxLength: 253 },
            },
          ],
          responses: {
            '200': {
              description: 'The details',
              content: {
                'application/json': {
                  schema: { $ref: '#/components/schemas/ObjectDetails' },
                },
              },
            },
            '400': { $ref: '#/components/responses/Error' },
            '401': { $ref: '#/components/responses/Error' },
            '403': { $ref: '#/components/responses/Error' },
            '404': { $ref: '#/components/responses/Error' },
            '409': { $ref: '#/components/responses/Error' },
            '503': { $ref: '#/components/responses/Error' },
          },
        },
      },
    '/entities/{kind}/{namespace}/{name}/promotions': {
      get: {
        operationId: 'getPromotions',
        summary: 'What was said of promotions of one entity, newest first',
        description:
          'Needs flux-delivery.history.read on the entity; who may not answers like one that does not exist. Records that name an image or a source of the entity, and no entity, are among them. Each comes with the deliveries that carry it out.',
        parameters: [
          { $ref: '#/components/parameters/kind' },
          { $ref: '#/components/parameters/namespace' },
          { $ref: '#/components/parameters/name' },
          {
            name: 'environment',
            in: 'query',
            schema: { type: 'string', maxLength: 63 },
          },
          {
            name: 'kind',
            in: 'query',
            schema: {
              type: 'string',
              enum: ['promotion', 'rollback', 'published'],
            },
          },
          {
            name: 'from',
            in: 'query',
            description: 'Happened then or later',
            allowReserved: true,
            schema: { type: 'string', format: 'date-time', maxLength: 40 },
          },
          {
            name: 'until',
            in: 'query',
            description: 'Happened before',
            allowReserved: true,
            schema: { type: 'string', format: 'date-time', maxLength: 40 },
          },
          {
            name: 'limit',
            in: 'query',
            description: 'Default: 20',
            schema: { type: 'integer', minimum: 1, maximum: 100 },
          },
          {
            name: 'cursor',
            in: 'query',
            description: '`nextCursor` of the page before',
            schema: { type: 'string', maxLength: 1024 },
          },
        ],
        responses: {
          '200': {
            description: 'A page',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Promotions' },
              },
            },
          },
          '400': { $ref: '#/components/responses/Error' },
          '401': { $ref: '#/components/responses/Error' },
          '404': { $ref: '#/components/responses/Error' },
          '503': { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/entities/{kind}/{namespace}/{name}/contract': {
      get: {
        operationId: 'getContract',
        summary: 'The delivery contract of one entity, held against reality',
        description:
          'What annotations and contract files of the entity and its system say, by which line, and what cannot be taken of them. Each check is `ok` only where something was seen that proves it. Needs flux-delivery.path.read; who may not answers like one that does not exist. Without flux-delivery.history.read, checks that rest on the ledger cannot be made, and say so.',
        parameters: [
          { $ref: '#/components/parameters/kind' },
          { $ref: '#/components/parameters/namespace' },
          { $ref: '#/components/parameters/name' },
        ],
        responses: {
          '200': {
            description: 'The contract',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Contract' },
              },
            },
          },
          '401': { $ref: '#/components/responses/Error' },
          '404': { $ref: '#/components/responses/Error' },
          '503': { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/entities/{kind}/{namespace}/{name}/tags': {
      get: {
        operationId: 'getTags',
        summary:
          'How environments name their versions, and every move of a tag, newest first',
        description:
          'Needs flux-delivery.history.read on the entity; who may not answers like one that does not exist. A move whose actor nobody recorded says so; one between two looks of Flux is known where a record tells of it.',
        parameters: [
          { $ref: '#/components/parameters/kind' },
          { $ref: '#/components/parameters/namespace' },
          { $ref: '#/components/parameters/name' },
        ],
        responses: {
          '200': {
            description: 'Environments and moves',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Tags' },
              },
            },
          },
          '401': { $ref: '#/components/responses/Error' },
          '404': { $ref: '#/components/responses/Error' },
          '503': { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/releases': {
      get: {
        operationId: 'getReleases',
        summary:
          'Every release that is recorded, service by service, with all its names',
        description:
          'For services of the portal, such as the collator of search, that decide themselves whom they tell: needs flux-delivery.history.read without a condition; users are refused. Of each service the newest 50 releases beside what runs. A page may hold no release and not be the last one.',
        parameters: [
          {
            name: 'cursor',
            in: 'query',
            description: '`nextCursor` of the page before',
            schema: { type: 'string', maxLength: 1024 },
          },
        ],
        responses: {
          '200': {
            description: 'A page',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Releases' },
              },
            },
          },
          '400': { $ref: '#/components/responses/Error' },
          '401': { $ref: '#/components/responses/Error' },
          '403': { $ref: '#/components/responses/Error' },
          '503': { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/promotions': {
      post: {
        operationId: 'recordPromotion',
        summary: 'A pipeline or a person says what was promoted',
        description:
          'For services with an external access token and for users, with flux-delivery.promotion.record. Idempotent by `id`: the same content again is the same record. Records are placed by `occurredAt` and joined to deliveries that already happened.',
        requestBody: {
          required: true,
          'x-limit': '1mb',
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/PromotionInput' },
            },
          },
        },
        responses: {
          '200': {
            description: 'It was recorded before',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Promotion' },
              },
            },
          },
          '201': {
            description: 'It is recorded',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Promotion' },
              },
            },
          },
          '400': { $ref: '#/components/responses/Error' },
          '401': { $ref: '#/components/responses/Error' },
          '403': { $ref: '#/components/responses/Error' },
          '409': { $ref: '#/components/responses/Error' },
          '413': { $ref: '#/components/responses/Error' },
          '415': { $ref: '#/components/responses/Error' },
          '503': { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/events/cdevents': {
      post: {
        operationId: 'recordCdEvent',
        summary: 'A CDEvent tells of a promotion',
        description:
          'CloudEvents in structured or binary mode (headers `ce-…`), or a CDEvent without an envelope. `service.deployed`, `upgraded` and `rolledback`, `service.published` and `artifact.published`, of any 0.x version; other kinds are answered with 202 and left. Idempotent by source and id of the event. Who may, and what is checked, is as for POST /promotions.',
        requestBody: {
          required: true,
          'x-limit': '1mb',
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/CdEvent' },
            },
          },
        },
        responses: {
          '200': {
            description: 'It was recorded before',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Promotion' },
              },
            },
          },
          '201': {
            description: 'It is recorded',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Promotion' },
              },
            },
          },
          '202': {
            description: 'It tells of no promotion, and is left',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/NotRecorded' },
              },
            },
          },
          '400': { $ref: '#/components/responses/Error' },
          '401': { $ref: '#/components/responses/Error' },
          '403': { $ref: '#/components/responses/Error' },
          '409': { $ref: '#/components/responses/Error' },
          '413': { $ref: '#/components/responses/Error' },
          '415': { $ref: '#/components/responses/Error' },
          '503': { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/events/{cluster}': {
      post: {
        operationId: 'receiveFluxEvent',
        summary:
          'A notification-controller sends an event, by a Provider of type generic-hmac',
        description:
          'Signed instead of authenticated: `X-Signature: sha256=<hex>` or `sha512=<hex>` over the body as it was before any packing, under a secret of `fluxDelivery.events.clusters.<cluster>`. An event is a hint: it names releases and claims who moved them. The same event again does nothing.',
        security: [],
        parameters: [
          {
            name: 'cluster',
            in: 'path',
            required: true,
            schema: { type: 'string', maxLength: 253 },
          },
          {
            name: 'X-Signature',
            in: 'header',
            required: true,
            schema: { type: 'string', maxLength: 200 },
          },
        ],
        requestBody: {
          required: true,
          'x-limit': '1mb',
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/FluxEvent' },
            },
          },
        },
        responses: {
          '202': {
            description: 'It is taken',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/TakenHint' },
              },
            },
          },
          '400': { $ref: '#/components/responses/Error' },
          '401': { $ref: '#/components/responses/Error' },
          '413': { $ref: '#/components/responses/Error' },
          '415': { $ref: '#/components/responses/Error' },
          '429': {
            description:
              'More than this cluster may send, or too much that nobody signed',
            headers: { 'Retry-After': { schema: { type: 'integer' } } },
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Error' },
              },
            },
          },
          '503': { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/find': {
      get: {
        operationId: 'find',
        summary: 'Releases by any name of them, and where they are',
        description:
          'A full or short commit or digest, a revision of Flux, a tag, a chart version, an image, the id or URL of a pipeline, a change request, a promotion, a release of Helm (`name.v12`), a pod or a workload. Best first, at most 20. What the caller may not read is neither counted nor shown.',
        parameters: [
          {
            name: 'q',
            in: 'query',
            required: true,
            allowReserved: true,
            schema: { type: 'string', minLength: 1, maxLength: 2048 },
          },
        ],
        responses: {
          '200': {
            description: 'What was found',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Find' },
              },
            },
          },
          '400': { $ref: '#/components/responses/Error' },
          '401': { $ref: '#/components/responses/Error' },
          '503': { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/explain': {
      post: {
        operationId: 'explain',
        summary: 'What a pasted error means, whose move it is, and what to do',
        description:
          'For whoever is signed in. The message may be any text in which an error stands: a condition, an event or an object in JSON or YAML, the output of kubectl describe, a row of a table, a line of a log. With an entity the answer goes by its path and the configured rules; an entity that the caller may not see answers like one that does not exist. Nothing is stored.',
        requestBody: {
          required: true,
          'x-limit': '512kb',
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/ExplainInput' },
            },
          },
        },
        responses: {
          '200': {
            description: 'The explanation',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Explanation' },
              },
            },
          },
          '400': { $ref: '#/components/responses/Error' },
          '401': { $ref: '#/components/responses/Error' },
          '403': { $ref: '#/components/responses/Error' },
          '404': { $ref: '#/components/responses/Error' },
          '413': { $ref: '#/components/responses/Error' },
          '503': { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/summaries': {
      post: {
        operationId: 'getSummaries',
        summary: 'The delivery state of up to 500 entities',
        description:
          'For tables and team views. Of the entities that have a delivery path and that the caller may see, in the order of the question; others are left out, whether they exist or not.',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/SummariesInput' },
            },
          },
        },
        responses: {
          '200': {
            description: 'The summaries',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Summaries' },
              },
            },
          },
          '400': { $ref: '#/components/responses/Error' },
          '401': { $ref: '#/components/responses/Error' },
          '413': { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/fleet': {
      get: {
        operationId: 'getFleet',
        summary: 'All delivery paths that the caller may see, worst first',
        description:
          'Within one parameter any value will do, and all parameters must hold. With environments or clusters the state of a service is that of its targets there. Numbers count what the caller may see, and nothing else. Root causes come with the first page.',
        parameters: [
          { $ref: '#/components/parameters/fleetOwner' },
          { $ref: '#/components/parameters/fleetSystem' },
          { $ref: '#/components/parameters/fleetEnvironment' },
          { $ref: '#/components/parameters/fleetCluster' },
          { $ref: '#/components/parameters/fleetSegment' },
          { $ref: '#/components/parameters/fleetClass' },
          { $ref: '#/components/parameters/fleetState' },
          { $ref: '#/components/parameters/fleetText' },
          {
            name: 'limit',
            in: 'query',
            description: 'Default: 50',
            schema: { type: 'integer', minimum: 1, maximum: 500 },
          },
          {
            name: 'cursor',
            in: 'query',
            description: '`nextCursor` of the page before',
            schema: { type: 'string', maxLength: 1024 },
          },
          { name: 'If-None-Match', in: 'header', schema: { type: 'string' } },
        ],
        responses: {
          '200': {
            description: 'A page',
            headers: { ETag: { schema: { type: 'string' } } },
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Fleet' },
              },
            },
          },
          '304': { description: 'Nothing but the time of the answer changed' },
          '400': { $ref: '#/components/responses/Error' },
          '401': { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/fleet/suspensions': {
      get: {
        operationId: 'getSuspensions',
        summary:
          'Every object that somebody stopped, the longest stopped first',
        description:
          'Of the services that the caller may see; without filters also sources and appliers that are on the way of no service, where the caller may see whatever is in their place. At most 500.',
        parameters: [
          { $ref: '#/components/parameters/fleetOwner' },
          { $ref: '#/components/parameters/fleetSystem' },
          { $ref: '#/components/parameters/fleetEnvironment' },
          { $ref: '#/components/parameters/fleetCluster' },
          { $ref: '#/components/parameters/fleetText' },
          { name: 'If-None-Match', in: 'header', schema: { type: 'string' } },
        ],
        responses: {
          '200': {
            description: 'The register',
            headers: { ETag: { schema: { type: 'string' } } },
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Suspensions' },
              },
            },
          },
          '304': { description: 'Nothing but the time of the answer changed' },
          '400': { $ref: '#/components/responses/Error' },
          '401': { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/fleet/targets': {
      get: {
        operationId: 'getFleetTargets',
        summary: 'Every target of every service, for a search index',
        description:
          'For services of the portal, such as the collator of search, that decide themselves whom they tell; users are refused. A resource of the permission framework by the name of `<entity ref>#<target id>` is the target, with `#<segment>` a segment of it.',
        parameters: [
          {
            name: 'cursor',
            in: 'query',
            description: '`nextCursor` of the page before',
            schema: { type: 'string', maxLength: 1024 },
            allowReserved: true,
          },
        ],
        responses: {
          '200': {
            description: 'A page',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/IndexedTargets' },
              },
            },
          },
          '400': { $ref: '#/components/responses/Error' },
          '401': { $ref: '#/components/responses/Error' },
          '403': { $ref: '#/components/responses/Error' },
          '503': { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/fleet/questions': {
      get: {
        operationId: 'getFleetQuestions',
        summary: 'What one asks of all services, answered',
        description:
          'Whether sources are ready, what is suspended, whether the controllers run, and the like, over the services that the caller may see and the filters leave. Figures of deliveries are of those targets whose history the caller may read as well (`flux-delivery.history.read`), and are absent where that is none of them, or the history does not answer.',
        parameters: [
          { $ref: '#/components/parameters/fleetOwner' },
          { $ref: '#/components/parameters/fleetSystem' },
          { $ref: '#/components/parameters/fleetEnvironment' },
          { $ref: '#/components/parameters/fleetCluster' },
          { $ref: '#/components/parameters/fleetText' },
        ],
        responses: {
          '200': {
            description: 'The answers',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/FleetQuestions' },
              },
            },
          },
          '400': { $ref: '#/components/responses/Error' },
          '401': { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/ownership': {
      get: {
        operationId: 'getOwnership',
        summary:
          'Whose an object, an image, a digest, a repository, a release or a pod is; and what a service, group, user, system or domain has',
        description:
          'One question for each request: `q` (anything that was copied), `kind` and `name` (with `namespace`, and `group` for kinds that are not known), `namespace` alone, `image`, `digest`, `url`, `release` or `pod`; `cluster` narrows each. Answered from memory. What is hidden from the caller gives the answer of what is not there.',
        parameters: [
          {
            name: 'q',
            in: 'query',
            allowReserved: true,
            description:
              'Anything that names something: `deployment/api -n shop`, `api-7d9c8b6f5-x2x4q`, an image, a URL, `group:default/shop`',
            schema: { type: 'string', minLength: 1, maxLength: 1024 },
          },
          {
            name: 'cluster',
            in: 'query',
            schema: { type: 'string', minLength: 1, maxLength: 253 },
          },
          {
            name: 'group',
            in: 'query',
            description: 'API group; empty for the core group',
            schema: { type: 'string', maxLength: 253 },
          },
          {
            name: 'kind',
            in: 'query',
            description: 'Singular, plural or short, whatever the case',
            schema: { type: 'string', minLength: 1, maxLength: 63 },
          },
          {
            name: 'namespace',
            in: 'query',
            schema: { type: 'string', minLength: 1, maxLength: 63 },
          },
          {
            name: 'name',
            in: 'query',
            schema: { type: 'string', minLength: 1, maxLength: 253 },
          },
          {
            name: 'image',
            in: 'query',
            allowReserved: true,
            schema: { type: 'string', minLength: 1, maxLength: 1024 },
          },
          {
            name: 'digest',
            in: 'query',
            allowReserved: true,
            description: '`sha256:…`: of an image or an artifact',
            schema: { type: 'string', minLength: 1, maxLength: 160 },
          },
          {
            name: 'url',
            in: 'query',
            allowReserved: true,
            description: 'Of a Git, OCI or Helm repository, in any form',
            schema: { type: 'string', minLength: 1, maxLength: 1024 },
          },
          {
            name: 'release',
            in: 'query',
            description: 'Name of a Helm release',
            schema: { type: 'string', minLength: 1, maxLength: 253 },
          },
          {
            name: 'pod',
            in: 'query',
            schema: { type: 'string', minLength: 1, maxLength: 253 },
          },
        ],
        responses: {
          '200': {
            description:
              'What the question names and the caller may see; nothing where nothing does',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Ownership' },
              },
            },
          },
          '400': { $ref: '#/components/responses/Error' },
          '401': { $ref: '#/components/responses/Error' },
          '503': { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/ownership/gaps': {
      get: {
        operationId: 'getOwnershipGaps',
        summary:
          'Every source, applier and workload that nobody owns, or more than one',
        description:
          'From a look through everything that is some seconds old. What hangs on an applier that nobody owns is told with it, and not by itself; workloads in namespaces `kube-*` are of the cluster. Numbers count what the caller may see.',
        parameters: [
          {
            name: 'gap',
            in: 'query',
            schema: { type: 'string', enum: ['unowned', 'doublyOwned'] },
          },
          {
            name: 'cluster',
            in: 'query',
            schema: { type: 'string', minLength: 1, maxLength: 253 },
          },
          {
            name: 'namespace',
            in: 'query',
            schema: { type: 'string', minLength: 1, maxLength: 63 },
          },
          {
            name: 'kind',
            in: 'query',
            schema: { type: 'string', minLength: 1, maxLength: 63 },
          },
          {
            name: 'limit',
            in: 'query',
            description: 'Default: 50',
            schema: { type: 'integer', minimum: 1, maximum: 200 },
          },
          {
            name: 'cursor',
            in: 'query',
            description: '`nextCursor` of the page before',
            schema: { type: 'string', maxLength: 2048 },
          },
        ],
        responses: {
          '200': {
            description: 'A page',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/OwnershipGaps' },
              },
            },
          },
          '400': { $ref: '#/components/responses/Error' },
          '401': { $ref: '#/components/responses/Error' },
          '503': { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/entities/{kind}/{namespace}/{name}/ownership': {
      get: {
        operationId: 'getEntityOwnership',
        summary:
          'Everything that an entity owns, and who owns what its delivery hangs on',
        parameters: [
          { $ref: '#/components/parameters/kind' },
          { $ref: '#/components/parameters/namespace' },
          { $ref: '#/components/parameters/name' },
        ],
        responses: {
          '200': {
            description:
              'Of each target the owners, what its applier owns and may delete, sources and credentials',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/EntityOwnership' },
              },
            },
          },
          '400': { $ref: '#/components/responses/Error' },
          '401': { $ref: '#/components/responses/Error' },
          '404': { $ref: '#/components/responses/Error' },
          '503': { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/clusters': {
      get: {
        operationId: 'getClusters',
        summary:
          'Per cluster and kind, how well it is known, and what to do where it is not',
        responses: {
          '200': {
            description: 'The clusters',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Clusters' },
              },
            },
          },
          '400': { $ref: '#/components/responses/Error' },
          '401': { $ref: '#/components/responses/Error' },
          '403': { $ref: '#/components/responses/Error' },
          '503': { $ref: '#/components/responses/Error' },
        },
      },
    },
  },
  components: {
    parameters: {
      kind: {
        name: 'kind',
        in: 'path',
        required: true,
        schema: {
          type: 'string',
          maxLength: 63,
          pattern: '^[A-Za-z][A-Za-z0-9]*$',
        },
      },
      namespace: {
        name: 'namespace',
        in: 'path',
        required: true,
        schema: {
          type: 'string',
          maxLength: 63,
          pattern: '^[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?$',
        },
      },
      name: {
        name: 'name',
        in: 'path',
        required: true,
        schema: {
          type: 'string',
          maxLength: 63,
          pattern: '^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$',
        },
      },
      targetId: {
        name: 'targetId',
        in: 'path',
        required: true,
        schema: { type: 'string', maxLength: 1024 },
      },
      fleetOwner: {
        name: 'owner',
        in: 'query',
        description: 'Full refs of groups or users',
        allowReserved: true,
        style: 'form',
        explode: true,
        schema: {
          type: 'array',
          maxItems: 50,
          items: { type: 'string', maxLength: 200 },
        },
      },
      fleetSystem: {
        name: 'system',
        in: 'query',
        description: 'Full refs of systems',
        allowReserved: true,
        style: 'form',
        explode: true,
        schema: {
          type: 'array',
          maxItems: 50,
          items: { type: 'string', maxLength: 200 },
        },
      },
      fleetEnvironment: {
        name: 'environment',
        in: 'query',
        description: 'Names',
        allowReserved: true,
        style: 'form',
        explode: true,
        schema: {
          type: 'array',
          maxItems: 50,
          items: { type: 'string', maxLength: 63 },
        },
      },
      fleetCluster: {
        name: 'cluster',
        in: 'query',
        description: 'Names',
        allowReserved: true,
        style: 'form',
        explode: true,
        schema: {
          type: 'array',
          maxItems: 50,
          items: { type: 'string', maxLength: 512 },
        },
      },
      fleetSegment: {
        name: 'segment',
        in: 'query',
        description: 'Of the first divergence',
        allowReserved: true,
        style: 'form',
        explode: true,
        schema: {
          type: 'array',
          maxItems: 50,
          items: {
            type: 'string',
            maxLength: 20,
            enum: ['promotion', 'source', 'reconcile', 'rollout', 'traffic'],
          },
        },
      },
      fleetClass: {
        name: 'class',
        in: 'query',
        description: 'Of the first divergence',
        allowReserved: true,
        style: 'form',
        explode: true,
        schema: {
          type: 'array',
          maxItems: 50,
          items: { type: 'string', maxLength: 63 },
        },
      },
      fleetState: {
        name: 'state',
        in: 'query',
        description: 'Of the service',
        allowReserved: true,
        style: 'form',
        explode: true,
        schema: {
          type: 'array',
          maxItems: 50,
          items: {
            type: 'string',
            maxLength: 20,
            enum: ['diverged', 'suspended', 'unknown', 'inProgress', 'ok'],
          },
        },
      },
      fleetText: {
        name: 'q',
        in: 'query',
        description: 'In name, title or owner, whatever the case',
        allowReserved: true,
        schema: { type: 'string', maxLength: 200 },
      },
    },
    responses: {
      Error: {
        description:
          'An error in the form of @backstage/errors. Any route may answer 401 without a valid token, 403 where the token is not for this plugin, and 503 while a group that the configuration names is not in the catalog.',
        content: {
          'application/json': {
            schema: { $ref: '#/components/schemas/Error' },
          },
        },
      },
    },
    schemas: {
      KnownIdentifiers: {
        type: 'object',
        description:
          'The names that were seen of a version; none where nothing names it, as of a HelmRelease that was never installed',
        additionalProperties: false,
        properties: {
          commit: { type: 'string' },
          tag: { type: 'string' },
          digest: { type: 'string' },
          chartVersion: { type: 'string' },
          image: { type: 'string' },
        },
      },
      VersionIdentifiers: {
        type: 'object',
        minProperties: 1,
        additionalProperties: false,
        properties: {
          commit: { type: 'string', description: '7 to 64 hex digits' },
          tag: { type: 'string', maxLength: 128 },
          digest: { type: 'string', description: '`sha256:…`' },
          chartVersion: { type: 'string', maxLength: 256 },
          image: { type: 'string', maxLength: 512 },
        },
      },
      PromotionInput: {
        type: 'object',
        description: 'One of entityRef, image and source is needed',
        required: ['id', 'environment', 'version', 'occurredAt'],
        additionalProperties: false,
        properties: {
          id: { type: 'string', maxLength: 200 },
          entityRef: { type: 'string', maxLength: 200 },
          image: { type: 'string', maxLength: 512 },
          source: { type: 'string', maxLength: 1024 },
          environment: {
            type: 'string',
            maxLength: 63,
            description: 'May be absent where kind is published',
          },
          from: { type: 'string', maxLength: 63 },
          version: { $ref: '#/components/schemas/VersionIdentifiers' },
          actor: {
            type: 'object',
            required: ['name'],
            additionalProperties: false,
            properties: {
              name: { type: 'string', maxLength: 200 },
              type: {
                type: 'string',
                enum: ['human', 'automation', 'unknown'],
              },
            },
          },
          pipeline: {
            type: 'object',
            required: ['id'],
            additionalProperties: false,
            properties: {
              id: { type: 'string', maxLength: 200 },
              url: {
                type: 'string',
                maxLength: 2048,
                description: 'http or https',
              },
              provider: { type: 'string', maxLength: 63 },
            },
          },
          change: {
            type: 'object',
            required: ['url'],
            additionalProperties: false,
            properties: {
              url: {
                type: 'string',
                maxLength: 2048,
                description: 'http or https',
              },
            },
          },
          notes: { type: 'string', maxLength: 4000 },
          occurredAt: { type: 'string', format: 'date-time' },
          kind: {
            type: 'string',
            enum: ['promotion', 'rollback', 'published'],
          },
        },
      },
      Actor: {
        type: 'object',
        required: ['name', 'type', 'trust'],
        properties: {
          name: { type: 'string', description: 'Empty where nobody is known' },
          type: { type: 'string', enum: ['human', 'automation', 'unknown'] },
          trust: {
            type: 'string',
            enum: ['verified', 'claimed', 'inferred', 'unknown'],
          },
        },
      },
      Promotion: {
        type: 'object',
        required: [
          'id',
          'environment',
          'version',
          'actor',
          'occurredAt',
          'recordedAt',
          'feed',
        ],
        properties: {
          id: { type: 'string' },
          entityRef: { type: 'string' },
          image: { type: 'string' },
          source: { type: 'string' },
          environment: { type: 'string' },
          from: { type: 'string' },
          version: { $ref: '#/components/schemas/VersionIdentifiers' },
          actor: { $ref: '#/components/schemas/Actor' },
          pipeline: {
            type: 'object',
            properties: {
              id: { type: 'string' },
              url: { type: 'string' },
              provider: { type: 'string' },
            },
          },
          change: { type: 'object', properties: { url: { type: 'string' } } },
          notes: { type: 'string' },
          occurredAt: { type: 'string' },
          recordedAt: { type: 'string' },
          recordedBy: {
            type: 'string',
            description: 'Who told it',
            'as authentication proves': null,
          },
          feed: { type: 'string', enum: ['api', 'cdevents'] },
          kind: {
            type: 'string',
            enum: ['promotion', 'rollback', 'published'],
          },
        },
      },
      CarriedOutPromotion: {
        type: 'object',
        required: [
          'id',
          'environment',
          'version',
          'actor',
          'occurredAt',
          'recordedAt',
          'feed',
          'deliveries',
        ],
        properties: {
          id: { type: 'string' },
          entityRef: { type: 'string' },
          image: { type: 'string' },
          source: { type: 'string' },
          environment: { type: 'string' },
          from: { type: 'string' },
          version: { $ref: '#/components/schemas/VersionIdentifiers' },
          actor: { $ref: '#/components/schemas/Actor' },
          pipeline: {
            type: 'object',
            properties: {
              id: { type: 'string' },
              url: { type: 'string' },
              provider: { type: 'string' },
            },
          },
          change: { type: 'object', properties: { url: { type: 'string' } } },
          notes: { type: 'string' },
          occurredAt: { type: 'string' },
          recordedAt: { type: 'string' },
          recordedBy: {
            type: 'string',
            description: 'Who told it',
            'as authentication proves': null,
          },
          feed: { type: 'string', enum: ['api', 'cdevents'] },
          kind: {
            type: 'string',
            enum: ['promotion', 'rollback', 'published'],
          },
          deliveries: {
            type: 'array',
            description: 'Empty where it has not arrived',
            items: {
              type: 'object',
              required: ['id', 'targetId', 'cluster', 'outcome'],
              properties: {
                id: { type: 'string' },
                targetId: { type: 'string' },
                cluster: { type: 'string' },
                outcome: {
                  type: 'string',
                  enum: [
                    'inProgress',
                    'succeeded',
                    'failed',
                    'superseded',
                    'unknown',
                  ],
                },
              },
            },
          },
        },
      },
      CdEvent: {
        type: 'object',
        description: 'A CloudEvent or the CDEvent in it',
        additionalProperties: true,
      },
      FluxEvent: {
        type: 'object',
        description: 'As notification-controller sends it',
        additionalProperties: true,
      },
      TakenHint: {
        type: 'object',
        required: ['hint'],
        properties: {
          hint: {
            type: 'string',
            enum: ['recorded', 'known', 'none'],
            description:
              '`known`: the same was told before; `none`: it tells no name that the watch does not, or of an object that the cluster is not known to hold',
          },
        },
      },
      Find: {
        type: 'object',
        required: ['query', 'readAs', 'ambiguous', 'items', 'truncated'],
        properties: {
          query: { type: 'string' },
          readAs: {
            type: 'array',
            description:
              'What the text may name, in the order in which it was tried',
            items: { $ref: '#/components/schemas/ReleaseName' },
          },
          ambiguous: {
            type: 'boolean',
            description: 'Several releases or services bear it',
          },
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/FoundRelease' },
          },
          truncated: { type: 'boolean' },
        },
      },
      ReleaseName: {
        type: 'object',
        required: ['kind', 'value'],
        properties: { kind: { type: 'string' }, value: { type: 'string' } },
      },
      FoundRelease: {
        type: 'object',
        required: [
          'entityRef',
          'title',
          'identifiers',
          'edges',
          'because',
          'exact',
          'promotions',
          'deliveries',
        ],
        properties: {
          entityRef: { type: 'string' },
          title: { type: 'string' },
          identifiers: {
            type: 'array',
            items: { $ref: '#/components/schemas/ReleaseName' },
          },
          edges: {
            type: 'array',
            items: {
              type: 'object',
              required: ['from', 'to', 'how', 'because'],
              properties: {
                from: { type: 'string' },
                to: { type: 'string' },
                how: {
                  type: 'string',
                  enum: [
                    'statusField',
                    'ociAnnotation',
                    'eventMetadata',
                    'promotion',
                    'imageReference',
                    'runningPod',
                  ],
                },
                because: { type: 'string' },
              },
            },
          },
          because: { type: 'string' },
          exact: {
            type: 'boolean',
            description: 'False where only a beginning was given',
          },
          promotions: {
            type: 'array',
            items: {
              type: 'object',
              required: ['id', 'environment', 'occurredAt'],
              properties: {
                id: { type: 'string' },
                environment: { type: 'string' },
                occurredAt: { type: 'string' },
                actor: { $ref: '#/components/schemas/Actor' },
              },
            },
          },
          deliveries: {
            type: 'array',
            items: {
              type: 'object',
              required: [
                'id',
                'environment',
                'cluster',
                'targetId',
                'outcome',
                'kind',
                'startedAt',
                'current',
              ],
              properties: {
                id: { type: 'string' },
                environment: { type: 'string' },
                cluster: { type: 'string' },
                targetId: { type: 'string' },
                outcome: { type: 'string' },
                kind: { type: 'string' },
                startedAt: { type: 'string' },
                current: { type: 'boolean' },
              },
            },
          },
        },
      },
      Tags: {
        type: 'object',
        required: [
          'entityRef',
          'observedAt',
          'environments',
          'moves',
          'complete',
        ],
        properties: {
          entityRef: { type: 'string' },
          observedAt: { type: 'string' },
          environments: {
            type: 'array',
            items: {
              type: 'object',
              required: ['name', 'pinned'],
              properties: {
                name: { type: 'string' },
                pinned: { type: 'boolean' },
                consumes: {
                  type: 'object',
                  required: ['how', 'text', 'flagged'],
                  properties: {
                    how: {
                      type: 'string',
                      enum: ['pinned', 'range', 'branch', 'tag'],
                    },
                    text: { type: 'string' },
                    flagged: { type: 'boolean' },
                  },
                },
              },
            },
          },
          notKnown: {
            type: 'array',
            description:
              'What is left out since the caller may not see the present path',
            items: { type: 'string' },
          },
          moves: {
            type: 'array',
            items: { $ref: '#/components/schemas/TagMove' },
          },
          complete: {
            type: 'boolean',
            description: 'False where older rows were left out',
          },
        },
      },
      TagMove: {
        type: 'object',
        required: [
          'tag',
          'environment',
          'to',
          'at',
          'seen',
          'actor',
          'summary',
        ],
        properties: {
          tag: { type: 'string' },
          repository: { type: 'string' },
          environment: { type: 'string' },
          cluster: { type: 'string' },
          targetId: { type: 'string' },
          from: { type: 'string' },
          to: { type: 'string' },
          at: { type: 'string' },
          seen: {
            type: 'boolean',
            description: 'False where only a record tells of it',
          },
          actor: { $ref: '#/components/schemas/Actor' },
          promotionId: { type: 'string' },
          deliveryId: { type: 'string' },
          summary: { type: 'string' },
        },
      },
      NotRecorded: {
        type: 'object',
        required: ['recorded', 'because'],
        properties: {
          recorded: { type: 'boolean', enum: [false] },
          because: { type: 'string' },
        },
      },
      PathAnswer: {
        anyOf: [
          { $ref: '#/components/schemas/DeliveryPath' },
          { $ref: '#/components/schemas/PathAt' },
        ],
      },
      SegmentState: {
        type: 'object',
        required: ['segment', 'verdict', 'headline', 'summary'],
        properties: {
          segment: { type: 'string' },
          verdict: { type: 'string' },
          class: { type: 'string' },
          headline: { type: 'string' },
          summary: { type: 'string' },
          revision: { type: 'string' },
          since: { type: 'string' },
          consequenceOf: { type: 'string' },
          unknownReason: { type: 'string' },
        },
      },
      TargetAt: {
        type: 'object',
        required: [
          'targetId',
          'cluster',
          'applier',
          'segments',
          'verdict',
          'notKnown',
        ],
        properties: {
          targetId: { type: 'string' },
          cluster: { type: 'string' },
          applier: { type: ['object', 'null'] },
          segments: {
            type: 'array',
            description:
              'The five segments as they were judged then; unknown where nothing was recorded',
            items: { $ref: '#/components/schemas/SegmentState' },
          },
          verdict: { type: 'string' },
          judgedAt: { type: 'string' },
          applied: {
            type: 'object',
            description:
              'The delivery whose content was in the cluster, as it was known then',
          },
          attempted: { type: 'object' },
          notKnown: { type: 'array', items: { type: 'string' } },
        },
      },
      PathAt: {
        type: 'object',
        required: [
          'entityRef',
          'at',
          'observedAt',
          'environments',
          'notKnown',
          'store',
        ],
        properties: {
          entityRef: { type: 'string' },
          at: { type: 'string' },
          observedAt: { type: 'string' },
          environments: {
            type: 'array',
            items: {
              type: 'object',
              required: ['name', 'pinned', 'verdict', 'targets'],
              properties: {
                name: { type: 'string' },
                pinned: { type: 'boolean' },
                verdict: { type: 'string' },
                targets: {
                  type: 'array',
                  items: { $ref: '#/components/schemas/TargetAt' },
                },
              },
            },
          },
          notKnown: {
            type: 'array',
            description: 'What was not known then, in sentences',
            items: { type: 'string' },
          },
          store: { type: 'string', enum: ['ledger', 'liveOnly'] },
        },
      },
      Deliveries: {
        type: 'object',
        required: ['entityRef', 'observedAt', 'items', 'complete', 'store'],
        properties: {
          entityRef: { type: 'string' },
          observedAt: { type: 'string' },
          items: {
            type: 'array',
            description: 'Newest first',
            items: { $ref: '#/components/schemas/Delivery' },
          },
          nextCursor: {
            type: 'string',
            description: 'Absent on the last page',
          },
          complete: {
            type: 'boolean',
            description: 'False where times were not seen in what is shown',
          },
          store: { type: 'string', enum: ['ledger', 'liveOnly'] },
        },
      },
      Delivery: {
        type: 'object',
        description: 'A row of the ledger; times are RFC 3339',
        required: [
          'id',
          'entityRef',
          'environment',
          'cluster',
          'targetId',
          'applier',
          'sequence',
          'contentId',
          'kind',
          'outcome',
          'revisions',
          'images',
          'actor',
          'startedAt',
          'backfilled',
          'spans',
          'totalSeconds',
          'links',
        ],
        properties: {
          id: { type: 'string' },
          entityRef: { type: 'string' },
          environment: { type: 'string' },
          cluster: { type: 'string' },
          targetId: { type: 'string' },
          applier: {
            type: 'object',
            nullable: true,
            properties: {
              group: { type: 'string' },
              kind: { type: 'string' },
              namespace: { type: 'string' },
              name: { type: 'string' },
            },
          },
          sequence: {
            type: 'integer',
            description:
              'The place of the row among those of its entity and target',
          },
          contentId: {
            type: 'string',
            description: 'Equal for equal content; opaque',
          },
          kind: {
            type: 'string',
            enum: [
              'forward',
              'rollback',
              'remediation',
              'configOnly',
              'restart',
              'outOfBand',
              'driftCorrection',
              'noChange',
              'baseline',
              'gap',
            ],
          },
          outcome: {
            type: 'string',
            enum: [
              'inProgress',
              'succeeded',
              'failed',
              'superseded',
              'unknown',
            ],
          },
          segment: { type: 'string' },
          class: { type: 'string' },
          message: { type: 'string' },
          revisions: { type: 'object' },
          images: { type: 'array', items: { type: 'object' } },
          actor: { $ref: '#/components/schemas/Actor' },
          trigger: { type: 'string' },
          startedAt: { type: 'string' },
          fetchedAt: { type: 'string' },
          attemptedAt: { type: 'string' },
          appliedAt: { type: 'string' },
          rolledOutAt: { type: 'string' },
          servingAt: { type: 'string' },
          finishedAt: { type: 'string' },
          backfilled: { type: 'boolean' },
          detail: { type: 'string' },
          promotion: { $ref: '#/components/schemas/Promotion' },
          promotionId: { type: 'string' },
          eventMetadata: {
            type: 'object',
            description: 'What events of Flux carried of their own; claims',
            additionalProperties: { type: 'string' },
          },
          spans: { type: 'array', items: { type: 'object' } },
          totalSeconds: { type: 'number' },
          openSpan: { type: 'object' },
          previous: { type: 'object' },
          previousId: { type: 'string' },
          links: { type: 'array', items: { type: 'object' } },
          compareUrl: { type: 'string' },
        },
      },
      ExportedDeliveries: {
        type: 'object',
        required: ['entityRef', 'observedAt', 'items', 'truncated'],
        properties: {
          entityRef: { type: 'string' },
          observedAt: { type: 'string' },
          items: { type: 'array', items: { type: 'object' } },
          truncated: { type: 'boolean' },
        },
      },
      Matrix: {
        type: 'object',
        required: [
          'entityRef',
          'observedAt',
          'environments',
          'versions',
          'cells',
          'behind',
          'tracks',
          'notes',
          'moreVersions',
          'store',
        ],
        properties: {
          entityRef: { type: 'string' },
          observedAt: { type: 'string' },
          environments: {
            type: 'array',
            description: 'In promotion order',
            items: {
              type: 'object',
              required: ['name', 'pinned'],
              properties: {
                name: { type: 'string' },
                pinned: { type: 'boolean' },
                consumes: {
                  type: 'object',
                  properties: {
                    how: {
                      type: 'string',
                      enum: ['pinned', 'range', 'branch', 'tag'],
                    },
                    text: { type: 'string' },
                    flagged: { type: 'boolean' },
                  },
                },
              },
            },
          },
          versions: {
            type: 'array',
            description: 'Newest first',
            items: {
              type: 'object',
              required: [
                'key',
                'title',
                'identifiers',
                'firstSeenAt',
                'publishedOnly',
              ],
              properties: {
                key: { type: 'string' },
                title: { type: 'string' },
                identifiers: { $ref: '#/components/schemas/KnownIdentifiers' },
                firstSeenAt: { type: 'string' },
                publishedOnly: { type: 'boolean' },
                published: {
                  type: 'object',
                  required: ['at', 'actor'],
                  properties: {
                    at: { type: 'string' },
                    actor: { $ref: '#/components/schemas/Actor' },
                    recordedBy: { type: 'string' },
                  },
                },
                promotedTo: {
                  type: 'array',
                  description: 'Of a version that no environment has',
                  items: { type: 'string' },
                },
              },
            },
          },
          cells: {
            type: 'array',
            items: {
              type: 'object',
              required: ['version', 'environment', 'targets'],
              properties: {
                version: { type: 'string' },
                environment: { type: 'string' },
                targets: { type: 'array', items: { type: 'object' } },
              },
            },
          },
          behind: { type: 'array', items: { type: 'object' } },
          tracks: {
            type: 'array',
            description: 'Artifact and images side by side, in promotion order',
            items: { $ref: '#/components/schemas/EnvironmentTracks' },
          },
          notes: { type: 'array', items: { type: 'object' } },
          moreVersions: { type: 'integer' },
          store: { type: 'string', enum: ['ledger', 'liveOnly'] },
        },
      },
      Releases: {
        type: 'object',
        required: ['items'],
        properties: {
          items: {
            type: 'array',
            items: {
              type: 'object',
              required: ['entityRef', 'key', 'title', 'names', 'firstSeenAt'],
              properties: {
                entityRef: { type: 'string' },
                key: { type: 'string' },
                title: { type: 'string' },
                names: { type: 'array', items: { type: 'string' } },
                firstSeenAt: { type: 'string' },
              },
            },
          },
          nextCursor: {
            type: 'string',
            description: 'Absent on the last page',
          },
        },
      },
      EnvironmentTracks: {
        type: 'object',
        required: ['environment', 'groups'],
        properties: {
          environment: { type: 'string' },
          groups: {
            type: 'array',
            description:
              'Targets that have the same artifact and the same images',
            items: {
              type: 'object',
              required: ['targets', 'images'],
              properties: {
                targets: {
                  type: 'array',
                  items: {
                    type: 'object',
                    required: ['targetId', 'cluster', 'deliveryId'],
                    properties: {
                      targetId: { type: 'string' },
                      cluster: { type: 'string' },
                      deliveryId: { type: 'string' },
                    },
                  },
                },
                artifact: {
                  type: 'object',
                  description: 'What Flux applied last',
                  required: ['title', 'identifiers'],
                  properties: {
                    title: { type: 'string' },
                    identifiers: {
                      $ref: '#/components/schemas/KnownIdentifiers',
                    },
                  },
                },
                waiting: {
                  type: 'string',
                  description:
                    'What is newer at the source and not applied now',
                },
                images: { type: 'array', items: { type: 'object' } },
              },
            },
          },
          behind: {
            type: 'object',
            description:
              'Null where it cannot be counted; absent in the first environment',
            required: ['environment', 'artifacts', 'images'],
            properties: {
              environment: { type: 'string' },
              artifacts: { type: 'integer', nullable: true },
              images: { type: 'integer', nullable: true },
            },
          },
        },
      },
      Promotions: {
        type: 'object',
        required: ['entityRef', 'observedAt', 'items'],
        properties: {
          entityRef: { type: 'string' },
          observedAt: { type: 'string' },
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/CarriedOutPromotion' },
          },
          nextCursor: { type: 'string' },
        },
      },
      Error: {
        type: 'object',
        required: ['error', 'response'],
        properties: {
          error: {
            type: 'object',
            description: 'More fields may come with it',
            additionalProperties: true,
            required: ['name', 'message'],
            properties: {
              name: { type: 'string' },
              message: { type: 'string' },
            },
          },
          request: {
            type: 'object',
            properties: { method: { type: 'string' }, url: { type: 'string' } },
          },
          response: {
            type: 'object',
            required: ['statusCode'],
            properties: { statusCode: { type: 'integer' } },
          },
        },
      },
      EntityRef: {
        type: 'string',
        maxLength: 256,
        pattern:
          '^([A-Za-z][A-Za-z0-9]*:)?([A-Za-z0-9][-A-Za-z0-9_.]*/)?[A-Za-z0-9][-A-Za-z0-9_.]*$',
        description:
          'What it leaves out is component and default; case does not count',
      },
      Segment: {
        type: 'string',
        enum: ['promotion', 'source', 'reconcile', 'rollout', 'traffic'],
      },
      Verdict: {
        type: 'string',
        enum: [
          'ok',
          'inProgress',
          'diverged',
          'suspended',
          'unknown',
          'notObserved',
        ],
      },
      Binding: {
        type: 'string',
        enum: [
          'claimed',
          'label',
          'tenantRule',
          'trusted',
          'inferred',
          'notAuthorized',
          'notVerified',
        ],
      },
      ObjectRef: {
        type: 'object',
        required: ['cluster', 'group', 'kind', 'namespace', 'name'],
        properties: {
          cluster: { type: 'string' },
          group: { type: 'string' },
          kind: { type: 'string' },
          namespace: { type: 'string' },
          name: { type: 'string' },
        },
      },
      Link: {
        type: 'object',
        required: ['title', 'url'],
        properties: {
          title: { type: 'string' },
          url: { type: 'string', format: 'uri' },
        },
      },
      ObjectLink: {
        type: 'object',
        required: ['ref', 'exists'],
        properties: {
          ref: { $ref: '#/components/schemas/ObjectRef' },
          because: { type: 'string' },
          exists: { type: 'boolean' },
          links: {
            type: 'array',
            items: { $ref: '#/components/schemas/Link' },
          },
        },
      },
      Revision: {
        type: 'object',
        required: ['raw', 'short'],
        properties: {
          raw: { type: 'string' },
          short: { type: 'string' },
          commit: { type: 'string' },
          digest: { type: 'string' },
          name: { type: 'string' },
          chartVersion: { type: 'string' },
        },
      },
      Evidence: {
        type: 'object',
        required: ['object', 'field', 'value', 'observedAt'],
        properties: {
          object: { $ref: '#/components/schemas/ObjectRef' },
          field: { type: 'string' },
          value: { type: 'string' },
          observedAt: { type: 'string', format: 'date-time' },
        },
      },
      SegmentVerdict: {
        type: 'object',
        required: ['segment', 'verdict', 'headline', 'summary', 'evidence'],
        properties: {
          segment: { $ref: '#/components/schemas/Segment' },
          verdict: { $ref: '#/components/schemas/Verdict' },
          headline: { type: 'string' },
          summary: { type: 'string' },
          detail: { type: 'string' },
          at: { type: 'string', format: 'date-time' },
          atWord: { type: 'string' },
          class: { type: 'string' },
          cause: { $ref: '#/components/schemas/Cause' },
          since: { type: 'string', format: 'date-time' },
          expectedBy: { type: 'string', format: 'date-time' },
          retryAt: { type: 'string', format: 'date-time' },
          message: { type: 'string' },
          reason: { type: 'string' },
          unknownReason: {
            type: 'string',
            enum: [
              'unreachable',
              'forbidden',
              'notSynced',
              'needsUserSession',
              'notAuthorized',
              'notPermitted',
              'notReconciled',
              'noEvidence',
            ],
          },
          phase: {
            type: 'string',
            description:
              'Of a Kustomization that failed: in which phase of its pass.',
            enum: [
              'fetch',
              'decrypt',
              'build',
              'validate',
              'apply',
              'prune',
              'health',
            ],
          },
          lastKnown: {
            type: 'object',
            description: 'What was last known, where the verdict is unknown',
            required: ['verdict', 'headline', 'at'],
            properties: {
              verdict: { $ref: '#/components/schemas/Verdict' },
              headline: { type: 'string' },
              at: { type: 'string', format: 'date-time' },
            },
          },
          revision: { $ref: '#/components/schemas/Revision' },
          newer: { $ref: '#/components/schemas/Revision' },
          rootCause: { $ref: '#/components/schemas/RootCause' },
          consequenceOf: { $ref: '#/components/schemas/Segment' },
          owner: { type: 'string' },
          ownerBecause: { type: 'string' },
          unowned: { type: 'boolean' },
          evidence: {
            type: 'array',
            items: { $ref: '#/components/schemas/Evidence' },
          },
        },
      },
      Divergence: {
        type: 'object',
        required: ['segment', 'verdict', 'summary'],
        properties: {
          segment: { $ref: '#/components/schemas/Segment' },
          verdict: { $ref: '#/components/schemas/Verdict' },
          class: { type: 'string' },
          cause: { $ref: '#/components/schemas/Cause' },
          since: { type: 'string', format: 'date-time' },
          summary: { type: 'string' },
          message: { type: 'string' },
          object: { $ref: '#/components/schemas/ObjectRef' },
          rootCause: { $ref: '#/components/schemas/RootCause' },
          firstResponder: { type: 'string' },
          because: { type: 'string' },
          responderClaimed: { type: 'boolean' },
          responderTeam: {
            type: 'string',
            enum: ['app', 'platform', 'both', 'other'],
          },
          unowned: { type: 'boolean' },
          policy: { $ref: '#/components/schemas/Policy' },
          rollbackOwner: { $ref: '#/components/schemas/OwnershipAnswer' },
          fixOwner: { $ref: '#/components/schemas/OwnershipAnswer' },
          runbook: { $ref: '#/components/schemas/Runbook' },
        },
      },
      Policy: {
        type: 'object',
        description: 'What refused the content',
        required: ['kind', 'name', 'because'],
        properties: {
          kind: { type: 'string' },
          name: { type: 'string' },
          owner: { type: 'string', description: 'Full entity ref' },
          because: { type: 'string', description: 'How the owner is known' },
        },
      },
      Runbook: {
        type: 'object',
        required: ['segment', 'meaning', 'checks'],
        properties: {
          class: { type: 'string' },
          segment: { $ref: '#/components/schemas/Segment' },
          meaning: { type: 'string' },
          url: { type: 'string', format: 'uri' },
          urlBecause: { type: 'string' },
          checks: {
            type: 'array',
            items: {
              type: 'object',
              required: ['plane', 'title', 'expect', 'next'],
              properties: {
                plane: { type: 'string', enum: ['control', 'data'] },
                title: { type: 'string' },
                command: { type: 'string' },
                expect: { type: 'string' },
                next: { type: 'string' },
              },
            },
          },
        },
      },
      Narrative: {
        type: 'object',
        required: ['clauses', 'text', 'markdown'],
        properties: {
          clauses: {
            type: 'object',
            required: [
              'promotion',
              'source',
              'change',
              'rollout',
              'divergence',
            ],
            properties: {
              promotion: { type: 'string' },
              source: { type: 'string' },
              change: { type: 'string' },
              rollout: { type: 'string' },
              divergence: { type: 'string' },
            },
          },
          text: { type: 'string' },
          markdown: { type: 'string' },
        },
      },
      Cause: {
        type: 'object',
        description:
          'The more specific failure inside a class: what a Helm upgrade failed of.',
        required: ['class', 'segment'],
        properties: { class: { type: 'string' }, segment: { type: 'string' } },
      },
      RootCause: {
        type: 'object',
        description:
          'What has to be mended first; the object of the divergence itself, where nothing else is behind it.',
        required: ['cluster', 'group', 'kind', 'namespace', 'name', 'summary'],
        properties: {
          cluster: { type: 'string' },
          group: { type: 'string' },
          kind: { type: 'string' },
          namespace: { type: 'string' },
          name: { type: 'string' },
          class: {
            type: 'string',
            description: 'Its own failure class, where it is known.',
          },
          summary: { type: 'string' },
          missing: {
            type: 'boolean',
            description: 'True where it does not exist.',
          },
        },
      },
      Trigger: {
        type: 'object',
        description:
          'How changes upstream get noticed. A lost signal makes a change late, and breaks nothing.',
        required: ['source', 'receivers', 'summary', 'steps'],
        properties: {
          source: { $ref: '#/components/schemas/ObjectRef' },
          receivers: {
            type: 'array',
            items: { $ref: '#/components/schemas/ObjectRef' },
          },
          interval: { type: 'string' },
          summary: { type: 'string' },
          steps: {
            type: 'array',
            items: {
              type: 'object',
              required: ['question', 'verdict', 'answer', 'evidence'],
              properties: {
                question: {
                  type: 'string',
                  enum: ['emitted', 'received', 'attempted', 'changed'],
                },
                verdict: { $ref: '#/components/schemas/Verdict' },
                answer: { type: 'string' },
                evidence: {
                  type: 'array',
                  items: { $ref: '#/components/schemas/Evidence' },
                },
              },
            },
          },
        },
      },
      Note: {
        type: 'object',
        required: ['class', 'summary'],
        properties: { class: { type: 'string' }, summary: { type: 'string' } },
      },
      Workload: {
        type: 'object',
        required: ['ref', 'exists', 'verdict', 'headline', 'images'],
        properties: {
          ref: { $ref: '#/components/schemas/ObjectRef' },
          exists: { type: 'boolean' },
          because: { type: 'string' },
          verdict: { $ref: '#/components/schemas/Verdict' },
          headline: { type: 'string' },
          podsAsOf: { type: 'string', format: 'date-time' },
          links: {
            type: 'array',
            items: { $ref: '#/components/schemas/Link' },
          },
          images: {
            type: 'array',
            items: {
              type: 'object',
              required: ['container', 'declared', 'running'],
              properties: {
                container: { type: 'string' },
                declared: { type: 'string' },
                running: {
                  type: 'array',
                  items: {
                    type: 'object',
                    required: ['digest', 'pods', 'image'],
                    properties: {
                      digest: { type: 'string' },
                      pods: { type: 'integer' },
                      image: { type: 'string' },
                    },
                  },
                },
              },
            },
          },
        },
      },
      Target: {
        type: 'object',
        required: [
          'id',
          'cluster',
          'delivered',
          'binding',
          'because',
          'becauseAll',
          'environmentBecause',
          'segments',
          'divergence',
          'narrative',
          'triage',
          'notes',
          'sources',
          'parents',
          'workloads',
          'services',
          'routes',
          'imageAutomation',
          'ownedCount',
          'commands',
        ],
        properties: {
          id: { type: 'string' },
          cluster: { type: 'string' },
          clusterTitle: { type: 'string' },
          applier: {
            type: 'object',
            required: ['group', 'kind', 'namespace', 'name'],
            properties: {
              group: { type: 'string' },
              kind: { type: 'string' },
              namespace: { type: 'string' },
              name: { type: 'string' },
            },
          },
          delivered: { type: 'string', enum: ['flux', 'notByFlux'] },
          binding: { $ref: '#/components/schemas/Binding' },
          because: { type: 'string' },
          becauseAll: { type: 'array', items: { type: 'string' } },
          environmentBecause: { type: 'string' },
          segments: {
            type: 'array',
            minItems: 5,
            maxItems: 5,
            items: { $ref: '#/components/schemas/SegmentVerdict' },
          },
          divergence: {
            anyOf: [
              { $ref: '#/components/schemas/Divergence' },
              { type: 'null' },
            ],
          },
          narrative: { $ref: '#/components/schemas/Narrative' },
          triage: { $ref: '#/components/schemas/Triage' },
          recordedDivergence: {
            description:
              'Null where nobody said anything; absent where that cannot be told now',
            anyOf: [
              { $ref: '#/components/schemas/RecordedDivergence' },
              { type: 'null' },
            ],
          },
          mayRecordDivergence: {
            type: 'boolean',
            enum: [false],
            description:
              'Where the caller may not say where this target diverged, though they may of others of the path',
          },
          notes: {
            type: 'array',
            items: { $ref: '#/components/schemas/Note' },
          },
          trigger: { $ref: '#/components/schemas/Trigger' },
          sources: {
            type: 'array',
            items: { $ref: '#/components/schemas/ObjectLink' },
          },
          parents: {
            type: 'array',
            items: { $ref: '#/components/schemas/ObjectLink' },
          },
          workloads: {
            type: 'array',
            items: { $ref: '#/components/schemas/Workload' },
          },
          services: {
            type: 'array',
            items: { $ref: '#/components/schemas/ObjectLink' },
          },
          routes: {
            type: 'array',
            items: { $ref: '#/components/schemas/ObjectLink' },
          },
          imageAutomation: {
            type: 'array',
            items: { $ref: '#/components/schemas/ObjectLink' },
          },
          ownedCount: { type: 'integer' },
          commands: {
            type: 'array',
            items: { $ref: '#/components/schemas/Command' },
          },
        },
      },
      DivergencePoint: {
        type: 'string',
        enum: [
          'promotion',
          'source',
          'reconcile',
          'rollout',
          'traffic',
          'none',
        ],
      },
      ExplainInput: {
        type: 'object',
        required: ['message'],
        additionalProperties: false,
        properties: {
          message: {
            type: 'string',
            minLength: 1,
            maxLength: 65536,
            description: 'At most 64 KiB in UTF-8',
          },
          kind: {
            type: 'string',
            maxLength: 253,
            pattern: '^[A-Za-z0-9./-]*$',
            description:
              'Of the object that it was said of; counts before what the message tells',
          },
          reason: { type: 'string', maxLength: 256 },
          condition: {
            type: 'string',
            maxLength: 316,
            description: 'Type of the condition; Event for an event',
          },
          status: { type: 'string', maxLength: 256 },
          entityRef: { $ref: '#/components/schemas/EntityRef' },
          targetId: { type: 'string', maxLength: 1024 },
        },
      },
      ExplainedClass: {
        type: 'object',
        required: ['class', 'segment', 'meaning'],
        properties: {
          class: { type: 'string' },
          segment: { $ref: '#/components/schemas/Segment' },
          meaning: { type: 'string' },
        },
      },
      Explanation: {
        type: 'object',
        required: [
          'class',
          'segment',
          'plane',
          'meaning',
          'text',
          'read',
          'firstMove',
          'runbook',
          'untold',
          'owners',
        ],
        properties: {
          class: { type: 'string' },
          segment: { $ref: '#/components/schemas/Segment' },
          plane: { type: 'string', enum: ['control', 'data'] },
          meaning: { type: 'string' },
          text: {
            type: 'string',
            description: 'What was pasted, without credentials',
          },
          read: {
            type: 'object',
            description: 'What was taken of it',
            required: ['failure'],
            properties: {
              as: { type: 'string' },
              failure: {
                type: 'object',
                required: ['message'],
                properties: {
                  kind: { type: 'string' },
                  namespace: { type: 'string' },
                  name: { type: 'string' },
                  condition: { type: 'string' },
                  status: { type: 'string' },
                  reason: { type: 'string' },
                  message: { type: 'string' },
                },
              },
            },
          },
          cause: { $ref: '#/components/schemas/ExplainedClass' },
          firstMove: {
            type: 'object',
            required: ['who', 'because'],
            properties: {
              who: { type: 'string' },
              owner: { type: 'string' },
              because: { type: 'string' },
              unowned: { type: 'boolean' },
              claimed: { type: 'boolean' },
            },
          },
          policy: { $ref: '#/components/schemas/Policy' },
          runbook: { $ref: '#/components/schemas/Runbook' },
          target: {
            type: 'object',
            required: ['id', 'environment', 'cluster'],
            properties: {
              id: { type: 'string' },
              environment: { type: 'string' },
              cluster: { type: 'string' },
            },
          },
          entityRef: { type: 'string' },
          untold: { type: 'array', items: { type: 'string' } },
          owners: { $ref: '#/components/schemas/Owners' },
        },
      },
      ContractError: {
        type: 'object',
        description:
          'What cannot be taken of a contract file; everything else holds without it',
        required: ['entityRef', 'file', 'url', 'problem'],
        properties: {
          entityRef: { type: 'string' },
          file: { type: 'string' },
          url: { type: 'string' },
          line: { type: 'integer', minimum: 1 },
          column: { type: 'integer', minimum: 1 },
          keyPath: { type: 'string' },
          problem: { type: 'string' },
        },
      },
      Contracted: {
        type: 'object',
        required: ['owner', 'said'],
        properties: {
          owner: { type: 'string' },
          said: {
            type: 'string',
            description: 'The annotation or line that says it',
          },
          segment: { $ref: '#/components/schemas/Segment' },
          class: { type: 'string' },
        },
      },
      ContractCheck: {
        type: 'object',
        required: ['name', 'result', 'summary', 'findings', 'notKnown'],
        properties: {
          name: {
            type: 'string',
            enum: [
              'identifiers',
              'versions',
              'order',
              'overlays',
              'refactors',
              'managers',
              'values',
              'interfaces',
            ],
          },
          result: {
            type: 'string',
            enum: ['ok', 'violated', 'cannotBeChecked'],
          },
          summary: { type: 'string' },
          findings: {
            type: 'array',
            items: {
              type: 'object',
              required: ['summary'],
              properties: {
                summary: { type: 'string' },
                since: { type: 'string', format: 'date-time' },
                said: { type: 'string' },
              },
            },
          },
          notKnown: { type: 'array', items: { type: 'string' } },
        },
      },
      ContractSection: {
        type: 'object',
        description:
          'A section of the contract file, as delivery-contract.schema.json has it, and what says it',
        required: ['value', 'said'],
        properties: {
          value: { type: ['object', 'array'] },
          said: { type: 'string' },
        },
      },
      Contract: {
        type: 'object',
        required: [
          'entityRef',
          'observedAt',
          'files',
          'errors',
          'annotationErrors',
          'segmentOwners',
          'firstResponse',
          'alerts',
          'promotions',
          'checks',
          'owners',
        ],
        properties: {
          entityRef: { type: 'string' },
          observedAt: { type: 'string', format: 'date-time' },
          files: {
            type: 'array',
            description: 'Nearest first',
            items: {
              type: 'object',
              required: ['entityRef', 'name', 'url', 'state'],
              properties: {
                entityRef: { type: 'string' },
                name: { type: 'string' },
                url: { type: 'string' },
                state: {
                  type: 'string',
                  enum: ['read', 'kept', 'unreadable', 'notReadYet'],
                  description:
                    '`kept`: it cannot be read now, and what it said before holds',
                },
                readAt: { type: 'string', format: 'date-time' },
                checkedAt: { type: 'string', format: 'date-time' },
                failure: { type: 'string' },
                failingSince: { type: 'string', format: 'date-time' },
              },
            },
          },
          errors: {
            type: 'array',
            items: { $ref: '#/components/schemas/ContractError' },
          },
          annotationErrors: {
            type: 'array',
            items: {
              type: 'object',
              required: ['annotation', 'value', 'expected'],
              properties: {
                annotation: { type: 'string' },
                value: { type: 'string' },
                expected: { type: 'string' },
              },
            },
          },
          segmentOwners: {
            type: 'array',
            items: { $ref: '#/components/schemas/Contracted' },
          },
          firstResponse: {
            type: 'array',
            description: 'The first one that fits counts',
            items: { $ref: '#/components/schemas/Contracted' },
          },
          rollback: { $ref: '#/components/schemas/Contracted' },
          fix: { $ref: '#/components/schemas/Contracted' },
          runbook: {
            type: 'object',
            required: ['url', 'said'],
            properties: { url: { type: 'string' }, said: { type: 'string' } },
          },
          alerts: {
            type: 'array',
            items: {
              type: 'object',
              required: ['title', 'url'],
              properties: {
                title: { type: 'string' },
                url: { type: 'string' },
              },
            },
          },
          promotions: {
            type: 'array',
            description:
              'What a promotion means in each environment that the service is in, in promotion order',
            items: {
              type: 'object',
              required: ['environment', 'way', 'summary', 'because'],
              properties: {
                environment: { type: 'string' },
                way: {
                  type: 'string',
                  enum: ['version', 'channel', 'mixed', 'unknown'],
                },
                summary: { type: 'string' },
                because: { type: 'array', items: { type: 'string' } },
                declared: { type: 'string', enum: ['pinned', 'floating'] },
              },
            },
          },
          identifiers: { $ref: '#/components/schemas/ContractSection' },
          environments: { $ref: '#/components/schemas/ContractSection' },
          appTeamMayChange: { $ref: '#/components/schemas/ContractSection' },
          platformMayRefactor: { $ref: '#/components/schemas/ContractSection' },
          interfaces: { $ref: '#/components/schemas/ContractSection' },
          checks: {
            type: 'array',
            items: { $ref: '#/components/schemas/ContractCheck' },
          },
          owners: { $ref: '#/components/schemas/Owners' },
        },
      },
      Owners: {
        type: 'object',
        description: 'By full entity ref',
        additionalProperties: {
          type: 'object',
          required: ['title', 'kind', 'exists', 'contacts'],
          properties: {
            title: { type: 'string' },
            kind: { type: 'string' },
            exists: {
              type: ['boolean', 'null'],
              description:
                'False where the catalog has no such entity or does not show it to the caller; null where it could not be asked',
            },
            contacts: {
              type: 'array',
              items: {
                type: 'object',
                required: ['type', 'title', 'url'],
                properties: {
                  type: {
                    type: 'string',
                    enum: ['chat', 'onCall', 'mail', 'page'],
                  },
                  title: { type: 'string' },
                  url: { type: 'string', format: 'uri' },
                },
              },
            },
          },
        },
      },
      OwnershipAnswer: {
        type: 'object',
        required: ['because'],
        properties: {
          owner: { type: 'string' },
          because: { type: 'string' },
          unowned: { type: 'boolean' },
        },
      },
      DivergencePointInput: {
        type: 'object',
        required: ['segment'],
        additionalProperties: false,
        properties: {
          segment: { $ref: '#/components/schemas/DivergencePoint' },
          note: {
            type: 'string',
            maxLength: 1000,
            pattern: '^[^\\u0000]*$',
            description: 'In plain text; credentials are taken out',
          },
          about: {
            type: 'object',
            description:
              'The divergence that the person was shown. Where it is another one by now, nothing is recorded, and the answer is 409.',
            required: ['segment'],
            additionalProperties: false,
            properties: {
              segment: { $ref: '#/components/schemas/DivergencePoint' },
              class: { type: 'string', maxLength: 255 },
            },
          },
        },
      },
      RecordedDivergence: {
        type: 'object',
        required: ['by', 'at', 'segment', 'confirms', 'about'],
        properties: {
          by: { type: 'string', description: 'Full entity ref of the person' },
          at: { type: 'string', format: 'date-time' },
          segment: { $ref: '#/components/schemas/DivergencePoint' },
          confirms: {
            type: 'boolean',
            description: 'False where the person corrected what was judged',
          },
          note: { type: 'string' },
          about: {
            type: 'object',
            required: ['segment'],
            properties: {
              segment: { $ref: '#/components/schemas/DivergencePoint' },
              class: { type: 'string' },
              since: { type: 'string', format: 'date-time' },
            },
          },
          stale: {
            type: 'boolean',
            description: 'True where the divergence of now is another one',
          },
        },
      },
      Triage: {
        type: 'object',
        required: ['symptom', 'attribution', 'names', 'steps'],
        properties: {
          symptom: {
            type: 'string',
            enum: [
              'wrongVersion',
              'failedRollout',
              'traffic',
              'none',
              'cannotTell',
            ],
          },
          attribution: {
            type: 'object',
            required: ['cause', 'summary'],
            properties: {
              cause: {
                type: 'string',
                enum: [
                  'wrongIntent',
                  'wrongSource',
                  'rolloutFailed',
                  'trafficNotShifted',
                  'none',
                  'cannotTell',
                ],
              },
              summary: { type: 'string' },
              boundary: { type: 'string' },
            },
          },
          names: { type: 'array', items: { type: 'string' } },
          steps: {
            type: 'array',
            minItems: 7,
            maxItems: 7,
            items: { $ref: '#/components/schemas/TriageStep' },
          },
        },
      },
      TriageStep: {
        type: 'object',
        required: [
          'id',
          'question',
          'answer',
          'verdict',
          'segments',
          'checked',
          'notChecked',
        ],
        properties: {
          id: {
            type: 'string',
            enum: [
              'symptom',
              'promotion',
              'source',
              'applier',
              'rollout',
              'traffic',
              'divergence',
            ],
          },
          question: { type: 'string' },
          answer: { type: 'string' },
          verdict: { $ref: '#/components/schemas/Verdict' },
          segments: {
            type: 'array',
            description: 'Segments of the same target that carry the evidence',
            items: { $ref: '#/components/schemas/Segment' },
          },
          checked: {
            type: 'array',
            items: {
              type: 'object',
              required: ['object'],
              properties: {
                object: { type: 'string' },
                segment: { $ref: '#/components/schemas/Segment' },
                fields: { type: 'array', items: { type: 'string' } },
                observedAt: { type: 'string', format: 'date-time' },
              },
            },
          },
          notChecked: {
            type: 'array',
            items: {
              type: 'object',
              required: ['what', 'why', 'reason'],
              properties: {
                what: { type: 'string' },
                why: { type: 'string' },
                reason: { type: 'string' },
              },
            },
          },
          evidence: {
            type: 'array',
            items: { $ref: '#/components/schemas/Evidence' },
          },
          said: {
            type: 'string',
            description: 'What a person said of it, in words',
          },
        },
      },
      Command: {
        type: 'object',
        required: ['title', 'command'],
        properties: { title: { type: 'string' }, command: { type: 'string' } },
      },
      Environment: {
        type: 'object',
        required: [
          'name',
          'assigned',
          'pinned',
          'verdict',
          'targets',
          'differences',
        ],
        properties: {
          name: { type: 'string' },
          assigned: { type: 'boolean' },
          pinned: { type: 'boolean' },
          verdict: { $ref: '#/components/schemas/Verdict' },
          targets: {
            type: 'array',
            items: { $ref: '#/components/schemas/Target' },
          },
          differences: { type: 'array', items: { type: 'string' } },
        },
      },
      ClusterFreshness: {
        type: 'object',
        required: ['name', 'state'],
        properties: {
          name: { type: 'string' },
          title: { type: 'string' },
          state: {
            type: 'string',
            enum: ['synced', 'notSynced', 'unreachable', 'needsUserSession'],
          },
          asOf: { type: 'string', format: 'date-time' },
          since: { type: 'string', format: 'date-time' },
          lastError: { type: 'string' },
        },
      },
      DeliveryPath: {
        type: 'object',
        required: [
          'entityRef',
          'observedAt',
          'headline',
          'verdict',
          'narrative',
          'environments',
          'clusters',
          'annotationErrors',
          'owners',
        ],
        properties: {
          entityRef: { type: 'string' },
          observedAt: { type: 'string', format: 'date-time' },
          headline: { type: 'string' },
          verdict: { $ref: '#/components/schemas/Verdict' },
          narrative: { $ref: '#/components/schemas/Narrative' },
          mayRecordDivergence: {
            type: 'boolean',
            description: 'Whether the caller may say where reality diverged',
          },
          environments: {
            type: 'array',
            items: { $ref: '#/components/schemas/Environment' },
          },
          clusters: {
            type: 'array',
            items: { $ref: '#/components/schemas/ClusterFreshness' },
          },
          owners: { $ref: '#/components/schemas/Owners' },
          annotationErrors: {
            type: 'array',
            items: {
              type: 'object',
              required: ['annotation', 'value', 'expected'],
              properties: {
                annotation: { type: 'string' },
                value: { type: 'string' },
                expected: { type: 'string' },
              },
            },
          },
          contractErrors: {
            type: 'array',
            items: { $ref: '#/components/schemas/ContractError' },
          },
          doctor: {
            type: 'object',
            required: ['summary', 'steps', 'fixes'],
            properties: {
              summary: { type: 'string' },
              steps: {
                type: 'array',
                items: {
                  type: 'object',
                  required: ['lookedFor', 'where', 'found', 'ok'],
                  properties: {
                    lookedFor: { type: 'string' },
                    where: { type: 'string' },
                    found: { type: 'string' },
                    ok: { type: 'boolean' },
                  },
                },
              },
              fixes: {
                type: 'array',
                items: {
                  type: 'object',
                  required: ['title', 'where', 'text'],
                  properties: {
                    title: { type: 'string' },
                    where: { type: 'string' },
                    text: { type: 'string' },
                  },
                },
              },
            },
          },
        },
      },
      Owned: {
        type: 'object',
        required: ['targetId', 'total', 'items'],
        properties: {
          targetId: { type: 'string' },
          total: { type: 'integer' },
          items: {
            type: 'array',
            items: {
              type: 'object',
              required: ['ref', 'exists'],
              properties: {
                ref: { $ref: '#/components/schemas/ObjectRef' },
                exists: {
                  type: ['boolean', 'null'],
                  description: 'Null for kinds that are not watched',
                },
                verdict: { $ref: '#/components/schemas/Verdict' },
                headline: { type: 'string' },
              },
            },
          },
        },
      },
      ObjectDetails: {
        type: 'object',
        required: [
          'ref',
          'observedAt',
          'conditions',
          'events',
          'yaml',
          'commands',
          'links',
        ],
        properties: {
          ref: { $ref: '#/components/schemas/ObjectRef' },
          observedAt: { type: 'string', format: 'date-time' },
          conditions: {
            type: 'array',
            items: {
              type: 'object',
              required: ['type', 'status', 'reason', 'message'],
              properties: {
                type: { type: 'string' },
                status: { type: 'string' },
                reason: { type: 'string' },
                message: { type: 'string' },
                since: { type: 'string', format: 'date-time' },
              },
            },
          },
          events: {
            type: 'array',
            items: {
              type: 'object',
              required: ['type', 'reason', 'message', 'count', 'object'],
              properties: {
                type: { type: 'string' },
                reason: { type: 'string' },
                message: { type: 'string' },
                count: { type: 'integer' },
                firstAt: { type: 'string', format: 'date-time' },
                lastAt: { type: 'string', format: 'date-time' },
                object: { type: 'string' },
              },
            },
          },
          eventsError: {
            type: 'string',
            description: 'Why there are no events',
            'in words': null,
          },
          yaml: { type: 'string' },
          commands: {
            type: 'array',
            items: { $ref: '#/components/schemas/Command' },
          },
          links: {
            type: 'array',
            items: { $ref: '#/components/schemas/Link' },
          },
        },
      },
      KindStatus: {
        type: 'object',
        required: ['group', 'kind', 'state', 'objects'],
        properties: {
          group: { type: 'string' },
          kind: { type: 'string' },
          version: { type: 'string' },
          state: {
            type: 'string',
            enum: [
              'synced',
              'notSynced',
              'forbidden',
              'absent',
              'unreachable',
              'needsUserSession',
            ],
          },
          objects: { type: 'integer' },
          asOf: { type: 'string', format: 'date-time' },
          since: { type: 'string', format: 'date-time' },
          lastError: { type: 'string' },
          advice: { type: 'string' },
        },
      },
      ClusterStatus: {
        type: 'object',
        required: ['name', 'state', 'authProvider', 'objects', 'kinds'],
        properties: {
          name: { type: 'string' },
          title: { type: 'string' },
          state: {
            type: 'string',
            enum: ['synced', 'notSynced', 'unreachable', 'needsUserSession'],
          },
          authProvider: { type: 'string' },
          objects: { type: 'integer' },
          asOf: { type: 'string', format: 'date-time' },
          since: { type: 'string', format: 'date-time' },
          lastError: { type: 'string' },
          advice: { type: 'string' },
          kinds: {
            type: 'array',
            items: { $ref: '#/components/schemas/KindStatus' },
          },
        },
      },
      Clusters: {
        type: 'object',
        required: ['observedAt', 'clusters'],
        properties: {
          observedAt: { type: 'string', format: 'date-time' },
          clusters: {
            type: 'array',
            items: { $ref: '#/components/schemas/ClusterStatus' },
          },
        },
      },
      SummariesInput: {
        type: 'object',
        required: ['entityRefs'],
        additionalProperties: false,
        properties: {
          entityRefs: {
            type: 'array',
            maxItems: 500,
            items: { type: 'string', maxLength: 200 },
          },
        },
      },
      FleetState: {
        type: 'string',
        enum: ['diverged', 'suspended', 'unknown', 'inProgress', 'ok'],
      },
      FleetBar: {
        type: 'object',
        required: ['segment', 'verdict'],
        properties: {
          segment: { $ref: '#/components/schemas/Segment' },
          verdict: { $ref: '#/components/schemas/Verdict' },
          consequence: { type: 'boolean' },
        },
      },
      FleetCause: {
        type: 'object',
        required: ['cluster', 'group', 'kind', 'namespace', 'name'],
        properties: {
          cluster: { type: 'string' },
          group: { type: 'string' },
          kind: { type: 'string' },
          namespace: { type: 'string' },
          name: { type: 'string' },
          class: { type: 'string' },
        },
      },
      FleetDivergence: {
        type: 'object',
        required: ['targetId', 'environment', 'cluster', 'segment', 'headline'],
        properties: {
          targetId: { type: 'string' },
          environment: { type: 'string' },
          cluster: { type: 'string' },
          segment: { $ref: '#/components/schemas/Segment' },
          class: { type: 'string' },
          since: { type: 'string' },
          headline: { type: 'string' },
          cause: { $ref: '#/components/schemas/FleetCause' },
          firstResponder: { type: 'string' },
          responderClaimed: { type: 'boolean' },
          unowned: { type: 'boolean' },
          because: { type: 'string' },
        },
      },
      FleetEnvironment: {
        type: 'object',
        required: ['name', 'state', 'bars', 'targets'],
        properties: {
          name: { type: 'string' },
          state: { $ref: '#/components/schemas/FleetState' },
          bars: {
            type: 'array',
            minItems: 5,
            maxItems: 5,
            items: { $ref: '#/components/schemas/FleetBar' },
          },
          targets: { type: 'integer' },
          version: { type: 'string' },
          expectedBy: { type: 'string' },
        },
      },
      FleetRow: {
        type: 'object',
        required: [
          'entityRef',
          'state',
          'headline',
          'environments',
          'divergences',
          'targets',
          'suspended',
        ],
        properties: {
          entityRef: { type: 'string' },
          title: { type: 'string' },
          owner: { type: 'string' },
          system: { type: 'string' },
          state: { $ref: '#/components/schemas/FleetState' },
          headline: { type: 'string' },
          since: { type: 'string' },
          environments: {
            type: 'array',
            items: { $ref: '#/components/schemas/FleetEnvironment' },
          },
          divergences: {
            type: 'array',
            maxItems: 5,
            items: { $ref: '#/components/schemas/FleetDivergence' },
          },
          targets: { type: 'integer' },
          suspended: { type: 'integer' },
          version: { type: 'string' },
          judgedAt: {
            type: 'string',
            format: 'date-time',
            description:
              'When it was judged last; the ETag does not depend on it',
          },
        },
      },
      FleetFacetValues: {
        type: 'array',
        items: {
          type: 'object',
          required: ['value', 'services'],
          properties: {
            value: { type: 'string' },
            services: { type: 'integer' },
          },
        },
      },
      Fleet: {
        type: 'object',
        required: [
          'observedAt',
          'complete',
          'clusters',
          'items',
          'nextCursor',
          'total',
          'counts',
          'rootCauses',
          'rootCausesTotal',
          'facets',
        ],
        properties: {
          observedAt: { type: 'string', format: 'date-time' },
          complete: { type: 'boolean' },
          clusters: {
            type: 'array',
            items: { $ref: '#/components/schemas/ClusterFreshness' },
          },
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/FleetRow' },
          },
          nextCursor: { type: ['string', 'null'] },
          total: { type: 'integer' },
          counts: {
            type: 'object',
            required: ['diverged', 'suspended', 'unknown', 'inProgress', 'ok'],
            properties: {
              diverged: { type: 'integer' },
              suspended: { type: 'integer' },
              unknown: { type: 'integer' },
              inProgress: { type: 'integer' },
              ok: { type: 'integer' },
            },
          },
          rootCauses: {
            type: 'array',
            items: { $ref: '#/components/schemas/FleetRootCause' },
          },
          rootCausesTotal: { type: 'integer' },
          owners: { $ref: '#/components/schemas/Owners' },
          facets: {
            type: 'object',
            required: [
              'owners',
              'systems',
              'environments',
              'clusters',
              'segments',
              'classes',
            ],
            properties: {
              owners: { $ref: '#/components/schemas/FleetFacetValues' },
              systems: { $ref: '#/components/schemas/FleetFacetValues' },
              environments: { $ref: '#/components/schemas/FleetFacetValues' },
              clusters: { $ref: '#/components/schemas/FleetFacetValues' },
              segments: { $ref: '#/components/schemas/FleetFacetValues' },
              classes: { $ref: '#/components/schemas/FleetFacetValues' },
            },
          },
        },
      },
      FleetRootCause: {
        type: 'object',
        required: [
          'segment',
          'state',
          'headline',
          'cluster',
          'environments',
          'entityRefs',
          'services',
          'owners',
        ],
        properties: {
          object: { $ref: '#/components/schemas/FleetCause' },
          class: { type: 'string' },
          segment: { $ref: '#/components/schemas/Segment' },
          state: { type: 'string', enum: ['diverged', 'suspended'] },
          headline: { type: 'string' },
          cluster: { type: 'string' },
          environments: { type: 'array', items: { type: 'string' } },
          since: { type: 'string' },
          firstResponder: { type: 'string' },
          responderClaimed: { type: 'boolean' },
          unowned: { type: 'boolean' },
          entityRefs: {
            type: 'array',
            maxItems: 50,
            items: { type: 'string' },
            description: 'The first of them',
          },
          services: { type: 'integer' },
          owners: { type: 'integer' },
        },
      },
      Summaries: {
        type: 'object',
        required: ['observedAt', 'complete', 'clusters', 'items'],
        properties: {
          observedAt: { type: 'string', format: 'date-time' },
          complete: { type: 'boolean' },
          clusters: {
            type: 'array',
            items: { $ref: '#/components/schemas/ClusterFreshness' },
          },
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/FleetRow' },
          },
        },
      },
      IndexedTargets: {
        type: 'object',
        required: ['items'],
        properties: {
          items: {
            type: 'array',
            items: {
              type: 'object',
              required: [
                'entityRef',
                'targetId',
                'environment',
                'cluster',
                'state',
                'headline',
              ],
              properties: {
                entityRef: { type: 'string' },
                title: { type: 'string' },
                owner: { type: 'string' },
                system: { type: 'string' },
                targetId: { type: 'string' },
                environment: { type: 'string' },
                cluster: { type: 'string' },
                state: { $ref: '#/components/schemas/FleetState' },
                headline: { type: 'string' },
                headlineOf: { $ref: '#/components/schemas/Segment' },
                version: { type: 'string' },
                segment: { $ref: '#/components/schemas/Segment' },
                class: { type: 'string' },
                firstResponder: { type: 'string' },
              },
            },
          },
          nextCursor: { type: 'string' },
        },
      },
      DeliveryFigures: {
        type: 'object',
        required: ['from', 'until', 'succeeded', 'failed', 'complete'],
        properties: {
          from: { type: 'string' },
          until: { type: 'string' },
          succeeded: { type: 'integer' },
          failed: { type: 'integer' },
          meanSeconds: { type: 'number' },
          meanLagSeconds: { type: 'number' },
          complete: { type: 'boolean' },
        },
      },
      FleetQuestions: {
        type: 'object',
        required: ['observedAt', 'complete', 'clusters', 'questions'],
        properties: {
          observedAt: { type: 'string', format: 'date-time' },
          complete: { type: 'boolean' },
          clusters: {
            type: 'array',
            items: { $ref: '#/components/schemas/ClusterFreshness' },
          },
          questions: {
            type: 'array',
            items: {
              type: 'object',
              required: [
                'id',
                'question',
                'state',
                'answer',
                'findings',
                'total',
              ],
              properties: {
                id: {
                  type: 'string',
                  enum: [
                    'sources',
                    'kustomizations',
                    'versions',
                    'helmReleases',
                    'suspended',
                    'lag',
                    'controllers',
                    'alerts',
                  ],
                },
                question: { type: 'string' },
                state: { $ref: '#/components/schemas/FleetState' },
                answer: { type: 'string' },
                findings: {
                  type: 'array',
                  maxItems: 10,
                  items: {
                    type: 'object',
                    required: ['state', 'text'],
                    properties: {
                      state: { $ref: '#/components/schemas/FleetState' },
                      text: { type: 'string' },
                      object: { $ref: '#/components/schemas/ObjectRef' },
                      since: { type: 'string' },
                      entityRefs: {
                        type: 'array',
                        maxItems: 50,
                        items: { type: 'string' },
                        description: 'The first of the services',
                      },
                      services: { type: 'integer' },
                    },
                  },
                },
                total: { type: 'integer' },
              },
            },
          },
          figures: {
            type: 'object',
            required: ['day', 'week'],
            properties: {
              day: { $ref: '#/components/schemas/DeliveryFigures' },
              week: { $ref: '#/components/schemas/DeliveryFigures' },
            },
          },
        },
      },
      Suspensions: {
        type: 'object',
        required: [
          'observedAt',
          'complete',
          'clusters',
          'items',
          'forgottenAfterDays',
          'truncated',
        ],
        properties: {
          observedAt: { type: 'string', format: 'date-time' },
          complete: { type: 'boolean' },
          clusters: {
            type: 'array',
            items: { $ref: '#/components/schemas/ClusterFreshness' },
          },
          items: {
            type: 'array',
            items: {
              type: 'object',
              required: [
                'object',
                'segment',
                'environments',
                'entityRefs',
                'services',
                'forgotten',
              ],
              properties: {
                object: { $ref: '#/components/schemas/ObjectRef' },
                segment: { $ref: '#/components/schemas/Segment' },
                since: { type: 'string' },
                claimedBy: { type: 'string' },
                reason: { type: 'string' },
                resumeWhen: { type: 'string' },
                withholds: { type: 'string' },
                environments: { type: 'array', items: { type: 'string' } },
                entityRefs: {
                  type: 'array',
                  maxItems: 50,
                  items: { type: 'string' },
                  description: 'The first of the services',
                },
                services: { type: 'integer' },
                forgotten: { type: 'boolean' },
              },
            },
          },
          forgottenAfterDays: { type: 'number' },
          truncated: { type: 'boolean' },
        },
      },
      SegmentOwnership: {
        type: 'object',
        required: ['segment', 'because'],
        properties: {
          segment: { $ref: '#/components/schemas/Segment' },
          owner: { $ref: '#/components/schemas/EntityRef' },
          because: { type: 'string' },
          unowned: { type: 'boolean', enum: [true] },
          notPermitted: { type: 'boolean', enum: [true] },
        },
      },
      OwnershipHandoff: {
        type: 'object',
        required: ['from', 'to', 'giver', 'taker', 'betweenTeams', 'unowned'],
        properties: {
          from: { $ref: '#/components/schemas/Segment' },
          to: { $ref: '#/components/schemas/Segment' },
          giver: { $ref: '#/components/schemas/OwnershipAnswer' },
          taker: { $ref: '#/components/schemas/OwnershipAnswer' },
          betweenTeams: { type: 'boolean' },
          unowned: { type: 'boolean' },
        },
      },
      Belongings: {
        type: 'object',
        description: 'What an applier owns, and what of that it may delete',
        required: [
          'applier',
          'prune',
          'because',
          'listed',
          'total',
          'counts',
          'items',
          'truncated',
        ],
        properties: {
          applier: { $ref: '#/components/schemas/ObjectRef' },
          prune: { type: 'boolean' },
          because: { type: 'string' },
          suspended: { type: 'boolean', enum: [true] },
          elsewhere: { type: 'boolean', enum: [true] },
          serviceAccount: { type: 'string' },
          listed: { type: 'boolean' },
          total: { type: 'integer' },
          counts: {
            type: 'object',
            required: ['pruned', 'kept', 'prunedUnlessExcepted'],
            properties: {
              pruned: { type: 'integer' },
              kept: { type: 'integer' },
              prunedUnlessExcepted: { type: 'integer' },
            },
          },
          items: {
            type: 'array',
            description: 'At most 200, what may be deleted first',
            items: {
              type: 'object',
              required: ['ref', 'fate'],
              properties: {
                ref: { $ref: '#/components/schemas/ObjectRef' },
                fate: {
                  type: 'string',
                  enum: ['pruned', 'kept', 'prunedUnlessExcepted'],
                },
                because: { type: 'string' },
              },
            },
          },
          truncated: { type: 'boolean' },
        },
      },
      PartialObservability: {
        type: 'object',
        required: ['interfaces', 'sides', 'untold', 'summary'],
        properties: {
          interfaces: {
            type: 'array',
            items: {
              type: 'object',
              required: ['from', 'to'],
              properties: {
                from: { $ref: '#/components/schemas/Segment' },
                to: { $ref: '#/components/schemas/Segment' },
              },
            },
          },
          sides: {
            type: 'array',
            minItems: 2,
            maxItems: 2,
            items: {
              type: 'object',
              required: ['owner', 'segments', 'unseen'],
              properties: {
                owner: { $ref: '#/components/schemas/EntityRef' },
                segments: {
                  type: 'array',
                  items: { $ref: '#/components/schemas/Segment' },
                },
                unseen: {
                  type: 'array',
                  items: {
                    type: 'object',
                    required: ['segments', 'reason', 'because', 'toDo', 'by'],
                    properties: {
                      segments: {
                        type: 'array',
                        items: { $ref: '#/components/schemas/Segment' },
                      },
                      reason: {
                        type: 'string',
                        enum: [
                          'unreachable',
                          'forbidden',
                          'needsUserSession',
                          'notReconciled',
                          'noEvidence',
                          'podsNotSeen',
                        ],
                      },
                      because: { type: 'string' },
                      toDo: { type: 'string' },
                      by: { $ref: '#/components/schemas/OwnershipAnswer' },
                    },
                  },
                },
              },
            },
          },
          untold: { type: 'array', items: { type: 'string' } },
          summary: { type: 'string' },
        },
      },
      SourceOwnership: {
        type: 'object',
        required: ['ref', 'because', 'exists', 'owner', 'trust', 'credential'],
        properties: {
          ref: { $ref: '#/components/schemas/ObjectRef' },
          because: { type: 'string' },
          exists: { type: 'boolean' },
          owner: { $ref: '#/components/schemas/OwnershipAnswer' },
          url: { type: 'string' },
          crossNamespace: { type: 'boolean', enum: [true] },
          crossNamespaceRefs: {
            type: 'object',
            description:
              'Beside crossNamespace, whether the controller is known to allow it',
            required: ['answer', 'because'],
            properties: {
              answer: {
                type: 'string',
                enum: ['allowed', 'refused', 'unknown'],
              },
              because: { type: 'string' },
            },
          },
          trust: {
            type: 'object',
            description: 'Across which trust boundary it is read',
            required: ['crossing', 'because'],
            properties: {
              crossing: {
                type: 'string',
                enum: [
                  'within',
                  'tenant',
                  'platform',
                  'shared',
                  'own',
                  'unknown',
                ],
              },
              because: { type: 'string' },
            },
          },
          foreign: { type: 'boolean', enum: [true] },
          credential: {
            type: 'object',
            nullable: true,
            description:
              'Null for what is made inside the cluster, and where only the name of the source is told',
            required: ['kind', 'because', 'deliveredBy'],
            properties: {
              kind: { type: 'string', enum: ['secret', 'identity', 'none'] },
              secret: { $ref: '#/components/schemas/ObjectRef' },
              provider: { type: 'string' },
              deliveredBy: {
                type: 'array',
                items: { $ref: '#/components/schemas/ObjectRef' },
              },
              owner: { $ref: '#/components/schemas/EntityRef' },
              because: { type: 'string' },
              unowned: { type: 'boolean', enum: [true] },
            },
          },
        },
      },
      OwnershipGap: {
        type: 'object',
        required: [
          'id',
          'gap',
          'reason',
          'object',
          'role',
          'summary',
          'claimants',
          'covers',
          'fixes',
        ],
        properties: {
          id: { type: 'string' },
          gap: { type: 'string', enum: ['unowned', 'doublyOwned'] },
          reason: {
            type: 'string',
            enum: [
              'noClaim',
              'unknownEntity',
              'notDelivered',
              'notRead',
              'twoInventories',
              'twoEntities',
              'twoManagers',
            ],
          },
          object: { $ref: '#/components/schemas/ObjectRef' },
          role: { type: 'string', enum: ['applier', 'source', 'workload'] },
          summary: { type: 'string' },
          claimants: {
            type: 'array',
            items: {
              type: 'object',
              required: ['kind'],
              properties: {
                kind: {
                  type: 'string',
                  enum: ['applier', 'entity', 'manager'],
                },
                name: { type: 'string' },
                by: { type: 'string' },
              },
            },
          },
          covers: { type: 'integer' },
          fixes: {
            type: 'array',
            items: {
              type: 'object',
              required: ['title', 'where', 'language', 'text'],
              properties: {
                title: { type: 'string' },
                where: { type: 'string' },
                language: { type: 'string', enum: ['yaml', 'shell'] },
                text: { type: 'string' },
              },
            },
          },
        },
      },
      TargetOwnership: {
        type: 'object',
        required: [
          'targetId',
          'environment',
          'cluster',
          'binding',
          'because',
          'applier',
          'segments',
          'handoffs',
          'partlySeen',
          'onCall',
          'belongings',
          'sources',
          'workloads',
          'parents',
          'gaps',
        ],
        properties: {
          targetId: { type: 'string' },
          environment: { type: 'string' },
          cluster: { type: 'string' },
          binding: { $ref: '#/components/schemas/Binding' },
          because: { type: 'array', items: { type: 'string' } },
          applier: {
            anyOf: [
              { $ref: '#/components/schemas/ObjectRef' },
              { type: 'null' },
            ],
          },
          segments: {
            type: 'array',
            items: { $ref: '#/components/schemas/SegmentOwnership' },
          },
          handoffs: {
            type: 'array',
            items: { $ref: '#/components/schemas/OwnershipHandoff' },
          },
          partlySeen: {
            type: 'array',
            description:
              'Pairs of owners of whom neither alone can tell; empty where everything is seen, and where the caller may not see all segments',
            items: { $ref: '#/components/schemas/PartialObservability' },
          },
          onCall: {
            type: 'array',
            description:
              'Who is on call for what, the app team first, then the platform, then others; without segments that are not told',
            items: {
              type: 'object',
              required: ['team', 'segments', 'because'],
              properties: {
                team: {
                  type: 'string',
                  enum: ['app', 'platform', 'both', 'other'],
                },
                segments: {
                  type: 'array',
                  items: { $ref: '#/components/schemas/Segment' },
                },
                owner: { $ref: '#/components/schemas/EntityRef' },
                because: { type: 'string' },
                unowned: { type: 'boolean', enum: [true] },
              },
            },
          },
          belongings: {
            anyOf: [
              { $ref: '#/components/schemas/Belongings' },
              { type: 'null' },
            ],
          },
          sources: {
            type: 'array',
            items: { $ref: '#/components/schemas/SourceOwnership' },
          },
          workloads: {
            type: 'array',
            items: { $ref: '#/components/schemas/ObjectRef' },
          },
          parents: {
            type: 'array',
            items: { $ref: '#/components/schemas/ObjectRef' },
          },
          gaps: {
            type: 'array',
            items: { $ref: '#/components/schemas/OwnershipGap' },
          },
        },
      },
      EntityOwnership: {
        type: 'object',
        required: ['entityRef', 'observedAt', 'targets', 'clusters', 'owners'],
        properties: {
          entityRef: { $ref: '#/components/schemas/EntityRef' },
          title: { type: 'string' },
          owner: { $ref: '#/components/schemas/EntityRef' },
          system: { $ref: '#/components/schemas/EntityRef' },
          observedAt: { type: 'string', format: 'date-time' },
          targets: {
            type: 'array',
            items: { $ref: '#/components/schemas/TargetOwnership' },
          },
          clusters: {
            type: 'array',
            items: { $ref: '#/components/schemas/ClusterFreshness' },
          },
          owners: { $ref: '#/components/schemas/Owners' },
        },
      },
      OwnershipMatch: {
        type: 'object',
        required: [
          'object',
          'because',
          'exists',
          'appliers',
          'entities',
          'gaps',
        ],
        properties: {
          object: { $ref: '#/components/schemas/ObjectRef' },
          because: { type: 'array', items: { type: 'string' } },
          exists: { type: 'boolean', nullable: true },
          appliers: {
            type: 'array',
            items: { $ref: '#/components/schemas/ObjectRef' },
          },
          entities: {
            type: 'array',
            items: {
              type: 'object',
              required: [
                'entityRef',
                'targetId',
                'environment',
                'cluster',
                'binding',
                'because',
                'segments',
              ],
              properties: {
                entityRef: { $ref: '#/components/schemas/EntityRef' },
                title: { type: 'string' },
                owner: { $ref: '#/components/schemas/EntityRef' },
                system: { $ref: '#/components/schemas/EntityRef' },
                targetId: { type: 'string' },
                environment: { type: 'string' },
                cluster: { type: 'string' },
                binding: { $ref: '#/components/schemas/Binding' },
                segment: { $ref: '#/components/schemas/Segment' },
                objectOwner: { $ref: '#/components/schemas/OwnershipAnswer' },
                because: { type: 'array', items: { type: 'string' } },
                segments: {
                  type: 'array',
                  items: { $ref: '#/components/schemas/SegmentOwnership' },
                },
              },
            },
          },
          owner: { $ref: '#/components/schemas/OwnershipAnswer' },
          withheld: { type: 'boolean', enum: [true] },
          gaps: {
            type: 'array',
            items: { $ref: '#/components/schemas/OwnershipGap' },
          },
        },
      },
      Ownership: {
        type: 'object',
        required: [
          'observedAt',
          'readAs',
          'complete',
          'clusters',
          'matches',
          'entityRefs',
          'services',
          'truncated',
          'owners',
        ],
        properties: {
          observedAt: { type: 'string', format: 'date-time' },
          readAs: {
            type: 'array',
            items: {
              type: 'object',
              required: ['by'],
              properties: {
                by: {
                  type: 'string',
                  enum: [
                    'object',
                    'namespace',
                    'image',
                    'digest',
                    'url',
                    'release',
                    'pod',
                    'name',
                    'entity',
                  ],
                },
                cluster: { type: 'string' },
                group: { type: 'string' },
                kind: { type: 'string' },
                namespace: { type: 'string' },
                name: { type: 'string' },
                image: { type: 'string' },
                digest: { type: 'string' },
                url: { type: 'string' },
                release: { type: 'string' },
                pod: { type: 'string' },
                entityRef: { type: 'string' },
              },
            },
          },
          complete: {
            type: 'boolean',
            description:
              'False as long as not everything is known, so that what is not found may be there',
          },
          clusters: {
            type: 'array',
            items: { $ref: '#/components/schemas/ClusterFreshness' },
          },
          matches: {
            type: 'array',
            description: 'At most 50',
            items: { $ref: '#/components/schemas/OwnershipMatch' },
          },
          entityRefs: {
            type: 'array',
            description:
              'Entities of that name; of a group, user, system or domain, its services. At most 200',
            items: { type: 'string' },
          },
          services: {
            type: 'array',
            description:
              'The same, each with what it has of that which the caller may see',
            items: {
              type: 'object',
              required: [
                'entityRef',
                'environments',
                'appliers',
                'sources',
                'namespaces',
              ],
              properties: {
                entityRef: { $ref: '#/components/schemas/EntityRef' },
                title: { type: 'string' },
                owner: { $ref: '#/components/schemas/EntityRef' },
                system: { $ref: '#/components/schemas/EntityRef' },
                environments: { type: 'array', items: { type: 'string' } },
                appliers: {
                  type: 'array',
                  items: { $ref: '#/components/schemas/ObjectRef' },
                },
                sources: {
                  type: 'array',
                  items: { $ref: '#/components/schemas/ObjectRef' },
                },
                namespaces: {
                  type: 'array',
                  items: {
                    type: 'object',
                    required: ['cluster', 'namespace'],
                    properties: {
                      cluster: { type: 'string' },
                      namespace: { type: 'string' },
                    },
                  },
                },
                more: { type: 'boolean', enum: [true] },
              },
            },
          },
          truncated: { type: 'boolean' },
          owners: { $ref: '#/components/schemas/Owners' },
        },
      },
      OwnershipGaps: {
        type: 'object',
        required: [
          'observedAt',
          'surveyedAt',
          'complete',
          'clusters',
          'items',
          'nextCursor',
          'total',
          'counts',
          'facets',
        ],
        properties: {
          observedAt: { type: 'string', format: 'date-time' },
          surveyedAt: { type: 'string', format: 'date-time' },
          complete: { type: 'boolean' },
          clusters: {
            type: 'array',
            items: { $ref: '#/components/schemas/ClusterFreshness' },
          },
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/OwnershipGap' },
          },
          nextCursor: { type: 'string', nullable: true },
          total: { type: 'integer' },
          counts: {
            type: 'object',
            required: ['unowned', 'doublyOwned'],
            properties: {
              unowned: { type: 'integer' },
              doublyOwned: { type: 'integer' },
            },
          },
          facets: {
            type: 'object',
            required: ['clusters', 'namespaces', 'kinds'],
            properties: {
              clusters: { type: 'array', items: { type: 'string' } },
              namespaces: { type: 'array', items: { type: 'string' } },
              kinds: { type: 'array', items: { type: 'string' } },
            },
          },
        },
      },
    },
  },
};

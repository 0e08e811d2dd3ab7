import { AsyncLocalStorage } from 'node:async_hooks';
import {
  coreServices,
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type { Knex } from 'knex';

const TRACE = 'x-trace';

/**
 * What a request makes the plugin do, and nothing of what the plugin does meanwhile by itself: calls of the catalog, questions to the
 * permission system, statements to the database and entries of the audit log, in their order.
 */
export function callsOf(options: {
  entities: Entity[];
  knex: Knex;
  decide(user: string, permission: string): PolicyDecision | undefined;
}) {
  const requests = new AsyncLocalStorage<string[]>();
  const traces = new Map<string, string[]>();
  const note = (call: string, details: unknown = '') =>
    requests.getStore()?.push(`${call} ${JSON.stringify(details)}`);

  options.knex.on('query', ({ sql, bindings }) => note(sql, bindings));
  const tracing = createBackendModule({
    pluginId: 'flux-delivery',
    moduleId: 'trace-requests',
    register(env) {
      env.registerInit({
        deps: { httpRouter: coreServices.httpRouter },
        async init({ httpRouter }) {
          httpRouter.use(((request: any, _response: any, next: () => void) => {
            const calls = traces.get(request.get(TRACE));
            return calls ? requests.run(calls, next) : next();
          }) as never);
        },
      });
    },
  });
  const inner = catalogServiceMock({ entities: options.entities });
  const catalog = createServiceFactory({
    service: catalogServiceRef,
    deps: {},
    factory: () =>
      new Proxy(inner, {
        get(target, name) {
          const method = Reflect.get(target, name);
          return typeof method !== 'function'
            ? method
            : (asked: unknown, ...rest: unknown[]) => {
                note(`catalog ${String(name)}`, asked);
                return method.call(target, asked, ...rest);
              };
        },
      }) as never,
  });
  const permissions = mockServices.permissions.mock({
    authorize: async queries => {
      note('permissions', namesOf(queries));
      return queries.map(() => ({ result: AuthorizeResult.ALLOW }));
    },
    authorizeConditional: async (queries, { credentials }: any) => {
      note('permissions', namesOf(queries));
      const { userEntityRef = '' } = credentials.principal;
      return queries.map(
        ({ permission }) =>
          options.decide(userEntityRef, permission.name) ?? {
            result: AuthorizeResult.ALLOW,
          },
      );
    },
  });
  const auditor = mockServices.auditor.mock({
    createEvent: async ({ eventId }) => {
      note('audit', eventId);
      return { success: async () => {}, fail: async () => {} };
    },
  });
  return {
    features: [
      tracing,
      catalog,
      permissions.factory,
      auditor.factory,
      mockServices.database.factory({ knex: options.knex }),
    ],
    /** By the header, of the request that bears it. */
    trace(id: string): { header: [string, string]; calls: string[] } {
      const calls: string[] = [];
      traces.set(id, calls);
      return { header: [TRACE, id], calls };
    },
  };
}

function namesOf(queries: readonly { permission: { name: string } }[]) {
  return queries.map(({ permission }) => permission.name);
}

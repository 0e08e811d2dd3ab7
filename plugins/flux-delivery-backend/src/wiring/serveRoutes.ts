import { ServiceUnavailableError } from '@backstage/errors';
import { sleep, systemClock } from '../clusters/Clock';
import type { FluxDeliveryOptions } from '../config';
import { GroupCheck } from '../paths/GroupCheck';
import { auditReads } from '../router/auditReads';
import { createRouter } from '../router/createRouter';
import type { RouterOptions } from '../router/RouterOptions';
import type { PluginDeps } from './PluginDeps';

/** services → router. Answers 503 as long as a group that the configuration names is not in the catalog. */
export function serveRoutes(
  deps: Pick<
    PluginDeps,
    | 'auditor'
    | 'auth'
    | 'catalog'
    | 'httpAuth'
    | 'httpRouter'
    | 'lifecycle'
    | 'logger'
  >,
  options: FluxDeliveryOptions,
  services: Omit<RouterOptions, 'auditor' | 'httpAuth'>,
): void {
  const { auditor, auth, catalog, httpAuth, httpRouter, lifecycle, logger } =
    deps;
  const groups = new GroupCheck({
    groups: options.groupRefs,
    catalog,
    auth,
    logger,
    sleep: (ms, signal) => sleep(systemClock, ms, signal),
  });
  const stopping = new AbortController();
  lifecycle.addStartupHook(async () => {
    void groups.run(stopping.signal);
  });
  lifecycle.addShutdownHook(async () => stopping.abort());
  httpRouter.use((_request, _response, next) =>
    next(groups.problem && new ServiceUnavailableError(groups.problem)),
  );
  httpRouter.use(auditReads({ auditor, httpAuth, logger }));
  httpRouter.use(createRouter({ auditor, httpAuth, ...services }));
}

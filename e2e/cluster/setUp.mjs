import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { AuditLog } from './checks/AuditLog.mjs';
import { CheckFailure } from './CheckFailure.mjs';
import { eventually } from './checks/eventually.mjs';
import { startForge } from './forge/startForge.mjs';
import { Cluster } from './kube/Cluster.mjs';
import { clearNamespaces } from './play/clearNamespaces.mjs';
import { loadExtraExpectations } from './play/expectations.mjs';
import { loadScenarios } from './play/loadScenarios.mjs';
import { loadImages, Stage } from './play/Stage.mjs';
import { catalogOf } from './portal/catalogOf.mjs';
import { prepareAccess } from './portal/prepareAccess.mjs';
import { startPortal } from './portal/startPortal.mjs';

/**
 * Connects to the clusters, gives the portal's account its rights, and starts forge and portal. What must be undone is
 * pushed to `cleanups`, in the order in which it was done.
 *
 * @param {{ options: any, report: import('./checks/Report.mjs').Report, cleanups: (() => Promise<void>)[] }} input
 */
export async function setUp({ options, report, cleanups }) {
  const scenarios = await loadScenarios(options.only);
  const extras = options.extraExpectations
    ? await loadExtraExpectations(options.extraExpectations)
    : [];
  const logs = new Map(
    [...options.auditLogs].map(([context, path]) => [
      context,
      new AuditLog(path),
    ]),
  );
  const logStarts = new Map();
  for (const [context, log] of logs) {
    logStarts.set(context, await log.end());
  }

  const clusters = await Promise.all(
    options.contexts.map(context => connect(context, { options, cleanups })),
  );
  report.say(`${options.contexts.join(', ')}: reached, Flux is there`);
  const forge = await startForge({ address: options.forgeAddress });
  cleanups.push(() => forge.close());
  report.say(`the forge listens on ${forge.url}`);

  const { folder, catalogFile, names } = await writeCatalog(scenarios, {
    options,
    cleanups,
  });
  const access = await Promise.all(
    clusters.map(async cluster => ({
      context: cluster.context,
      connection: cluster.connection,
      token: await prepareAccess(cluster),
    })),
  );
  const catalogFiles = [
    catalogFile,
    ...(options.extraCatalog ? [resolve(options.extraCatalog)] : []),
  ];
  const portal = await startPortal({
    folder,
    clusters: access,
    catalogFiles,
    address: options.forgeAddress,
  });
  cleanups.push(() => portal.stop());
  report.say(
    `the portal starts on port ${portal.port}, its log is ${portal.logFile}`,
  );
  const images = await loadImages();
  const stageOf = (scenario, cluster) =>
    new Stage({ scenario, cluster, forge, images });
  return {
    scenarios,
    extras,
    clusters,
    portal,
    logs,
    logStarts,
    pages: names,
    stageOf,
  };
}

async function connect(context, { options, cleanups }) {
  const cluster = await Cluster.connect(context, options);
  cleanups.push(async () => cluster.close());
  if (
    !(await cluster.serves('kustomize.toolkit.fluxcd.io/v1', 'Kustomization'))
  ) {
    throw new CheckFailure(
      `${context} does not run Flux 2 (no Kustomization of kustomize.toolkit.fluxcd.io/v1)`,
    );
  }
  await clearNamespaces(cluster, { until: 'gone' });
  if (!options.keep) {
    cleanups.push(() => clearNamespaces(cluster));
  }
  return cluster;
}

async function writeCatalog(scenarios, { options, cleanups }) {
  const folder = await mkdtemp(join(tmpdir(), 'flux-delivery-portal-'));
  if (!options.keep) {
    cleanups.push(() => rm(folder, { recursive: true, force: true }));
  }
  const catalogFile = join(folder, 'catalog-info.yaml');
  const { text, names } = catalogOf(scenarios);
  await writeFile(catalogFile, text);
  return { folder, catalogFile, names };
}

/** The portal answers, and its catalog has the pages. */
export async function portalIsUp({ portal, pages }) {
  await eventually(
    async () => {
      if (portal.ended()) {
        throw new CheckFailure(portal.ended());
      }
      const route = `catalog/entities/by-name/component/default/${pages.at(
        -1,
      )}`;
      const status = await portal.get(route).then(
        async response => {
          await response.arrayBuffer();
          return response.status;
        },
        error => error.cause?.code ?? error.message,
      );
      return status === 200
        ? []
        : [`GET /api/${route}: ${status}; the log: ${portal.logFile}`];
    },
    { seconds: 300 },
  );
}

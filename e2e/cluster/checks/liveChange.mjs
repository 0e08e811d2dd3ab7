import { setTimeout as sleep } from 'node:timers/promises';
import { reconcile } from '../play/until.mjs';
import { CheckFailure } from '../CheckFailure.mjs';

const LIMIT = 2000;
const PATIENCE = 60_000;
const FINE = ['ok', 'inProgress'];

/**
 * Releases a version, and measures the time from the moment that the API server tells the new image until the path
 * answers with it. Until the release has arrived everything is on its way or well, never worse.
 *
 * @param {{ stage: import('../play/Stage.mjs').Stage, portal: any, entity: string, image: string }} options
 */
export async function releaseShows({ stage, portal, entity, image }) {
  const { image: wanted } = stage.imageWords(image);
  const ended = new AbortController();
  const timer = setTimeout(() => ended.abort(), PATIENCE);
  try {
    const inCluster = imageInCluster(stage, wanted, ended.signal);
    const inAnswer = imageInAnswer(
      portal,
      { entity, cluster: stage.cluster.context, wanted },
      ended.signal,
    );
    const files = { 'app.yaml': { template: 'app', name: 'web', image } };
    await stage.forge.commit(
      `${stage.path}/app`,
      await stage.files(files),
      `web: release ${wanted}`,
    );
    await reconcile(stage.cluster, stage.ref('GitRepository/app'));
    const [changed, shown] = await Promise.all([inCluster, inAnswer]);
    const delay = Math.max(0, Math.round(shown - changed));
    if (delay > LIMIT) {
      throw new CheckFailure(
        `${delay} ms from the API server to the answer, at most ${LIMIT} are allowed`,
      );
    }
    await rollsOutCleanly(stage, portal, entity, ended.signal);
    return `${delay} ms from the API server to the answer`;
  } finally {
    clearTimeout(timer);
    ended.abort();
  }
}

async function imageInCluster(stage, wanted, signal) {
  for await (const { spec } of stage.cluster.watch(
    stage.ref('Deployment/web'),
    signal,
  )) {
    if (spec?.template.spec.containers[0].image === wanted) {
      return performance.now();
    }
  }
  throw new CheckFailure(`the cluster did not get ${wanted}`);
}

async function imageInAnswer(portal, { entity, cluster, wanted }, signal) {
  while (!signal.aborted) {
    const { environments } = await portal.path(entity);
    const declared = environments
      .flatMap(({ targets }) => targets)
      .filter(target => target.cluster === cluster)
      .flatMap(({ workloads }) =>
        workloads.flatMap(({ images }) => images.map(found => found.declared)),
      );
    if (declared.includes(wanted)) {
      return performance.now();
    }
    await sleep(25);
  }
  throw new CheckFailure(`the answer did not show ${wanted}`);
}

/** From the moment that the new version shows until all is well with it. */
async function rollsOutCleanly(stage, portal, entity, signal) {
  const { context } = stage.cluster;
  while (!signal.aborted) {
    const { environments } = await portal.path(entity);
    const segments = environments
      .flatMap(({ targets }) => targets)
      .filter(({ cluster }) => cluster === context)
      .flatMap(target => target.segments);
    const bad = segments.find(({ verdict }) => !FINE.includes(verdict));
    if (bad) {
      throw new CheckFailure(
        `while a good release rolls out, ${bad.segment} is ${bad.verdict}: ${bad.summary}`,
      );
    }
    if (segments.every(({ verdict }) => verdict === 'ok')) {
      return;
    }
    await sleep(25);
  }
  throw new CheckFailure('the release was not well in time');
}

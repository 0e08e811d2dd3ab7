import { setTimeout as sleep } from 'node:timers/promises';
import { signIn } from './signIn.mjs';

const DATABASE = 'backstage_plugin_flux-delivery';
/** HelmReleases that are quiet: nothing but what is played here happens to them. */
const RELEASES = [
  { cluster: 'staging', namespace: 'platform', name: 'edge-proxy' },
];
const PATIENCE_MS = 120_000;

/**
 * Plays releases while two backends record them into one database, each of them late in its turn, and holds the ledger against what
 * was played: each release is one row.
 */
export async function recordWithTwo(portals, { first, query }) {
  const a = await signIn(first);
  const before = await until('the first backend records', async () => {
    const rows = await ledger(query);
    return RELEASES.every(each => rowsOf(rows, each).length > 0) && rows;
  });
  const second = portals.startSecond();
  // It lists while the first one records.
  await play(a, 'while the second one starts');
  const b = await until('the second backend answers', () =>
    signIn(second).catch(() => undefined),
  );
  const isTold = (call, when) => tellsAll({ call, before, query, when });
  const [one, other] = portals.pids();
  await whileStopped(other, () => play(a, 'while the second one is stopped'));
  await whileStopped(one, async () => {
    await play(b, 'while the first one is stopped');
    await isTold(b, 'by the second one alone');
  });
  await play(a, 'with both');
  await isTold(a, 'by both');
  const rows = await ledger(query);
  checkChains(rows);
  return rows.length;
}

/** Waits until each Helm revision since then is one row that has ended. */
async function tellsAll({ call, before, query, when }) {
  for (const release of RELEASES) {
    const told = await until(
      `every revision of ${release.name} is told ${when}`,
      async () => {
        const since = revisionOf(before, release);
        const expected = await revisionsSince(since, release, call);
        const rows = rowsOf(await ledger(query), release).filter(
          ({ sequence }) => sequence > newestOf(before, release),
        );
        const lines = rows.map(
          ({ revision, kind, outcome }) => `${revision} ${kind} ${outcome}`,
        );
        const isWhole =
          rows.map(({ revision }) => revision).join() === expected.join() &&
          rows.every(isSettled);
        return isWhole ? lines : { not: `${lines} instead of ${expected}` };
      },
    );
    console.log(`${release.name}, told ${when}: ${told.join(', ')}`);
  }
}

const pathOf = ({ namespace, name }) =>
  `helm.toolkit.fluxcd.io/v2/namespaces/${namespace}/helmreleases/${name}`;

/** The oracle: Helm counts its revisions. What puts values back, as the Kustomization of the release does, is one as well. */
async function revisionsSince(revision, release, call) {
  const { status } = await call.cluster(
    release.cluster,
    'GET',
    pathOf(release),
  );
  const newest = status.history[0].version;
  return Array.from(
    { length: newest - revision },
    (_, at) => revision + at + 1,
  );
}

/** Of revisions that are told together, the images of the former are not known: then it is no change of configuration alone. */
const isSettled = ({ kind, outcome }) =>
  ['configOnly', 'forward', 'rollback'].includes(kind) &&
  ['succeeded', 'superseded'].includes(outcome);

async function play(call, when) {
  for (const release of RELEASES) {
    const { cluster, name } = release;
    const path = pathOf(release);
    const revision = async () => {
      const { status } = await call.cluster(cluster, 'GET', path);
      return status.conditions.some(
        ({ type, status: is }) => type === 'Ready' && is === 'True',
      )
        ? status.history[0].version
        : undefined;
    };
    const from = await until(`${name} is ready`, revision);
    await call.cluster(cluster, 'PATCH', path, {
      spec: { values: { changedByTest: when } },
    });
    await until(
      `${name} was released ${when}`,
      async () => (await revision()) > from,
    );
  }
}

/** What was told meanwhile is told to it late. */
async function whileStopped(pid, work) {
  process.kill(pid, 'SIGSTOP');
  try {
    await work();
  } finally {
    process.kill(pid, 'SIGCONT');
  }
}

async function ledger(query) {
  const rows = await query(
    DATABASE,
    'SELECT entity_ref, target_id, cluster, applier, sequence, kind, outcome, revisions FROM deliveries ORDER BY entity_ref, target_id, sequence',
  );
  return rows.map(row => ({
    ...row,
    applier: JSON.parse(row.applier),
    revision: JSON.parse(row.revisions).helmRevision,
  }));
}

function rowsOf(rows, { cluster, namespace, name }) {
  return rows.filter(
    ({ cluster: at, applier }) =>
      at === cluster &&
      applier?.kind === 'HelmRelease' &&
      applier.namespace === namespace &&
      applier.name === name,
  );
}

const newestOf = (rows, release) =>
  Math.max(0, ...rowsOf(rows, release).map(({ sequence }) => sequence));
const revisionOf = (rows, release) =>
  Math.max(...rowsOf(rows, release).map(({ revision }) => revision ?? 0));

/** Of all units, whatever happens to them: no number is missing or there twice, and no Helm revision is told twice. */
function checkChains(rows) {
  const chains = Map.groupBy(rows, row => `${row.entity_ref} ${row.target_id}`);
  for (const [unit, chain] of chains) {
    chain.forEach(({ sequence }, at) => {
      if (sequence !== at + 1) {
        throw new Error(`${unit} has row ${sequence} in the place ${at + 1}`);
      }
    });
    const revisions = chain
      .filter(({ kind }) =>
        ['forward', 'configOnly', 'noChange', 'rollback'].includes(kind),
      )
      .flatMap(({ revision }) => revision ?? []);
    if (new Set(revisions).size !== revisions.length) {
      throw new Error(`${unit} tells a Helm revision twice: ${revisions}`);
    }
  }
}

/** Asks again until it is true. What is not, may say what is there instead. */
async function until(what, ask) {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const answer = await ask();
    if (answer && !answer.not) return answer;
    if (Date.now() > end) {
      throw new Error(
        `not in time: ${what}${answer?.not ? `, but ${answer.not}` : ''}`,
      );
    }
    await sleep(500);
  }
}

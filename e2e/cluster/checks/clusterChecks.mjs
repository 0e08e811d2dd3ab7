import { CheckFailure } from '../CheckFailure.mjs';
import { eventually } from './eventually.mjs';

/** Every cluster is synced. */
export async function allSynced(portal, contexts, seconds = 60) {
  await eventually(
    async () => {
      const { clusters } = await portal.json('flux-delivery/clusters');
      return contexts.flatMap(context => {
        const found = clusters.find(({ name }) => name === context);
        return found?.state === 'synced'
          ? []
          : [
              `${context} is ${found?.state ?? 'not listed'} ${
                found?.lastError ?? ''
              }`,
            ];
      });
    },
    { seconds },
  );
  const { clusters } = await portal.json('flux-delivery/clusters');
  return clusters
    .map(({ name, objects }) => `${name} ${objects} objects`)
    .join(', ');
}

/** @returns {Promise<string[]>} the kinds that the portal may not read, in words */
export async function forbiddenKinds(portal) {
  const { clusters } = await portal.json('flux-delivery/clusters');
  return clusters.flatMap(({ name, kinds }) =>
    kinds
      .filter(({ state }) => state === 'forbidden')
      .map(({ group, kind }) => `${name}: ${kind}.${group} is forbidden`),
  );
}

/** The rights that we ship are enough: no kind of any cluster is forbidden. */
export async function nothingForbidden(portal) {
  const forbidden = await forbiddenKinds(portal);
  if (forbidden.length) {
    throw new CheckFailure(forbidden.join('\n'));
  }
}

/** And no request was refused. */
export async function nothingRefused(log, start) {
  const requests = await log.since(start);
  if (requests.length === 0) {
    throw new CheckFailure(
      'the audit log has no request of the portal: it is not the log of this cluster',
    );
  }
  const refused = requests.filter(({ code }) => code === 403);
  if (refused.length) {
    throw new CheckFailure(
      refused
        .map(({ verb, uri }) => `403 ${verb} ${uri}`)
        .slice(0, 20)
        .join('\n'),
    );
  }
  return `${requests.length} requests, none refused`;
}

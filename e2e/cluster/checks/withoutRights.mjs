import { takeRights, prepareAccess } from '../portal/prepareAccess.mjs';
import { CheckFailure } from '../CheckFailure.mjs';
import { eventually } from './eventually.mjs';

const TAKEN = [
  { apiGroup: 'helm.toolkit.fluxcd.io', resource: 'helmreleases' },
  { apiGroup: 'discovery.k8s.io', resource: 'endpointslices' },
];

/**
 * Scenarios that are played on every cluster, and the segments that stand on what is taken away. A HelmRelease says which version is
 * consumed as well as what became of it.
 */
const BLIND = {
  'git-healthy': ['traffic'],
  'helm-healthy': ['promotion', 'reconcile', 'traffic'],
};

/** Takes rights from the portal's account; a watch that goes on does not feel it, the next list does. */
export async function withoutRights(cluster, body) {
  await takeRights(cluster, TAKEN);
  try {
    await body();
  } finally {
    await prepareAccess(cluster);
  }
}

/**
 * What stands on a kind that may not be read any more is unknown, with that as the reason. Nothing else is, and nothing diverges.
 *
 * @param {{ portal: any, context: string, scenarios: any[] }} options
 */
export async function forbiddenIsUnknown({ portal, context, scenarios }) {
  const cases = Object.entries(BLIND).map(([name, blind]) => {
    const found = scenarios.find(scenario => scenario.name === name);
    if (!found) {
      throw new CheckFailure(
        `it is made of the scenario ${name}, which --only left out`,
      );
    }
    return { entity: found.entities[0].name, blind };
  });
  await eventually(
    async () => {
      const complaints = cases.map(async one =>
        ofPath(await portal.path(one.entity), { context, ...one }),
      );
      return (await Promise.all(complaints)).flat();
    },
    { seconds: 60 },
  );
}

function ofPath({ environments }, { context, entity, blind }) {
  const targets = environments
    .flatMap(environment => environment.targets)
    .filter(({ cluster }) => cluster === context);
  if (targets.length === 0) {
    return [`${entity}: the target went away instead of becoming unknown`];
  }
  return targets
    .flatMap(({ segments, divergence }) => [
      ...segments.flatMap(found =>
        ofSegment(found, blind.includes(found.segment)),
      ),
      ...(divergence ? [`${divergence.segment} diverges`] : []),
    ])
    .map(text => `${entity}: ${text}`);
}

function ofSegment({ segment, verdict, unknownReason, summary }, isBlind) {
  const found = [verdict, unknownReason].filter(Boolean).join(': ');
  const wanted = isBlind ? 'unknown: forbidden' : 'ok';
  return found === wanted
    ? []
    : [`${segment} is ${found}, expected ${wanted} (${summary})`];
}

import { differences } from './differences.mjs';
import { eventually } from './eventually.mjs';

const SEGMENTS = ['source', 'reconcile', 'rollout', 'traffic'];

/**
 * While a cluster does not answer, its targets are unknown, with the time that they were last seen, and the other clusters
 * stay as they are.
 *
 * @param {{ portal: any, stopped: string, others: string[], entity: string, expected: object[] }} options
 */
export async function stoppedIsUnknown({
  portal,
  stopped,
  others,
  entity,
  expected,
}) {
  await eventually(
    async () => {
      const [path, { clusters }] = await Promise.all([
        portal.path(entity),
        portal.json('flux-delivery/clusters'),
      ]);
      return [
        ...ofStatus(clusters, stopped, others),
        ...ofTargets(path, stopped),
        ...others.flatMap(context =>
          differences(path, context, expected).map(
            text => `${context}: ${text}`,
          ),
        ),
      ];
    },
    { seconds: 120 },
  );
}

function ofStatus(clusters, stopped, others) {
  const stateOf = name => clusters.find(cluster => cluster.name === name);
  const found = stateOf(stopped);
  return [
    ...(found?.state === 'unreachable'
      ? []
      : [`${stopped} is ${found?.state}, expected unreachable`]),
    ...(found?.lastError ? [] : [`${stopped} does not say why`]),
    ...others
      .filter(name => stateOf(name)?.state !== 'synced')
      .map(
        name => `${name} is ${stateOf(name)?.state}, though it was not stopped`,
      ),
  ];
}

function ofTargets(path, stopped) {
  const targets = path.environments
    .flatMap(environment => environment.targets)
    .filter(({ cluster }) => cluster === stopped);
  if (targets.length === 0) {
    return [`the target on ${stopped} went away instead of becoming unknown`];
  }
  return targets.flatMap(({ segments }) =>
    segments
      .filter(({ segment }) => SEGMENTS.includes(segment))
      .flatMap(({ segment, verdict, unknownReason, lastKnown }) => [
        ...(verdict === 'unknown' && unknownReason === 'unreachable'
          ? []
          : [
              `${segment} on ${stopped} is ${verdict} ${
                unknownReason ?? ''
              }, expected unknown: unreachable`,
            ]),
        ...(verdict !== 'unknown' || lastKnown?.at
          ? []
          : [`${segment} on ${stopped} does not say what was last known`]),
      ]),
  );
}
